// SPDX-License-Identifier: Apache-2.0
#include "models/muscles/muscle_size.hpp"

#include <algorithm>

#include "models/anatomy/table.hpp"

namespace spondyl {

double muscle_area_factor(const Person& person) {
    const Table table = Table::read(data_directory() / "muscle_size.csv");
    const auto number = [&](const char* what, const char* unit) { return table.number("all", what, unit); };
    const double age = std::clamp(person.age_years, number("age_from", "years"), number("age_to", "years"));
    const double mass = std::clamp(person.mass_kg, number("mass_from", "kg"), number("mass_to", "kg"));
    const double female = number("female", "1");
    const double sex = person.sex == Sex::male ? 1.0 : person.sex == Sex::female ? female : 0.5 * (1.0 + female);
    return sex * (1.0 + number("per_year", "1/years") * (age - number("age_from", "years"))) *
           (1.0 + number("per_kg", "1/kg") * (mass - number("reference_mass", "kg"))) *
           (1.0 + number("per_cm", "1/cm") * (person.height_cm - number("reference_stature", "cm")));
}

}  // namespace spondyl
