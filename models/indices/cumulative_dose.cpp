// SPDX-License-Identifier: Apache-2.0
#include "models/indices/cumulative_dose.hpp"

#include <cmath>

namespace spondyl {

double lifft_damage(const TissueLimits& data, double moment_Nm, double lifts) {
    return lifts *
           std::exp(data.number("lifft_moment_slope", "1/(N*m)") * moment_Nm + data.number("lifft_offset", "1")) /
           data.number("lifft_cycles", "1");
}

double lifft_risk(const TissueLimits& data, double damage) {
    if (damage <= 0.0) return 0.0;
    const double y = data.number("lifft_risk_offset", "1") + data.number("lifft_risk_slope", "1") * std::log10(damage);
    return 1.0 / (1.0 + std::exp(-y));
}

double mainz_dortmund_dose(const TissueLimits& data, std::span<const Loading> loadings) {
    const double shift = data.number("mainz_dortmund_shift", "h");
    double sum = 0.0;
    for (const Loading& loading : loadings) {
        const double force = loading.compression_N / 1000.0;
        if (loading.compression_N >= loading.threshold_N) sum += force * force * loading.hours;
    }
    return shift * std::sqrt(sum / shift);
}

}  // namespace spondyl
