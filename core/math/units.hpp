// SPDX-License-Identifier: Apache-2.0
// Factors between the units of tables and reports (deg, cm, N m) and those of the solver (rad, mm, N mm).
#pragma once

#include <numbers>

namespace spondyl {

inline constexpr double rad_per_deg = std::numbers::pi / 180.0;
inline constexpr double deg_per_rad = 180.0 / std::numbers::pi;
inline constexpr double mm_per_cm = 10.0;
inline constexpr double Nm_per_Nmm = 1e-3;

}  // namespace spondyl
