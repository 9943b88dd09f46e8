// SPDX-License-Identifier: Apache-2.0
// Upper bounds on the numbers of a result. They lie far above anything in a body, so that no result of a run is
// rejected, and low enough that sums, squares and the single precision of pictures do not overflow.
#pragma once

namespace spondyl {

inline constexpr double most_mm = 1e6;  // a kilometre
inline constexpr double most = 1e12;    // N, MPa, degrees, ..

}  // namespace spondyl
