// SPDX-License-Identifier: Apache-2.0
// Helpers of the checks of results. Used by check_result.cpp and check_fields.cpp alone.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "core/mesh/mesh.hpp"
#include "core/result/bounds.hpp"
#include "core/text/printable.hpp"
#include "io/results/check_fields.hpp"

namespace spondyl {

// For ratios, whose denominator may be nearly zero, and for increments that diverged: they are only printed.
inline constexpr double most_ratio = 1e30;
inline constexpr double most_diverged = 1e100;

template <class... Values>
void require(bool holds, fmt::format_string<Values...> text, Values&&... values) {
    if (!holds) throw BrokenRule(fmt::format(text, std::forward<Values>(values)...));
}

// `what` returns the text that names the number; it is called only if the number breaks the rule.
template <class What>
void check_number(double value, double largest, const What& what) {
    if (std::abs(value) <= largest) return;
    throw BrokenRule(fmt::format("{} is {}; results hold finite numbers of at most {:g} here", what(), value, largest));
}

inline void check_points(const std::vector<Vec3>& points, double largest, const std::string& what) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (int k = 0; k < 3; ++k)
            check_number(points[i][k], largest, [&] { return fmt::format("{}, row {}, component {}", what, i, k); });
    }
}

// Names become parts of paths, in the file and in exports, and appear on terminals.
inline void check_name(const std::string& name, std::string_view what) {
    const bool usable = !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos;
    require(usable && !find_hidden(name), "{} cannot be called \"{}\"", what, printable(name));
}

}  // namespace spondyl
