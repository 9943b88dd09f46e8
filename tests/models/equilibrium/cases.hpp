// SPDX-License-Identifier: Apache-2.0
// Whole-body tasks of the tests, on the coarse mesh.
#pragma once

#include <stdexcept>

#include "models/run/run.hpp"

namespace spondyl::testing {

inline Scenario body_scenario() {
    Scenario scenario;
    scenario.title = "test";
    scenario.person.sex = Sex::male;
    scenario.person.height_cm = 175.0;
    scenario.person.mass_kg = 75.0;
    scenario.spine.top = Vertebra::T12;
    scenario.spine.mesh = MeshDensity::coarse;
    return scenario;
}

inline Task task(const std::string& name, double load_kg = 0.0, double distance_cm = 30.0) {
    Task t;
    t.name = name;
    if (load_kg > 0.0) {
        t.load_kg = load_kg;
        t.load_distance_cm = distance_cm;
        t.load_height_cm = 100.0;
    }
    return t;
}

inline const ResultState& state_of(const Result& result, const std::string& name) {
    for (const ResultState& state : result.states) {
        if (state.step == name && state.task.has_value()) return state;
    }
    throw std::out_of_range("task " + name + " was not finished: " + result.failure);
}

}  // namespace spondyl::testing
