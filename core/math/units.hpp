// SPDX-License-Identifier: Apache-2.0
// Factors between the units of tables and reports (deg, cm, m, N m) and those of the solver (rad, mm, N mm).
#pragma once

#include <numbers>

namespace spondyl {

inline constexpr double rad_per_deg = std::numbers::pi / 180.0;
inline constexpr double deg_per_rad = 180.0 / std::numbers::pi;
inline constexpr double mm_per_cm = 10.0;
inline constexpr double mm_per_m = 1000.0;
inline constexpr double Nm_per_Nmm = 1e-3;

// Standard acceleration of gravity, m/s2 (3rd General Conference on Weights and Measures, 1901).
inline constexpr double standard_gravity = 9.80665;

}  // namespace spondyl
