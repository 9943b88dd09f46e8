// SPDX-License-Identifier: Apache-2.0
// Which point of the other surface each node of a tie is bound to.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "models/deck/deck.hpp"

namespace spondyl {

// Where nothing else is said, nodes are bound that are nearer than this share of the size of the faces.
inline constexpr double default_tie_tolerance = 0.05;
// Pairs of a node and a face near it that are looked at for one tie.
inline constexpr std::size_t most_tie_pairs = 200000000;

struct BoundNode {
    int node = 0;
    Vec3 place = Vec3::Zero();  // nearest point of the other surface, mm
    std::vector<int> onto;      // the nodes of the face there
    std::vector<double> weights;
};

struct TieProjection {
    double face_size = 0.0;  // mean of the largest distance between nodes of a face, mm
    double tolerance = 0.0;  // mm
    std::vector<BoundNode> bound;
    std::vector<int> beyond;  // nodes without a face within the tolerance
    double farthest = 0.0;    // of the bound ones from their places, mm
};

// Nodes that belong to the other surface themselves are in neither list. Nothing if the surfaces overlap so often that
// more than most_tie_pairs would have to be looked at.
std::optional<TieProjection> project_tie(const Deck& deck, const DeckTie& tie);

// Moves bound nodes onto the other surface, as *TIE does before the body is strained.
void adjust_nodes(Mesh& mesh, const TieProjection& projection);

// Gives weights to all nodes of the cells below the faces, where a bound node lies off its face: with them it is held
// where it is, and turns with the cell. UserError if a face is none of a cell.
void keep_gaps(const Deck& deck, const DeckTie& tie, TieProjection& projection);

}  // namespace spondyl
