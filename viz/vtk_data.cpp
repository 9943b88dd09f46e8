// SPDX-License-Identifier: Apache-2.0
#include "viz/vtk_data.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkCellType.h>
#include <vtkDoubleArray.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>

#include <array>

#include "core/error.hpp"

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

}  // namespace

vtkSmartPointer<vtkUnstructuredGrid> make_grid(const ResultMesh& mesh, const ResultState& state, bool deformed) {
    const std::size_t nodes = mesh.nodes.size();
    const std::size_t cells = mesh.hexes.size();
    SPONDYL_ASSERT(mesh.part.size() == cells && mesh.level.size() == cells, "{} cells, {} parts, {} levels", cells,
                   mesh.part.size(), mesh.level.size());
    SPONDYL_ASSERT(state.displacement.size() == nodes, "{} nodes, {} displacements", nodes, state.displacement.size());

    auto points = make_points(static_cast<vtkIdType>(nodes));
    auto displacement = make_vector_array(displacement_array, static_cast<vtkIdType>(nodes));
    for (std::size_t i = 0; i < nodes; ++i) {
        const Vec3& u = state.displacement[i];
        const Vec3 x = deformed ? Vec3(mesh.nodes[i] + u) : mesh.nodes[i];
        points->SetPoint(static_cast<vtkIdType>(i), x.data());
        displacement->SetTuple(static_cast<vtkIdType>(i), u.data());
    }

    vtkNew<vtkCellArray> hexes;
    hexes->AllocateExact(static_cast<vtkIdType>(cells), static_cast<vtkIdType>(8 * cells));
    for (const Hex& hex : mesh.hexes) {
        std::array<vtkIdType, 8> ids;
        std::copy(hex.begin(), hex.end(), ids.begin());
        hexes->InsertNextCell(8, ids.data());
    }

    auto grid = vtkSmartPointer<vtkUnstructuredGrid>::New();
    grid->SetPoints(points);
    grid->SetCells(VTK_HEXAHEDRON, hexes);
    grid->GetPointData()->AddArray(displacement);
    grid->GetCellData()->AddArray(make_int_array(part_array, mesh.part));
    grid->GetCellData()->AddArray(make_int_array(level_array, mesh.level));
    for (const Field& field : state.cell_fields) {
        SPONDYL_ASSERT(field.values.size() == cells * static_cast<std::size_t>(field.components),
                       "field {}: {} values, {} cells of {} components", field.name, field.values.size(), cells,
                       field.components);
        vtkNew<vtkDoubleArray> array;
        array->SetName(field.name.c_str());
        array->SetNumberOfComponents(field.components);
        array->SetNumberOfTuples(static_cast<vtkIdType>(cells));
        std::copy(field.values.begin(), field.values.end(), array->GetPointer(0));
        name_components(*array);
        grid->GetCellData()->AddArray(array);
    }
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
