// SPDX-License-Identifier: Apache-2.0
// The fill of a symmetric elimination in a given order, from the pattern alone.
#pragma once

#include <vector>

#include "core/system/sparse_matrix.hpp"

namespace spondyl::multifrontal {

// Equations are named by their position in the elimination.
struct EliminationTree {
    std::vector<int> position;  // of each equation of the matrix
    std::vector<int> parent;    // of each position: first row below the diagonal of its column; -1: none
    std::vector<int> count;     // entries of each column of the factor, with the diagonal
};

// `position` is changed to a postorder of its own tree, which has the same fill: children come right before parents.
// Elimination tree: Liu 1990 (doi:10.1137/0611010); counts: Gilbert, Ng, Peyton 1994 (doi:10.1137/S089547989223692).
EliminationTree elimination_tree(const SymmetricMatrix& pattern, const std::vector<int>& position);

// The entries of both triangles by column, in positions, without the diagonal: only those with a larger (or smaller)
// position than the column.
struct Adjacency {
    std::vector<int> start;
    std::vector<int> neighbour;
};
enum class Triangle { earlier, later };
Adjacency adjacency(const SymmetricMatrix& pattern, const std::vector<int>& position, Triangle triangle);

}  // namespace spondyl::multifrontal
