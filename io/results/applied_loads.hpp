// SPDX-License-Identifier: Apache-2.0
// Loads applied to the spine by a test machine in each state, from the scenario that every result contains; a single
// disc carries only a part of them.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

struct AppliedLoad {
    std::string_view name;  // of the key in [[step]], which is the column behind "applied_"
    std::string_view unit;
    std::string_view doc;
    double LoadStep::*member;
};
inline constexpr auto applied_loads = std::to_array<AppliedLoad>({
    {"compression_N", "N", "Applied compression", &LoadStep::compression_N},
    {"shear_force_N", "N", "Applied shear force, + forward", &LoadStep::shear_force_N},
    {"vertical_load_N", "N", "Applied weight", &LoadStep::vertical_load_N},
    {"follower_load_N", "N", "Applied follower load", &LoadStep::follower_load_N},
    {"flexion_moment_Nm", "N*m", "Applied moment, + flexion", &LoadStep::flexion_moment_Nm},
    {"lateral_moment_Nm", "N*m", "Applied moment, + bending to the right", &LoadStep::lateral_moment_Nm},
    {"axial_moment_Nm", "N*m", "Applied moment, + rotation to the left", &LoadStep::axial_moment_Nm},
});

// At a time (step number + fraction, linear within a step).
LoadStep loads_at(const Scenario& scenario, double time);

// Seconds from the unloaded spine to that time.
double seconds_at(const Scenario& scenario, double time);

struct StateLoads {
    LoadStep loads;
    double time_s = 0.0;  // seconds_at
};
// One per state. Empty for tasks, whose loads are those of a body, and for a result whose scenario this version cannot
// read.
std::vector<StateLoads> loads_of_states(const Result& result);

}  // namespace spondyl
