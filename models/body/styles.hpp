// SPDX-License-Identifier: Apache-2.0
// Ways of lifting.
#pragma once

#include <string>

#include "models/anatomy/anatomy.hpp"
#include "models/scenario/task.hpp"

namespace spondyl {

// UserError naming the styles there are.
const PostureStyle& find_style(const Anatomy& anatomy, const std::string& name);

// How a task is done, for readers: the description of its style, else of its posture; empty where neither is known.
std::string describe_posture(const Anatomy& anatomy, const Task& task);

}  // namespace spondyl
