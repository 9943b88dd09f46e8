// SPDX-License-Identifier: Apache-2.0
// What can be done only when the whole deck is known: cells of the mesh, their sections, its named sets.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "core/text/limits.hpp"
#include "io/deck/inp_reader.hpp"

namespace spondyl {

void InpReader::finish() {
    if (place_ != Place::model) {
        static constexpr std::string_view names[] = {"", "PART", "INSTANCE", "ASSEMBLY", "STEP"};
        const std::string_view name = names[static_cast<std::size_t>(place_)];
        error(opened_, fmt::format("the deck ends before *END {}: it was cut off", name));
        return;
    }
    if (coupling_) error(coupling_->where, "the deck ends after *COUPLING: it was cut off");
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
    section_of_cell_.resize(deck_.cell_labels.size());
    has_spring_section_.assign(root_.elements.size(), 0);
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
    cell_of_element_.assign(root_.elements.size(), -1);
    for (const std::vector<int>& block : of_block) {
        for (const int e : block) {
            cell_of_element_[static_cast<std::size_t>(e)] = static_cast<int>(deck_.cell_labels.size());
            deck_.cell_labels.push_back(root_.elements[static_cast<std::size_t>(e)].label);
            deck_.cell_places.push_back(root_.elements[static_cast<std::size_t>(e)].where);
        }
    }
    mesh.nodes = root_.nodes;
    deck_.node_labels = root_.node_labels;
}

void InpReader::apply_sections(const InpScope& scope, int first_element, const Mat3& rotation) {
    for (const SolidSection& section : scope.sections) {
        const auto elements = find_items(Kind::element, scope, section.elements, section.where);
        const auto material = material_of_name_.find(upper(section.material));
        if (material == material_of_name_.end())
            error(section.where, fmt::format("there is no material {}", quote(section.material)));
        const InpOrientation* orientation = nullptr;
        if (!section.orientation.empty()) {
            const auto found = scope.orientations.find(upper(section.orientation));
            if (found != scope.orientations.end()) {
                orientation = &found->second;
            } else {
                error(section.where, fmt::format("there is no orientation {} above", quote(section.orientation)));
            }
        }
        if (!elements || material == material_of_name_.end()) continue;
        int number = -1;
        const InpDistribution* distribution = nullptr;
        if (orientation != nullptr) {
            number = static_cast<int>(deck_.orientations.size());
            deck_.orientations.push_back({orientation->name, orientation->directions});
            if (const auto fibres = directions_of_material_.find(material->second);
                fibres != directions_of_material_.end())
                deck_.orientations.back().directions = fibres->second;
            if (const auto found = scope.distributions.find(orientation->distribution);
                found != scope.distributions.end())
                distribution = &found->second;
        }
        for (const int e : *elements) {
            const int cell = cell_of_element_[static_cast<std::size_t>(e) + static_cast<std::size_t>(first_element)];
            if (cell < 0) continue;
            DeckPlace& given = section_of_cell_[static_cast<std::size_t>(cell)];
            if (given.line > 0) {
                error(section.where,
                      fmt::format("element {} is in a second *SOLID SECTION; the first stands in {}",
                                  deck_.cell_labels[static_cast<std::size_t>(cell)].number, problems_.text_of(given)));
                break;
            }
            given = section.where;
            DeckSection& of_cell = deck_.sections[static_cast<std::size_t>(cell)];
            of_cell.material = material->second;
            of_cell.orientation = number;
            if (orientation == nullptr) continue;
            Mat3 axes = orientation->axes;
            if (distribution != nullptr) {
                const auto own = distribution->of_element.find(e);
                if (own != distribution->of_element.end()) {
                    axes = own->second;
                } else if (distribution->fallback) {
                    axes = *distribution->fallback;
                } else {
                    error(section.where,
                          fmt::format("the orientation {} has no axes for element {}", quote(orientation->name),
                                      deck_.cell_labels[static_cast<std::size_t>(cell)].number));
                    break;
                }
            }
            of_cell.axes = rotation * axes * orientation->turn;
        }
    }
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
            const int cell = cell_of_element_[static_cast<std::size_t>(item) + static_cast<std::size_t>(first_element)];
            if (cell >= 0) items.push_back(cell);
        }
        std::ranges::sort(items);
    }
}

}  // namespace spondyl
