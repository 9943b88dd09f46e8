// SPDX-License-Identifier: Apache-2.0
// What can be done only when the whole deck is known: cells of the mesh, their sections, its named sets.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "core/text/limits.hpp"
#include "io/deck/inp_reader.hpp"

namespace spondyl {

namespace {

const InpOrientation* find_orientation(const InpScope& scope, const std::string& name) {
    const auto found = scope.orientations.find(upper(name));
    return found == scope.orientations.end() ? nullptr : &found->second;
}

// Before the further turn of the orientation; none if its distribution does not give any.
std::optional<Mat3> axes_of_element(const InpScope& scope, const InpOrientation& orientation, int element) {
    const auto distribution = scope.distributions.find(orientation.distribution);
    if (distribution == scope.distributions.end()) return orientation.axes;
    const auto own = distribution->second.of_element.find(element);
    return own != distribution->second.of_element.end() ? own->second : distribution->second.fallback;
}

}  // namespace

void InpReader::finish() {
    if (open_.kind != Place::model) {
        static constexpr std::string_view names[] = {"", "PART", "INSTANCE", "ASSEMBLY", "STEP"};
        const std::string_view name = names[static_cast<std::size_t>(open_.kind)];
        error(open_.where, fmt::format("the deck ends before *END {}: it was cut off", name));
        return;
    }
    if (coupling_.body) error(coupling_.body->where, "the deck ends after *COUPLING: it was cut off");
    if (root_.elements.empty()) {
        error({0, 1}, "the deck has no elements that are supported");
        return;
    }
    build_cells();
    if (deck_.mesh.blocks.empty()) {
        error({0, 1}, "the deck has no solid elements");
        return;
    }
    deck_.sections.resize(deck_.cell_labels.size());
    cells_.section.resize(deck_.cell_labels.size());
    cells_.has_spring_section.assign(root_.elements.size(), 0);
    apply_sections(root_, 0, Mat3::Identity());
    add_springs(root_, 0);
    export_sets(root_, "", 0, 0);
    for (const InpInstance& instance : instances_) {
        apply_sections(*instance.scope, instance.first_element, instance.rotation);
        add_springs(*instance.scope, instance.first_element);
        export_sets(*instance.scope, instance.name, instance.first_node, instance.first_element);
    }
    require_spring_sections();
    deck_.bodies = std::move(root_.bodies);
    bind_rigid_pairs();
    if (problems_.errors() == 0) add_ties();
    if (deck_.steps.empty()) error({0, 1}, "the deck has no step");
}

void InpReader::build_cells() {
    std::vector<std::optional<InpCell>> cells;
    cells.reserve(root_.elements.size());
    Mesh& mesh = deck_.mesh;
    std::vector<std::vector<int>> of_block;
    for (std::size_t e = 0; e < root_.elements.size(); ++e) {
        const InpElement& element = root_.elements[e];
        if (element.type->cell == no_cell) continue;
        std::optional<InpCell> cell = cell_of_nodes(element.type->cell, nodes_of(root_, static_cast<int>(e)));
        if (cell) {
            add_to_block(*cell, static_cast<int>(e), mesh, of_block);
        } else {
            problems_.unsupported(element.where, fmt::format("element {} of type {} with nodes that repeat",
                                                             element.label.number, element.type->name));
        }
    }
    cells_.of_element.assign(root_.elements.size(), -1);
    for (const std::vector<int>& block : of_block) {
        for (const int e : block) {
            cells_.of_element[static_cast<std::size_t>(e)] = static_cast<int>(deck_.cell_labels.size());
            deck_.cell_labels.push_back(root_.elements[static_cast<std::size_t>(e)].label);
            deck_.cell_places.push_back(root_.elements[static_cast<std::size_t>(e)].where);
        }
    }
    mesh.nodes = root_.nodes;
    deck_.node_labels = root_.node_labels;
}

void InpReader::apply_sections(const InpScope& scope, int first_element, const Mat3& rotation) {
    for (const SolidSection& section : scope.sections) apply_section(section, scope, first_element, rotation);
}

void InpReader::apply_section(const SolidSection& section, const InpScope& scope, int first_element,
                              const Mat3& rotation) {
    const auto elements = find_items(Kind::element, scope, section.elements, section.where);
    const auto material = materials_.of_name.find(upper(section.material));
    if (material == materials_.of_name.end())
        error(section.where, fmt::format("there is no material {}", quote(section.material)));
    const InpOrientation* orientation = nullptr;
    if (!section.orientation.empty()) {
        orientation = find_orientation(scope, section.orientation);
        if (orientation == nullptr)
            error(section.where, fmt::format("there is no orientation {} above", quote(section.orientation)));
    }
    if (!elements || material == materials_.of_name.end()) return;
    const int number = orientation == nullptr ? -1 : add_orientation(*orientation, material->second);
    for (const int e : *elements) {
        const int cell = cells_.of_element[static_cast<std::size_t>(e) + static_cast<std::size_t>(first_element)];
        if (cell < 0) continue;
        if (!take_cell(section, cell)) break;
        DeckSection& of_cell = deck_.sections[static_cast<std::size_t>(cell)];
        of_cell.material = material->second;
        of_cell.orientation = number;
        if (orientation == nullptr) continue;
        const std::optional<Mat3> axes = axes_of_element(scope, *orientation, e);
        if (!axes) {
            error(section.where, fmt::format("the orientation {} has no axes for element {}", quote(orientation->name),
                                             deck_.cell_labels[static_cast<std::size_t>(cell)].number));
            break;
        }
        of_cell.axes = rotation * *axes * orientation->turn;
    }
}

int InpReader::add_orientation(const InpOrientation& orientation, int material) {
    const auto fibres = materials_.directions.find(material);
    deck_.orientations.push_back(
        {orientation.name, fibres == materials_.directions.end() ? orientation.directions : fibres->second});
    return static_cast<int>(deck_.orientations.size()) - 1;
}

bool InpReader::take_cell(const SolidSection& section, int cell) {
    DeckPlace& given = cells_.section[static_cast<std::size_t>(cell)];
    if (given.line > 0) {
        error(section.where,
              fmt::format("element {} is in a second *SOLID SECTION; the first stands in {}",
                          deck_.cell_labels[static_cast<std::size_t>(cell)].number, problems_.text_of(given)));
        return false;
    }
    given = section.where;
    return true;
}

void InpReader::export_sets(const InpScope& scope, const std::string& instance, int first_node, int first_element) {
    const auto key_in = [&](const auto& sets, const std::string& name) {
        std::string key = result_set_name(instances_.size() > 1 && !instance.empty() ? instance + "." + name : name);
        if (sets.contains(key)) key = instance + "." + key;
        while (sets.contains(key)) key += "'";
        return key;
    };
    for (const auto& [name, set] : scope.node_sets) {
        if (set.internal || !spend_set_entries(set.items.size(), {0, 1})) continue;
        std::vector<int>& items = deck_.mesh.node_sets[key_in(deck_.mesh.node_sets, set.name)];
        for (const int item : set.items) items.push_back(item + first_node);
    }
    for (const auto& [name, set] : scope.element_sets) {
        if (set.internal || !spend_set_entries(set.items.size(), {0, 1})) continue;
        std::vector<int>& items = deck_.mesh.cell_sets[key_in(deck_.mesh.cell_sets, set.name)];
        for (const int item : set.items) {
            const int cell =
                cells_.of_element[static_cast<std::size_t>(item) + static_cast<std::size_t>(first_element)];
            if (cell >= 0) items.push_back(cell);
        }
        std::ranges::sort(items);
    }
}

}  // namespace spondyl
