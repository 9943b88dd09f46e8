// SPDX-License-Identifier: Apache-2.0
#include "viz/disc_grid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkDataArray.h>
#include <vtkPointData.h>

#include <Eigen/Geometry>
#include <cmath>
#include <set>

#include "tests/viz/synthetic_result.hpp"

namespace spondyl::viz {
namespace {

std::vector<double> values_of(vtkDataSet& data) {
    vtkDataArray* array = data.GetPointData()->GetArray(value_array);
    std::vector<double> values;
    for (vtkIdType i = 0; i < array->GetNumberOfTuples(); ++i) values.push_back(array->GetComponent(i, 0));
    return values;
}

TEST(make_disc_grid, never_averages_across_parts_or_discs) {
    const Result result = test::make_synthetic_result();
    std::vector<double> cell_values;
    for (std::size_t e = 0; e < result.mesh.part.size(); ++e) {
        cell_values.push_back(10.0 * result.mesh.level[e] + result.mesh.part[e]);
    }
    const std::set<double> allowed(cell_values.begin(), cell_values.end());
    EXPECT_EQ(allowed.size(), 15U);  // five discs of three parts
    const auto grid = make_disc_grid(result.mesh, result.states[1], cell_values);
    for (const double value : values_of(*grid)) ASSERT_TRUE(allowed.contains(value)) << value;
}

TEST(make_disc_grid, averages_the_cells_around_a_point) {
    // Two cubes side by side: the shared face takes the mean, the outer faces the value of their cube.
    ResultMesh mesh;
    for (const double z : {0.0, 1.0}) {
        for (const double y : {0.0, 1.0}) {
            for (const double x : {0.0, 1.0, 2.0}) mesh.nodes.push_back({x, y, z});
        }
    }
    mesh.blocks = {{.type = Hex8::type, .connectivity = {0, 1, 4, 3, 6, 7, 10, 9, 1, 2, 5, 4, 7, 8, 11, 10}}};
    mesh.part = {0, 0};
    mesh.level = {2, 2};
    ResultState state;
    state.displacement.assign(12, Vec3::Zero());
    const auto grid = make_disc_grid(mesh, state, {1.0, 3.0});
    const auto values = values_of(*grid);
    for (vtkIdType i = 0; i < grid->GetNumberOfPoints(); ++i) {
        EXPECT_DOUBLE_EQ(values[static_cast<std::size_t>(i)], 1.0 + grid->GetPoint(i)[0]);
    }
    mesh.part[1] = 4;  // bone is no disc tissue
    EXPECT_EQ(make_disc_grid(mesh, state, {1.0, 3.0})->GetNumberOfCells(), 1);
}

TEST(find_discs, frames_follow_the_tilt_of_each_disc) {
    const Result result = test::make_synthetic_result();
    const auto discs = find_discs(result.mesh, result.states[0]);
    ASSERT_EQ(discs.size(), 5U);
    EXPECT_EQ(discs.front().disc, Disc::L1_L2);
    EXPECT_EQ(discs.back().disc, Disc::L5_S1);
    const double angle = -0.6 + 0.07;  // of the lowest disc of the synthetic column
    const Mat3& axes = discs.back().reference.rotation;
    EXPECT_LT((axes.col(1) - Vec3(-std::sin(angle), std::cos(angle), 0)).norm(), 0.02);
    EXPECT_NEAR(axes.determinant(), 1.0, 1e-12);
    EXPECT_LT((axes.col(2) - Vec3::UnitZ()).norm(), 0.02);
}

TEST(find_discs, current_frame_turns_with_the_disc) {
    Result result = test::make_synthetic_result({.top = Vertebra::L4, .bottom = Vertebra::L5});
    const Mat3 turn = Eigen::AngleAxisd(0.2, Vec3::UnitZ()).toRotationMatrix();
    ResultState& state = result.states[1];
    for (std::size_t i = 0; i < state.displacement.size(); ++i) {
        state.displacement[i] = turn * result.mesh.nodes[i] - result.mesh.nodes[i] + Vec3(1, 2, 3);
    }
    const DrawnDisc disc = find_discs(result.mesh, state).front();
    EXPECT_LT((disc.current.rotation - turn * disc.reference.rotation).norm(), 1e-9);
    EXPECT_LT((disc.current.origin - turn * disc.reference.origin - Vec3(1, 2, 3)).norm(), 1e-9);
}

TEST(cut_surface, ends_at_the_plane) {
    const Result result = test::make_synthetic_result();
    const std::vector<double> zeros(result.mesh.part.size(), 0.0);
    const auto grid = make_disc_grid(result.mesh, result.states[0], zeros);
    const Plane cut{Vec3(0, 0, 0.01), Vec3::UnitZ()};
    const auto surface = cut_surface(*grid, cut);
    double highest = -1e30;
    for (vtkIdType i = 0; i < surface->GetNumberOfPoints(); ++i) highest = std::max(highest, surface->GetPoint(i)[2]);
    EXPECT_NEAR(highest, 0.01, 1e-9);
    EXPECT_GT(cut_lines(*outer_surface(*grid), cut)->GetNumberOfLines(), 0);
}

}  // namespace
}  // namespace spondyl::viz
