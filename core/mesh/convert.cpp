// SPDX-License-Identifier: Apache-2.0
#include "core/mesh/convert.hpp"

#include <algorithm>
#include <utility>

#include "core/elements/topology.hpp"
#include "core/error.hpp"

namespace spondyl {
namespace {

// Visits every element of the table; visit.operator()<E>().
template <class Visitor>
void for_each_element(Visitor&& visit) {
    const auto each = [&]<class... E>(std::tuple<E...>*) { (visit.template operator()<E>(), ...); };
    each(static_cast<SolidElements*>(nullptr));
    each(static_cast<FaceElements*>(nullptr));
}

// The simplex of this dimension: triangle or tetrahedron.
CellType simplex(int dimension) {
    const auto* found = std::ranges::find_if(
        cell_kinds, [&](const CellKind& kind) { return kind.dimension == dimension && kind.nodes == dimension + 1; });
    SPONDYL_ASSERT(found != cell_kinds.end(), "no simplex of dimension {}", dimension);
    return found->type;
}

// A fan of triangles from the corner with the smallest number, so that neighbours divide their common face alike.
std::vector<Triangle> cut(std::span<const int> polygon) {
    const auto first = static_cast<std::size_t>(std::ranges::min_element(polygon) - polygon.begin());
    const auto corner = [&](std::size_t i) { return polygon[(first + i) % polygon.size()]; };
    std::vector<Triangle> triangles;
    for (std::size_t i = 1; i + 1 < polygon.size(); ++i) triangles.push_back({corner(0), corner(i), corner(i + 1)});
    return triangles;
}

// Cones from the corner with the smallest number over the triangles of the faces opposite to it.
void add_tetrahedra(std::span<const int> cell, std::span<const LocalFace> faces, CellBlock& block) {
    const int apex = *std::ranges::min_element(cell);
    std::vector<int> polygon;
    for (const LocalFace& face : faces) {
        polygon.clear();
        for (const int place : face.nodes()) polygon.push_back(cell[static_cast<std::size_t>(place)]);
        if (std::ranges::find(polygon, apex) != polygon.end()) continue;
        for (const Triangle& t : cut(polygon)) block.add(std::array{t[0], t[2], t[1], apex});
    }
}

// Number of corners of the base of a linear prism, whose nodes are those of the base and, in the same order, those of
// the top. 0 for another element.
int base_corners(CellType type) {
    int corners = 0;
    with_solid_element(type, [&]<SolidElement E>() {
        constexpr std::size_t half = E::nodes / 2;
        const auto& x = E::node_positions;
        bool prism = E::nodes % 2 == 0 && half >= 3;
        for (std::size_t i = 0; prism && i < half; ++i) {
            for (std::size_t d = 0; d < 3; ++d) prism &= x[i + half][d] - x[i][d] == x[half][d] - x[0][d];
        }
        if (prism) corners = static_cast<int>(half);
    });
    return corners;
}

// A fan of prisms over triangles from the first corner of the base.
void add_prisms(std::span<const int> prism, CellBlock& block) {
    const std::size_t top = prism.size() / 2;
    for (std::size_t i = 1; i + 1 < top; ++i) {
        block.add(std::array{prism[0], prism[i], prism[i + 1], prism[top], prism[top + i], prism[top + i + 1]});
    }
}

// A quadratic element and the linear one whose corners it has.
struct Raising {
    CellType linear{};
    CellType quadratic{};
    std::vector<std::pair<int, int>> edges;  // end nodes of the edge of each mid-edge node
};

template <ReferenceElement Linear, ReferenceElement Quadratic>
void add_raising(std::vector<Raising>& raisings) {
    if constexpr (Linear::dimension == Quadratic::dimension && Linear::nodes < Quadratic::nodes) {
        const auto& x = Quadratic::node_positions;
        if (!std::ranges::equal(Linear::node_positions, std::span(x).template first<Linear::nodes>())) return;
        Raising raising{.linear = Linear::type, .quadratic = Quadratic::type, .edges = {}};
        for (std::size_t m = Linear::nodes; m < Quadratic::nodes; ++m) {
            for (std::size_t i = 0; i < Linear::nodes; ++i) {
                for (std::size_t j = i + 1; j < Linear::nodes; ++j) {
                    bool middle = true;
                    for (std::size_t d = 0; d < x[m].size(); ++d) middle &= 2.0 * x[m][d] == x[i][d] + x[j][d];
                    if (middle) raising.edges.emplace_back(static_cast<int>(i), static_cast<int>(j));
                }
            }
        }
        if (raising.edges.size() == Quadratic::nodes - Linear::nodes) raisings.push_back(std::move(raising));
    }
}

const std::vector<Raising>& raisings() {
    static const std::vector<Raising> all = [] {
        std::vector<Raising> found;
        for_each_element([&]<ReferenceElement Linear>() {
            for_each_element([&]<ReferenceElement Quadratic>() { add_raising<Linear, Quadratic>(found); });
        });
        return found;
    }();
    return all;
}

const Raising* find_raising(CellType Raising::*side, CellType type) {
    const auto found = std::ranges::find(raisings(), type, side);
    return found == raisings().end() ? nullptr : &*found;
}

// Puts nodes into the middle of edges, one for all cells at an edge.
class EdgeNodes {
  public:
    explicit EdgeNodes(std::vector<Vec3>& nodes) : nodes_(nodes) {}

