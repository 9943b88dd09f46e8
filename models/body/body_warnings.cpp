// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_warnings.hpp"

#include <algorithm>
#include <cmath>

#include "core/math/units.hpp"
#include "models/body/chair.hpp"

namespace spondyl {

std::vector<InputWarning> person_warnings(const MassAnatomy& anatomy, const Person& person) {
    std::vector<InputWarning> list;
    const double height = 0.01 * person.height_cm;
    const double index = person.mass_kg / (height * height);
    const double low = anatomy.bmi_low;
    const double high = anatomy.bmi_high;
    if (!(index >= low && index <= high)) {
        list.push_back(
            {.kind = InputWarningKind::body_mass_index, .task = {}, .value = index, .least = low, .most = high});
    }
    if (!person.waist_cm) return list;
    // Valdez 1991: 1 is a cylinder of the person's height and mass, 1.73 two cones base to base; no person is outside
    // this range.
    const double conicity = 0.01 * *person.waist_cm / (anatomy.conicity_unit * std::sqrt(person.mass_kg / height));
    const double least = anatomy.conicity_low;
    const double most = anatomy.conicity_high;
    if (!(conicity >= least && conicity <= most)) {
        const double unit = *person.waist_cm / conicity;
        list.push_back({.kind = InputWarningKind::waist,
                        .task = {},
                        .value = *person.waist_cm,
                        .least = least * unit,
                        .most = most * unit});
    }
    return list;
}

std::vector<InputWarning> load_warnings(const Task& task, const Pose& pose) {
    // Two hanging hands hold two objects beside the body.
    if (task.load_kg == 0.0 || !task.load_distance_cm || task.hands != Hands::both) return {};
    const BodySegment& abdomen = pose.segment("abdomen");
    const Vec3 axis = abdomen.to - abdomen.from;
    const double along = std::clamp((pose.load_point - abdomen.from).dot(axis) / axis.squaredNorm(), 0.0, 1.0);
    const double deep = abdomen.radius_mm - (pose.load_point - (abdomen.from + along * axis)).norm();
    if (deep <= 0.0) return {};
    const double distance = *task.load_distance_cm;
    return {{.kind = InputWarningKind::load_inside_body,
             .task = task.name,
             .value = distance,
             .least = distance + std::ceil(0.1 * deep),
             .most = {}}};
}

std::vector<InputWarning> support_warnings(const Anatomy& anatomy, const Person& person, const Task& task,
                                           const Pose& pose, const SpineMesh& mesh) {
    if (!task.lumbar_pad_depth_cm) return {};
    const double depth = pad_indentation(lumbar_pad(BodySize(anatomy, person), task, pose, mesh));
    if (depth > 0.0) return {};
    // To the millimetre above.
    const double touching = std::ceil(mm_per_cm * *task.lumbar_pad_depth_cm - depth) / mm_per_cm;
    return {{.kind = InputWarningKind::pad_clear_of_back,
             .task = task.name,
             .value = *task.lumbar_pad_depth_cm,
             .least = touching,
             .most = {}}};
}

}  // namespace spondyl
