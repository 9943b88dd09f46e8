// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/hold_relaxation.hpp"

namespace spondyl {

PronySeries hold_relaxation(const SpineAnatomy& anatomy) {
    PronySeries series;
    series.terms[0] = {.share = anatomy.hold_relaxation_share, .time = anatomy.hold_relaxation_time_s};
    series.keeps_rest = true;
    return series;
}

double even_increment(const PronySeries& series, double held) {
    if (held == 0.0 || !series.relaxes()) return 0.0;
    const double left = series.left(held);
    // The stress after an even increment decreases with its duration, and is never less than after a sudden one held
    // for the same time.
    double low = held;
    double high = 2.0 * held;
    while (series.over(high).stiffness > left) high *= 2.0;
    constexpr int halvings = 60;
    for (int i = 0; i < halvings; ++i) {
        const double middle = 0.5 * (low + high);
        (series.over(middle).stiffness > left ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

}  // namespace spondyl