    CellBlock raise(const CellBlock& linear) {
        const Raising* raising = find_raising(&Raising::linear, linear.type);
        SPONDYL_ASSERT(raising != nullptr, "no quadratic form of VTK cell type {}", static_cast<int>(linear.type));
        CellBlock block{.type = raising->quadratic, .connectivity = {}};
        for (std::size_t c = 0; c < linear.size(); ++c) {
            std::vector<int> cell(linear[c].begin(), linear[c].end());
            for (const auto& [i, j] : raising->edges) cell.push_back(middle(linear[c][i], linear[c][j]));
            block.add(cell);
        }
        return block;
    }
    [[nodiscard]] const std::map<std::pair<int, int>, int>& all() const { return middle_; }

  private:
    int middle(int a, int b) {
        const auto [at, is_new] = middle_.try_emplace(std::minmax(a, b), static_cast<int>(nodes_.size()));
        if (is_new) nodes_.push_back(0.5 * (nodes_[a] + nodes_[b]));
        return at->second;
    }
    std::vector<Vec3>& nodes_;
    std::map<std::pair<int, int>, int> middle_;
};

void raise_order(Mesh& mesh) {
    EdgeNodes middles(mesh.nodes);
    for (CellBlock& block : mesh.blocks) block = middles.raise(block);
    for (auto& [name, blocks] : mesh.face_sets) {
        for (CellBlock& block : blocks) block = middles.raise(block);
    }
    for (auto& [name, set] : mesh.node_sets) {
        std::vector<char> member(mesh.nodes.size(), 0);
        for (const int n : set) member[n] = 1;
        for (const auto& [ends, node] : middles.all()) {
            if (member[ends.first] && member[ends.second]) set.push_back(node);
        }
    }
}

CellBlock split(const CellBlock& cells, CellType type) {
    CellBlock block{.type = type, .connectivity = {}};
    const bool tetrahedra = type == simplex(3);
    const std::span<const LocalFace> faces = cell_topology(cells.type).faces;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        if (tetrahedra) {
            add_tetrahedra(cells[c], faces, block);
        } else {
            add_prisms(cells[c], block);
        }
    }
    return block;
}

std::vector<CellBlock> split_faces(const std::vector<CellBlock>& faces) {
    CellBlock triangles{.type = simplex(2), .connectivity = {}};
    for (const CellBlock& block : faces) {
        for (std::size_t c = 0; c < block.size(); ++c) {
            for (const Triangle& t : cut(block[c])) triangles.add(t);
        }
    }
    return {triangles};
}

bool may_split(CellType from, CellType to) {
    const bool linear = find_raising(&Raising::quadratic, from) == nullptr;
    return linear && (to == simplex(3) || (base_corners(to) == 3 && base_corners(from) > 0));
}

}  // namespace

std::optional<CellType> quadratic_form(CellType linear) {
    const Raising* raising = find_raising(&Raising::linear, linear);
    return raising == nullptr ? std::nullopt : std::optional(raising->quadratic);
}

Mesh convert_cells(const Mesh& mesh, CellType type) {
    SPONDYL_ASSERT(mesh.blocks.size() == 1, "a mesh of {} blocks", mesh.blocks.size());
    const CellType from = mesh.blocks[0].type;
    if (type == from) return mesh;
    const CellKind* kind = find_cell_kind(type);
    SPONDYL_ASSERT(kind != nullptr && kind->dimension == 3, "VTK cell type {} is no solid element",
                   static_cast<int>(type));
    if (const Raising* raising = find_raising(&Raising::quadratic, type)) {
        Mesh result = convert_cells(mesh, raising->linear);
        raise_order(result);
        return result;
    }
    SPONDYL_ASSERT(may_split(from, type), "cells of VTK type {} cannot be made from those of {}",
                   static_cast<int>(type), static_cast<int>(from));
    Mesh result = mesh;
    result.blocks = {split(mesh.blocks[0], type)};
    const auto parts = static_cast<int>(result.blocks[0].size() / mesh.blocks[0].size());
    for (auto& [name, set] : result.cell_sets) {
        std::vector<int> all;
        for (const int cell : set) {
            for (int part = 0; part < parts; ++part) all.push_back(parts * cell + part);
        }
        set = std::move(all);
    }
    if (type == simplex(3)) {
        for (auto& [name, blocks] : result.face_sets) blocks = split_faces(blocks);
    } else {
        result.face_sets.clear();
    }
    return result;
}

}  // namespace spondyl
