// SPDX-License-Identifier: Apache-2.0
#include "studies/sensitivity/ranks.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace spondyl {

Eigen::VectorXd ranks_of(const Eigen::VectorXd& values) {
    std::vector<Eigen::Index> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](Eigen::Index i) { return values[i]; });
    Eigen::VectorXd ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
        for (std::size_t i = first; i < end; ++i)
            ranks[order[i]] = 0.5 * static_cast<double>(first + 1 + end);  // mean of first + 1 ... end
        first = end;
    }
    return ranks;
}

double squares_about_mean(const Eigen::VectorXd& values) {
    const double squares = (values.array() - values.mean()).square().sum();
    // Rounding error in a column of equal numbers: a few units in the last place of each.
    const double rounding = 4.0 * std::numeric_limits<double>::epsilon() * values.cwiseAbs().maxCoeff();
    return squares > static_cast<double>(values.size()) * rounding * rounding ? squares : 0.0;
}

}  // namespace spondyl
