// SPDX-License-Identifier: Apache-2.0
#include "viz/silhouette.hpp"

#include <gtest/gtest.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>

namespace spondyl::viz {
namespace {

// One triangle in the plane of the picture, 10 mm high and at its foot 20 mm wide; 2 pixels per mm.
Silhouette make_silhouette() {
    vtkNew<vtkPoints> points;
    points->InsertNextPoint(0, 0, 0);
    points->InsertNextPoint(20, 0, 0);
    points->InsertNextPoint(10, 10, 0);
    vtkNew<vtkCellArray> cells;
    cells->InsertNextCell({0, 1, 2});
    vtkNew<vtkPolyData> data;
    data->SetPoints(points);
    data->SetPolys(cells);
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(data);
    Scene scene;
    scene.actors.push_back(vtkSmartPointer<vtkActor>::New());
    scene.actors.back()->SetMapper(mapper);
    return {scene, [](const Vec3& p) { return Pixel(2.0 * p.head<2>()); }, 0.0, 100.0, 5.0};
}

TEST(Silhouette, spans_what_is_drawn_between_two_heights) {
    const Silhouette drawn = make_silhouette();
    const auto [left, right] = drawn.span(1.0, 9.0);
    EXPECT_EQ(left, 0.0);
    EXPECT_EQ(right, 40.0);
    const auto [from, to] = drawn.span(50.0, 60.0);
    EXPECT_GT(from, to) << "nothing is drawn there";
}

TEST(Silhouette, words_count_as_drawn_once_they_are_placed) {
    Silhouette drawn = make_silhouette();
    drawn.include({45.0, 2.0}, {90.0, 8.0});
    EXPECT_EQ(drawn.span(3.0, 4.0).second, 90.0);
    EXPECT_EQ(drawn.span(15.0, 16.0).second, 40.0);
}

}  // namespace
}  // namespace spondyl::viz
