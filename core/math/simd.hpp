// SPDX-License-Identifier: Apache-2.0
// The SIMD lane type and the handful of operations that double, lanes and dual numbers share, so that
// one templated formula serves all three.
#pragma once

#include <algorithm>
#include <cmath>

// libc++ has an experimental/simd that lacks most operations.
#if defined(_LIBCPP_VERSION) && !defined(SPONDYL_PLAIN_LANES)
#define SPONDYL_PLAIN_LANES
#endif

#ifdef SPONDYL_PLAIN_LANES
#include "core/math/plain_lane.hpp"
#else
// GCC 12 warns about its own intrinsics for undefined registers (its bug 105593) wherever they are inlined.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <experimental/simd>
#pragma GCC diagnostic pop
#endif

namespace spondyl {

#if defined(SPONDYL_PLAIN_LANES)
using Lane = PlainLane;
#elif defined(SPONDYL_PORTABLE_LANES)
// As wide as the baseline instruction set of the architecture, so that the type is the same whichever processor a file
// is compiled for.
using Lane = std::experimental::simd<double>;
#else
// As wide as one vector register of the processor that is compiled for.
using Lane = std::experimental::native_simd<double>;
#endif
inline constexpr int lane_width = static_cast<int>(Lane::size());
#ifdef SPONDYL_LANE_BYTES
static_assert(
    sizeof(Lane) == SPONDYL_LANE_BYTES,
    "the installed Spondyl was compiled for one kind of processor (SPONDYL_NATIVE=ON) and this file for another: "
    "give it the same -march, or build Spondyl with -DSPONDYL_NATIVE=OFF");
#endif

inline double select(bool condition, double if_true, double if_false) {
    return condition ? if_true : if_false;
}

#ifdef SPONDYL_PLAIN_LANES
inline Lane select(const Lane::mask_type& condition, const Lane& if_true, const Lane& if_false) {
    return Lane([&](std::size_t i) { return condition[i] ? if_true[i] : if_false[i]; });
}
inline bool any(const Lane::mask_type& condition) {
    for (std::size_t i = 0; i < Lane::size(); ++i) {
        if (condition[i]) return true;
    }
    return false;
}
inline bool all(const Lane::mask_type& condition) {
    return !any(!condition);
}
inline Lane sqrt(const Lane& x) {
    return Lane([&](std::size_t i) { return std::sqrt(x[i]); });
}
inline Lane smaller(const Lane& a, const Lane& b) {
    return Lane([&](std::size_t i) { return std::min(a[i], b[i]); });
}
// Lane i into the i-th number of `to`.
inline void store(const Lane& x, double* to) {
    for (std::size_t i = 0; i < Lane::size(); ++i) to[i] = x[i];
}
#else
inline Lane select(const Lane::mask_type& condition, const Lane& if_true, const Lane& if_false) {
    Lane result = if_false;
    std::experimental::where(condition, result) = if_true;
    return result;
}
inline bool any(const Lane::mask_type& condition) {
    return std::experimental::any_of(condition);
}
inline bool all(const Lane::mask_type& condition) {
    return std::experimental::all_of(condition);
}
inline Lane sqrt(const Lane& x) {
    return std::experimental::sqrt(x);
}
inline Lane smaller(const Lane& a, const Lane& b) {
    return std::experimental::min(a, b);
}
// Lane i into the i-th number of `to`.
inline void store(const Lane& x, double* to) {
    x.copy_to(to, std::experimental::element_aligned);
}
#endif

inline bool any(bool condition) {
    return condition;
}
inline double sqrt(double x) {
    return std::sqrt(x);
}
inline double exp(double x) {
    return std::exp(x);
}

// The exp of std::experimental::simd is scalar internally; written out so that each lane is bit-identical to std::exp.
inline Lane exp(const Lane& x) {
    return Lane([&](auto i) { return std::exp(x[i]); });
}

inline double log(double x) {
    return std::log(x);
}

// Lane by lane, like exp.
inline Lane log(const Lane& x) {
    return Lane([&](auto i) { return std::log(double(x[i])); });
}

// x^(-2/3) for 1/2 <= x <= 2. A Pade approximant of x^(-1/3) about 1 (error below 1 %), then two steps of
// Newton-like refinement with the binomial series of (1 - e)^(-1/3), e = 1 - x y^3: full precision without a call.
template <class T>
T inverse_two_thirds_power_near_one(const T& x) {
    T y = (x + 2.0) / (x * 2.0 + 1.0);
    T e = 1.0 - x * y * y * y;
    y = y + y * e * (((e * (35.0 / 243.0) + 14.0 / 81.0) * e + 2.0 / 9.0) * e + 1.0 / 3.0);
    e = 1.0 - x * y * y * y;
    y = y + y * e * (1.0 / 3.0);
    return y * y;
}

// x^(-2/3) for x > 0. Volume ratios lie near one, where the series above needs no function call per lane; elsewhere the
// cube root is used.
inline double inverse_two_thirds_power(double x) {
    if (x >= 0.5 && x <= 2.0) return inverse_two_thirds_power_near_one(x);
    const double root = std::cbrt(x);
    return 1.0 / (root * root);
}
inline Lane inverse_two_thirds_power(const Lane& x) {
    const Lane::mask_type near_one = x >= 0.5 && x <= 2.0;
    const Lane power = inverse_two_thirds_power_near_one(x);
    if (all(near_one)) return power;
    return select(near_one, power, Lane([&](auto i) { return inverse_two_thirds_power(double(x[i])); }));
}

}  // namespace spondyl
