// SPDX-License-Identifier: Apache-2.0
// The tables of discs, ligaments, facet joints, tasks and muscles as comma-separated text, for spreadsheets and
// scripts.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "models/result/result.hpp"

namespace spondyl {

// Every table ends with the columns run_id and scenario_sha256, the same in all rows and in the result file.

// One row per state and disc: step, time, disc, then every measure with its unit in the name. Numbers are the shortest
// texts that read back to the same value.
std::string summary_csv(const Result& result);

// The same per ligament (step, time, disc, ligament, side) and per facet joint (step, time, disc, side). Only the
// header if the model has none.
std::string ligaments_csv(const Result& result);
std::string facets_csv(const Result& result);

// Per task (step, time), and per task and fascicle (step, time, name, group, side, area_mm2): force, activation, length
// and the lever arms about every disc. Only the header if there is no task.
std::string tasks_csv(const Result& result);
std::string muscles_csv(const Result& result);

// Per task (step, time) every index; empty where it does not apply.
std::string indices_csv(const Result& result);
// Per task and place of the lift (step, time, place) the worksheet of the lifting equation; empty where a number is not
// known or not defined.
std::string lifting_csv(const Result& result);

// A table of a result without anatomy: text columns, then numbers, one row each.
std::string data_table_csv(const DataTable& table, const RunInfo& result);

// One field, quoted if it contains a separator (RFC 4180). Text that a spreadsheet would take for a formula (it begins
// with = + - @ or a control character, and is no plain number) is preceded by an apostrophe.
std::string csv_field(std::string_view text);

// Into a file. Throws UserError if it cannot be written.
void write_csv(const std::string& text, const std::filesystem::path& path);

}  // namespace spondyl
