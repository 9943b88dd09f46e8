// SPDX-License-Identifier: Apache-2.0
#include "viz/load_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>
#include <vector>

#include "io/results/applied_loads.hpp"

namespace spondyl::viz {
namespace {

struct LoadWords {
    double LoadStep::*load;
    const char* unit;
    const char* positive;
    const char* negative;
};
constexpr auto words = std::to_array<LoadWords>({
    {&LoadStep::compression_N, "N", "compression", "tension"},
    {&LoadStep::shear_force_N, "N", "shear forward", "shear backward"},
    {&LoadStep::vertical_load_N, "N", "weight", "upward pull"},
    {&LoadStep::follower_load_N, "N", "follower load", "follower tension"},
    {&LoadStep::flexion_moment_Nm, "Nm", "flexion", "extension"},
    {&LoadStep::lateral_moment_Nm, "Nm", "bending to the right", "bending to the left"},
    {&LoadStep::axial_moment_Nm, "Nm", "rotation to the left", "rotation to the right"},
});

}  // namespace

std::string describe_loads(const Scenario& scenario, double time) {
    const LoadStep loads = loads_at(scenario, time);
    std::vector<std::string> parts;
    for (const LoadWords& word : words) {
        const double value = loads.*word.load;
        if (std::abs(value) < 1e-9) continue;
        parts.push_back(
            fmt::format("{:.4g} {} {}", std::abs(value), word.unit, value > 0 ? word.positive : word.negative));
    }
    return parts.empty() ? "no load" : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace spondyl::viz
