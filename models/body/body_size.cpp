// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_size.hpp"

#include <cmath>
#include <string>

#include "core/error.hpp"

namespace spondyl {
namespace {

void check(const Table& excess, const char* what, double value, const char* unit) {
    const double low = excess.number("all", fmt::format("{}_min", what), unit);
    const double high = excess.number("all", fmt::format("{}_max", what), unit);
    if (!(value >= low && value <= high)) {
        throw UserError(
            fmt::format("person {} {} {}: the tables cover {} to {} {}", what, value, unit, low, high, unit));
    }
}

}  // namespace

BodySize::BodySize(const Person& person) : height_(10.0 * person.height_cm) {
    const Table excess = Table::read(data_directory() / "excess_mass.csv");
    check(excess, "mass", person.mass_kg, "kg");
    if (person.waist_cm) check(excess, "waist", *person.waist_cm, "cm");
    scale_ = person.height_cm / number("reference_stature", "cm");
    const double reference_mass = number("reference_mass", "kg");
    girth_ = std::sqrt(person.mass_kg / reference_mass / scale_);

    const double male = excess.number("all", "conicity_male", "1");
    const double female = excess.number("all", "conicity_female", "1");
    const double index = person.sex == Sex::male ? male : person.sex == Sex::female ? female : 0.5 * (male + female);
    const double unit = excess.number("all", "conicity_unit", "1");
    usual_waist_ = 1000.0 * index * unit * std::sqrt(person.mass_kg / (0.01 * person.height_cm));
    waist_ = person.waist_cm ? 10.0 * *person.waist_cm : usual_waist_;
}

double BodySize::of_stature(std::string_view part) const {
    return height_ * number(part, "1");
}
double BodySize::scaled(std::string_view part) const {
    return scale_ * number(part, "mm");
}
double BodySize::number(std::string_view part, std::string_view unit) const {
    return table_.number("all", part, unit);
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
