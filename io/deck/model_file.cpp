// SPDX-License-Identifier: Apache-2.0
#include "io/deck/model_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/deck/deck_laws.hpp"
#include "io/deck/local_axes.hpp"
#include "io/deck/mesh_file.hpp"
#include "io/deck/model_keys.hpp"
#include "io/deck/read_feb.hpp"
#include "io/deck/read_inp.hpp"
#include "io/deck/volume_centre.hpp"
#include "io/scenario/key_value.hpp"
#include "io/scenario/toml_reader.hpp"
#include "io/scenario/toml_text.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

// A row of the file and where it stands.
template <class Row>
struct Given {
    Row row;
    const toml::table* table = nullptr;
};

struct GivenStep {
    Given<ModelStep> step;
    std::vector<Given<ModelSupport>> supports;
    std::vector<Given<ModelForce>> forces;
    std::vector<Given<ModelPressure>> pressures;
};

class ModelFileReader : TomlReader {
  public:
    ModelFileReader(const fs::path& file, const std::string& text, const OpenText& open, const DeckOptions& options,
                    Diagnostics& diagnostics)
        : TomlReader(diagnostics.add_file(file.string(), text), diagnostics),
          name_(file),
          open_(open),
          options_(options) {}

    Deck read(const toml::table& given) {
        read_row(given, "", head_);
        const toml::table* model = given.get("model") ? given.get("model")->as_table() : nullptr;
        if (model == nullptr) {
            error(given.get("model") ? *given.get("model") : given, "[model] must be a table",
                  "write [model] on a line of its own, its keys below");
            return {};
        }
        model_ = model;
        read_row(*model, "model", mesh_);
        read_materials();
        supports_ = rows<ModelSupport>(*model, "support", "model.support");
        for (const toml::node* node : list(*model, "step", toml::node_type::table)) read_step(*node->as_table());
        if (!diagnostics_.empty()) return {};
        const fs::path path = (name_.parent_path() / mesh_.mesh).lexically_normal();
        if (is_mesh_file(path)) {
            read_mesh(path);
        } else {
            read_deck_beside(path);
        }
        if (!deck_.title.empty() || !head_.title.empty()) deck_.title = head_.title;
        return std::move(deck_);
    }

  private:
    // --- the file ---
    template <class Row>
    void read_row(const toml::table& given, std::string_view name, Row& object) {
        const ModelTable& table = model_table(name);
        std::vector<std::string_view> known;
        for (const schema::Key& key : table.keys) {
            known.push_back(key.name);
            const toml::node* node = given.get(key.name);
            if (node == nullptr) {
                if (key.required)
                    error(given, fmt::format("{} needs \"{}\"", table.title, key.name), std::string(key.doc));
                continue;
            }
            if (const auto value =
                    read_key_value(*node, fmt::format("\"{}\" in {}", key.name, table.title), key, file_, diagnostics_))
                key.access.set(&object, *value);
        }
        for (const schema::Key& key : table.keys) {
            if (key.applies != nullptr && given.contains(key.name) && !key.applies(&object))
                error(*given.get(key.name), fmt::format("\"{}\" has no meaning here", key.name),
                      fmt::format("it is for a material whose {}", key.only));
        }
        known.insert(known.end(), table.inner.begin(), table.inner.end());
        only_known(given, known, table.title);
    }

    template <class Row>
    std::vector<Given<Row>> rows(const toml::table& given, std::string_view key, std::string_view name) {
        std::vector<Given<Row>> found;
        for (const toml::node* node : list(given, key, toml::node_type::table)) {
            Given<Row>& one = found.emplace_back();
            one.table = node->as_table();
            read_row(*one.table, name, one.row);
        }
        return found;
    }

    void read_materials() {
        const toml::node* node = model_->get("materials");
        if (node == nullptr) return;
        const toml::table* tables = node->as_table();
        if (tables == nullptr) {
            error(*node, "\"materials\" must be a table", "write [model.materials.NAME] for each material");
            return;
        }
        if (tables->size() > limits::rows) {
            error(*node, fmt::format("{} materials", tables->size()),
                  fmt::format("at most {} are allowed", limits::rows));
            return;
        }
        for (const auto& [name, one] : *tables) {
            const toml::table* table = one.as_table();
            if (table == nullptr) {
                error(one, fmt::format("the material \"{}\" must be a table", name.str()),
                      "write [model.materials.NAME] for each material");
                continue;
            }
            Given<ModelMaterial>& material = materials_[std::string(name.str())];
            material.table = table;
            read_row(*table, "model.materials.*", material.row);
        }
    }

