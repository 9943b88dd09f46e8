// SPDX-License-Identifier: Apache-2.0
// A state that comes from a file.
#pragma once

#include <string>

#include "core/system/state.hpp"

namespace spondyl {

// UserError naming `what` if the state has other sizes than `like`, holds numbers that are not finite or rotations that
// are none. with_history: false where no increment begins and none must be there.
void check_state(const State& state, const State& like, const std::string& what, bool with_history = true);

}  // namespace spondyl
