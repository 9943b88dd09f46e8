// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_size.hpp"

#include <cmath>

#include "core/error.hpp"

namespace spondyl {
namespace {

void check(const char* what, double value, double low, double high, const char* unit) {
    if (!(value >= low && value <= high)) {
        throw UserError(
            fmt::format("person {} {} {}: the tables cover {} to {} {}", what, value, unit, low, high, unit));
    }
}

}  // namespace

BodySize::BodySize(const Anatomy& anatomy, const Person& person) : anatomy_(anatomy), height_(10.0 * person.height_cm) {
    const MassAnatomy& mass = anatomy.body.mass;
    check("mass", person.mass_kg, mass.mass_min, mass.mass_max, "kg");
    if (person.waist_cm) check("waist", *person.waist_cm, mass.waist_min, mass.waist_max, "cm");
    scale_ = person.height_cm / anatomy.body.reference_stature_cm;
    girth_ = std::sqrt(person.mass_kg / anatomy.body.reference_mass_kg / scale_);

    const double index = mass.conicity.of(person.sex);
    usual_waist_ = 1000.0 * index * mass.conicity_unit * std::sqrt(person.mass_kg / (0.01 * person.height_cm));
    waist_ = person.waist_cm ? 10.0 * *person.waist_cm : usual_waist_;
}

double BodySize::of_stature(double StatureShares::*part) const {
    return height_ * anatomy_.body.of_stature.*part;
}
double BodySize::scaled(double AdultLengths::*part) const {
    return scale_ * anatomy_.body.of_adult.*part;
}

const VertebraMesh& vertebra_of(const SpineMesh& mesh, Vertebra vertebra) {
    SPONDYL_ASSERT(mesh.vertebrae.size() == vertebra_count, "a whole body needs T12 to S1, not {} vertebrae",
                   mesh.vertebrae.size());
    return mesh.vertebrae[static_cast<std::size_t>(vertebra)];
}
const DiscMesh& disc_of(const SpineMesh& mesh, Disc disc) {
    SPONDYL_ASSERT(mesh.discs.size() == disc_count, "a whole body needs all discs, not {}", mesh.discs.size());
    return mesh.discs[static_cast<std::size_t>(disc)];
}

}  // namespace spondyl