    void read_step(const toml::table& given) {
        GivenStep& step = steps_.emplace_back();
        step.step.table = &given;
        read_row(given, "model.step", step.step.row);
        step.supports = rows<ModelSupport>(given, "support", "model.step.support");
        step.forces = rows<ModelForce>(given, "force", "model.step.force");
        step.pressures = rows<ModelPressure>(given, "pressure", "model.step.pressure");
    }

    // --- the mesh ---
    [[nodiscard]] static DeckPlace place(const toml::node& node) {
        return {0, static_cast<int>(node.source().begin.line)};
    }

    void read_mesh(const fs::path& path) {
        DeckProblems problems;
        problems.add_file(name_.string());
        const int file = problems.add_file(path.string());
        read_mesh_text(open_mesh(path), path, mesh_.scale, file, problems, deck_);
        problems.refuse(options_.allow_unsupported);
        deck_.files = problems.files();
        deck_.unsupported = problems.unsupported();
        if (steps_.empty()) error(*model_, "the model has no step", "add a [[model.step]] with loads");
        if (materials_.empty()) error(*model_, "the model has no material", "add a [model.materials.NAME]");
        fill_materials();
        std::vector<DeckBoundary> always;
        for (const auto& support : supports_) add_support(support, always);
        for (const GivenStep& step : steps_) add_step(step, always);
    }

    std::string open_mesh(const fs::path& path) {
        try {
            return open_(path);
        } catch (const UserError& mistake) {
            error(*model_->get("mesh"), mistake.what(), "the path is relative to this file");
            throw UserError(diagnostics_.text());
        }
    }

    void read_deck_beside(const fs::path& path) {
        const std::string extension = upper(path.extension().string());
        if (extension != ".INP" && extension != ".FEB") {
            error(*model_->get("mesh"), fmt::format("{} is no mesh that is read", quote(mesh_.mesh)),
                  "names of meshes end in .msh, .vtk or .vtu, those of decks in .inp or .feb");
            return;
        }
        for (const char* key : {"support", "step"}) {
            if (const toml::node* node = model_->get(key))
                error(*node, fmt::format("\"{}\" beside a deck, which has its own", key),
                      "give materials alone, or change the deck");
        }
        if (model_->contains("scale")) error(*model_->get("scale"), "\"scale\" beside a deck", "decks are in mm");
        if (!diagnostics_.empty()) return;
        std::string text = open_mesh(path);
        deck_ = extension == ".INP" ? read_inp_text(std::move(text), path, open_, options_)
                                    : read_feb_text(text, path, options_);
        deck_.files.push_back(name_.string());  // results tell of what they were computed
        for (const auto& [name, given] : materials_) {
            const auto found = std::ranges::find(deck_.materials, name, &DeckMaterial::name);
            if (found == deck_.materials.end()) {
                std::vector<std::string> names;
                for (const DeckMaterial& material : deck_.materials) names.push_back(material.name);
                tell_unknown(*given.table, "material", name, names);
                continue;
            }
            if (given.row.law == ModelLaw::rigid || given.table->contains("cells") ||
                given.table->contains("fibre_angle_deg")) {
                error(*given.table,
                      "beside a deck, a material has a law other than rigid, and neither cells nor fibres",
                      "the deck says where the material is and how its fibres run");
                continue;
            }
            const int families =
                std::holds_alternative<DeckHolzapfel>(found->law) ? std::get<DeckHolzapfel>(found->law).families : 0;
            if (given.row.law == ModelLaw::holzapfel && families == 0) {
                error(*given.table, fmt::format("the material \"{}\" of the deck has no fibres", name), {});
                continue;
            }
            if (std::optional<DeckLaw> law = law_of(given, families)) found->law = std::move(*law);
        }
    }

