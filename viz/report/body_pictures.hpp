// SPDX-License-Identifier: Apache-2.0
// Small pictures of the whole body for reports. Internal to viz/report/.
#pragma once

#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "viz/report/report_fields.hpp"

namespace spondyl::viz {

// Of the file; a page shows them at half the size.
inline constexpr int body_picture_width = 300, body_picture_height = 420;

// One PNG per case, all to one scale: the person with the load and the supports, from the right. Empty for a state that
// is no task.
std::vector<std::vector<unsigned char>> draw_body_pictures(const Anatomy& anatomy, const std::vector<DrawnCase>& cases);

}  // namespace spondyl::viz
