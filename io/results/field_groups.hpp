// SPDX-License-Identifier: Apache-2.0
// Mesh, fields, history and record of a run in a result file: the parts common to all results. Used by the writers and
// readers of results alone.
//
// /VTKHDF      geometry once; displacement_mm, cell fields and node fields appended state by state; data of cells that
//              never change once
// /states      name of the load step of each state, names of the fields in their order
// /sets        nodes/NAME, cells/NAME: numbers; faces/NAME: Connectivity, Offsets, Types; only if the mesh has sets
// /history     one row per accepted increment
// /provenance  title, canonical scenario, its SHA-256, run_id, threads, wall time, versions and options
// /status      complete (0 or 1), the failure report
#pragma once

#include <string>
#include <vector>

#include "core/result/field_result.hpp"
#include "io/results/hdf5.hpp"

namespace spondyl {

// Data of cells that are the same in all states.
struct CellNumbers {
    std::string name;
    const std::vector<int>& values;
};

// `states` are not empty and have the same fields.
void write_vtk(hdf5::Group& root, const Mesh& mesh, const std::vector<const FieldState*>& states,
               const std::vector<CellNumbers>& cell_numbers);
void write_states(hdf5::Group& root, const std::vector<const FieldState*>& states);
void write_history(hdf5::Group& root, const std::vector<HistoryRow>& history);
void write_provenance(hdf5::Group& root, const RunInfo& run);
// Returns the group, to which the caller may add more.
hdf5::Group write_status(hdf5::Group& root, const RunInfo& run);

// All throw hdf5::Error with the object and the row that do not fit.
// Cells of known types with existing nodes; consecutive cells of one type form one block.
Mesh read_mesh(const hdf5::Group& root);
std::vector<FieldState> read_states(const hdf5::Group& root, const Mesh& mesh);
std::vector<HistoryRow> read_history(const hdf5::Group& root);
void read_run_info(const hdf5::Group& root, RunInfo& run);

template <class State>
std::vector<const FieldState*> field_states(const std::vector<State>& states) {
    std::vector<const FieldState*> all;
    all.reserve(states.size());
    for (const State& state : states) all.push_back(&state);
    return all;
}

}  // namespace spondyl
