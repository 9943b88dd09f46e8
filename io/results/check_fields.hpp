// SPDX-License-Identifier: Apache-2.0
// What a FieldResult must keep so that it can be written, read back and drawn: one set of rules for both ways. The
// parts are checked alike in a result of the spine (check_result.hpp).
#pragma once

#include <set>
#include <stdexcept>
#include <string>

#include "core/result/field_result.hpp"

namespace spondyl {

// A rule that a result does not keep: the program's mistake when it is about to be written, the file's when it was
// read.
class BrokenRule : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Throws BrokenRule naming the field, its place and the value: a number that is not finite or beyond what can be drawn
// and summed, a list of the wrong length, states whose fields differ, an index that leaves its list, a cell of no known
// kind, a name that no path or terminal can take, two things of one name.
void check_field_result(const FieldResult& result);

// Its parts. All throw BrokenRule.
void check_mesh(const Mesh& mesh);
// Names of the fields that all states share. `taken`: of other cell data.
void check_field_names(const FieldState& first, std::set<std::string> taken = {});
// `first`: the first state, whose fields the others must have. `where` names the state in messages.
void check_field_state(const Mesh& mesh, const FieldState& state, const FieldState& first, const std::string& where);
void check_history(const std::vector<HistoryRow>& history);
void check_run_info(const RunInfo& run);

}  // namespace spondyl
