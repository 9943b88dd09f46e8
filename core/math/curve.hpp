// SPDX-License-Identifier: Apache-2.0
// A tabulated one-dimensional law as a smooth, monotone function: C1 piecewise cubic Hermite, zero below the
// first point, continued with its end slope beyond the last.
//
// The slopes are those of Fritsch and Carlson 1980, doi:10.1137/0717021: three-point estimates, limited so that
// every cubic is monotone (alpha^2 + beta^2 <= 9, their section 4). The slope at the first point is zero, so that
// value and slope join the zero branch.
#pragma once

#include <span>
#include <vector>

#include "core/math/dual.hpp"
#include "core/math/simd.hpp"

namespace spondyl {

class MonotoneCurve {
  public:
    template <class T>
    struct Sample {
        T value;
        T derivative;
    };

    MonotoneCurve() = default;  // identically zero

    // Throws UserError unless: at least two points, x strictly increasing, y not decreasing, y[0] = 0, all finite.
    MonotoneCurve(std::span<const double> x, std::span<const double> y);

    // Value and first derivative, with T double, Lane or Dual.
    template <class T>
    [[nodiscard]] Sample<T> evaluate(const T& x) const {
        const Cubic<T> s = find<T>(x);
        const T t = x - s.start;
        return {((s.c3 * t + s.c2) * t + s.c1) * t + s.c0, (s.c3 * t * 3.0 + s.c2 * 2.0) * t + s.c1};
    }

    template <class T>
    [[nodiscard]] T value(const T& x) const {
        return evaluate(x).value;
    }

    template <class T>
    [[nodiscard]] T derivative(const T& x) const {
        return evaluate(x).derivative;
    }

    // Integral of the curve from minus infinity (the same as from the first point) to x.
    template <class T>
    [[nodiscard]] T integral(const T& x) const {
        const Cubic<T> s = find<T>(x);
        const T t = x - s.start;
        return (((s.c3 * t * 0.25 + s.c2 * (1.0 / 3.0)) * t + s.c1 * 0.5) * t + s.c0) * t + s.area;
    }

    // The first abscissa: the curve is zero up to here.
    [[nodiscard]] double first() const { return segments_[1].start; }

  private:
    // c0 + c1 t + c2 t^2 + c3 t^3 with t = x - start; area: the integral up to start.
    template <class T>
    struct Cubic {
        T start, c0, c1, c2, c3, area;
    };

    template <class T>
    [[nodiscard]] Cubic<T> find(const T& x) const {
        if constexpr (std::is_same_v<T, Lane>) {
            const Cubic<double>* s[lane_width];
            for (int i = 0; i < lane_width; ++i) s[i] = &segments_[segment(x[i])];
            return {Lane([&](auto i) { return s[i]->start; }), Lane([&](auto i) { return s[i]->c0; }),
                    Lane([&](auto i) { return s[i]->c1; }),    Lane([&](auto i) { return s[i]->c2; }),
                    Lane([&](auto i) { return s[i]->c3; }),    Lane([&](auto i) { return s[i]->area; })};
        } else {
            const Cubic<double>& s = segments_[segment(primal(x))];
            return {T(s.start), T(s.c0), T(s.c1), T(s.c2), T(s.c3), T(s.area)};
        }
    }

    // Index of the segment that contains x: 0 is the zero branch, the last one the linear extrapolation. NaN gives 0,
    // whose polynomial propagates it. The bucket of x gives the first candidate; at most a few steps remain. At the
    // edge of a bucket rounding may select the neighbouring segment, whose polynomial agrees there to rounding error.
    [[nodiscard]] std::size_t segment(double x) const {
        if (!(x > segments_[1].start)) return 0;
        if (x >= segments_.back().start) return segments_.size() - 1;
        std::size_t s = buckets_[static_cast<std::size_t>((x - segments_[1].start) * buckets_per_unit_)];
        while (x >= segments_[s + 1].start) ++s;
        return s;
    }

    std::vector<Cubic<double>> segments_ = {{}, {}};
    std::vector<std::size_t> buckets_;
    double buckets_per_unit_ = 0.0;
};

}  // namespace spondyl
