// SPDX-License-Identifier: Apache-2.0
// A person's outline from the body segments of a state: a drawing, not a measured surface. Internal to viz/.
//
// Rounded cones with elliptical sections, laid along the segments and blended into one skin: waist, chest and limbs
// have the girths the segments carry, everything else (face, hands, feet) follows proportions that look right.
#pragma once

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include "models/anatomy/body_anatomy.hpp"
#include "models/result/result.hpp"

namespace spondyl::viz {

// Closed surface with outward point normals; world frame, mm. Empty without segments; a segment of unknown name
// becomes a plain capsule.
vtkSmartPointer<vtkPolyData> make_skin(const BodyAnatomy& anatomy, const std::vector<BodySegment>& body);

// Directions of a part of the body: columns forward, up, right.
struct PartFrame {
    Vec3 origin = Vec3::Zero();
    Mat3 axes = Mat3::Identity();
    double scale = 1.0;  // of lengths, against the reference adult

    [[nodiscard]] Vec3 at(double forward, double up, double right) const {
        return origin + scale * (axes * Vec3(forward, up, right));
    }
};

// Upright in standing; origin midway between the hips. The L5-S1 disc lies above and behind them.
PartFrame pelvis_frame(const AdultLengths& adult, const std::vector<BodySegment>& body);

const BodySegment* find_segment(const std::vector<BodySegment>& body, std::string_view name);

}  // namespace spondyl::viz
