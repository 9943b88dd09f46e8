// SPDX-License-Identifier: Apache-2.0
#include "viz/body_shape.hpp"

#include <gtest/gtest.h>
#include <vtkFeatureEdges.h>
#include <vtkNew.h>
#include <vtkPointData.h>

#include <Eigen/LU>

#include "models/anatomy/anatomy.hpp"
#include "tests/viz/synthetic_result.hpp"
#include "viz/surroundings.hpp"

namespace spondyl::viz {
namespace {

std::vector<BodySegment> person() {
    return test::make_synthetic_result({.top = Vertebra::L5, .task = true}).states.back().body;
}

BodySegment& segment(std::vector<BodySegment>& body, const std::string& name) {
    for (BodySegment& s : body) {
        if (s.name == name) return s;
    }
    throw std::runtime_error(name);
}

// The other side's names and places.
std::vector<BodySegment> mirrored(std::vector<BodySegment> body) {
    for (BodySegment& s : body) {
        s.from.z() = -s.from.z();
        s.to.z() = -s.to.z();
        if (s.name.ends_with("_left")) {
            s.name.replace(s.name.size() - 4, 4, "right");
        } else if (s.name.ends_with("_right")) {
            s.name.replace(s.name.size() - 5, 5, "left");
        }
    }
    return body;
}

TEST(body_shape, skin_is_closed_and_its_normals_point_outwards) {
    const auto skin = make_skin(default_anatomy().body, person());
    vtkNew<vtkFeatureEdges> edges;
    edges->SetInputData(skin);
    edges->BoundaryEdgesOn();
    edges->NonManifoldEdgesOff();
    edges->FeatureEdgesOff();
    edges->ManifoldEdgesOff();
    edges->Update();
    EXPECT_EQ(edges->GetOutput()->GetNumberOfCells(), 0);
    // The highest point is on the head, the lowest under a foot.
    vtkIdType top = 0, bottom = 0;
    for (vtkIdType i = 0; i < skin->GetNumberOfPoints(); ++i) {
        if (skin->GetPoint(i)[1] > skin->GetPoint(top)[1]) top = i;
        if (skin->GetPoint(i)[1] < skin->GetPoint(bottom)[1]) bottom = i;
    }
    EXPECT_GT(skin->GetPointData()->GetNormals()->GetComponent(top, 1), 0.9);
    EXPECT_LT(skin->GetPointData()->GetNormals()->GetComponent(bottom, 1), -0.9);
}

TEST(body_shape, a_mirrored_posture_has_a_mirrored_skin) {
    std::vector<BodySegment> body = person();
    segment(body, "upper_arm_right").to += Vec3(0, 200, 180);  // one arm raised sidewards
    segment(body, "forearm_right").from += Vec3(0, 200, 180);
    const auto one = make_skin(default_anatomy().body, body);
    const auto other = make_skin(default_anatomy().body, mirrored(body));
    double a[6], b[6];
    one->GetBounds(a);
    other->GetBounds(b);
    constexpr double grid = 7.0;  // mm: the two grids do not mirror each other
    for (int i = 0; i < 4; ++i) EXPECT_NEAR(a[i], b[i], grid);
    EXPECT_NEAR(a[4], -b[5], grid);
    EXPECT_NEAR(a[5], -b[4], grid);
    EXPECT_GT(a[5], -a[4] + 100) << "the raised arm reaches farther";
    EXPECT_NEAR(static_cast<double>(other->GetNumberOfPoints()) / static_cast<double>(one->GetNumberOfPoints()), 1.0,
                0.01);
}

TEST(body_shape, a_large_waist_grows_forward) {
    const auto depth_at_waist = [](double radius) {
        std::vector<BodySegment> body = person();
        const double grown = radius - segment(body, "abdomen").radius_mm;
        segment(body, "abdomen").radius_mm = radius;
        // As models/body places it: 0.6 radii ahead of the vertebrae.
        segment(body, "abdomen").from.x() += 0.6 * grown;
        segment(body, "abdomen").to.x() += 0.6 * grown;
        const auto skin = make_skin(default_anatomy().body, body);
        double front = -1e9, back = 1e9;
        for (vtkIdType i = 0; i < skin->GetNumberOfPoints(); ++i) {
            const Vec3 p(skin->GetPoint(i));
            if (std::abs(p.y() - 75.0) > 10.0 || std::abs(p.z()) > 60.0) continue;
            front = std::max(front, p.x());
            back = std::min(back, p.x());
        }
        return std::pair(front, back);
    };
    const auto slim = depth_at_waist(140.0);
    const auto large = depth_at_waist(210.0);
    EXPECT_GT(large.first, slim.first + 60.0);
    EXPECT_NEAR(large.second, slim.second, 20.0);
}

TEST(body_shape, who_lies_is_turned_onto_the_surface) {
    ShownTask shown;
    EXPECT_EQ(standing_frame(std::nullopt), Mat3::Identity());
    EXPECT_EQ(standing_frame(shown), Mat3::Identity());
    const auto up = [&](LiesOn on) -> Vec3 {
        shown.posture.lies_on = on;
        const Mat3 frame = standing_frame(shown);
        EXPECT_NEAR(frame.determinant(), 1.0, 1e-12) << "a mirror image";
        return frame.row(1);
    };
    EXPECT_EQ(up(LiesOn::back), Vec3::UnitX());
    EXPECT_EQ(up(LiesOn::front), -Vec3::UnitX());
    EXPECT_EQ(up(LiesOn::side), -Vec3::UnitZ());
}

}  // namespace
}  // namespace spondyl::viz
