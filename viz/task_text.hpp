// SPDX-License-Identifier: Apache-2.0
// A whole-body task in plain words, for pictures. Independent of VTK.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "models/body/posture.hpp"
#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl::viz {

// The task to which a state belongs, from the scenario of the result.
struct ShownTask {
    Task task;
    Posture posture;
    std::string description;  // of the posture
    double max_stress_MPa = 0.0;
};
// None for the state of a load step, and if the scenario cannot be read by this version: pictures are then drawn
// without the description.
std::optional<ShownTask> find_task(const Anatomy& anatomy, const Result& result, const ResultState& state);

// "15 kg in both hands, exoskeleton 20 Nm"; empty where nothing but the body's weight acts.
std::string describe_loads_of(const Task& task);

// "Task "lift": lifting from the floor with a bent back and nearly straight knees, 15 kg in both hands"
std::string describe_task(const ShownTask& shown);

// The muscles of one group in one state.
struct GroupMeasures {
    std::string group;  // "multifidus"
    std::string words;  // "multifidus", "longissimus thoracis"
    double force_left_N = 0.0;
    double force_right_N = 0.0;
    double activation = 0.0;    // largest of a fascicle
    std::size_t strongest = 0;  // the fascicle of that activation
};
// Largest activation first; groups whose fascicles lie on the sides given (middle: both).
std::vector<GroupMeasures> group_measures(const Result& result, const ResultState& state, Side side = Side::middle);

// Description of a task, a sentence each: angles and load, loads of L5-S1, strongest muscles, and whether the person
// has the strength for it. state.task must have its row.
struct TaskCaption {
    std::vector<std::string> lines;
    std::string warning;  // "INFEASIBLE: ..." or empty
};
TaskCaption task_caption(const Result& result, const ResultState& state, const std::optional<ShownTask>& shown);

}  // namespace spondyl::viz
