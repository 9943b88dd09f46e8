// SPDX-License-Identifier: Apache-2.0
// Result files of the spine: one HDF5 file that ParaView can open (VTKHDF 2.0, UnstructuredGrid with steps) and that
// contains all other data of the run as well. docs/reference/results.md describes the layout.
//
// /VTKHDF, /states, /history   see field_groups.hpp; part and level of the cells
// /summary      one row per state and disc, one dataset per measure with the attributes unit and doc
// /bones/NAME   surface of a vertebra at rest, its reference point, translation and rotation in each state
// /ligaments, /facets, /fascicles, /facet_joints, /settle   see structure_groups.hpp
// /tasks, /indices, /lifting, /muscles, /body, /external_forces, /warnings   see body_groups.hpp
// /verdicts, /input_warnings   see verdict_group.hpp
// /provenance, /status         see field_groups.hpp
// /restart      of incomplete results, see restart_group.hpp
#pragma once

#include <filesystem>
#include <variant>

#include "models/result/result.hpp"

namespace spondyl {

// Writes to a temporary name in the same folder, flushes to the disc and renames: the file is complete or does not
// exist. Equal results give equal bytes. Throws InternalError with the field if a number is not finite or two lists do
// not fit each other, UserError if the system refuses to write the file.
void write_results(const Result& result, const std::filesystem::path& path);

// Reads back everything, bit-identical. Throws UserError if the file is missing or is not a result of this program.
Result read_results(const std::filesystem::path& path);

// A result of the spine, or of another body (field_result_file.hpp). UserError as read_results.
using AnyResult = std::variant<Result, FieldResult>;
AnyResult read_any_result(const std::filesystem::path& path);

// Whether the file exists, is a result and is marked as complete; no more of it is read.
bool holds_complete_result(const std::filesystem::path& path);

}  // namespace spondyl
