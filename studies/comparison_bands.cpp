// SPDX-License-Identifier: Apache-2.0
#include "studies/comparison_bands.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "studies/comparison_summary.hpp"

namespace spondyl {

double percentile(std::vector<double> values, double share) {
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::ranges::sort(values);
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

void add_bands(Comparison& comparison) {
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
            ComparedValue& value = comparison.cases[i].values[m];
            SPONDYL_ASSERT(value.draws.size() == static_cast<std::size_t>(comparison.samples), "{} of {} draws",
                           value.draws.size(), comparison.samples);
            value.low = percentile(value.draws, 0.025);
            value.high = percentile(value.draws, 0.975);
            if (i > 0) value.chance_better = chance_better(comparison, i, 0, m);
        }
    }
}

}  // namespace spondyl
