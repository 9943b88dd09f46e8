// SPDX-License-Identifier: Apache-2.0
// Sine and cosine of dual numbers, for kinematic chains.
#pragma once

#include <cmath>

#include "core/math/dual.hpp"

namespace spondyl {

template <class T>
Dual<T> sin(const Dual<T>& x) {
    using std::cos, std::sin;
    return {sin(x.value), cos(x.value) * x.derivative};
}

template <class T>
Dual<T> cos(const Dual<T>& x) {
    using std::cos, std::sin;
    return {cos(x.value), -(sin(x.value) * x.derivative)};
}

}  // namespace spondyl
