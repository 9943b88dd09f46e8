// SPDX-License-Identifier: Apache-2.0
// Bone and nucleus, forces and moments, pressures: entries of a tangent differ by many orders of magnitude.
#pragma once

#include <vector>

#include "core/system/sparse_matrix.hpp"

namespace spondyl::multifrontal {

// Factors, powers of two, by which rows and columns are multiplied so that the largest entry of each is about one
// (Ruiz and Ucar 2014, arXiv:1405.6801). With a unit diagonal to begin with, where there is a diagonal.
std::vector<double> equilibrate(const SymmetricMatrix& matrix);

}  // namespace spondyl::multifrontal
