// SPDX-License-Identifier: Apache-2.0
// Every cell is usable for every density, bone model, grade and extreme person.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/models/geometry/column_builder.hpp"

namespace spondyl {
namespace {

using spondyl::testing::BareColumn;
using spondyl::testing::nodes_of;
using MeshCase = std::tuple<MeshDensity, BoneModel, int>;

class MeshQuality : public ::testing::TestWithParam<MeshCase> {};

TEST_P(MeshQuality, JacobiansArePositiveForExtremePersons) {
    const auto [density, bone, grade] = GetParam();
    SpineOptions options{.top = Vertebra::T12, .mesh = density, .bone = bone};
    for (const Person& extreme : {Person{}, Person{.sex = Sex::female, .height_cm = 140.0, .age_years = 20.0},
                                  Person{.sex = Sex::male, .height_cm = 205.0, .age_years = 80.0}}) {
        Person person = extreme;
        person.disc_grade.fill(grade);
        const SpineMesh mesh = BareColumn(person, options).mesh;
        double worst = 1.0;
        double worst_corner = 1.0;
        for (std::size_t c = 0; c < mesh.cells().size(); ++c) {
            const NodePositions<SpineCell> x = nodes_of(mesh, static_cast<int>(c));
            worst = std::min(worst, smallest_jacobian<SpineCell>(x));
            worst_corner = std::min(worst_corner, scaled_jacobian<SpineCell>(x));
        }
        EXPECT_GT(worst, 0.0);
        EXPECT_GT(worst_corner, 0.3) << "height " << person.height_cm;
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, MeshQuality,
    ::testing::Combine(::testing::Values(MeshDensity::coarse, MeshDensity::medium, MeshDensity::fine),
                       ::testing::Values(BoneModel::rigid, BoneModel::deformable), ::testing::Values(0, 1, 2, 3)));

TEST(MeshSize, KeepsToTheCellCountsOfItsDensity) {
    const auto per_disc = [](MeshDensity density) {
        const SpineMesh mesh = BareColumn({}, {.top = Vertebra::L4, .bottom = Vertebra::L5, .mesh = density}).mesh;
        return mesh.cells().size();
    };
    EXPECT_GE(per_disc(MeshDensity::coarse), 1000u);
    EXPECT_LE(per_disc(MeshDensity::coarse), 1500u);
    EXPECT_GE(per_disc(MeshDensity::medium), 3500u);
    EXPECT_LE(per_disc(MeshDensity::medium), 4500u);
    EXPECT_GE(per_disc(MeshDensity::fine), 10000u);
    EXPECT_LT(BareColumn({}, {}).mesh.cells().size(), 25000u);
}

// Bending of thin annulus layers: on average well below 4, a single cell behind may be a little longer.
TEST(MeshQualityOfHealthyDiscs, AspectRatiosSuitBending) {
    for (const MeshDensity density : {MeshDensity::medium, MeshDensity::fine}) {
        const SpineMesh mesh = BareColumn({}, {.mesh = density}).mesh;
        double sum = 0.0;
        double largest = 0.0;
        int above_four = 0;
        for (const AnnulusPoint& point : mesh.annulus) {
            const double aspect = aspect_ratio<SpineCell>(nodes_of(mesh, point.element));
            sum += aspect;
            largest = std::max(largest, aspect);
            above_four += aspect > 4.0 ? 1 : 0;
        }
        const auto count = static_cast<double>(mesh.annulus.size());
        EXPECT_LT(sum / count, 2.5);
        EXPECT_LT(largest, 4.5);
        EXPECT_LT(above_four / count, 0.01);
    }
}

}  // namespace
}  // namespace spondyl