    // --- materials ---
    std::optional<DeckLaw> law_of(const Given<ModelMaterial>& given, int families) {
        const ModelMaterial& m = given.row;
        bool complete = true;
        const auto need = [&](const std::optional<double>& value, std::string_view key) {
            if (!value) {
                error(*given.table,
                      fmt::format("law = \"{}\" needs \"{}\"", model_law_names[static_cast<std::size_t>(m.law)], key),
                      {});
                complete = false;
            }
            return value.value_or(1.0);
        };
        const double d = m.bulk_modulus_MPa ? 2.0 / *m.bulk_modulus_MPa : 0.0;
        DeckLaw law;
        switch (m.law) {
            case ModelLaw::elastic:
                law = DeckElastic{need(m.youngs_modulus_MPa, "youngs_modulus_MPa"),
                                  need(m.poisson_ratio, "poisson_ratio")};
                break;
            case ModelLaw::neo_hookean:
                law = DeckMooneyRivlin{need(m.c10_MPa, "c10_MPa"), 0.0, d};
                break;
            case ModelLaw::mooney_rivlin:
                law = DeckMooneyRivlin{need(m.c10_MPa, "c10_MPa"), need(m.c01_MPa, "c01_MPa"), d};
                break;
            case ModelLaw::yeoh:
                law = DeckReducedPolynomial{
                    {need(m.c10_MPa, "c10_MPa"), need(m.c20_MPa, "c20_MPa"), need(m.c30_MPa, "c30_MPa")}, d};
                break;
            case ModelLaw::holzapfel:
                law = DeckHolzapfel{.c10 = need(m.c10_MPa, "c10_MPa"),
                                    .d = d,
                                    .k1 = need(m.k1_MPa, "k1_MPa"),
                                    .k2 = need(m.k2, "k2"),
                                    .kappa = m.kappa.value_or(0.0),
                                    .families = families};
                break;
            case ModelLaw::rigid:
                break;
        }
        if (!complete) return std::nullopt;
        const std::string wrong = law_problem(law);
        if (wrong.empty()) return law;
        error(*given.table, wrong, {});
        return std::nullopt;
    }

    void fill_materials() {
        std::vector<const toml::table*> filled_by(deck_.cell_labels.size(), nullptr);
        for (const auto& [name, given] : materials_) {
            if (name.empty() || name.size() > limits::name_characters) {
                error(*given.table, "the name of a material has 1 to 200 characters", {});
                continue;
            }
            std::vector<int> cells;
            const std::string& set = given.row.cells.empty() ? name : given.row.cells;
            if (const auto found = deck_.mesh.cell_sets.find(set); found != deck_.mesh.cell_sets.end()) {
                cells = found->second;
            } else if (set == "all") {
                cells.resize(deck_.cell_labels.size());
                for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = static_cast<int>(c);
            } else {
                std::vector<std::string> names = {"all"};
                for (const auto& [key, items] : deck_.mesh.cell_sets) names.push_back(key);
                tell_unknown(given.table->contains("cells") ? *given.table->get("cells") : *given.table, "set of cells",
                             set, names);
                continue;
            }
            for (const int cell : cells) {
                const toml::table*& other = filled_by[static_cast<std::size_t>(cell)];
                if (other != nullptr) {
                    error(
                        *given.table,
                        fmt::format("element {} is of this material as well as of the one in {}", deck_.cell_name(cell),
                                    diagnostics_.place(source_position(other->source(), file_))),
                        {});
                    return;
                }
                other = given.table;
            }
            if (given.row.law == ModelLaw::rigid) {
                add_body(name, given, cells);
            } else {
                add_material(name, given, cells);
            }
        }
    }

    void add_material(const std::string& name, const Given<ModelMaterial>& given, const std::vector<int>& cells) {
        const std::optional<DeckLaw> law = law_of(given, 2);
        if (!law) return;
        const ModelMaterial& m = given.row;
        const bool fibres = m.law == ModelLaw::holzapfel;
        if (fibres && !m.fibre_angle_deg) {
            error(*given.table, "law = \"holzapfel\" needs \"fibre_angle_deg\"", {});
            return;
        }
        const int index = static_cast<int>(deck_.materials.size());
        deck_.materials.push_back({.name = name, .where = place(*given.table), .law = *law});
        for (const int cell : cells) deck_.sections[static_cast<std::size_t>(cell)].material = index;
        if (!fibres) return;
        const double angle = *m.fibre_angle_deg * rad_per_deg;
        const int orientation = static_cast<int>(deck_.orientations.size());
        deck_.orientations.push_back({.name = name,
                                      .directions = {Vec3(std::cos(angle), std::sin(angle), 0.0),
                                                     Vec3(std::cos(angle), -std::sin(angle), 0.0)}});
        const std::vector<Vec3> centres = centres_of_cells();
        const int axis = static_cast<int>(m.fibre_axis);
        const Vec3 up = Vec3::Unit(axis);
        Vec3 middle = Vec3::Zero();
        for (const Vec3& centre : centres) middle += centre / static_cast<double>(centres.size());
        for (const int cell : cells) {
            DeckSection& section = deck_.sections[static_cast<std::size_t>(cell)];
            section.orientation = orientation;
            Vec3 along = Vec3::Unit((axis + 1) % 3);
            if (m.fibre_frame == FibreFrame::around) {
                const Vec3 out = centres[static_cast<std::size_t>(cell)] - middle;
                along = up.cross(out - out.dot(up) * up);
            }
            const std::optional<Mat3> axes = local_axes(along, up);
            if (!axes) {
                error(*given.table,
                      fmt::format("element {} lies on fibre_axis: fibres cannot run around it", deck_.cell_name(cell)),
                      {});
                return;
            }
            section.axes = *axes;
        }
    }

