// SPDX-License-Identifier: Apache-2.0
// Heights of a standing body against published shares of stature: Drillis and Contini 1966 (in Winter 2009) for ankle,
// knee, hip, shoulder, elbow and grip; de Leva 1996 for C7 (1 - 242.9 / 1741) and shoulder (0.827), which shows how far
// such tables differ from each other: 1 % of stature.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "models/anatomy/anatomy.hpp"
#include "models/body/body_loads.hpp"
#include "models/body/upper_trunk.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

// Above the floor, shares of stature.
std::map<std::string, double> landmark_heights(const Person& person, const SpineMesh& mesh) {
    const Pose pose = pose_of(default_anatomy(), person, Task{}, mesh);
    const BodySize size(default_anatomy(), person);
    const UpperTrunk upper(size, mesh);
    const BodySegment& head = pose.segment("head");
    std::map<std::string, double> y = {
        {"ankle", pose.segment("shank_right").to.y()},
        {"knee", pose.segment("shank_right").from.y()},
        {"hip", pose.segment("thigh_right").from.y()},
        {"L5-S1", disc_of(mesh, Disc::L5_S1).frame.origin.y()},
        {"shoulder", pose.segment("upper_arm_right").from.y()},
        {"elbow", pose.segment("upper_arm_right").to.y()},
        {"grip", pose.segment("hand_right").to.y()},
        {"C7", pose.above_t12(Vec3(0.0, upper.height(), 0.0)).y()},
        {"crown", head.to.y() + head.radius_mm},
    };
    for (const SegmentMass& m : segment_masses(default_anatomy(), person, mesh)) {
        if (m.name == "head") y["mass of the head"] = m.centre.y();
    }
    for (auto& [name, height] : y) height = (height - pose.floor_height_mm) / (10.0 * person.height_cm);
    return y;
}

TEST(Landmarks, AreWherePublishedSharesOfStatureHaveThem) {
    const std::map<std::string, double> published = {{"ankle", 0.039},    {"knee", 0.285},  {"hip", 0.530},
                                                     {"shoulder", 0.818}, {"elbow", 0.632}, {"grip", 0.432},
                                                     {"C7", 0.860},       {"crown", 1.0}};
    for (const Sex sex : {Sex::male, Sex::female}) {
        for (const double stature : {150.0, 175.0, 200.0}) {
            const SpineMesh mesh = whole_spine({.sex = sex, .height_cm = stature});
            for (const double index : {18.0, 24.0, 38.0}) {
                const Person person{.sex = sex, .height_cm = stature, .mass_kg = index * stature * stature * 1e-4};
                const auto found = landmark_heights(person, mesh);
                for (const auto& [name, share] : published) {
                    // The legs lean by some degrees to balance the trunk, which lowers what is above them.
                    EXPECT_NEAR(found.at(name), share, name == "C7" ? 0.01 : 0.005)
                        << name << " of " << stature << " cm, index " << index;
                }
                // The disc lies 100.5 mm above the hip axis of a man of 175 cm (Bruno et al. 2015).
                EXPECT_NEAR(found.at("L5-S1") - found.at("hip"), 0.0574, 0.001) << stature;
                EXPECT_GT(found.at("mass of the head"), found.at("C7")) << stature;
                EXPECT_LT(found.at("mass of the head"), 0.95) << stature;
            }
        }
    }
}

TEST(Landmarks, ThoracicFlexionIsAnArc) {
    const double height = 280.0;
    constexpr double turn = 0.3;
    const BentPoint<double> neck = bend_forward(0.0, height, height, turn);
    EXPECT_NEAR(neck.x, height / turn * (1.0 - std::cos(turn)), 1e-9);
    EXPECT_NEAR(neck.y, height / turn * std::sin(turn), 1e-9);
    const BentPoint<double> half = bend_forward(0.0, 0.5 * height, height, turn);
    EXPECT_NEAR(half.turn, 0.5 * turn, 1e-12);
    // Above the neck nothing bends, below T12 nothing turns.
    const BentPoint<double> head = bend_forward(20.0, height + 100.0, height, turn);
    EXPECT_NEAR(std::hypot(head.x - neck.x, head.y - neck.y), std::hypot(20.0, 100.0), 1e-9);
    const BentPoint<double> rib = bend_forward(55.0, -10.0, height, turn);
    EXPECT_DOUBLE_EQ(rib.x, 55.0);
    EXPECT_DOUBLE_EQ(rib.y, -10.0);
}

}  // namespace
}  // namespace spondyl
