// SPDX-License-Identifier: Apache-2.0
// Warnings about input that is computed as given but is probably a mistake.
#pragma once

#include <vector>

#include "models/body/pose.hpp"
#include "models/scenario/input_warning.hpp"

namespace spondyl {

// A person outside of what the tables were made from: body mass index, waist.
std::vector<InputWarning> person_warnings(const MassAnatomy& anatomy, const Person& person);
// A load inside the body.
std::vector<InputWarning> load_warnings(const Task& task, const Pose& pose);
// A lumbar pad that does not touch the back.
std::vector<InputWarning> support_warnings(const Anatomy& anatomy, const Person& person, const Task& task,
                                           const Pose& pose, const SpineMesh& mesh);

}  // namespace spondyl
