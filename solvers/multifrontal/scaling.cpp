// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/scaling.hpp"

#include <algorithm>
#include <cmath>

namespace spondyl::multifrontal {

std::vector<double> equilibrate(const SymmetricMatrix& matrix) {
    const auto size = static_cast<std::size_t>(matrix.size);
    std::vector<double> scale(size, 1.0);
    for (int r = 0; r < matrix.size; ++r) {
        const int e = matrix.row_start[r];
        const bool has_diagonal = e < matrix.row_start[r + 1] && matrix.column[e] == r && matrix.value[e] != 0.0;
        if (has_diagonal) scale[r] = 1.0 / std::sqrt(std::abs(matrix.value[e]));
    }
    std::vector<double> largest(size);
    constexpr int passes = 3;
    for (int pass = 0; pass < passes; ++pass) {
        std::ranges::fill(largest, 0.0);
        for (int r = 0; r < matrix.size; ++r) {
            for (int e = matrix.row_start[r]; e < matrix.row_start[r + 1]; ++e) {
                const int c = matrix.column[e];
                const double value = std::abs(matrix.value[e]) * scale[r] * scale[c];
                largest[r] = std::max(largest[r], value);
                largest[c] = std::max(largest[c], value);
            }
        }
        bool even = true;
        for (std::size_t i = 0; i < size; ++i) {
            if (largest[i] == 0.0 || !std::isfinite(largest[i])) continue;
            even = even && largest[i] > 0.5 && largest[i] < 2.0;
            scale[i] /= std::sqrt(largest[i]);
        }
        if (even) break;
    }
    for (double& s : scale) s = std::exp2(std::round(std::log2(s)));
    return scale;
}

}  // namespace spondyl::multifrontal
