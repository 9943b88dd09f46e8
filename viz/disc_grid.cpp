// SPDX-License-Identifier: Apache-2.0
#include "viz/disc_grid.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/Geometry>
#include <map>

#include "core/mesh/cells.hpp"

namespace spondyl::viz {
namespace {

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
    const std::vector<double> volumes = cell_volumes(mesh);
    for_each_cell(mesh, [&](std::size_t cell, const CellKind&, std::span<const int> nodes) {
        if (!is_disc_part(mesh.part[cell])) return;
        Cells& cells = levels[mesh.level[cell]];
        const auto count = static_cast<double>(nodes.size());
        Vec3 reference = Vec3::Zero();
        Vec3 displacement = Vec3::Zero();
        for (const int node : nodes) {
            reference += mesh.nodes[static_cast<std::size_t>(node)] / count;
            displacement += state.displacement[static_cast<std::size_t>(node)] / count;
        }
        cells.reference.push_back(reference);
        cells.current.push_back(reference + displacement);
        cells.volumes.push_back(volumes[cell]);
    });
    std::vector<DrawnDisc> discs;
    discs.reserve(levels.size());
    for (const auto& [level, cells] : levels) {
        discs.push_back({static_cast<Disc>(level), principal_frame(cells.reference, cells.volumes),
                         principal_frame(cells.current, cells.volumes)});
    }
    return discs;
}

vtkSmartPointer<vtkUnstructuredGrid> make_disc_grid(const ResultMesh& mesh, const ResultState& state,
                                                    const std::vector<double>& cell_values, int level, int part) {
    std::vector<int> group;
    for (std::size_t e = 0; e < mesh.part.size(); ++e) {
        const bool left_out = !is_disc_part(mesh.part[e]) || (level >= 0 && mesh.level[e] != level) ||
                              (part >= 0 && mesh.part[e] != part);
        group.push_back(left_out ? -1 : part_count * mesh.level[e] + mesh.part[e]);
    }
    return make_drawn_grid(mesh, state.displacement, cell_values, group);
}

}  // namespace spondyl::viz
