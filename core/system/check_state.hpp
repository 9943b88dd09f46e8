// SPDX-License-Identifier: Apache-2.0
// Checks of states read from a file, before a run resumes from them.
#pragma once

#include <string>

#include "core/system/state.hpp"

namespace spondyl {

// UserError that begins with "the result cannot be resumed".
[[noreturn]] void refuse_restart(const std::string& why);

// Refuses a state that does not belong to the same model as `like`, or holds impossible numbers (not finite, negative
// times, improper rotations). with_history: false for states where no increment begins, which have no history.
void check_state(const State& state, const State& like, const std::string& what, bool with_history = true);

}  // namespace spondyl
