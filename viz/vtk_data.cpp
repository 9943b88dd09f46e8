// SPDX-License-Identifier: Apache-2.0
#include "viz/vtk_data.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>

#include <array>

#include "core/error.hpp"
#include "core/mesh/cells.hpp"

namespace spondyl::viz {
namespace {

vtkSmartPointer<vtkIntArray> make_int_array(const char* name, const std::vector<int>& values) {
    auto array = vtkSmartPointer<vtkIntArray>::New();
    array->SetName(name);
    array->SetNumberOfValues(static_cast<vtkIdType>(values.size()));
    std::copy(values.begin(), values.end(), array->GetPointer(0));
    return array;
}

vtkSmartPointer<vtkDoubleArray> make_vector_array(const char* name, vtkIdType tuples) {
    auto array = vtkSmartPointer<vtkDoubleArray>::New();
    array->SetName(name);
    array->SetNumberOfComponents(3);
    array->SetNumberOfTuples(tuples);
    return array;
}

// Axes of vectors and symmetric tensors in the order of the Field documentation, shown by ParaView.
void name_components(vtkDataArray& array) {
    static constexpr std::array<const char*, 6> tensor = {"XX", "YY", "ZZ", "XY", "YZ", "XZ"};
    if (array.GetNumberOfComponents() != 6) return;
    for (int c = 0; c < 6; ++c) array.SetComponentName(c, tensor[static_cast<std::size_t>(c)]);
}

vtkSmartPointer<vtkPoints> make_points(vtkIdType count) {
    auto points = vtkSmartPointer<vtkPoints>::New();
    points->SetDataTypeToDouble();
    points->SetNumberOfPoints(count);
    return points;
}

void add_fields(vtkFieldData& data, const std::vector<Field>& fields, std::size_t rows) {
    for (const Field& field : fields) {
        SPONDYL_ASSERT(field.values.size() == rows * static_cast<std::size_t>(field.components),
                       "field {}: {} values, {} rows of {} components", field.name, field.values.size(), rows,
                       field.components);
        vtkNew<vtkDoubleArray> array;
        array->SetName(field.name.c_str());
        array->SetNumberOfComponents(field.components);
        array->SetNumberOfTuples(static_cast<vtkIdType>(rows));
        std::copy(field.values.begin(), field.values.end(), array->GetPointer(0));
        name_components(*array);
        data.AddArray(array);
    }
}

// 1 in the set, 0 outside.
void add_sets(vtkFieldData& data, const std::map<std::string, std::vector<int>>& sets, std::size_t rows) {
    for (const auto& [name, set] : sets) {
        std::vector<int> member(rows, 0);
        for (const int row : set) member[static_cast<std::size_t>(row)] = 1;
        data.AddArray(make_int_array(("set " + name).c_str(), member));
    }
}

}  // namespace

vtkSmartPointer<vtkUnstructuredGrid> make_grid(const Mesh& mesh, const FieldState& state, bool deformed) {
    const std::size_t nodes = mesh.nodes.size();
    SPONDYL_ASSERT(state.displacement.size() == nodes, "{} nodes, {} displacements", nodes, state.displacement.size());

    auto points = make_points(static_cast<vtkIdType>(nodes));
    auto displacement = make_vector_array(displacement_array, static_cast<vtkIdType>(nodes));
    for (std::size_t i = 0; i < nodes; ++i) {
        const Vec3& u = state.displacement[i];
        const Vec3 x = deformed ? Vec3(mesh.nodes[i] + u) : mesh.nodes[i];
        points->SetPoint(static_cast<vtkIdType>(i), x.data());
        displacement->SetTuple(static_cast<vtkIdType>(i), u.data());
    }

    vtkNew<vtkCellArray> cells;
    std::vector<int> types;
    std::vector<vtkIdType> ids;
    for_each_cell(mesh, [&](std::size_t, const CellKind& kind, std::span<const int> cell) {
        ids.assign(cell.begin(), cell.end());
        cells->InsertNextCell(static_cast<vtkIdType>(ids.size()), ids.data());
        types.push_back(static_cast<int>(kind.type));
    });

    auto grid = vtkSmartPointer<vtkUnstructuredGrid>::New();
    grid->SetPoints(points);
    grid->SetCells(types.data(), cells);
    grid->GetPointData()->AddArray(displacement);
    add_fields(*grid->GetPointData(), state.node_fields, nodes);
    add_sets(*grid->GetPointData(), mesh.node_sets, nodes);
    add_fields(*grid->GetCellData(), state.cell_fields, types.size());
    add_sets(*grid->GetCellData(), mesh.cell_sets, types.size());
    return grid;
}

vtkSmartPointer<vtkUnstructuredGrid> make_spine_grid(const ResultMesh& mesh, const ResultState& state, bool deformed) {
    auto grid = make_grid(mesh, state, deformed);
    const auto cells = static_cast<std::size_t>(grid->GetNumberOfCells());
    SPONDYL_ASSERT(mesh.part.size() == cells && mesh.level.size() == cells, "{} cells, {} parts, {} levels", cells,
                   mesh.part.size(), mesh.level.size());
    grid->GetCellData()->AddArray(make_int_array(part_array, mesh.part));
    grid->GetCellData()->AddArray(make_int_array(level_array, mesh.level));
    return grid;
}

vtkSmartPointer<vtkPolyData> make_surface(const Surface& surface) {
    auto points = make_points(static_cast<vtkIdType>(surface.points.size()));
    for (std::size_t i = 0; i < surface.points.size(); ++i) {
        points->SetPoint(static_cast<vtkIdType>(i), surface.points[i].data());
    }
    vtkNew<vtkCellArray> triangles;
    for (const Triangle& triangle : surface.triangles) {
        const std::array<vtkIdType, 3> ids = {triangle[0], triangle[1], triangle[2]};
        triangles->InsertNextCell(3, ids.data());
    }
    auto poly = vtkSmartPointer<vtkPolyData>::New();
    poly->SetPoints(points);
    poly->SetPolys(triangles);
    return poly;
}

vtkSmartPointer<vtkPolyData> make_bones(const std::vector<BoneSurface>& bones, const ResultState& state,
                                        bool deformed) {
    SPONDYL_ASSERT(state.bones.size() == bones.size(), "{} bones, {} motions", bones.size(), state.bones.size());
    Surface all;
    std::vector<Vec3> displacements;
    std::vector<int> vertebrae;
    for (std::size_t b = 0; b < bones.size(); ++b) {
        const auto vertebra = find_enumerator<Vertebra>(bones[b].vertebra);
        const int offset = static_cast<int>(all.points.size());
        for (const Vec3& reference : bones[b].surface.points) {
            const Vec3 current = moved(bones[b], state.bones[b], reference);
            all.points.push_back(deformed ? current : reference);
            displacements.push_back(current - reference);
        }
        for (const Triangle& t : bones[b].surface.triangles) {
            all.triangles.push_back({t[0] + offset, t[1] + offset, t[2] + offset});
            vertebrae.push_back(vertebra ? static_cast<int>(*vertebra) : -1);
        }
    }
    auto poly = make_surface(all);
    auto displacement = make_vector_array(displacement_array, static_cast<vtkIdType>(displacements.size()));
    for (std::size_t i = 0; i < displacements.size(); ++i) {
        displacement->SetTuple(static_cast<vtkIdType>(i), displacements[i].data());
    }
    poly->GetPointData()->AddArray(displacement);
    poly->GetCellData()->AddArray(make_int_array(vertebra_array, vertebrae));
    return poly;
}

}  // namespace spondyl::viz
