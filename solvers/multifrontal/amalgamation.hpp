// SPDX-License-Identifier: Apache-2.0
// Supernodes: columns that are eliminated together, and the choice of those to merge.
#pragma once

#include <vector>

#include "solvers/multifrontal/elimination_tree.hpp"

namespace spondyl::multifrontal {

// Of an elimination of `pivots` out of `rows` equations: sum over pivots of (rows left)^2.
double elimination_operations(int rows, int pivots);

struct Supernodes {
    std::vector<int> of_position;      // supernode of each position; numbered in postorder
    std::vector<int> parent;           // supernode; -1: a root
    double smallest_operations = 0.0;  // before merging
};

// Columns with the same structure form one supernode; a child is then merged into its parent where the additional zeros
// cost less time than passing on the child's contribution.
Supernodes supernodes(const EliminationTree& tree);

}  // namespace spondyl::multifrontal
