// SPDX-License-Identifier: Apache-2.0
#include "viz/body_data.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkStringArray.h>

#include <cmath>
#include <numbers>

#include "viz/structure_data.hpp"

namespace spondyl::viz {

vtkSmartPointer<vtkPolyData> make_muscles(const Result& result, const ResultState& state) {
    vtkNew<vtkPoints> points;
    points->SetDataTypeToDouble();
    vtkNew<vtkCellArray> lines;
    vtkNew<vtkDoubleArray> activation, force, passive, area, point_activation, point_radius;
    vtkNew<vtkIntArray> side;
    vtkNew<vtkStringArray> group;
    activation->SetName(activation_array);
    force->SetName(force_array);
    passive->SetName(passive_array);
    area->SetName(area_array);
    side->SetName(side_array);
    group->SetName(group_array);
    point_activation->SetName(activation_array);
    point_radius->SetName(radius_array);
    for (std::size_t i = 0; i < state.muscles.size(); ++i) {
        const MuscleInfo& info = result.muscles[i];
        const MuscleState& muscle = state.muscles[i];
        lines->InsertNextCell(static_cast<int>(muscle.path.size()));
        for (const Vec3& point : muscle.path) {
            lines->InsertCellPoint(points->InsertNextPoint(point.data()));
            point_activation->InsertNextValue(muscle.activation);
            point_radius->InsertNextValue(std::sqrt(info.area_mm2 / std::numbers::pi));
        }
        activation->InsertNextValue(muscle.activation);
        force->InsertNextValue(muscle.force_N);
        passive->InsertNextValue(muscle.passive_N);
        area->InsertNextValue(info.area_mm2);
        side->InsertNextValue(static_cast<int>(info.side));
        group->InsertNextValue(info.group);
    }
    auto poly = vtkSmartPointer<vtkPolyData>::New();
    poly->SetPoints(points);
    poly->SetLines(lines);
    for (vtkAbstractArray* array : {static_cast<vtkAbstractArray*>(activation), static_cast<vtkAbstractArray*>(force),
                                    static_cast<vtkAbstractArray*>(passive), static_cast<vtkAbstractArray*>(area),
                                    static_cast<vtkAbstractArray*>(side), static_cast<vtkAbstractArray*>(group)}) {
        poly->GetCellData()->AddArray(array);
    }
    poly->GetPointData()->AddArray(point_activation);
    poly->GetPointData()->AddArray(point_radius);
    return poly;
}

}  // namespace spondyl::viz
