// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/anatomy/table.hpp"

namespace spondyl {

std::vector<std::string> person_warnings(const Person& person) {
    const Table table = Table::read(data_directory() / "excess_mass.csv");
    std::vector<std::string> list;
    const double height = 0.01 * person.height_cm;
    const double index = person.mass_kg / (height * height);
    const double low = table.number("all", "bmi_low", "kg/m2");
    const double high = table.number("all", "bmi_high", "kg/m2");
    if (!(index >= low && index <= high)) {
        list.push_back(fmt::format(
            "person: the body mass index of {} kg and {} cm is {:.1f} kg/m2, the tables were made from {} to {}",
            person.mass_kg, person.height_cm, index, low, high));
    }
    if (person.waist_cm == 0.0) return list;
    // Valdez 1991: 1 is a cylinder as tall and heavy as the person, 1.73 two cones base to base; nobody is beyond.
    const double conicity =
        0.01 * person.waist_cm / (table.number("all", "conicity_unit", "1") * std::sqrt(person.mass_kg / height));
    const double least = table.number("all", "conicity_low", "1");
    const double most = table.number("all", "conicity_high", "1");
    if (!(conicity >= least && conicity <= most)) {
        const double unit = person.waist_cm / conicity;
        list.push_back(fmt::format("person: a waist of {} cm can hardly be at {} kg and {} cm: {:.0f} to {:.0f} cm can",
                                   person.waist_cm, person.mass_kg, person.height_cm, least * unit, most * unit));
    }
    return list;
}

std::vector<std::string> load_warnings(const Task& task, const Pose& pose) {
    // Two hands that hang hold two things beside the body.
    if (task.load_kg == 0.0 || !task.load_distance_cm || task.hands != Hands::both) return {};
    const BodySegment& abdomen = pose.segment("abdomen");
    const Vec3 axis = abdomen.to - abdomen.from;
    const double along = std::clamp((pose.load_point - abdomen.from).dot(axis) / axis.squaredNorm(), 0.0, 1.0);
    const double deep = abdomen.radius_mm - (pose.load_point - (abdomen.from + along * axis)).norm();
    if (deep <= 0.0) return {};
    return {
        fmt::format("task '{}': the load's centre lies {:.0f} cm inside the abdomen, {} cm from where its distance "
                    "counts: distances are in cm",
                    task.name, std::ceil(0.1 * deep), *task.load_distance_cm)};
}

}  // namespace spondyl
