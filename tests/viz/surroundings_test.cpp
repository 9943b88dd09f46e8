// SPDX-License-Identifier: Apache-2.0
// The box that hands hold, as it stands in the scene.
#include "viz/surroundings.hpp"

#include <gtest/gtest.h>
#include <vtkProperty.h>

#include "models/anatomy/anatomy.hpp"
#include "tests/viz/synthetic_result.hpp"
#include "viz/body_shape.hpp"

namespace spondyl::viz {
namespace {

struct Bounds {
    Vec3 low = Vec3::Zero();
    Vec3 high = Vec3::Zero();
    [[nodiscard]] Vec3 size() const { return high - low; }
};

// What has this colour, one entry per actor.
std::vector<Bounds> coloured(Scene& scene, double red, double green, double blue) {
    std::vector<Bounds> found;
    for (const auto& actor : scene.actors) {
        double colour[3];
        actor->GetProperty()->GetColor(colour);
        if ((Vec3(colour) - Vec3(red, green, blue)).norm() > 1e-9) continue;  // VTK mixes it of three parts
        const double* b = actor->GetBounds();
        found.push_back({{b[0], b[2], b[4]}, {b[1], b[3], b[5]}});
    }
    return found;
}

class BoxInHands : public ::testing::Test {
  protected:
    void build(const Task& task) {
        Drawing drawing = make_drawing(default_anatomy(), result_, state(), "von_mises_MPa");
        drawing.task = ShownTask{};
        drawing.task->task = task;
        scene_ = {};
        add_surroundings(scene_, drawing, *make_skin(default_anatomy().body, state().body), Vec3::UnitY(), false);
    }
    ResultState& state() { return result_.states.back(); }
    const BodySegment& segment(const char* name) { return *find_segment(state().body, name); }
    Bounds box() {
        const auto boxes = coloured(scene_, 0.80, 0.62, 0.40);
        EXPECT_EQ(boxes.size(), 1U);
        return boxes.front();
    }
    std::vector<Bounds> grips() { return coloured(scene_, 0.42, 0.30, 0.18); }

    Result result_ = test::make_synthetic_result({.task = true});
    Scene scene_;
};

TEST_F(BoxInHands, has_the_size_that_the_task_gives) {
    build({.load_kg = 10.0, .box_depth_cm = 30.0, .box_height_cm = 22.0});
    const double apart = segment("hand_right").to.z() - segment("hand_left").to.z();
    const Vec3 size = box().size();
    EXPECT_NEAR(size.x(), 300.0, 1e-6);
    EXPECT_NEAR(size.y(), 220.0, 1e-6);
    EXPECT_NEAR(size.z(), apart, 1e-6);
}

TEST_F(BoxInHands, is_gripped_where_the_hands_are) {
    build({.load_kg = 10.0, .box_depth_cm = 30.0, .box_height_cm = 22.0});
    const auto bars = grips();
    ASSERT_EQ(bars.size(), 2U);
    for (const auto& [bar, hand] : {std::pair(bars[0], "hand_left"), std::pair(bars[1], "hand_right")}) {
        const Vec3 middle = 0.5 * (bar.low + bar.high);
        EXPECT_NEAR((middle - segment(hand).to).norm(), 0.0, 1.0) << hand;
    }
}

TEST_F(BoxInHands, of_unknown_depth_ends_before_the_legs) {
    build({.load_kg = 40.0});
    const double before = box().size().x();
    for (const char* name : {"thigh_left", "thigh_right"}) {  // seated: thighs forward at the height of the hands
        BodySegment& thigh = *std::ranges::find(state().body, std::string(name), &BodySegment::name);
        const double x = segment("hand_left").to.x() - 120.0;
        thigh.from.y() = thigh.to.y() = segment("hand_left").to.y();
        thigh.to.x() = x;
    }
    build({.load_kg = 40.0});
    EXPECT_GT(before, 200.0);
    EXPECT_GE(box().low.x(), segment("thigh_left").to.x() + segment("thigh_left").radius_mm - 1e-6);
}

}  // namespace
}  // namespace spondyl::viz
