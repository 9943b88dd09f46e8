// SPDX-License-Identifier: Apache-2.0
// A person's outline from the body segments of a state: a drawing, not a measured surface. Internal to viz/.
//
// Rounded cones with elliptical sections, laid along the segments and blended into one skin: waist, chest and limbs
// have the girths the segments carry, everything else (face, hands, feet) follows proportions that look right.
#pragma once

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include "models/analysis/result.hpp"

namespace spondyl::viz {

// Closed surface with outward point normals; world frame, mm. Empty without segments; a segment of unknown name
// becomes a plain capsule.
vtkSmartPointer<vtkPolyData> make_skin(const std::vector<BodySegment>& body);

const BodySegment* find_segment(const std::vector<BodySegment>& body, std::string_view name);

}  // namespace spondyl::viz
