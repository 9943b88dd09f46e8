// SPDX-License-Identifier: Apache-2.0
// Reads a file with [model] and puts its deck together. Used by model_file.cpp, model_materials.cpp and model_loads.cpp
// alone.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/deck/model_file.hpp"
#include "io/deck/model_keys.hpp"
#include "io/scenario/toml_reader.hpp"

namespace spondyl {

// A row of the file and where it stands.
template <class Row>
struct GivenRow {
    Row row;
    const toml::table* table = nullptr;
};

struct GivenStep {
    GivenRow<ModelStep> step;
    std::vector<GivenRow<ModelSupport>> supports;
    std::vector<GivenRow<ModelForce>> forces;
    std::vector<GivenRow<ModelPressure>> pressures;
};

class ModelFileReader : TomlReader {
  public:
    ModelFileReader(const std::filesystem::path& file, const std::string& text, const OpenText& open,
                    const DeckOptions& options, Diagnostics& diagnostics)
        : TomlReader(diagnostics.add_file(file.string(), text), diagnostics),
          name_(file),
          open_(open),
          options_(options) {}

    Deck read(const toml::table& given);

  private:
    // The file (model_file.cpp).
    template <class Row>
    void read_row(const toml::table& given, std::string_view name, Row& object);
    template <class Row>
    std::vector<GivenRow<Row>> rows(const toml::table& given, std::string_view key, std::string_view name);
    void read_materials();
    void read_step(const toml::table& given);
    void read_mesh(const std::filesystem::path& path);
    std::string open_mesh(const std::filesystem::path& path);
    void read_deck_beside(const std::filesystem::path& path);

    // Materials (model_materials.cpp).
    std::optional<DeckLaw> law_of(const GivenRow<ModelMaterial>& given, int families);
    void fill_materials();
    void add_material(const std::string& name, const GivenRow<ModelMaterial>& given, const std::vector<int>& cells);
    // Means of the nodes.
    [[nodiscard]] std::vector<Vec3> centres_of_cells() const;
    void add_body(const std::string& name, const GivenRow<ModelMaterial>& given, const std::vector<int>& cells);

    // What acts (model_loads.cpp).
    void tell_unknown(const toml::node& node, std::string_view what, const std::string& given,
                      const std::vector<std::string>& known);
    // The nodes that a row names: of a set, or the reference node of a body.
    template <class Row>
    std::vector<int> nodes_of(const GivenRow<Row>& given);
    void add_support(const GivenRow<ModelSupport>& given, std::vector<DeckBoundary>& into);
    void add_force(const GivenRow<ModelForce>& given, DeckStep& step);
    void add_pressure(const GivenRow<ModelPressure>& given, DeckStep& step);
    void add_step(const GivenStep& given, const std::vector<DeckBoundary>& always);

    [[nodiscard]] static DeckPlace place(const toml::node& node) {
        return {0, static_cast<int>(node.source().begin.line)};
    }

    std::filesystem::path name_;
    const OpenText& open_;
    const DeckOptions& options_;
    ModelHead head_;
    ModelMesh mesh_;
    const toml::table* model_ = nullptr;
    std::map<std::string, GivenRow<ModelMaterial>> materials_;
    std::vector<GivenRow<ModelSupport>> supports_;
    std::vector<GivenStep> steps_;
    std::map<std::string, int> reference_of_body_;
    Deck deck_;
};

}  // namespace spondyl
