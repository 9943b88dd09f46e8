// SPDX-License-Identifier: Apache-2.0
// What the numbers of a result may be at most. No body comes near, so these refuse no result; below them sums, squares
// and the single precision of pictures stay far from overflow.
#pragma once

namespace spondyl {

inline constexpr double most_mm = 1e6;  // a kilometre
inline constexpr double most = 1e12;    // N, MPa, degrees, ..

}  // namespace spondyl
