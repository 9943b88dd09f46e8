// SPDX-License-Identifier: Apache-2.0
#include "io/deck/inp_elements.hpp"

#include <algorithm>

#include "io/deck/element_names.hpp"

namespace spondyl {

namespace {

// Every name under which an element is read.
const std::vector<InpElementType>& element_types() {
    static const std::vector<InpElementType> all = [] {
        std::vector<InpElementType> types;
        for (const ElementNames& row : element_names()) {
            for (const std::string_view name : row.inp) {
                if (name.empty()) break;
                types.push_back({name, row.type, find_cell_kind(row.type)->nodes, cell_topology(row.type).faces});
            }
        }
        // Springs and connectors.
        types.push_back({"SPRINGA", no_cell, 2, {}});
        types.push_back({"SPRING1", no_cell, 1, {}});
        types.push_back({"SPRING2", no_cell, 2, {}});
        types.push_back({"CONN3D2", no_cell, 2, {}});
        return types;
    }();
    return all;
}

std::vector<int> without_neighbours_that_repeat(std::span<const int> ring) {
    std::vector<int> kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (ring[i] != ring[(i + 1) % ring.size()]) kept.push_back(ring[i]);
    }
    return kept;
}

bool all_different(std::span<const int> nodes) {
    std::vector<int> sorted(nodes.begin(), nodes.end());
    std::ranges::sort(sorted);
    return std::ranges::adjacent_find(sorted) == sorted.end();
}

std::vector<int> nodes_at(std::span<const int> places, std::span<const int> nodes) {
    std::vector<int> found;
    found.reserve(places.size());
    for (const int place : places) found.push_back(nodes[static_cast<std::size_t>(place)]);
    return found;
}

// Whether a face with these nodes is one of `faces`, the same way round.
bool is_among(const std::vector<int>& face, const std::vector<std::vector<int>>& faces) {
    std::vector<int> turned = face;
    for (std::size_t i = 0; i < face.size(); ++i) {
        if (std::ranges::find(faces, turned) != faces.end()) return true;
        std::rotate(turned.begin(), turned.begin() + 1, turned.end());
    }
    return false;
}

// The cell of this kind with these faces: its first face is each of them in turn, and its other nodes are tried in
// every order.
std::optional<InpCell> cell_of_faces(const CellKind& kind, const std::vector<std::vector<int>>& faces,
                                     const std::vector<int>& corners) {
    const std::span<const LocalFace> own = cell_topology(kind.type).faces;
    if (own.size() != faces.size() || corners.size() != static_cast<std::size_t>(kind.nodes)) return std::nullopt;
    const std::span<const int> first_places = own.front().nodes();
    for (const std::vector<int>& first : faces) {
        if (first.size() != first_places.size()) continue;
        std::vector<int> rest;
        for (const int corner : corners) {
            if (std::ranges::find(first, corner) == first.end()) rest.push_back(corner);
        }
        std::ranges::sort(rest);
        do {
            InpCell cell{kind.type, std::vector<int>(corners.size(), -1)};
            for (std::size_t i = 0; i < first.size(); ++i)
                cell.nodes[static_cast<std::size_t>(first_places[i])] = first[i];
            std::size_t next = 0;
            for (int& node : cell.nodes) {
                if (node < 0) node = rest[next++];
            }
            if (std::ranges::all_of(
                    own, [&](const LocalFace& f) { return is_among(nodes_at(f.nodes(), cell.nodes), faces); }))
                return cell;
        } while (std::ranges::next_permutation(rest).found);
    }
    return std::nullopt;
}

// What is left of a linear element of which some nodes are the same.
std::optional<InpCell> drawn_together(CellType type, std::span<const int> nodes) {
    std::vector<std::vector<int>> faces;
    for (const LocalFace& face : cell_topology(type).faces) {
        if (face.count > 4) return std::nullopt;  // quadratic
        std::vector<int> kept = without_neighbours_that_repeat(nodes_at(face.nodes(), nodes));
        if (kept.size() < 3) continue;
        if (!all_different(kept)) return std::nullopt;
        faces.push_back(std::move(kept));
    }
    std::vector<int> corners(nodes.begin(), nodes.end());
    std::ranges::sort(corners);
    corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
    for (const CellKind& kind : cell_kinds) {
        if (kind.dimension != 3) continue;
        if (std::optional<InpCell> cell = cell_of_faces(kind, faces, corners)) return cell;
    }
    return std::nullopt;
}

}  // namespace

const InpElementType* find_inp_element(std::string_view name) {
    const auto found = std::ranges::find(element_types(), name, &InpElementType::name);
    return found == element_types().end() ? nullptr : &*found;
}

std::optional<InpCell> cell_of_nodes(CellType type, std::span<const int> nodes) {
    if (all_different(nodes)) return InpCell{type, {nodes.begin(), nodes.end()}};
    return drawn_together(type, nodes);
}

void add_to_block(const InpCell& cell, int element, Mesh& mesh, std::vector<std::vector<int>>& of_block) {
    const auto block = std::ranges::find(mesh.blocks, cell.type, &CellBlock::type);
    const auto number = static_cast<std::size_t>(block - mesh.blocks.begin());
    if (block == mesh.blocks.end()) {
        mesh.blocks.push_back({.type = cell.type, .connectivity = {}});
        of_block.emplace_back();
    }
    mesh.blocks[number].add(cell.nodes);
    of_block[number].push_back(element);
}

std::optional<InpCell> face_of_inp_element(const InpElementType& type, std::span<const int> nodes, int number) {
    if (number < 1 || number > static_cast<int>(type.faces.size())) return std::nullopt;
    const LocalFace& face = type.faces[static_cast<std::size_t>(number - 1)];
    const std::vector<int> kept = without_neighbours_that_repeat(nodes_at(face.nodes(), nodes));
    if (kept.size() == face.count) return InpCell{face.type, kept};
    if (kept.size() != 3 || !all_different(kept)) return std::nullopt;
    const auto* triangle =
        std::ranges::find_if(cell_kinds, [](const CellKind& kind) { return kind.dimension == 2 && kind.nodes == 3; });
    return InpCell{triangle->type, kept};
}

}  // namespace spondyl
