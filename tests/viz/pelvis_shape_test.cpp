// SPDX-License-Identifier: Apache-2.0
#include "viz/pelvis_shape.hpp"

#include <gmock/gmock.h>

#include <Eigen/Geometry>
#include <map>

#include "models/anatomy/anatomy.hpp"
#include "models/anatomy/table.hpp"
#include "tests/viz/synthetic_result.hpp"
#include "viz/body_shape.hpp"

namespace spondyl::viz {
namespace {

Result standing() {
    return test::make_synthetic_result({.top = Vertebra::L5, .task = true});
}

// Every edge belongs to two triangles that run through it in opposite directions.
bool is_closed(const Surface& surface) {
    std::map<std::pair<int, int>, int> edges;
    for (const auto& t : surface.triangles) {
        for (std::size_t k = 0; k < 3; ++k) ++edges[{t[k], t[(k + 1) % 3]}];
    }
    return std::ranges::all_of(edges, [&](const auto& edge) {
        return edge.second == 1 && edges.contains({edge.first.second, edge.first.first});
    });
}

double nearest(const Surface& surface, const Vec3& to) {
    double least = 1e9;
    for (const Vec3& p : surface.points) least = std::min(least, (p - to).norm());
    return least;
}

TEST(pelvis_shape, hip_bones_hold_the_heads_of_the_femurs) {
    const std::vector<BodySegment> body = standing().states.back().body;
    const Surface bones = make_hip_bones(default_anatomy().body, body);
    EXPECT_TRUE(is_closed(bones));
    const double radius = default_anatomy().body.pelvis.hip.socket.radius;
    const double scale = pelvis_frame(default_anatomy().body.of_adult, body).scale;
    for (const char* thigh : {"thigh_left", "thigh_right"}) {
        EXPECT_NEAR(nearest(bones, find_segment(body, thigh)->from) / scale, radius, 12.0) << thigh;
    }
}

TEST(pelvis_shape, hip_bones_are_two_with_a_symphysis_between_them) {
    const std::vector<BodySegment> body = standing().states.back().body;
    const PartFrame frame = pelvis_frame(default_anatomy().body.of_adult, body);
    const double middle = frame.axes.col(2).dot(frame.origin);
    double least = 1e9, widest = 0.0;
    for (const Vec3& p : make_hip_bones(default_anatomy().body, body).points) {
        const double aside = std::abs(frame.axes.col(2).dot(p) - middle) / frame.scale;
        least = std::min(least, aside);
        widest = std::max(widest, aside);
    }
    EXPECT_NEAR(least, 2.0, 0.7);
    EXPECT_NEAR(widest, 137.0, 3.0) << "the crests' greatest half width";
}

TEST(pelvis_shape, no_body_no_hip_bones) {
    EXPECT_TRUE(make_hip_bones(default_anatomy().body, {}).points.empty());
}

TEST(pelvis_shape, sacrum_lies_below_and_behind_s1_and_is_as_wide) {
    const Result result = standing();
    const auto sacrum =
        make_sacrum(default_anatomy().body.pelvis, result, find_discs(result.mesh, result.states.front()));
    ASSERT_TRUE(sacrum.has_value());
    EXPECT_TRUE(is_closed(sacrum->surface));
    const BoneSurface& s1 = result.bones.back();
    EXPECT_EQ(sacrum->vertebra, s1.vertebra);
    EXPECT_EQ(sacrum->centre, s1.centre);
    double half_width = 0.0, of_s1 = 0.0;
    Vec3 mean = Vec3::Zero();
    for (const Vec3& p : sacrum->surface.points) {
        half_width = std::max(half_width, std::abs(p.z()));
        mean += p / static_cast<double>(sacrum->surface.points.size());
    }
    for (const Vec3& p : s1.surface.points) of_s1 = std::max(of_s1, std::abs(p.z()));
    EXPECT_NEAR(half_width, of_s1, 0.1 * of_s1);
    EXPECT_LT(mean.y(), s1.centre.y());
    EXPECT_LT(mean.x(), s1.centre.x());
    EXPECT_NEAR(mean.z(), 0.0, 1e-9);
}

TEST(pelvis_shape, a_result_that_ends_above_s1_has_no_sacrum) {
    const Result result = test::make_synthetic_result({.top = Vertebra::L4, .bottom = Vertebra::L5});
    EXPECT_FALSE(
        make_sacrum(default_anatomy().body.pelvis, result, find_discs(result.mesh, result.states.front())).has_value());
}

TEST(pelvis_shape, every_point_has_a_source_and_a_confidence) {
    const Table table = Table::read(data_directory() / "pelvis_shape.csv",
                                    {.columns = {"part", "point", "source", "confidence"}, .key = {"part", "point"}});
    for (const Table::Row& row : table.rows()) {
        EXPECT_FALSE(table.text(row, "source").empty()) << row.line;
        EXPECT_THAT(table.text(row, "confidence"), ::testing::AnyOf("derived", "assumed")) << row.line;
    }
}

}  // namespace
}  // namespace spondyl::viz
