// SPDX-License-Identifier: Apache-2.0
#include "models/muscles/muscle_size.hpp"

#include <algorithm>

namespace spondyl {

double muscle_area_factor(const MuscleSize& anatomy, const Person& person) {
    const double age = std::clamp(person.age_years, anatomy.age_from, anatomy.age_to);
    const double mass = std::clamp(person.mass_kg, anatomy.mass_from, anatomy.mass_to);
    const double female = anatomy.female;
    const double sex = person.sex == Sex::male ? 1.0 : person.sex == Sex::female ? female : 0.5 * (1.0 + female);
    return sex * (1.0 + anatomy.per_year * (age - anatomy.age_from)) *
           (1.0 + anatomy.per_kg * (mass - anatomy.reference_mass)) *
           (1.0 + anatomy.per_cm * (person.height_cm - anatomy.reference_stature));
}

}  // namespace spondyl
