// SPDX-License-Identifier: Apache-2.0
// Scenarios of the tests of models/analysis, on the coarse mesh.
#pragma once

#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>

#include "models/geometry/build_spine_mesh.hpp"
#include "models/run/run.hpp"

namespace spondyl::testing {

// No ligaments, no facet joints: for tests of discs and loads.
inline Structures disc_alone() {
    constexpr Presence gone = Presence::removed;
    return {gone, gone, gone, gone, gone, gone, gone, gone};
}

inline Scenario coarse_spine(Vertebra top, Vertebra bottom) {
    Scenario scenario;
    scenario.title = "test";
    scenario.spine.top = top;
    scenario.spine.bottom = bottom;
    scenario.spine.mesh = MeshDensity::coarse;
    scenario.structures = disc_alone();
    return scenario;
}

// L4-L5 pressed between parallel plates with 500, 1000 and 2000 N.
inline Scenario l4l5_compression() {
    Scenario scenario = coarse_spine(Vertebra::L4, Vertebra::L5);
    for (const double load : {500.0, 1000.0, 2000.0}) {
        LoadStep step;
        step.name = std::to_string(static_cast<int>(load)) + " N";
        step.compression_N = load;
        step.top_rotation = TopRotation::fixed;
        scenario.steps.push_back(step);
    }
    return scenario;
}

// One disc under a pure moment, N m, solved until only rounding error remains.
inline Scenario l4l5_moment(double flexion, double lateral, double axial) {
    Scenario scenario = coarse_spine(Vertebra::L4, Vertebra::L5);
    scenario.solver.relative_tolerance = 1e-9;
    LoadStep step;
    step.name = "moment";
    step.flexion_moment_Nm = flexion;
    step.lateral_moment_Nm = lateral;
    step.axial_moment_Nm = axial;
    scenario.steps.push_back(step);
    return scenario;
}

inline Scenario column_follower(Vertebra top = Vertebra::L1) {
    Scenario scenario = coarse_spine(top, Vertebra::S1);
    LoadStep step;
    step.name = "follower";
    step.follower_load_N = 500.0;
    scenario.steps.push_back(step);
    return scenario;
}

// The state that ends step number `step`, counted from 0.
inline const ResultState& end_of_step(const Result& result, std::size_t step) {
    for (const ResultState& state : result.states) {
        if (std::abs(state.time - static_cast<double>(step + 1)) < 1e-9) return state;
    }
    throw std::out_of_range("step " + std::to_string(step) + " was not finished: " + result.failure);
}

inline const std::vector<double>& field(const ResultState& state, std::string_view name) {
    for (const Field& f : state.cell_fields) {
        if (f.name == name) return f.values;
    }
    throw std::out_of_range("no field " + std::string(name));
}

}  // namespace spondyl::testing
