// SPDX-License-Identifier: Apache-2.0
#include "viz/body_scene.hpp"

#include <fmt/format.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkTubeFilter.h>
#include <vtkUnsignedCharArray.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "viz/body_data.hpp"
#include "viz/body_shape.hpp"
#include "viz/scene_parts.hpp"
#include "viz/surroundings.hpp"
#include "viz/vtk_data.hpp"

namespace spondyl::viz {
namespace {

constexpr Colour skin_colour = {0.70, 0.60, 0.54};

// A muscle's tube has the cross-section of the muscle.
void add_muscles(Scene& scene, const Drawing& drawing) {
    const auto lines = make_muscles(drawing.result, drawing.state);
    if (lines->GetNumberOfCells() == 0) return;
    lines->GetPointData()->SetActiveScalars(radius_array);
    vtkNew<vtkTubeFilter> tubes;
    tubes->SetInputData(lines);
    tubes->SetVaryRadiusToVaryRadiusByAbsoluteScalar();
    tubes->SetNumberOfSides(14);
    tubes->CappingOn();
    tubes->Update();
    tubes->GetOutput()->GetPointData()->SetActiveScalars(activation_array);
    vtkActor& actor = add_actor(scene, *tubes->GetOutput());
    actor.GetMapper()->ScalarVisibilityOn();
    actor.GetMapper()->SetScalarModeToUsePointData();
    actor.GetMapper()->SetLookupTable(drawing.activation.colours);
    actor.GetMapper()->UseLookupTableScalarRangeOn();
    actor.GetProperty()->SetAmbient(0.5);
    actor.GetProperty()->SetDiffuse(0.5);
    actor.GetProperty()->SetSpecular(0.0);
}

void add_spine(Scene& scene, const Drawing& drawing) {
    add_column(scene, drawing);
    if (!drawing.hip_bones.points.empty()) add_bone(scene, *make_surface(drawing.hip_bones), bone_colour);
    const auto discs = outer_surface(*make_disc_grid(drawing.result.mesh, drawing.state, drawing.scalar.values));
    displace(*discs);
    add_bone(scene, *discs, plain_disc_colour);
}

// Transparent where it faces the viewer, opaque at its outline. The triangles are sorted from back to front, as
// blending needs; in a parallel view one order is right everywhere.
void add_skin(Scene& scene, vtkPolyData& skin) {
    vtkDataArray* normals = skin.GetPointData()->GetNormals();
    if (normals == nullptr) return;
    const Vec3 towards = scene.view.row(2);
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetNumberOfComponents(4);
    for (vtkIdType i = 0; i < skin.GetNumberOfPoints(); ++i) {
        const double facing = std::abs(Vec3(normals->GetTuple3(i)).dot(towards));
        const double opacity = 0.10 + 0.62 * std::pow(1.0 - std::min(1.0, facing), 1.8);
        for (const double value : {skin_colour[0], skin_colour[1], skin_colour[2], opacity}) {
            colours->InsertNextValue(static_cast<unsigned char>(std::lround(255.0 * value)));
        }
    }
    struct Face {
        double depth = 0.0;
        std::array<vtkIdType, 3> corner{};
    };
    std::vector<Face> faces;
    vtkNew<vtkIdList> ids;
    for (vtkIdType c = 0; c < skin.GetNumberOfCells(); ++c) {
        skin.GetCellPoints(c, ids);
        Face face;
        for (int k = 0; k < 3; ++k) {
            face.corner[static_cast<std::size_t>(k)] = ids->GetId(k);
            face.depth += Vec3(skin.GetPoint(ids->GetId(k))).dot(towards);
        }
        faces.push_back(face);
    }
    std::ranges::stable_sort(faces, {}, &Face::depth);
    vtkNew<vtkCellArray> sorted;
    for (const Face& face : faces) sorted->InsertNextCell(3, face.corner.data());
    vtkNew<vtkPolyData> data;
    data->SetPoints(skin.GetPoints());
    data->SetPolys(sorted);
    data->GetPointData()->SetNormals(normals);
    data->GetPointData()->SetScalars(colours);
    vtkActor& actor = add_actor(scene, *data);
    actor.GetMapper()->ScalarVisibilityOn();
    actor.GetMapper()->SetColorModeToDirectScalars();
    actor.ForceTranslucentOn();
    actor.GetProperty()->SetAmbient(0.35);
    actor.GetProperty()->SetDiffuse(0.65);
    actor.GetProperty()->SetSpecular(0.08);
    actor.GetProperty()->SetSpecularPower(20);
}

// The rotation of the middle of the lumbar spine since rest.
Mat3 trunk_rotation(const Drawing& drawing) {
    const std::size_t count = drawing.state.bones.size();
    return count == 0 ? Mat3(Mat3::Identity()) : drawing.state.bones[count / 2].rotation;
}

Vec3 half_way(const std::vector<Vec3>& path) {
    double length = 0.0;
    for (std::size_t i = 1; i < path.size(); ++i) length += (path[i] - path[i - 1]).norm();
    double left = 0.5 * length;
    for (std::size_t i = 1; i < path.size(); ++i) {
        const double piece = (path[i] - path[i - 1]).norm();
        if (left <= piece && piece > 0.0) return path[i - 1] + left / piece * (path[i] - path[i - 1]);
        left -= piece;
    }
    return path.back();
}

std::string force_text(const GroupMeasures& group) {
    if (group.activation < 0.005) return "at rest";
    const std::string most = fmt::format("up to {:.0f} %; ", 100.0 * group.activation);
    const double left = std::round(group.force_left_N), right = std::round(group.force_right_N);
    if (left == right) return most + fmt::format("{:.0f} N per side", left);
    return most + fmt::format("{:.0f} N left, {:.0f} right", left, right);
}

}  // namespace

bool has_body(const ResultState& state) {
    return state.task.has_value() && !state.body.empty() && !state.muscles.empty();
}

Scene make_body_scene(const Drawing& drawing, vtkPolyData& skin, double azimuth_deg, double elevation_deg, bool words) {
    Scene scene;
    const Mat3 stand = standing_frame(drawing.task);
    scene.view = make_view(azimuth_deg, elevation_deg) * stand;
    scene.triad = global_triad(drawing);
    add_spine(scene, drawing);
    add_muscles(scene, drawing);
    add_surroundings(scene, drawing, skin, stand.row(1), words);
    add_skin(scene, skin);
    return scene;
}

Scene make_trunk_scene(const Drawing& drawing, double azimuth_deg, double elevation_deg, Side side,
                       const std::vector<std::string>& named_groups) {
    Scene scene;
    const Mat3 trunk = trunk_rotation(drawing);
    scene.view = make_view(azimuth_deg, elevation_deg) * trunk.transpose();
    scene.triad.axes = trunk;
    add_spine(scene, drawing);
    add_muscles(scene, drawing);
    for (const GroupMeasures& group : group_measures(drawing.result, drawing.state, side)) {
        if (std::ranges::find(named_groups, group.group) == named_groups.end()) continue;
        scene.labels.push_back({half_way(drawing.state.muscles[group.strongest].path), LabelPlace::beside, group.words,
                                force_text(group)});
    }
    return scene;
}

}  // namespace spondyl::viz