    // Means of the nodes.
    [[nodiscard]] std::vector<Vec3> centres_of_cells() const {
        std::vector<Vec3> centres;
        for (const CellBlock& block : deck_.mesh.blocks) {
            for (std::size_t c = 0; c < block.size(); ++c) {
                Vec3& centre = centres.emplace_back(Vec3::Zero());
                for (const int node : block[c])
                    centre += deck_.mesh.nodes[static_cast<std::size_t>(node)] / static_cast<double>(block[c].size());
            }
        }
        return centres;
    }

    void add_body(const std::string& name, const Given<ModelMaterial>& given, const std::vector<int>& cells) {
        std::vector<char> wanted(deck_.cell_labels.size(), 0);
        for (const int cell : cells) wanted[static_cast<std::size_t>(cell)] = 1;
        std::vector<CellBlock> blocks;
        std::vector<int> nodes;
        std::size_t cell = 0;
        for (const CellBlock& block : deck_.mesh.blocks) {
            blocks.push_back({.type = block.type, .connectivity = {}});
            for (std::size_t c = 0; c < block.size(); ++c, ++cell) {
                if (wanted[cell] == 0) continue;
                blocks.back().add(block[c]);
                nodes.insert(nodes.end(), block[c].begin(), block[c].end());
            }
        }
        const std::optional<Vec3> centre = volume_centre(blocks, deck_.mesh.nodes);
        if (!centre) {
            error(*given.table, "the rigid body has no volume", {});
            return;
        }
        std::ranges::sort(nodes);
        nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
        int largest = 0;
        for (const DeckLabel& label : deck_.node_labels) largest = std::max(largest, label.number);
        const int reference = static_cast<int>(deck_.mesh.nodes.size());
        deck_.mesh.nodes.push_back(*centre);
        deck_.node_labels.push_back({-1, largest + 1});
        reference_of_body_[name] = reference;
        deck_.bodies.push_back(
            {.name = name, .where = place(*given.table), .reference = reference, .nodes = std::move(nodes)});
    }

