// SPDX-License-Identifier: Apache-2.0
#include "viz/structure_data.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>

#include <array>

#include "viz/vtk_data.hpp"

namespace spondyl::viz {
namespace {

template <class Array>
vtkSmartPointer<Array> make_array(const char* name, int components = 1) {
    auto array = vtkSmartPointer<Array>::New();
    array->SetName(name);
    array->SetNumberOfComponents(components);
    return array;
}

}  // namespace

const char* full_name(Ligament ligament) {
    static constexpr std::array<const char*, ligament_count> names = {"anterior longitudinal ligament",
                                                                      "posterior longitudinal ligament",
                                                                      "ligamentum flavum",
                                                                      "interspinous ligament",
                                                                      "supraspinous ligament",
                                                                      "intertransverse ligament",
                                                                      "capsule of the facet joint",
                                                                      "iliolumbar ligament"};
    return names[static_cast<std::size_t>(ligament)];
}

vtkSmartPointer<vtkPolyData> make_fascicles(const Result& result, const ResultState& state,
                                            const std::function<bool(std::size_t)>& wanted) {
    vtkNew<vtkPoints> points;
    points->SetDataTypeToDouble();
    vtkNew<vtkCellArray> lines;
    const auto tension = make_array<vtkDoubleArray>(tension_array), strain = make_array<vtkDoubleArray>(strain_array);
    const auto ligament = make_array<vtkIntArray>(ligament_array), level = make_array<vtkIntArray>(level_array),
               side = make_array<vtkIntArray>(side_array);
    for (std::size_t i = 0; i < result.fascicles.size(); ++i) {
        if (!wanted(i)) continue;
        const FascicleState& fascicle = state.fascicles[i];
        const std::array<vtkIdType, 2> ends = {points->InsertNextPoint(fascicle.upper.data()),
                                               points->InsertNextPoint(fascicle.lower.data())};
        lines->InsertNextCell(2, ends.data());
        tension->InsertNextValue(fascicle.tension_N);
        strain->InsertNextValue(fascicle.strain);
        ligament->InsertNextValue(static_cast<int>(result.fascicles[i].ligament));
        level->InsertNextValue(static_cast<int>(result.fascicles[i].disc));
        side->InsertNextValue(static_cast<int>(result.fascicles[i].side));
    }
    auto poly = vtkSmartPointer<vtkPolyData>::New();
    poly->SetPoints(points);
    poly->SetLines(lines);
    for (vtkDataArray* array :
         {static_cast<vtkDataArray*>(tension), static_cast<vtkDataArray*>(strain), static_cast<vtkDataArray*>(ligament),
          static_cast<vtkDataArray*>(level), static_cast<vtkDataArray*>(side)}) {
        poly->GetCellData()->AddArray(array);
    }
    return poly;
}

vtkSmartPointer<vtkPolyData> make_facets(const Result& result, const ResultState& state, bool deformed) {
    Surface all;
    const auto displacement = make_array<vtkDoubleArray>(displacement_array, 3);
    const auto pressure = make_array<vtkDoubleArray>(pressure_array);
    const auto level = make_array<vtkIntArray>(level_array), side = make_array<vtkIntArray>(side_array);
    for (std::size_t i = 0; i < result.facets.size(); ++i) {
        const FacetJoint& joint = result.facets[i];
        for (const bool upper : {true, false}) {
            const Surface& surface = upper ? joint.upper : joint.lower;
            const auto bone = static_cast<std::size_t>(upper ? joint.upper_bone : joint.lower_bone);
            const int offset = static_cast<int>(all.points.size());
            for (std::size_t p = 0; p < surface.points.size(); ++p) {
                const Vec3 current = moved(result.bones[bone], state.bones[bone], surface.points[p]);
                all.points.push_back(deformed ? current : surface.points[p]);
                displacement->InsertNextTuple(Vec3(current - surface.points[p]).data());
                pressure->InsertNextValue(upper ? state.facet_pressure[i][p] : 0.0);
            }
            for (const Triangle& t : surface.triangles) {
                all.triangles.push_back({t[0] + offset, t[1] + offset, t[2] + offset});
                level->InsertNextValue(static_cast<int>(joint.disc));
                side->InsertNextValue(static_cast<int>(joint.side));
            }
        }
    }
    auto poly = make_surface(all);
    poly->GetPointData()->AddArray(displacement);
    poly->GetPointData()->AddArray(pressure);
    poly->GetCellData()->AddArray(level);
    poly->GetCellData()->AddArray(side);
    return poly;
}

vtkSmartPointer<vtkPolyData> make_contact_surfaces(const Result& result, const ResultState& state, int level) {
    Surface all;
    const auto pressure = make_array<vtkDoubleArray>(pressure_array);
    for (std::size_t i = 0; i < result.facets.size(); ++i) {
        const FacetJoint& joint = result.facets[i];
        if (level >= 0 && static_cast<int>(joint.disc) != level) continue;
        const auto bone = static_cast<std::size_t>(joint.upper_bone);
        const int offset = static_cast<int>(all.points.size());
        for (const Vec3& point : joint.upper.points)
            all.points.push_back(moved(result.bones[bone], state.bones[bone], point));
        for (const double value : state.facet_pressure[i]) pressure->InsertNextValue(value);
        for (const Triangle& t : joint.upper.triangles)
            all.triangles.push_back({t[0] + offset, t[1] + offset, t[2] + offset});
    }
    auto poly = make_surface(all);
    poly->GetPointData()->SetScalars(pressure);
    return poly;
}

}  // namespace spondyl::viz
