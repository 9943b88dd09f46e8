// SPDX-License-Identifier: Apache-2.0
#include "io/deck/deck_mesh.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/text/limits.hpp"
#include "io/deck/volume_centre.hpp"

namespace spondyl {

std::optional<int> DeckMeshBuilder::checked(long long number, std::string_view what, DeckPlace where) {
    if (number > 0 && number <= std::numeric_limits<int>::max()) return static_cast<int>(number);
    problems_.error(where, fmt::format("{} is no number of {}: they go from 1 to {}", number, what,
                                       std::numeric_limits<int>::max()));
    return std::nullopt;
}

void DeckMeshBuilder::add_node(long long number, const Vec3& at, DeckPlace where) {
    const std::optional<int> label = checked(number, "a node", where);
    if (!label) return;
    if (!(at.cwiseAbs().maxCoeff() <= limits::deck_coordinate)) {
        problems_.error(where, fmt::format("node {} lies beyond {:g} mm", *label, limits::deck_coordinate));
        return;
    }
    if (nodes_.size() >= limits::deck_nodes) {
        problems_.error(where, fmt::format("the deck has more than {} nodes", limits::deck_nodes));
        return;
    }
    if (!node_of_number_.emplace(*label, static_cast<int>(nodes_.size())).second) {
        problems_.error(where, fmt::format("node {} is there already", *label));
        return;
    }
    nodes_.push_back(at);
    node_numbers_.push_back(*label);
    largest_node_ = std::max(largest_node_, *label);
}

int DeckMeshBuilder::add_reference_node(const Vec3& at) {
    nodes_.push_back(at);
    largest_node_ = std::min(largest_node_, std::numeric_limits<int>::max() - 1) + 1;
    node_numbers_.push_back(largest_node_);
    return static_cast<int>(nodes_.size()) - 1;
}

int DeckMeshBuilder::node(long long number) const {
    if (number < 1 || number > std::numeric_limits<int>::max()) return -1;
    const auto found = node_of_number_.find(static_cast<int>(number));
    return found == node_of_number_.end() ? -1 : found->second;
}

int DeckMeshBuilder::element(long long number) const {
    if (number < 1 || number > std::numeric_limits<int>::max()) return -1;
    const auto found = element_of_number_.find(static_cast<int>(number));
    return found == element_of_number_.end() ? -1 : found->second;
}

int DeckMeshBuilder::add_element(long long number, CellType type, std::span<const long long> nodes, DeckPlace where) {
    const std::optional<int> label = checked(number, "an element", where);
    if (!label) return -1;
    const CellKind& kind = *find_cell_kind(type);
    if (static_cast<int>(nodes.size()) != kind.nodes) {
        problems_.error(where,
                        fmt::format("element {} has {} nodes, {} has {}", *label, nodes.size(), kind.name, kind.nodes));
        return -1;
    }
    if (elements_.size() >= limits::deck_cells) {
        problems_.error(where, fmt::format("the deck has more than {} elements", limits::deck_cells));
        return -1;
    }
    const std::size_t first = connectivity_.size();
    for (const long long one : nodes) {
        const int index = node(one);
        if (index < 0) {
            problems_.error(where, fmt::format("element {}: there is no node {}", *label, one));
            connectivity_.resize(first);
            return -1;
        }
        connectivity_.push_back(index);
    }
    const int index = static_cast<int>(elements_.size());
    if (!element_of_number_.emplace(*label, index).second) {
        problems_.error(where, fmt::format("element {} is there already", *label));
        connectivity_.resize(first);
        return -1;
    }
    elements_.push_back({type, *label, first, kind.nodes, where});
    return index;
}

std::span<const int> DeckMeshBuilder::nodes_of(int element) const {
    const Element& e = elements_[static_cast<std::size_t>(element)];
    return std::span(connectivity_).subspan(e.first, static_cast<std::size_t>(e.count));
}

std::optional<Vec3> DeckMeshBuilder::centre_of(const std::vector<int>& elements) const {
    std::vector<CellBlock> cells;
    for (const int element : elements) {
        const Element& e = elements_[static_cast<std::size_t>(element)];
        if (cells.empty() || cells.back().type != e.type) cells.push_back({.type = e.type, .connectivity = {}});
        cells.back().add(nodes_of(element));
    }
    return volume_centre(cells, nodes_);
}

std::optional<InpCell> DeckMeshBuilder::face(CellType type, std::span<const long long> nodes, DeckPlace where) {
    const CellKind& kind = *find_cell_kind(type);
    if (static_cast<int>(nodes.size()) != kind.nodes) {
        problems_.error(where, fmt::format("a face has {} nodes, {} has {}", nodes.size(), kind.name, kind.nodes));
        return std::nullopt;
    }
    InpCell cell{type, {}};
    for (const long long one : nodes) {
        const int index = node(one);
        if (index < 0 || std::ranges::find(cell.nodes, index) != cell.nodes.end()) {
            problems_.error(where, index < 0 ? fmt::format("a face: there is no node {}", one)
                                             : fmt::format("a face has node {} twice", one));
            return std::nullopt;
        }
        cell.nodes.push_back(index);
    }
    return cell;
}

std::vector<int> DeckMeshBuilder::build(Deck& deck) {
    Mesh& mesh = deck.mesh;
    std::vector<std::vector<int>> of_block;
    for (std::size_t e = 0; e < elements_.size(); ++e) {
        const Element& element = elements_[e];
        const std::optional<InpCell> cell = cell_of_nodes(element.type, nodes_of(static_cast<int>(e)));
        if (!cell) {
            problems_.unsupported(element.where, fmt::format("element {} with nodes that repeat", element.number));
            continue;
        }
        add_to_block(*cell, static_cast<int>(e), mesh, of_block);
    }
    std::vector<int> cell_of_element(elements_.size(), -1);
    for (const std::vector<int>& block : of_block) {
        for (const int e : block) {
            cell_of_element[static_cast<std::size_t>(e)] = static_cast<int>(deck.cell_labels.size());
            deck.cell_labels.push_back({-1, elements_[static_cast<std::size_t>(e)].number});
            deck.cell_places.push_back(elements_[static_cast<std::size_t>(e)].where);
        }
    }
    for (const int number : node_numbers_) deck.node_labels.push_back({-1, number});
    mesh.nodes = nodes_;
    deck.sections.resize(deck.cell_labels.size());
    return cell_of_element;
}

}  // namespace spondyl
