// SPDX-License-Identifier: Apache-2.0
#include "viz/drawn_grid.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkCellType.h>
#include <vtkCellTypes.h>
#include <vtkCutter.h>
#include <vtkDataSetSurfaceFilter.h>
#include <vtkDoubleArray.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkTableBasedClipDataSet.h>

#include <map>

#include "core/elements/topology.hpp"
#include "core/mesh/cells.hpp"
#include "viz/vtk_data.hpp"

namespace spondyl::viz {
namespace {

vtkSmartPointer<vtkPlane> make_plane(const Plane& plane) {
    auto result = vtkSmartPointer<vtkPlane>::New();
    result->SetOrigin(plane.origin.x(), plane.origin.y(), plane.origin.z());
    result->SetNormal(plane.normal.x(), plane.normal.y(), plane.normal.z());
    return result;
}

// Points are numbered in the order in which cells refer to them.
class GridBuilder {
  public:
    // A point of a cell of this group, the same for all its cells at the node.
    vtkIdType point(int group, int node) {
        const auto [found, is_new] = ids_.try_emplace({group, node}, static_cast<vtkIdType>(nodes_.size()));
        if (is_new) nodes_.push_back(node);
        return found->second;
    }

    void add_cell(std::size_t cell, const CellKind& kind, const std::vector<vtkIdType>& points) {
        const auto type = static_cast<unsigned char>(kind.type);
        if (vtkCellTypes::IsLinear(type) != 0) {
            add_piece(cell, type, points);
            return;
        }
        const CellTopology topology = cell_topology(kind.type);
        for (const LocalTetrahedron& piece : topology.tetrahedra) add_local_piece(cell, VTK_TETRA, piece, points);
        for (const LocalTriangle& piece : topology.triangles) add_local_piece(cell, VTK_TRIANGLE, piece, points);
    }

    [[nodiscard]] const std::vector<int>& nodes() const { return nodes_; }

    [[nodiscard]] vtkSmartPointer<vtkUnstructuredGrid> build(const Mesh& mesh, const std::vector<Vec3>& displacement,
                                                             const std::vector<double>& values) const {
        const auto count = static_cast<vtkIdType>(nodes_.size());
        vtkNew<vtkPoints> points;
        points->SetDataTypeToDouble();
        points->SetNumberOfPoints(count);
        vtkNew<vtkDoubleArray> moved;
        moved->SetName(displacement_array);
        moved->SetNumberOfComponents(3);
        moved->SetNumberOfTuples(count);
        vtkNew<vtkDoubleArray> value;
        value->SetName(value_array);
        value->SetNumberOfTuples(count);
        for (vtkIdType i = 0; i < count; ++i) {
            const auto point = static_cast<std::size_t>(i);
            const auto node = static_cast<std::size_t>(nodes_[point]);
            points->SetPoint(i, mesh.nodes[node].data());
            moved->SetTuple(i, displacement[node].data());
            value->SetValue(i, values[point]);
        }
        vtkNew<vtkIntArray> owner;
        owner->SetName(cell_array);
        for (const std::size_t cell : owner_) owner->InsertNextValue(static_cast<int>(cell));
        auto types = types_;
        auto grid = vtkSmartPointer<vtkUnstructuredGrid>::New();
        grid->SetPoints(points);
        grid->SetCells(types.data(), cells_);
        grid->GetPointData()->AddArray(moved);
        grid->GetPointData()->SetScalars(value);
        grid->GetCellData()->AddArray(owner);
        return grid;
    }

  private:
    void add_piece(std::size_t cell, unsigned char type, const std::vector<vtkIdType>& points) {
        cells_->InsertNextCell(static_cast<vtkIdType>(points.size()), points.data());
        types_.push_back(type);
        owner_.push_back(cell);
    }
    template <class Piece>
    void add_local_piece(std::size_t cell, unsigned char type, const Piece& piece,
                         const std::vector<vtkIdType>& points) {
        std::vector<vtkIdType> corners;
        corners.reserve(std::size(piece));
        for (const int local : piece) corners.push_back(points[static_cast<std::size_t>(local)]);
        add_piece(cell, type, corners);
    }

    std::map<std::pair<int, int>, vtkIdType> ids_;  // (group, node) -> point
    std::vector<int> nodes_;
    vtkNew<vtkCellArray> cells_;
    std::vector<int> types_;
    std::vector<std::size_t> owner_;
};

}  // namespace

vtkSmartPointer<vtkUnstructuredGrid> make_drawn_grid(const Mesh& mesh, const std::vector<Vec3>& displacement,
                                                     const std::vector<double>& cell_values,
                                                     const std::vector<int>& group) {
    GridBuilder grid;
    std::vector<double> values;
    std::vector<int> counts;
    std::vector<vtkIdType> points;
    for_each_cell(mesh, [&](std::size_t cell, const CellKind& kind, std::span<const int> nodes) {
        if (group[cell] < 0) return;
        points.clear();
        for (const int node : nodes) {
            points.push_back(grid.point(group[cell], node));
            values.resize(grid.nodes().size(), 0.0);
            counts.resize(grid.nodes().size(), 0);
            values[static_cast<std::size_t>(points.back())] += cell_values[cell];
            ++counts[static_cast<std::size_t>(points.back())];
        }
        grid.add_cell(cell, kind, points);
    });
    for (std::size_t p = 0; p < values.size(); ++p) values[p] /= counts[p];
    return grid.build(mesh, displacement, values);
}

vtkSmartPointer<vtkUnstructuredGrid> make_drawn_grid(const Mesh& mesh, const std::vector<Vec3>& displacement,
                                                     const std::vector<double>& node_values) {
    GridBuilder grid;
    std::vector<vtkIdType> points;
    for_each_cell(mesh, [&](std::size_t cell, const CellKind& kind, std::span<const int> nodes) {
        points.clear();
        for (const int node : nodes) points.push_back(grid.point(0, node));
        grid.add_cell(cell, kind, points);
    });
    std::vector<double> values;
    for (const int node : grid.nodes()) values.push_back(node_values[static_cast<std::size_t>(node)]);
    return grid.build(mesh, displacement, values);
}

vtkSmartPointer<vtkPolyData> outer_surface(vtkUnstructuredGrid& grid) {
    // Called without its pipeline: the search for curved cells there leaks memory in VTK 9.1, and a drawn grid has
    // none.
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
