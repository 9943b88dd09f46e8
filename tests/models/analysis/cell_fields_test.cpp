// SPDX-License-Identifier: Apache-2.0
// Fields of a cell whose mean stress and strain are given.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "models/analysis/measures.hpp"

namespace spondyl {

namespace {

// Stress of 3 MPa along x and a shear of 4 MPa in the plane yz; strain of a stretch of 1.2 along y, 0.9 along z.
SolidSample sample() {
    SolidSample s;
    s.volume = 2.0;
    s.cauchy = {3.0, 0.0, 0.0, 0.0, 4.0, 0.0};
    s.green_lagrange = {0.0, 0.5 * (1.2 * 1.2 - 1.0), 0.5 * (0.9 * 0.9 - 1.0), 0.0, 0.0, 0.0};
    s.fibres = {FibreState{.stretch = 1.05, .stress = 2.5, .direction = {}},
                FibreState{.stretch = 1.0, .stress = 0.0, .direction = {}}};
    return s;
}

std::vector<double> values(const std::vector<Field>& fields, const std::string& name) {
    const auto field = std::ranges::find(fields, name, &Field::name);
    return field == fields.end() ? std::vector<double>() : field->values;
}

void expect_near(const std::vector<double>& found, const std::vector<double>& expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-14) << i;
}

TEST(CellFields, are_those_of_the_mean_stress_and_strain) {
    const SolidSample s = sample();
    const std::vector<Field> fields = cell_fields({0}, StateSamples({s}));
    expect_near(values(fields, "cauchy_stress_MPa"), {3.0, 0.0, 0.0, 0.0, 4.0, 0.0});
    expect_near(values(fields, "von_mises_MPa"), {std::sqrt(9.0 + 3.0 * 16.0)});
    expect_near(values(fields, "hydrostatic_pressure_MPa"), {-1.0});
    expect_near(values(fields, "principal_stress_MPa"), {4.0, 3.0, -4.0});
    expect_near(values(fields, "principal_strain"), {0.22, 0.0, -0.095});
    expect_near(values(fields, "fibre_stretch"), {1.05, 1.0});
    expect_near(values(fields, "fibre_stress_MPa"), {2.5, 0.0});
}

TEST(CellFields, have_a_row_for_each_cell_asked_for_in_its_order) {
    SolidSample other = sample();
    other.cauchy = {-6.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    const std::vector<Field> fields = cell_fields({1, 0}, StateSamples({sample(), other}));
    expect_near(values(fields, "hydrostatic_pressure_MPa"), {2.0, -1.0});
    for (const Field& field : fields) EXPECT_EQ(field.values.size(), 2U * static_cast<std::size_t>(field.components));
}

}  // namespace

}  // namespace spondyl
