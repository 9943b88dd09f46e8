// SPDX-License-Identifier: Apache-2.0
// Cumulative measures of a day of repeated loading.
#pragma once

#include <span>

#include "models/indices/compression_limits.hpp"

namespace spondyl {

// LiFFT: Gallagher, Sesek, Schall, Huangfu 2017, Appl Ergon 63:142, doi 10.1016/j.apergo.2017.04.016, in the form and
// with the constants of Zelik et al. 2022, Appl Ergon 99:103619, doi 10.1016/j.apergo.2021.103619.
// Damage of `lifts` with the load moment M: D = lifts exp(0.038 M + 0.32) / 902416; failure at 1. Damages add up.
// M = weight times its largest horizontal distance from the spine; an exoskeleton's couple is taken off.
double lifft_damage(const TissueLimits& data, double moment_Nm, double lifts);
// Probability that a job with that daily damage has 12 or more low back disorders per 200 000 h:
// e^Y / (1 + e^Y), Y = 1.72 + 1.03 log10 D. 0 without damage. A later relation than the one
// behind the example of 2017, whose damage of 0.0043 a day had a risk of 25 %.
double lifft_risk(const TissueLimits& data, double damage);

// Mainz-Dortmund dose model: Jaeger et al. 1999, Arbeitsmed Sozialmed Umweltmed 34:101.
// D = T sqrt(sum F^2 t / T) with a shift T of 8 h, in kN h; forces below the threshold of the posture do not count.
struct Loading {
    double compression_N = 0.0;  // at L5-S1
    double hours = 0.0;          // of the day
    double threshold_N = 0.0;
};
double mainz_dortmund_dose(const TissueLimits& data, std::span<const Loading> loadings);

}  // namespace spondyl
