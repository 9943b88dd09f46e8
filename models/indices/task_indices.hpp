// SPDX-License-Identifier: Apache-2.0
// Indices of solved tasks.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/body/pose.hpp"
#include "models/result/result.hpp"

namespace spondyl {

// Position of the hands, in the quantities that ergonomists measure. The lifting equation's H and A refer to the middle
// between the ankles of a person who stands in this posture with empty hands (Pose::empty_handed_ankles): a weight
// recommended by the equation belongs to a workplace and must not depend on the load. LiFFT's distance refers to the
// L5-S1 disc, like load_distance_cm of a task. V is the height of the load's centre, where the model's hands hold it.
struct LiftGeometry {
    double horizontal_cm = 0.0;     // from the middle between the ankles
    double vertical_cm = 0.0;       // above the floor
    double asymmetry_deg = 0.0;     // from straight ahead of the pelvis, either side positive
    double disc_distance_cm = 0.0;  // horizontal, from the centre of the L5-S1 disc
};
LiftGeometry lift_geometry(const Pose& pose, const SpineMesh& mesh);

// Values given by the scenario for one end of a lift, as far as there are any.
struct MeasuredPlace {
    std::optional<double> horizontal_cm;
    std::optional<double> height_cm;
    std::optional<double> asymmetry_deg;
};

// Rates of a task: its own keys, else those of [work].
struct Rates {
    std::optional<double> frequency_per_min;
    std::optional<double> duration_h;
    std::optional<double> lifts_per_day;

    // All three are given, and rate times hours differs from the number of lifts (by more than rounding, 1 %).
    [[nodiscard]] bool contradict() const;
};
// Values given by the task itself take precedence over those that follow from the common keys.
Rates rates_of(const Work& work, const Task& task);

// How often and how a task is done: its own keys, or else those of [work]; two of frequency, duration and lifts
// determine the third. Unset: not given.
struct Handling {
    std::optional<double> frequency_per_min;
    std::optional<double> duration_h;
    std::optional<double> lifts_per_day;
    std::optional<double> lift_duration_s;
    MeasuredPlace origin;
    MeasuredPlace destination;
    std::optional<double> travel_cm;
    Coupling coupling = Coupling::fair;
    Placement placement = Placement::free;
};
Handling handling_of(const Work& work, const Task& task);

struct SolvedTask {
    const Task* task = nullptr;
    LiftGeometry geometry;
    const ResultState* state = nullptr;            // with the measures of the task and its discs
    std::optional<LiftGeometry> destination = {};  // of the task in which the load is set down, if there is one
};
// Worksheet of the lifting equation for a task; empty if the equation does not apply to it (one hand, sitting, pushing,
// no load) and for the destination of another task, whose worksheet has a row for it.
std::vector<LiftingRow> lifting_worksheet(const Anatomy& anatomy, const Work& work, const Task& task,
                                          const LiftGeometry& geometry,
                                          const std::optional<LiftGeometry>& destination = {});
// One row per task in `solved`. Indices of the job need every task of the scenario in it.
std::vector<IndexMeasures> calc_indices(const Anatomy& anatomy, const Scenario& scenario, const SpineMesh& mesh,
                                        std::span<const SolvedTask> solved);

}  // namespace spondyl
