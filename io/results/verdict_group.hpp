// SPDX-License-Identifier: Apache-2.0
// Verdicts of tasks and warnings of the input in a result file. Used by the writer and the reader alone.
//
// /verdicts           one row per task that was tried: task, kind, every number of verdict_columns(), short_of and
//                     vertebra (empty: none), solver_report
// /verdicts/limiting  one row per muscle at its limit: verdict (row above), group, side
// /input_warnings     one row per warning: kind, task (empty: of the person), value, least, most
//
// A number that a row does not have is -1e300; the attribute `none` of the column says so.
#pragma once

#include "io/results/hdf5.hpp"
#include "models/result/result.hpp"

namespace spondyl {

void write_verdicts(hdf5::Group& root, const Result& result);

// Throws hdf5::Error if lists do not fit each other or contain unknown names. Files of earlier versions have none.
void read_verdicts(const hdf5::Group& root, Result& result);

}  // namespace spondyl
