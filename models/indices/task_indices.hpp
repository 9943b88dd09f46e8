// SPDX-License-Identifier: Apache-2.0
// From tasks that were solved to their indices.
#pragma once

#include <span>
#include <vector>

#include "models/analysis/result.hpp"
#include "models/body/pose.hpp"

namespace spondyl {

// Where the hands are, as ergonomists measure it. The lifting equation's H and A refer to the middle between the ankles
// (the pose's ankle joints), LiFFT's distance to the L5-S1 disc, as load_distance_cm of a task. V is the height of the
// load's centre, where the model's hands hold it.
struct LiftGeometry {
    double horizontal_cm = 0.0;     // from the middle between the ankles
    double vertical_cm = 0.0;       // above the floor
    double asymmetry_deg = 0.0;     // from straight ahead of the pelvis, either side positive
    double disc_distance_cm = 0.0;  // horizontal, from the centre of the L5-S1 disc
};
LiftGeometry lift_geometry(const Pose& pose, const SpineMesh& mesh);

// How often and how a task is done: its own keys, else those of [work]; two of frequency, duration and lifts give the
// third. NaN: not given.
struct Handling {
    double frequency_per_min = 0.0;
    double duration_h = 0.0;
    double lifts_per_day = 0.0;
    double lift_duration_s = 0.0;
    double destination_height_cm = 0.0;
    Coupling coupling = Coupling::fair;
};
Handling handling_of(const Work& work, const Task& task);

struct SolvedTask {
    const Task* task = nullptr;
    LiftGeometry geometry;
    const ResultState* state = nullptr;  // with the measures of the task and its discs
};
// One row per task in `solved`. Indices of the job need every task of the scenario in it.
std::vector<IndexMeasures> calc_indices(const Scenario& scenario, const SpineMesh& mesh,
                                        std::span<const SolvedTask> solved);

}  // namespace spondyl
