// SPDX-License-Identifier: Apache-2.0
// Scaling of a tangent, whose entries differ by many orders of magnitude (bone and nucleus, forces and moments,
// pressures).
#pragma once

#include <vector>

#include "core/system/sparse_matrix.hpp"

namespace spondyl::multifrontal {

// Factors, powers of two, by which rows and columns are multiplied so that the largest entry of each is about one (Ruiz
// and Ucar 2014, arXiv:1405.6801). The iteration starts from a unit diagonal where there is a diagonal.
std::vector<double> equilibrate(const SymmetricMatrix& matrix);

}  // namespace spondyl::multifrontal
