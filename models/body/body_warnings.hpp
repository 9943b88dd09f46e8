// SPDX-License-Identifier: Apache-2.0
// What is computed as asked but can hardly be meant.
#pragma once

#include <string>
#include <vector>

#include "models/body/pose.hpp"

namespace spondyl {

// A person outside of what the tables were made from: body mass index, waist.
std::vector<std::string> person_warnings(const Person& person);
// "task '0.35': ...": a load inside the body.
std::vector<std::string> load_warnings(const Task& task, const Pose& pose);

}  // namespace spondyl
