// SPDX-License-Identifier: Apache-2.0
// Ways of lifting: models/data/postures/styles.csv.
#pragma once

#include <string>
#include <vector>

#include "models/body/posture_solver.hpp"

namespace spondyl {

struct StyleInfo {
    std::string name;
    std::string description;
};
std::vector<StyleInfo> posture_styles();  // in the order of the table

// UserError naming the styles there are.
PostureStyle find_style(const std::string& name);

// How a task is done, for readers: the description of its style, else of its posture; empty where neither is known.
std::string describe_posture(const Task& task);

}  // namespace spondyl