    // --- what acts ---
    void tell_unknown(const toml::node& node, std::string_view what, const std::string& given,
                      const std::vector<std::string>& known) {
        const std::vector<std::string_view> names(known.begin(), known.end());
        const std::string_view guess = names.size() <= limits::rows ? nearest(given, names) : std::string_view();
        std::string help = guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess);
        constexpr std::size_t shown = 20;
        help += "there are";
        for (std::size_t i = 0; i < std::min(shown, known.size()); ++i)
            help += fmt::format("{} {}", i == 0 ? "" : ",", known[i]);
        if (known.size() > shown) help += fmt::format(" and {} more", known.size() - shown);
        error(node, fmt::format("there is no {} \"{}\"", what, given), known.empty() ? "there is none" : help);
    }

    // The nodes that a row names: of a set, or the reference node of a body.
    template <class Row>
    std::vector<int> nodes_of(const Given<Row>& given) {
        const Row& row = given.row;
        if (row.nodes.empty() == row.body.empty()) {
            error(*given.table, "give either \"nodes\" or \"body\"", {});
            return {};
        }
        if (row.body.empty()) {
            const auto found = deck_.mesh.node_sets.find(row.nodes);
            if (found != deck_.mesh.node_sets.end()) return found->second;
            std::vector<std::string> names;
            for (const auto& [key, items] : deck_.mesh.node_sets) names.push_back(key);
            tell_unknown(*given.table->get("nodes"), "set of nodes", row.nodes, names);
            return {};
        }
        const auto found = reference_of_body_.find(row.body);
        if (found != reference_of_body_.end()) return {found->second};
        std::vector<std::string> names;
        for (const auto& [key, reference] : reference_of_body_) names.push_back(key);
        tell_unknown(*given.table->get("body"), "rigid material", row.body, names);
        return {};
    }

    void add_support(const Given<ModelSupport>& given, std::vector<DeckBoundary>& into) {
        const ModelSupport& row = given.row;
        const std::vector<int> nodes = nodes_of(given);
        const std::array<std::optional<double>, 6> values = {
            row.x_mm, row.y_mm, row.z_mm, row.rotation_x_deg, row.rotation_y_deg, row.rotation_z_deg};
        bool any = false;
        for (int c = 0; c < 6; ++c) {
            const std::optional<double>& value = values[static_cast<std::size_t>(c)];
            if (!value) continue;
            any = true;
            if (c >= 3 && row.body.empty()) {
                error(*given.table, "nodes of solids do not turn", "rotations are for a body");
                return;
            }
            if (!nodes.empty())
                into.push_back({place(*given.table), nodes, c, c, c < 3 ? *value : *value * rad_per_deg, -1});
        }
        if (!any) error(*given.table, "the support holds nothing", "give x_mm, y_mm or z_mm, 0 to hold");
    }

    void add_force(const Given<ModelForce>& given, DeckStep& step) {
        const ModelForce& row = given.row;
        const std::vector<int> nodes = nodes_of(given);
        const std::array<std::optional<double>, 6> values = {row.x_N,         row.y_N,         row.z_N,
                                                             row.moment_x_Nm, row.moment_y_Nm, row.moment_z_Nm};
        for (int c = 0; c < 6 && !nodes.empty(); ++c) {
            const std::optional<double>& value = values[static_cast<std::size_t>(c)];
            if (!value) continue;
            if (c >= 3 && row.body.empty()) {
                error(*given.table, "nodes of solids take no moment", "moments are for a body");
                return;
            }
            const double each = c < 3 ? *value / static_cast<double>(nodes.size()) : *value / Nm_per_Nmm;
            step.forces.push_back({place(*given.table), nodes, c, each, -1});
        }
    }

    void add_pressure(const Given<ModelPressure>& given, DeckStep& step) {
        const auto found = deck_.mesh.face_sets.find(given.row.faces);
        if (found != deck_.mesh.face_sets.end()) {
            step.pressures.push_back({place(*given.table), found->second, given.row.pressure_MPa, -1});
            return;
        }
        std::vector<std::string> names;
        for (const auto& [key, faces] : deck_.mesh.face_sets) names.push_back(key);
        tell_unknown(*given.table->get("faces"), "set of faces", given.row.faces, names);
    }

    void add_step(const GivenStep& given, const std::vector<DeckBoundary>& always) {
        DeckStep step;
        step.name = given.step.row.name;
        step.where = place(*given.step.table);
        step.nonlinear = true;
        step.new_boundaries = step.new_forces = step.new_pressures = true;
        step.boundaries = always;
        for (const auto& support : given.supports) add_support(support, step.boundaries);
        for (const auto& force : given.forces) add_force(force, step);
        for (const auto& pressure : given.pressures) add_pressure(pressure, step);
        std::map<std::pair<int, int>, const DeckBoundary*> held;
        for (const DeckBoundary& b : step.boundaries) {
            for (const int node : b.nodes) {
                const auto [at, is_new] = held.try_emplace({node, b.first}, &b);
                if (is_new || at->second->value == b.value) continue;
                error(*given.step.table,
                      fmt::format(
                          "in this step node {} is moved by two supports along the same axis, by {:g} and {:g} (lines "
                          "{} and {})",
                          deck_.node_name(node), at->second->value, b.value, at->second->where.line, b.where.line),
                      {});
                return;
            }
        }
        deck_.steps.push_back(std::move(step));
    }

    fs::path name_;
    const OpenText& open_;
    const DeckOptions& options_;
    ModelHead head_;
    ModelMesh mesh_;
    const toml::table* model_ = nullptr;
    std::map<std::string, Given<ModelMaterial>> materials_;
    std::vector<Given<ModelSupport>> supports_;
    std::vector<GivenStep> steps_;
    std::map<std::string, int> reference_of_body_;
    Deck deck_;
};

}  // namespace

bool has_model_table(std::string_view text) {
    Diagnostics ignored;  // whoever reads the file tells what is wrong with it
    const std::optional<toml::table> given = parse_toml(text, ignored.add_file({}, {}), ignored);
    return given && given->contains("model");
}

Deck read_model_file(const fs::path& file, const DeckOptions& options) {
    const OpenText open = [](const fs::path& path) { return read_text_file(path, "mesh", limits::deck_file_bytes); };
    return read_model_text(read_text_file(file, "scenario", limits::toml_bytes), file, open, options);
}

Deck read_model_text(const std::string& text, const fs::path& name, const OpenText& open, const DeckOptions& options) {
    Diagnostics diagnostics;
    ModelFileReader reader(name, text, open, options, diagnostics);
    Deck deck;
    if (const std::optional<toml::table> given = parse_toml(text, 0, diagnostics)) deck = reader.read(*given);
    if (!diagnostics.empty()) throw UserError(diagnostics.text());
    return deck;
}

}  // namespace spondyl
