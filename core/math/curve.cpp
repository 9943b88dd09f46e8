// SPDX-License-Identifier: Apache-2.0
#include "core/math/curve.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace spondyl {
namespace {

constexpr std::size_t max_buckets = 4096;

void check_points(std::span<const double> x, std::span<const double> y) {
    if (x.size() != y.size()) {
        throw UserError(fmt::format("a curve needs as many abscissae as ordinates, got {} and {}", x.size(), y.size()));
    }
    if (x.size() < 2) throw UserError(fmt::format("a curve needs at least two points, got {}", x.size()));
    if (y[0] != 0.0) throw UserError(fmt::format("a curve starts with the value 0, got {} at {}", y[0], x[0]));
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isfinite(x[i]) || !std::isfinite(y[i])) {
            throw UserError(fmt::format("point {} of the curve is not finite: ({}, {})", i + 1, x[i], y[i]));
        }
        if (i > 0 && !(x[i] > x[i - 1])) {
            throw UserError(
                fmt::format("the abscissae of a curve increase: point {} at {} follows {}", i + 1, x[i], x[i - 1]));
        }
        if (i > 0 && y[i] < y[i - 1]) {
            throw UserError(fmt::format("the values of a monotone curve do not decrease: point {} with {} follows {}",
                                        i + 1, y[i], y[i - 1]));
        }
    }
}

std::vector<double> fritsch_carlson_slopes(std::span<const double> x, std::span<const double> y) {
    const std::size_t n = x.size();
    std::vector<double> secant(n - 1);
    for (std::size_t i = 0; i + 1 < n; ++i) secant[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);

    std::vector<double> slope(n, 0.0);
    for (std::size_t i = 1; i + 1 < n; ++i) {
        const double before = x[i] - x[i - 1];
        const double after = x[i + 1] - x[i];
        slope[i] = (after * secant[i - 1] + before * secant[i]) / (before + after);
    }
    slope[n - 1] = secant[n - 2];

    for (std::size_t i = 0; i + 1 < n; ++i) {
        if (secant[i] == 0.0) {
            slope[i] = 0.0;
            slope[i + 1] = 0.0;
            continue;
        }
        const double radius = std::hypot(slope[i], slope[i + 1]) / secant[i];
        if (radius > 3.0) {
            slope[i] *= 3.0 / radius;
            slope[i + 1] *= 3.0 / radius;
        }
    }
    return slope;
}

}  // namespace

MonotoneCurve::MonotoneCurve(std::span<const double> x, std::span<const double> y) {
    check_points(x, y);
    const std::size_t n = x.size();
    const std::vector<double> slope = fritsch_carlson_slopes(x, y);

    segments_.assign(1, {.start = x[0], .c0 = 0.0, .c1 = 0.0, .c2 = 0.0, .c3 = 0.0, .area = 0.0});
    double area = 0.0;
    double narrowest = x[n - 1] - x[0];
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const double h = x[i + 1] - x[i];
        const double secant = (y[i + 1] - y[i]) / h;
        segments_.push_back({.start = x[i],
                             .c0 = y[i],
                             .c1 = slope[i],
                             .c2 = (3.0 * secant - 2.0 * slope[i] - slope[i + 1]) / h,
                             .c3 = (slope[i] + slope[i + 1] - 2.0 * secant) / (h * h),
                             .area = area});
        area += h * (0.5 * (y[i] + y[i + 1]) + h * (slope[i] - slope[i + 1]) / 12.0);
        narrowest = std::min(narrowest, h);
    }
    segments_.push_back({.start = x[n - 1], .c0 = y[n - 1], .c1 = slope[n - 1], .c2 = 0.0, .c3 = 0.0, .area = area});

    const double range = x[n - 1] - x[0];
    const auto count =
        static_cast<std::size_t>(std::clamp(std::ceil(range / narrowest), 1.0, static_cast<double>(max_buckets)));
    buckets_per_unit_ = static_cast<double>(count) / range;
    // One extra bucket, since rounding may put an x just below the last point into it.
    std::size_t s = 1;
    for (std::size_t b = 0; b <= count; ++b) {
        const double edge = x[0] + static_cast<double>(b) / buckets_per_unit_;
        while (s + 2 < segments_.size() && edge >= segments_[s + 1].start) ++s;
        buckets_.push_back(s);
    }
}

}  // namespace spondyl
