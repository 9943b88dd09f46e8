// SPDX-License-Identifier: Apache-2.0
// Whole-body tasks in a result file. Used by the writer and the reader alone.
//
// /tasks            one row per state of a task: state, step, time and every measure of the task
// /indices          as /tasks
// /lifting          one row per place of a lift: state, place and every number of the lifting equation's worksheet
// /muscles          name, group, side, area_mm2 once per fascicle; state: the states that follow; then
//                   row = position in state * fascicles + fascicle: every number of MuscleState,
//                   arm_mm (18 columns: per disc, cranial to caudal, extension, lateral, axial), path_offsets (one
//                   more than rows) into path_points
// /body             one row per state and segment: state, name, from, to, radius_mm
// /external_forces  one row per state and force: state, name, point, force_N, couple_Nmm
// /warnings         one row per number of a state outside the measured range: state, kind, where, value, limit
//
// A number that a row does not have, such as an index that does not apply, is -1e300; the attribute `none` of the
// column says so.
#pragma once

#include <array>

#include "io/results/hdf5.hpp"
#include "models/result/result.hpp"

namespace spondyl {

inline constexpr std::array muscle_columns = {
    Column<MuscleState>{"force_N", "N", "Active and passive force", &MuscleState::force_N},
    Column<MuscleState>{"passive_N", "N", "Passive part of the force", &MuscleState::passive_N},
    Column<MuscleState>{"activation", "1", "Active force divided by the strength at this length",
                        &MuscleState::activation},
    Column<MuscleState>{"length_mm", "mm", "Length of the path", &MuscleState::length_mm},
};

// Components of MuscleState::arm_mm: moments of a unit force about the disc.
inline constexpr std::array<std::string_view, 3> arm_names = {"extension", "lateral", "axial"};

void write_body(hdf5::Group& root, const Result& result);

// Needs result.states. Throws hdf5::Error if lists do not fit each other or refer to a state that does not exist.
void read_body(const hdf5::Group& root, Result& result);

}  // namespace spondyl
