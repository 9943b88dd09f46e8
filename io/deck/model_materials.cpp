// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

#include "core/math/units.hpp"
#include "core/text/limits.hpp"
#include "io/deck/deck_laws.hpp"
#include "io/deck/local_axes.hpp"
#include "io/deck/model_file_reader.hpp"
#include "io/deck/volume_centre.hpp"
#include "io/scenario/key_value.hpp"

namespace spondyl {

std::optional<DeckLaw> ModelFileReader::law_of(const GivenRow<ModelMaterial>& given, int families) {
    const ModelMaterial& m = given.row;
    bool complete = true;
    const auto need = [&](const std::optional<double>& value, std::string_view key) {
        if (!value) {
            error(*given.table,
                  fmt::format("law = \"{}\" needs \"{}\"", model_law_names[static_cast<std::size_t>(m.law)], key), {});
            complete = false;
        }
        return value.value_or(1.0);
    };
    const double d = m.bulk_modulus_MPa ? 2.0 / *m.bulk_modulus_MPa : 0.0;
    DeckLaw law;
    switch (m.law) {
        case ModelLaw::elastic:
            law = DeckElastic{need(m.youngs_modulus_MPa, "youngs_modulus_MPa"), need(m.poisson_ratio, "poisson_ratio")};
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

void ModelFileReader::fill_materials() {
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
                error(*given.table,
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

void ModelFileReader::add_material(const std::string& name, const GivenRow<ModelMaterial>& given,
                                   const std::vector<int>& cells) {
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
    deck_.orientations.push_back(
        {.name = name,
         .directions = {Vec3(std::cos(angle), std::sin(angle), 0.0), Vec3(std::cos(angle), -std::sin(angle), 0.0)}});
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
                  fmt::format("element {} lies on fibre_axis: fibres cannot run around it", deck_.cell_name(cell)), {});
            return;
        }
        section.axes = *axes;
    }
}

std::vector<Vec3> ModelFileReader::centres_of_cells() const {
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

void ModelFileReader::add_body(const std::string& name, const GivenRow<ModelMaterial>& given,
                               const std::vector<int>& cells) {
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

}  // namespace spondyl
