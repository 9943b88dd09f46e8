// SPDX-License-Identifier: Apache-2.0
// Gauss-Legendre quadrature on [-1, 1].
#pragma once

#include <array>

namespace spondyl {

inline constexpr std::array<double, 2> gauss2_points = {-0.57735026918962576451, 0.57735026918962576451};
// Two points: weights 1, degree 3. Three points: degree 5.
inline constexpr std::array<double, 3> gauss3_points = {-0.77459666924148337704, 0.0, 0.77459666924148337704};
inline constexpr std::array<double, 3> gauss3_weights = {5.0 / 9.0, 8.0 / 9.0, 5.0 / 9.0};

}  // namespace spondyl
