// SPDX-License-Identifier: Apache-2.0
#include "viz/load_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace spondyl::viz {
namespace {

struct LoadWords {
    double LoadStep::*load;
    const char* unit;
    const char* positive;
    const char* negative;
};
constexpr std::array<LoadWords, 6> words = {{
    {&LoadStep::compression_N, "N", "compression", "tension"},
    {&LoadStep::vertical_load_N, "N", "weight", "upward pull"},
    {&LoadStep::follower_load_N, "N", "follower load", "follower tension"},
    {&LoadStep::flexion_moment_Nm, "Nm", "flexion", "extension"},
    {&LoadStep::lateral_moment_Nm, "Nm", "bending to the right", "bending to the left"},
    {&LoadStep::axial_moment_Nm, "Nm", "rotation to the left", "rotation to the right"},
}};

}  // namespace

std::string describe_loads(const Scenario& scenario, double time) {
    const LoadStep rest;
    const auto count = static_cast<int>(scenario.steps.size());
    const auto load_after = [&](int steps) -> const LoadStep& {
        return steps <= 0 || count == 0 ? rest : scenario.steps[static_cast<std::size_t>(std::min(steps, count) - 1)];
    };
    const int done = static_cast<int>(std::floor(time + 1e-9));
    const double fraction = std::max(0.0, time - done);
    std::vector<std::string> parts;
    for (const LoadWords& word : words) {
        const double value = (1 - fraction) * load_after(done).*word.load + fraction * load_after(done + 1).*word.load;
        if (std::abs(value) < 1e-9) continue;
        parts.push_back(
            fmt::format("{:.4g} {} {}", std::abs(value), word.unit, value > 0 ? word.positive : word.negative));
    }
    return parts.empty() ? "no load" : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace spondyl::viz
