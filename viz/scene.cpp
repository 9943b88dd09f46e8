// SPDX-License-Identifier: Apache-2.0
#include "viz/scene.hpp"

#include <fmt/format.h>
#include <vtkClipClosedSurface.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPlaneCollection.h>
#include <vtkPointData.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "core/math/units.hpp"
#include "core/mesh/cells.hpp"
#include "viz/pelvis_shape.hpp"
#include "viz/scene_parts.hpp"
#include "viz/vtk_data.hpp"

namespace spondyl::viz {
namespace {

constexpr Colour marrow_colour = {0.95, 0.90, 0.82};
constexpr Colour cortex_colour = {0.55, 0.44, 0.30};
constexpr Colour border_colour = {1.0, 1.0, 1.0};

// Away from the mesh's plane of symmetry: a cut through points and edges leaves slivers.
constexpr double symmetry_offset = 0.01;  // mm

const Vec3 anterior = Vec3::UnitX();
const Vec3 cranial = Vec3::UnitY();
const Vec3 right = Vec3::UnitZ();

Eigen::Vector2d project(const Mat3& view, const Vec3& point) {
    return (view * point).head<2>();
}

void include(Scene& scene, vtkPolyData& data) {
    for (vtkIdType i = 0; i < data.GetNumberOfPoints(); ++i) {
        scene.extent.include(project(scene.view, Vec3(data.GetPoint(i))));
    }
}

vtkSmartPointer<vtkPolyData> with_normals(vtkPolyData& surface, double feature_angle) {
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputData(&surface);
    normals->SetFeatureAngle(feature_angle);
    normals->ConsistencyOff();
    normals->Update();
    return normals->GetOutput();
}

// The sacrum is one bone with S1.
const RigidMotion& motion_of_sacrum(const Drawing& drawing) {
    const auto s1 = std::ranges::find(drawing.result.bones, drawing.sacrum->vertebra, &BoneSurface::vertebra);
    return drawing.state.bones[static_cast<std::size_t>(s1 - drawing.result.bones.begin())];
}

}  // namespace

Mat3 make_view(double azimuth_deg, double elevation_deg) {
    const double azimuth = azimuth_deg * rad_per_deg;
    const double elevation = elevation_deg * rad_per_deg;
    const Vec3 back = std::cos(elevation) * (std::sin(azimuth) * anterior + std::cos(azimuth) * right) +
                      std::sin(elevation) * cranial;
    const Vec3 screen_right = cranial.cross(back).normalized();
    Mat3 view;
    view << screen_right.transpose(), back.cross(screen_right).transpose(), back.transpose();
    return view;
}

vtkActor& add_actor(Scene& scene, vtkPolyData& data) {
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(&data);
    mapper->ScalarVisibilityOff();
    auto actor = vtkSmartPointer<vtkActor>::New();
    actor->SetMapper(mapper);
    include(scene, data);
    scene.actors.push_back(actor);
    return *actor;
}

void add_bone(Scene& scene, vtkPolyData& surface, const Colour& colour) {
    vtkProperty& property = *add_actor(scene, *with_normals(surface, 60)).GetProperty();
    property.SetColor(colour[0], colour[1], colour[2]);
    property.SetAmbient(0.15);
    property.SetDiffuse(0.85);
    property.SetSpecular(0.12);
    property.SetSpecularPower(12);
}

void add_column(Scene& scene, const Drawing& drawing) {
    add_bone(scene, *make_bones(drawing.result.bones, drawing.state, true), bone_colour);
    if (!drawing.sacrum) return;
    Surface sacrum = drawing.sacrum->surface;
    for (Vec3& point : sacrum.points) point = moved(*drawing.sacrum, motion_of_sacrum(drawing), point);
    add_bone(scene, *make_surface(sacrum), bone_colour);
}

void add_coloured(Scene& scene, vtkLookupTable& colours, vtkPolyData& surface, double ambient) {
    vtkActor& actor = add_actor(scene, *with_normals(surface, 40));
    actor.GetMapper()->ScalarVisibilityOn();
    actor.GetMapper()->SetLookupTable(&colours);
    actor.GetMapper()->UseLookupTableScalarRangeOn();
    actor.GetMapper()->InterpolateScalarsBeforeMappingOn();
    actor.GetProperty()->SetAmbient(ambient);
    actor.GetProperty()->SetDiffuse(1 - ambient);
    actor.GetProperty()->SetSpecular(0.0);
}

vtkSmartPointer<vtkLookupTable> make_colours(const ColourScale& scale, Palette palette) {
    auto colours = vtkSmartPointer<vtkLookupTable>::New();
    const auto table = colour_table(palette);
    colours->SetNumberOfTableValues(static_cast<vtkIdType>(table.size()));
    colours->SetTableRange(scale.low, scale.high);
    for (std::size_t i = 0; i < table.size(); ++i) {
        colours->SetTableValue(static_cast<vtkIdType>(i), table[i][0] / 255.0, table[i][1] / 255.0,
                               table[i][2] / 255.0);
    }
    return colours;
}

namespace {

void shift_points(vtkPolyData& data, const Vec3& shift) {
    for (vtkIdType i = 0; i < data.GetNumberOfPoints(); ++i) {
        const Vec3 point = Vec3(data.GetPoint(i)) + shift;
        data.GetPoints()->SetPoint(i, point.data());
    }
}

void add_lines(Scene& scene, vtkPolyData& lines, const Colour& colour, double width) {
    vtkActor& actor = add_actor(scene, lines);
    actor.GetProperty()->SetColor(colour[0], colour[1], colour[2]);
    actor.GetProperty()->SetLineWidth(static_cast<float>(width));
    actor.GetProperty()->LightingOff();
    // A line in a surface would flicker (depth fighting): draw it slightly in front.
    const Vec3 shift = 0.15 * scene.view.row(2);
    actor.SetPosition(shift.x(), shift.y(), shift.z());
}

void add_nucleus_border(Scene& scene, const Drawing& drawing, int level, const Plane& cut, const Frame& from,
                        const Frame& to) {
    const auto nucleus = make_disc_grid(drawing.result.mesh, drawing.state, drawing.scalar.values, level,
                                        static_cast<int>(Part::nucleus));
    const auto lines = cut_lines(*outer_surface(*nucleus), cut);
    displace(*lines, from, to);
    add_lines(scene, *lines, border_colour, 0.07);
}

// The part of a bone left of the cut, moved with its vertebra: outside, filled section and its outline.
void add_cut_bone(Scene& scene, const BoneSurface& bone, const RigidMotion& motion, const Plane& cut) {
    const auto surface = make_surface(bone.surface);
    vtkNew<vtkPlane> plane;  // this filter keeps the side the normal points to
    plane->SetOrigin(cut.origin.x(), cut.origin.y(), cut.origin.z());
    plane->SetNormal(-cut.normal.x(), -cut.normal.y(), -cut.normal.z());
    vtkNew<vtkPlaneCollection> planes;
    planes->AddItem(plane);
    vtkNew<vtkClipClosedSurface> clip;
    clip->SetInputData(surface);
    clip->SetClippingPlanes(planes);
    clip->SetScalarModeToNone();
    clip->Update();
    const auto move_bone = [&](vtkPolyData& data) {
        vtkNew<vtkPoints> points;
        points->SetDataTypeToDouble();
        points->SetNumberOfPoints(data.GetNumberOfPoints());
        for (vtkIdType i = 0; i < data.GetNumberOfPoints(); ++i) {
            points->SetPoint(i, moved(bone, motion, Vec3(data.GetPoint(i))).data());
        }
        data.SetPoints(points);
    };
    move_bone(*clip->GetOutput());
    add_bone(scene, *clip->GetOutput(), marrow_colour);
    const auto rim = cut_lines(*surface, cut);
    move_bone(*rim);
    add_lines(scene, *rim, cortex_colour, 0.1);
}

const DiscMeasures* find_measures(const ResultState& state, Disc disc) {
    const auto found = std::find_if(state.discs.begin(), state.discs.end(),
                                    [&](const DiscMeasures& measures) { return measures.disc == disc; });
    return found == state.discs.end() ? nullptr : &*found;
}

// The outline of a disc on the screen.
vtkSmartPointer<vtkPolyData> disc_surface(const Drawing& drawing, const DrawnDisc& disc) {
    auto surface = outer_surface(
        *make_disc_grid(drawing.result.mesh, drawing.state, drawing.scalar.values, static_cast<int>(disc.disc)));
    displace(*surface);
    return surface;
}

// Labels stand on the right; their leader lines start where the mid-plane of the disc ends on that side.
void add_side_labels(Scene& scene, const Drawing& drawing) {
    for (const DrawnDisc& disc : drawing.discs) {
        SceneLabel label;
        label.text = std::string(name(disc.disc));
        if (const DiscMeasures* measures = find_measures(drawing.state, disc.disc)) {
            label.detail = fmt::format("{:.0f} N on the disc", measures->compression_N);
        }
        const auto surface = disc_surface(drawing, disc);
        const Vec3 normal = disc.current.rotation.col(1);
        const Vec3 screen_right = scene.view.row(0);
        const Vec3 direction = (screen_right - screen_right.dot(normal) * normal).normalized();
        double reach = 0.0;
        for (vtkIdType i = 0; i < surface->GetNumberOfPoints(); ++i) {
            reach = std::max(reach, direction.dot(Vec3(surface->GetPoint(i)) - disc.current.origin));
        }
        label.anchor = disc.current.origin + reach * direction;
        scene.labels.push_back(label);
    }
}

// Every value has the same weight.
ColourKey make_key(const std::vector<double>& values, Palette palette) {
    ColourKey key{make_colour_scale(values, std::vector<double>(values.size(), 1.0)), {}};
    key.colours = make_colours(key.scale, palette);
    return key;
}

}  // namespace

Drawing make_drawing(const Anatomy& anatomy, const Result& result, const ResultState& state, const std::string& field) {
    Drawing drawing{.result = result,
                    .state = state,
                    .scalar = choose_scalar(state, field),
                    .scale = {},
                    .colours = {},
                    .discs = find_discs(result.mesh, state),
                    .tension = {},
                    .contact = {},
                    .activation = {},
                    .task = find_task(anatomy, result, state),
                    .sacrum = {},
                    .hip_bones = make_hip_bones(anatomy.body, state.body)};
    drawing.sacrum = make_sacrum(anatomy.body.pelvis, result, drawing.discs);
    std::vector<double> values;
    std::vector<double> volumes;
    const std::vector<double> of_cells = cell_volumes(result.mesh);
    for (std::size_t e = 0; e < of_cells.size(); ++e) {
        if (!is_disc_part(result.mesh.part[e])) continue;
        values.push_back(drawing.scalar.values[e]);
        volumes.push_back(of_cells[e]);
    }
    use_scale(drawing, make_colour_scale(values, volumes));
    std::vector<double> tensions = {0.0}, pressures = {0.0};
    for (const FascicleState& fascicle : state.fascicles) tensions.push_back(fascicle.tension_N);
    for (const std::vector<double>& joint : state.facet_pressure)
        pressures.insert(pressures.end(), joint.begin(), joint.end());
    drawing.tension = make_key(tensions, Palette::reds);
    drawing.contact = make_key(pressures, Palette::blues);
    drawing.activation.scale = {
        .low = 0.0, .high = 1.0, .ticks = {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}, .smallest = 0.0, .largest = 0.0};
    for (const MuscleState& muscle : state.muscles)
        drawing.activation.scale.largest = std::max(drawing.activation.scale.largest, muscle.activation);
    drawing.activation.colours = make_colours(drawing.activation.scale, Palette::magma);
    return drawing;
}

void use_scale(Drawing& drawing, const ColourScale& scale) {
    drawing.scale = scale;
    drawing.colours = make_colours(scale, Palette::viridis);
}

Triad global_triad(const Drawing& drawing) {
    Triad triad;
    const bool lying = drawing.task && drawing.task->posture.legs == LegPose::lying;
    if (drawing.state.task.has_value() && !lying) triad.names = {"forward", "up", "right"};
    return triad;
}

Scene make_column_scene(const Drawing& drawing, double azimuth_deg, double elevation_deg, bool labels) {
    Scene scene;
    scene.view = make_view(azimuth_deg, elevation_deg);
    scene.triad = global_triad(drawing);
    add_column(scene, drawing);
    const auto discs = outer_surface(*make_disc_grid(drawing.result.mesh, drawing.state, drawing.scalar.values));
    displace(*discs);
    add_coloured(scene, *drawing.colours, *discs, 0.6);
    add_ligaments(scene, drawing);
    add_facets(scene, drawing, -1);
    if (labels) add_side_labels(scene, drawing);
    return scene;
}

Scene make_sagittal_scene(const Drawing& drawing) {
    Scene scene;
    scene.view = make_view(0, 0);
    scene.triad = global_triad(drawing);
    const Plane cut{symmetry_offset * right, right};
    for (std::size_t b = 0; b < drawing.result.bones.size(); ++b) {
        const BoneSurface& bone = drawing.result.bones[b];
        add_cut_bone(scene, bone, drawing.state.bones[b], cut);
        scene.labels.push_back({bone.centre + drawing.state.bones[b].translation, LabelPlace::on, bone.vertebra, {}});
    }
    if (drawing.sacrum) add_cut_bone(scene, *drawing.sacrum, motion_of_sacrum(drawing), cut);
    const auto discs = cut_surface(*make_disc_grid(drawing.result.mesh, drawing.state, drawing.scalar.values), cut);
    displace(*discs);
    add_coloured(scene, *drawing.colours, *discs, 0.8);
    add_nucleus_border(scene, drawing, -1, cut, {}, {});
    // The cut passes between the left and right half of the unpaired ligaments; a bundle in the middle counts as left.
    const std::vector<FascicleState>& rest = drawing.result.states.front().fascicles;
    add_ligaments(scene, drawing, [&](std::size_t i) { return rest[i].upper.z() + rest[i].lower.z() < 1.0; });
    add_side_labels(scene, drawing);
    return scene;
}

Extent lowest_discs(const Drawing& drawing, const Scene& scene, int count) {
    Extent extent;
    const int first = static_cast<int>(drawing.discs.size()) - count;
    for (std::size_t i = static_cast<std::size_t>(std::max(first, 0)); i < drawing.discs.size(); ++i) {
        const auto disc = disc_surface(drawing, drawing.discs[i]);
        for (vtkIdType p = 0; p < disc->GetNumberOfPoints(); ++p) {
            extent.include(project(scene.view, Vec3(disc->GetPoint(p))));
        }
    }
    return extent;
}

Scene make_exploded_scene(const Drawing& drawing, int columns) {
    Scene scene;
    scene.view = make_view(75, 48);
    scene.caption = "discs opened at mid-height (white: border of the nucleus)";

    std::vector<vtkSmartPointer<vtkPolyData>> halves;
    std::vector<Plane> cuts;
    Extent largest;
    for (const DrawnDisc& disc : drawing.discs) {
        const Vec3 normal = disc.reference.rotation.col(1);
        cuts.push_back({disc.reference.origin + symmetry_offset * normal, normal});
        halves.push_back(cut_surface(
            *make_disc_grid(drawing.result.mesh, drawing.state, drawing.scalar.values, static_cast<int>(disc.disc)),
            cuts.back()));
        displace(*halves.back(), disc.current, Frame{});
        for (vtkIdType p = 0; p < halves.back()->GetNumberOfPoints(); ++p) {
            largest.include(project(scene.view, Vec3(halves.back()->GetPoint(p))));
        }
    }

    const Eigen::Vector2d spacing = largest.size() + Eigen::Vector2d(8, 21);  // mm; room for the labels below
    const auto place = [&](std::size_t cell) -> Vec3 {
        const std::size_t row = cell / static_cast<std::size_t>(columns);
        const std::size_t column = cell % static_cast<std::size_t>(columns);
        return scene.view.transpose() *
               Vec3(static_cast<double>(column) * spacing.x(), -static_cast<double>(row) * spacing.y(), 0);
    };
    for (std::size_t i = 0; i < drawing.discs.size(); ++i) {
        const DrawnDisc& disc = drawing.discs[i];
        const Vec3 shift = place(i);
        shift_points(*halves[i], shift);
        add_coloured(scene, *drawing.colours, *halves[i], 0.65);
        add_nucleus_border(scene, drawing, static_cast<int>(disc.disc), cuts[i], disc.current,
                           Frame{shift, Mat3::Identity()});

        SceneLabel label;
        label.place = LabelPlace::below;
        label.text = std::string(name(disc.disc));
        if (const DiscMeasures* measures = find_measures(drawing.state, disc.disc)) {
            label.detail = fmt::format("pressure {:.2f} MPa", measures->nucleus_pressure_MPa);
        }
        label.anchor = shift + largest.low.y() * Vec3(scene.view.row(1));
        scene.labels.push_back(label);
    }
    if (drawing.discs.size() % static_cast<std::size_t>(columns) != 0) {
        scene.free_place = place(drawing.discs.size()) + largest.low.y() * Vec3(scene.view.row(1)) / 2;
    }
    return scene;
}

}  // namespace spondyl::viz
