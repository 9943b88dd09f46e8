// SPDX-License-Identifier: Apache-2.0
// Conditions that a FieldResult must meet to be written, read back and drawn: the same rules for both directions. The
// same parts of a result of the spine are checked in the same way (check_result.hpp).
#pragma once

#include <set>
#include <stdexcept>
#include <string>

#include "core/result/field_result.hpp"

namespace spondyl {

// A rule broken by a result: a bug of the program if the result is about to be written, an error in the file if it was
// read.
class BrokenRule : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Throws BrokenRule with the field, its position and the value: a number that is not finite or too large to be drawn
// and summed, a list of the wrong length, states whose fields differ, an index out of range, a cell of unknown type, a
// name that cannot be used in a path or on a terminal, two objects with one name.
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
