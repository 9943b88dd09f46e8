// SPDX-License-Identifier: Apache-2.0
// One disc under pure moments: signs, mirror images, and the moment found in the disc.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <map>

#include "models/anatomy/anatomy.hpp"
#include "tests/models/analysis/cases.hpp"

namespace spondyl {

namespace {

using namespace spondyl::testing;

constexpr double moment = 4.0;  // N m

// Solved once each: + and - about the three axes.
const Result& pure(int axis, double sign) {
    static std::map<std::pair<int, int>, Result> results;
    const auto key = std::pair(axis, sign > 0.0 ? 1 : -1);
    if (!results.contains(key)) {
        const double m = sign * moment;
        results[key] = run_scenario(l4l5_moment(axis == 0 ? m : 0.0, axis == 1 ? m : 0.0, axis == 2 ? m : 0.0));
    }
    return results[key];
}

const DiscMeasures& measured(const Result& result) {
    return result.states.back().discs.at(0);
}

const SpineMesh& mesh() {
    const Scenario scenario = l4l5_moment(0.0, 0.0, 0.0);
    static const SpineMesh built = build_spine_mesh(default_anatomy().spine, scenario.person, scenario.spine);
    return built;
}

// Displacement of the lower endplate of L4 where `axis` of the disc's frame is largest minus where it is smallest.
Vec3 tilt(const Result& result, int axis) {
    const DiscMesh& disc = mesh().discs.at(0);
    const auto less = [&](int a, int b) {
        return disc.frame.to_local(mesh().mesh.nodes[a])[axis] < disc.frame.to_local(mesh().mesh.nodes[b])[axis];
    };
    const auto [low, high] = std::minmax_element(disc.superior_nodes.begin(), disc.superior_nodes.end(), less);
    const auto& u = result.states.back().displacement;
    return u[*high] - u[*low];
}

constexpr int anterior = 0;
constexpr int right = 2;

TEST(PureMoment, flexion_lowers_the_front) {
    const Result& result = pure(0, 1.0);
    ASSERT_TRUE(result.complete) << result.failure;
    EXPECT_LT(tilt(result, anterior).y(), -1.0);
    EXPECT_GT(measured(result).flexion_deg, 1.0);
    EXPECT_NEAR(measured(result).lateral_bending_deg, 0.0, 1e-6);
    EXPECT_NEAR(measured(result).axial_rotation_deg, 0.0, 1e-6);
    EXPECT_GT(measured(result).bulge_anterior_mm, 0.0);
    EXPECT_LT(measured(result).bulge_posterior_mm, measured(result).bulge_anterior_mm);
}

TEST(PureMoment, extension_lowers_the_back) {
    const Result& result = pure(0, -1.0);
    ASSERT_TRUE(result.complete) << result.failure;
    EXPECT_GT(tilt(result, anterior).y(), 1.0);
    EXPECT_LT(measured(result).flexion_deg, -1.0);
    EXPECT_GT(measured(result).bulge_posterior_mm, 0.0);
    EXPECT_LT(measured(result).bulge_anterior_mm, measured(result).bulge_posterior_mm);
}

TEST(PureMoment, lateral_bending_lowers_the_right_side) {
    const Result& result = pure(1, 1.0);
    ASSERT_TRUE(result.complete) << result.failure;
    EXPECT_LT(tilt(result, right).y(), -1.0);
    EXPECT_GT(measured(result).lateral_bending_deg, 1.0);
}

TEST(PureMoment, axial_rotation_turns_the_front_to_the_left) {
    const Result& result = pure(2, 1.0);
    ASSERT_TRUE(result.complete) << result.failure;
    EXPECT_LT(tilt(result, anterior).z(), -0.5);
    EXPECT_GT(measured(result).axial_rotation_deg, 0.5);
}

// The anatomy is the same left and right: opposite moments give mirror images.
TEST(PureMoment, opposite_moments_give_mirror_images) {
    for (const int axis : {1, 2}) {
        ASSERT_TRUE(pure(axis, 1.0).complete && pure(axis, -1.0).complete);
        const DiscMeasures& plus = measured(pure(axis, 1.0));
        const DiscMeasures& minus = measured(pure(axis, -1.0));
        const std::string_view odd[] = {"lateral_bending_deg", "axial_rotation_deg", "translation_right_mm",
                                        "shear_lateral_N",     "moment_lateral_Nm",  "moment_axial_Nm"};
        for (const MeasureColumn& column : disc_measure_columns()) {
            // Without compression the pressure index is not defined.
            if (column.name == "pressure_index") continue;
            const bool changes = std::find(std::begin(odd), std::end(odd), column.name) != std::end(odd);
            const double expected = changes ? -column.value(plus).value() : column.value(plus).value();
            EXPECT_NEAR(column.value(minus).value(), expected, 1e-5 * (1.0 + std::abs(expected)))
                << column.name << ", axis " << axis;
        }
    }
}

// The applied couple keeps its direction in space; the disc reports it in the frame half-way between its vertebrae.
TEST(PureMoment, the_disc_carries_the_applied_couple) {
    const Vec3 direction[] = {-Vec3::UnitZ(), Vec3::UnitX(), Vec3::UnitY()};
    for (const int axis : {0, 1, 2}) {
        const Result& result = pure(axis, 1.0);
        ASSERT_TRUE(result.complete) << result.failure;
        const Eigen::AngleAxisd turned(result.states.back().bones.front().rotation);  // L5 does not move
        const Mat3 half = Eigen::AngleAxisd(0.5 * turned.angle(), turned.axis()).toRotationMatrix();
        const Vec3 expected = (half * mesh().discs.at(0).frame.rotation).transpose() * direction[axis] * moment;
        const DiscMeasures& d = measured(result);
        EXPECT_NEAR(d.moment_lateral_Nm, expected.x(), 1e-6 * moment) << axis;
        EXPECT_NEAR(d.moment_axial_Nm, expected.y(), 1e-6 * moment) << axis;
        EXPECT_NEAR(d.moment_flexion_Nm, -expected.z(), 1e-6 * moment) << axis;
        EXPECT_NEAR(d.compression_N, 0.0, 1e-3);
        EXPECT_NEAR(d.shear_anterior_N, 0.0, 1e-3);
        EXPECT_NEAR(d.shear_lateral_N, 0.0, 1e-3);
    }
}

}  // namespace

}  // namespace spondyl
