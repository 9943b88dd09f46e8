// SPDX-License-Identifier: Apache-2.0
// Scalars of a symmetric tensor, stored xx, yy, zz, xy, yz, xz.
#pragma once

#include <array>

#include "core/math/tensor.hpp"

namespace spondyl {

double von_mises(const SymTensor<double>& stress);
double hydrostatic_pressure(const SymTensor<double>& stress);  // -trace/3, + in compression
// Largest first.
std::array<double, 3> principal_values(const SymTensor<double>& tensor);

}  // namespace spondyl
