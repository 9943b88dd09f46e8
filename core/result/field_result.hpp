// SPDX-License-Identifier: Apache-2.0
// What a finite-element run produces, as plain data: a mesh, fields on it in every state, tables, the history of the
// solve and its provenance. It contains no anatomy: a patch test, a bonded disc or a mesh from another program gives a
// complete FieldResult, and the result of the spine (models/result/result.hpp) is built from the same parts.
//
// Files: write_field_result and read_field_result (io/results/field_result_file.hpp). Conditions that a FieldResult
// must meet to be written (check_field_result, io/results/check_fields.hpp):
//   - at least one state; the fields of all states have the same names, components, units and docs, in the same order
//   - every number is finite; positions and displacements are below 1e6 mm
//   - a displacement for every node and a row of every field for every node (cell)
//   - cells, sets and rows refer to nodes and cells that exist; cell types are those of core/elements/table.hpp
//   - names are not empty and contain no slash and no unprintable character; within each kind they are unique
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Numbers per node or per cell in one state, row-major (row = node or cell). Nodes are counted as in Mesh::nodes, cells
// through all blocks of the mesh.
struct Field {
    std::string name;            // with its unit at the end, as in files: "pressure_MPa"
    int components = 1;          // 3: vector; 6: symmetric tensor xx yy zz xy yz xz; 9: tensor row by row
    std::vector<double> values;  // rows x components
    std::string unit = {};       // "MPa", "mm", "1", ...; empty if not known
    std::string doc = {};        // one sentence for the reader of the file; may be empty
};

// The body in one state.
struct FieldState {
    std::string step;                // name of the load step
    double time = 0.0;               // load steps done plus the fraction of the current one; never decreases
    std::vector<Vec3> displacement;  // per node, mm, since the reference configuration
    std::vector<Field> cell_fields;
    std::vector<Field> node_fields;  // beside the displacement
};

// One increment of the solve.
struct HistoryRow {
    double time = 0.0;  // as FieldState::time
    int iterations = 0;
    int factorisations = 0;
    double residual_N = 0.0;         // out-of-balance force: Euclidean norm, moments divided by 20 mm
    double energy_Nmm = 0.0;         // stored energy; for tissue that relaxes, the potential of the increment
    double external_work_Nmm = 0.0;  // done by the loads so far
    bool converged = false;
};

// A table of numbers, with text columns that identify the rows: reactions of sets, forces of bodies, ...
struct DataTable {
    struct Texts {
        std::string name;
        std::string doc;
        std::vector<std::string> rows;
    };
    struct Numbers {
        std::string name;  // with its unit at the end: "force_x_N"
        std::string unit;
        std::string doc;
        std::vector<double> rows;
    };
    std::string name;
    std::string doc;
    std::vector<Texts> texts;      // all columns of a table have equally many rows
    std::vector<Numbers> numbers;  // a column "state" holds positions in FieldResult::states
};

// Provenance of a result, and whether its run was completed.
struct RunInfo {
    std::string title;
    std::string canonical_scenario;  // what was run: TOML with every default filled in; may be empty
    std::string scenario_sha256;     // of that text, 64 hexadecimal digits; may be empty
    std::string run_id;              // the same in all files of a run, another for every run; empty before it is saved
    bool complete = false;           // false: the solve failed or was stopped; earlier states are kept
    std::string failure;             // report for the user when not complete
    int threads = 1;
    double wall_seconds = 0.0;
    std::vector<std::pair<std::string, std::string>> provenance;  // version, git hash, options, libraries, source files
};

struct FieldResult : RunInfo {
    Mesh mesh;  // reference configuration, mm. Blocks of any kinds of cells; neighbouring blocks of one kind come back
                // from a file as one. Sets of nodes, cells and faces are kept.
    std::vector<FieldState> states;
    std::vector<HistoryRow> history;
    std::vector<DataTable> tables;
    std::vector<std::string> warnings;  // for the user: what was left out or is probably a mistake
};

}  // namespace spondyl
