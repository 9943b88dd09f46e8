// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>

#include "core/math/units.hpp"
#include "core/text/limits.hpp"
#include "io/deck/model_file_reader.hpp"

namespace spondyl {

void ModelFileReader::tell_unknown(const toml::node& node, std::string_view what, const std::string& given,
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

template <class Row>
std::vector<int> ModelFileReader::nodes_of(const GivenRow<Row>& given) {
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

void ModelFileReader::add_support(const GivenRow<ModelSupport>& given, std::vector<DeckBoundary>& into) {
    const ModelSupport& row = given.row;
    const std::vector<int> nodes = nodes_of(given);
    const std::array<std::optional<double>, 6> values = {row.x_mm,           row.y_mm,           row.z_mm,
                                                         row.rotation_x_deg, row.rotation_y_deg, row.rotation_z_deg};
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

void ModelFileReader::add_force(const GivenRow<ModelForce>& given, DeckStep& step) {
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

void ModelFileReader::add_pressure(const GivenRow<ModelPressure>& given, DeckStep& step) {
    const auto found = deck_.mesh.face_sets.find(given.row.faces);
    if (found != deck_.mesh.face_sets.end()) {
        step.pressures.push_back({place(*given.table), found->second, given.row.pressure_MPa, -1});
        return;
    }
    std::vector<std::string> names;
    for (const auto& [key, faces] : deck_.mesh.face_sets) names.push_back(key);
    tell_unknown(*given.table->get("faces"), "set of faces", given.row.faces, names);
}

void ModelFileReader::add_step(const GivenStep& given, const std::vector<DeckBoundary>& always) {
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

}  // namespace spondyl
