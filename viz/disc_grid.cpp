// SPDX-License-Identifier: Apache-2.0
#include "viz/disc_grid.hpp"

#include <vtkCellArray.h>
#include <vtkCellType.h>
#include <vtkCutter.h>
#include <vtkDataSetSurfaceFilter.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkTableBasedClipDataSet.h>

#include <Eigen/Eigenvalues>
#include <Eigen/Geometry>
#include <algorithm>
#include <map>
#include <tuple>

#include "viz/colour_scale.hpp"
#include "viz/vtk_data.hpp"

namespace spondyl::viz {
namespace {

vtkSmartPointer<vtkPlane> make_plane(const Plane& plane) {
    auto result = vtkSmartPointer<vtkPlane>::New();
    result->SetOrigin(plane.origin.x(), plane.origin.y(), plane.origin.z());
    result->SetNormal(plane.normal.x(), plane.normal.y(), plane.normal.z());
    return result;
}

Frame principal_frame(const std::vector<Vec3>& points, const std::vector<double>& weights) {
    Vec3 centre = Vec3::Zero();
    double total = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        centre += weights[i] * points[i];
        total += weights[i];
    }
    centre /= total;
    Mat3 spread = Mat3::Zero();
    for (std::size_t i = 0; i < points.size(); ++i) {
        spread += weights[i] * (points[i] - centre) * (points[i] - centre).transpose();
    }
    Vec3 normal = Eigen::SelfAdjointEigenSolver<Mat3>(spread).eigenvectors().col(0);
    if (normal.y() < 0.0) normal = -normal;
    Frame frame;
    frame.origin = centre;
    const Vec3 right = Vec3::UnitX().cross(normal).normalized();
    frame.rotation << normal.cross(right), normal, right;
    return frame;
}

}  // namespace

std::vector<DrawnDisc> find_discs(const ResultMesh& mesh, const ResultState& state) {
    struct Cells {
        std::vector<Vec3> reference;
        std::vector<Vec3> current;
        std::vector<double> volumes;
    };
    std::map<int, Cells> levels;
    for (std::size_t e = 0; e < mesh.hexes.size(); ++e) {
        if (!is_disc_part(mesh.part[e])) continue;
        Cells& cells = levels[mesh.level[e]];
        Vec3 reference = Vec3::Zero();
        Vec3 displacement = Vec3::Zero();
        for (const int node : mesh.hexes[e]) {
            reference += mesh.nodes[static_cast<std::size_t>(node)] / 8;
            displacement += state.displacement[static_cast<std::size_t>(node)] / 8;
        }
        cells.reference.push_back(reference);
        cells.current.push_back(reference + displacement);
        cells.volumes.push_back(hex_volume(mesh.nodes, mesh.hexes[e]));
    }
    std::vector<DrawnDisc> discs;
    for (const auto& [level, cells] : levels) {
        discs.push_back({static_cast<Disc>(level), principal_frame(cells.reference, cells.volumes),
                         principal_frame(cells.current, cells.volumes)});
    }
    return discs;
}

vtkSmartPointer<vtkUnstructuredGrid> make_disc_grid(const ResultMesh& mesh, const ResultState& state,
                                                    const std::vector<double>& cell_values, int level, int part) {
    std::map<std::tuple<int, int, int>, vtkIdType> ids;  // (level, part, node) -> point
    std::vector<int> nodes;
    std::vector<double> sums;
    std::vector<int> counts;
    vtkNew<vtkCellArray> hexes;
    for (std::size_t e = 0; e < mesh.hexes.size(); ++e) {
        if (!is_disc_part(mesh.part[e]) || (level >= 0 && mesh.level[e] != level) ||
            (part >= 0 && mesh.part[e] != part)) {
            continue;
        }
        std::array<vtkIdType, 8> corners;
        for (std::size_t c = 0; c < 8; ++c) {
            const int node = mesh.hexes[e][c];
            const auto [found, is_new] =
                ids.try_emplace({mesh.level[e], mesh.part[e], node}, static_cast<vtkIdType>(nodes.size()));
            if (is_new) {
                nodes.push_back(node);
                sums.push_back(0.0);
                counts.push_back(0);
            }
            const auto point = static_cast<std::size_t>(found->second);
            sums[point] += cell_values[e];
            ++counts[point];
            corners[c] = found->second;
        }
        hexes->InsertNextCell(8, corners.data());
    }

    const auto count = static_cast<vtkIdType>(nodes.size());
    vtkNew<vtkPoints> points;
    points->SetDataTypeToDouble();
    points->SetNumberOfPoints(count);
    vtkNew<vtkDoubleArray> displacement;
    displacement->SetName(displacement_array);
    displacement->SetNumberOfComponents(3);
    displacement->SetNumberOfTuples(count);
    vtkNew<vtkDoubleArray> value;
    value->SetName(value_array);
    value->SetNumberOfTuples(count);
    for (vtkIdType i = 0; i < count; ++i) {
        const auto point = static_cast<std::size_t>(i);
        const auto node = static_cast<std::size_t>(nodes[point]);
        points->SetPoint(i, mesh.nodes[node].data());
        displacement->SetTuple(i, state.displacement[node].data());
        value->SetValue(i, sums[point] / counts[point]);
    }
    auto grid = vtkSmartPointer<vtkUnstructuredGrid>::New();
    grid->SetPoints(points);
    grid->SetCells(VTK_HEXAHEDRON, hexes);
    grid->GetPointData()->AddArray(displacement);
    grid->GetPointData()->SetScalars(value);
    return grid;
}

vtkSmartPointer<vtkPolyData> outer_surface(vtkUnstructuredGrid& grid) {
    // Called without its pipeline: the search for curved cells there leaks memory in VTK 9.1, and there are none.
    vtkGeometryFilterHelper cells{1};
    vtkNew<vtkDataSetSurfaceFilter> filter;
    auto surface = vtkSmartPointer<vtkPolyData>::New();
    filter->UnstructuredGridExecute(&grid, surface, &cells);
    return surface;
}

vtkSmartPointer<vtkPolyData> cut_surface(vtkUnstructuredGrid& grid, const Plane& cut) {
    vtkNew<vtkTableBasedClipDataSet> clip;
    clip->SetInputData(&grid);
    clip->SetClipFunction(make_plane(cut));
    clip->InsideOutOn();
    clip->Update();
    return outer_surface(*clip->GetOutput());
}

vtkSmartPointer<vtkPolyData> cut_lines(vtkPolyData& surface, const Plane& cut) {
    vtkNew<vtkCutter> cutter;
    cutter->SetInputData(&surface);
    cutter->SetCutFunction(make_plane(cut));
    cutter->Update();
    return cutter->GetOutput();
}

void displace(vtkPolyData& surface, const Frame& from, const Frame& to) {
    vtkDataArray* displacement = surface.GetPointData()->GetArray(displacement_array);
    vtkNew<vtkPoints> points;
    points->SetDataTypeToDouble();
    points->SetNumberOfPoints(surface.GetNumberOfPoints());
    for (vtkIdType i = 0; i < surface.GetNumberOfPoints(); ++i) {
        const Vec3 current = Vec3(surface.GetPoint(i)) + Vec3(displacement->GetTuple3(i));
        points->SetPoint(i, to.to_global(from.to_local(current)).eval().data());
    }
    surface.SetPoints(points);
}

}  // namespace spondyl::viz
