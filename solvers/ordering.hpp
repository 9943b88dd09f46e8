// SPDX-License-Identifier: Apache-2.0
// The order in which a direct solver eliminates equations.
#pragma once

#include <vector>

#include "core/system/sparse_matrix.hpp"

namespace spondyl {

// Position of each equation in the elimination, from 0. Equations coupled with very many others (rigid bodies, cavity
// pressures) come last. Without them the graph of a spine falls apart into its discs: each part is ordered on its own,
// by nested dissection (METIS, Karypis and Kumar 1998, doi:10.1137/S1064827595287997), and can be eliminated
// independently. The order is the same for every run and machine with the same METIS, unlike the threaded orderings
// that MUMPS would choose.
std::vector<int> nested_dissection(const SymmetricMatrix& pattern);

}  // namespace spondyl
