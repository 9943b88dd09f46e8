// SPDX-License-Identifier: Apache-2.0
// Pictures of the discs of several cases that can be laid side by side. Internal to viz/report/.
#pragma once

#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "viz/report/report_fields.hpp"

namespace spondyl::viz {

inline constexpr int picture_width = 960, picture_height = 640;  // pixels

// One PNG file per case: the column cut in the mid-sagittal plane beside each disc sectioned at mid-height, coloured by
// the field over its common limits, all to the same scale in mm. Throws UserError without software OpenGL.
std::vector<std::vector<unsigned char>> draw_disc_pictures(const Anatomy& anatomy, const std::vector<DrawnCase>& cases,
                                                           const ReportField& field);

}  // namespace spondyl::viz
