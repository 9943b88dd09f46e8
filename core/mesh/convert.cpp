// SPDX-License-Identifier: Apache-2.0
#include "core/mesh/convert.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"

namespace spondyl {
namespace {

constexpr std::array<Quad, 6> faces = {Quad{0, 3, 2, 1}, Quad{4, 5, 6, 7}, Quad{0, 1, 5, 4},
                                       Quad{1, 2, 6, 5}, Quad{2, 3, 7, 6}, Quad{3, 0, 4, 7}};

// Two triangles, cut through the corner with the smallest number: neighbours cut their common face alike.
std::array<Triangle, 2> cut(const Quad& q) {
    const auto first = static_cast<std::size_t>(std::min_element(q.begin(), q.end()) - q.begin());
    const auto corner = [&](std::size_t i) { return q[(first + i) % 4]; };
    return {Triangle{corner(0), corner(1), corner(2)}, Triangle{corner(0), corner(2), corner(3)}};
}

// Cones from the corner with the smallest number over the triangles of the three faces opposite to it.
void add_tetrahedra(std::span<const int> hex, CellBlock& block) {
    const int apex = *std::min_element(hex.begin(), hex.end());
    for (const Quad& face : faces) {
        const Quad quad = {hex[face[0]], hex[face[1]], hex[face[2]], hex[face[3]]};
        if (std::find(quad.begin(), quad.end(), apex) != quad.end()) continue;
        for (const Triangle& t : cut(quad)) block.add(std::array{t[0], t[2], t[1], apex});
    }
}

// Ends of the edge on whose middle each node behind the corners sits.
template <ReferenceElement Quadratic, ReferenceElement Linear>
std::vector<std::pair<int, int>> edges() {
    std::vector<std::pair<int, int>> ends;
    const auto& x = Quadratic::node_positions;
    for (std::size_t m = Linear::nodes; m < Quadratic::nodes; ++m) {
        for (std::size_t i = 0; i < Linear::nodes; ++i) {
            for (std::size_t j = i + 1; j < Linear::nodes; ++j) {
                bool middle = true;
                for (std::size_t d = 0; d < x[m].size(); ++d) middle &= 2.0 * x[m][d] == x[i][d] + x[j][d];
                if (middle) ends.emplace_back(static_cast<int>(i), static_cast<int>(j));
            }
        }
    }
    return ends;
}

// Puts nodes into the middle of edges, one for all cells at an edge.
class EdgeNodes {
  public:
    explicit EdgeNodes(std::vector<Vec3>& nodes) : nodes_(nodes) {}

    CellBlock raise(const CellBlock& linear, CellType type, const std::vector<std::pair<int, int>>& ends) {
        CellBlock block{.type = type, .connectivity = {}};
        for (std::size_t c = 0; c < linear.size(); ++c) {
            std::vector<int> cell(linear[c].begin(), linear[c].end());
            for (const auto& [i, j] : ends) cell.push_back(middle(linear[c][i], linear[c][j]));
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

CellBlock split(const CellBlock& hexahedra, CellType type) {
    CellBlock block{.type = type, .connectivity = {}};
    for (std::size_t c = 0; c < hexahedra.size(); ++c) {
        const auto h = hexahedra[c];
        if (type == Tet4::type) {
            add_tetrahedra(h, block);
        } else {
            block.add(std::array{h[0], h[1], h[2], h[4], h[5], h[6]});
            block.add(std::array{h[0], h[2], h[3], h[4], h[6], h[7]});
        }
    }
    return block;
}

std::vector<CellBlock> split_faces(const std::vector<CellBlock>& quads) {
    CellBlock triangles{.type = Tri3::type, .connectivity = {}};
    for (const CellBlock& block : quads) {
        for (const Quad& quad : cells_of<Quad4>(std::span(&block, 1))) {
            for (const Triangle& t : cut(quad)) triangles.add(t);
        }
    }
    return {triangles};
}

void raise_order(Mesh& mesh) {
    EdgeNodes middles(mesh.nodes);
    const auto raise = [&](CellBlock& block) {
        if (block.type == Hex8::type) block = middles.raise(block, Hex20::type, edges<Hex20, Hex8>());
        if (block.type == Tet4::type) block = middles.raise(block, Tet10::type, edges<Tet10, Tet4>());
        if (block.type == Quad4::type) block = middles.raise(block, Quad8::type, edges<Quad8, Quad4>());
        if (block.type == Tri3::type) block = middles.raise(block, Tri6::type, edges<Tri6, Tri3>());
    };
    for (CellBlock& block : mesh.blocks) raise(block);
    for (auto& [name, blocks] : mesh.face_sets) {
        for (CellBlock& block : blocks) raise(block);
    }
    for (auto& [name, set] : mesh.node_sets) {
        std::vector<char> member(mesh.nodes.size(), 0);
        for (const int n : set) member[n] = 1;
        for (const auto& [ends, node] : middles.all()) {
            if (member[ends.first] && member[ends.second]) set.push_back(node);
        }
    }
}

}  // namespace

Mesh convert_hexahedra(const Mesh& mesh, CellType type) {
    SPONDYL_ASSERT(mesh.blocks.size() == 1 && mesh.blocks[0].type == Hex8::type, "a mesh of {} blocks, not of hex8",
                   mesh.blocks.size());
    const CellKind* kind = find_cell_kind(type);
    SPONDYL_ASSERT(kind != nullptr && kind->dimension == 3, "VTK cell type {} is no solid element",
                   static_cast<int>(type));
    Mesh result = mesh;
    const bool tetrahedra = type == Tet4::type || type == Tet10::type;
    if (tetrahedra || type == Wedge6::type) {
        result.blocks = {split(mesh.blocks[0], tetrahedra ? Tet4::type : type)};
        const auto parts = static_cast<int>(result.blocks[0].size() / mesh.blocks[0].size());
        for (auto& [name, set] : result.cell_sets) {
            std::vector<int> all;
            for (const int cell : set) {
                for (int part = 0; part < parts; ++part) all.push_back(parts * cell + part);
            }
            set = std::move(all);
        }
    }
    if (type == Wedge6::type) result.face_sets.clear();
    if (tetrahedra) {
        for (auto& [name, blocks] : result.face_sets) blocks = split_faces(blocks);
    }
    if (type == Hex20::type || type == Tet10::type) raise_order(result);
    return result;
}

}  // namespace spondyl
