// SPDX-License-Identifier: Apache-2.0
// Ligaments and facet joints in pictures.
#include <fmt/format.h>
#include <vtkCellData.h>
#include <vtkNew.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkTubeFilter.h>

#include <algorithm>

#include "viz/scene_parts.hpp"
#include "viz/structure_data.hpp"
#include "viz/vtk_data.hpp"

namespace spondyl::viz {
namespace {

constexpr Colour slack_colour = {0.62, 0.62, 0.62};
constexpr double taut_radius = 0.8;    // mm
constexpr double slack_radius = 0.35;  // mm

vtkActor& add_tubes(Scene& scene, vtkPolyData& lines, double radius) {
    vtkNew<vtkTubeFilter> tubes;
    tubes->SetInputData(&lines);
    tubes->SetRadius(radius);
    tubes->SetNumberOfSides(12);
    tubes->CappingOn();
    tubes->Update();
    return add_actor(scene, *tubes->GetOutput());
}

void colour_by(vtkActor& actor, vtkLookupTable* colours) {
    actor.GetMapper()->ScalarVisibilityOn();
    actor.GetMapper()->SetLookupTable(colours);
    actor.GetMapper()->UseLookupTableScalarRangeOn();
    actor.GetProperty()->SetAmbient(0.55);
    actor.GetProperty()->SetDiffuse(0.45);
    actor.GetProperty()->SetSpecular(0.0);
}

// Half-way along the fascicles of one ligament, level and side: where a leader line points to.
Vec3 middle_of(const Drawing& drawing, Disc disc, Ligament ligament, Side side) {
    Vec3 sum = Vec3::Zero();
    double count = 0.0;
    for (std::size_t i = 0; i < drawing.result.fascicles.size(); ++i) {
        const FascicleInfo& info = drawing.result.fascicles[i];
        if (info.disc != disc || info.ligament != ligament || info.side != side) continue;
        sum += (drawing.state.fascicles[i].upper + drawing.state.fascicles[i].lower) / 2;
        count += 1.0;
    }
    return sum / count;
}

std::string force_text(double force) {
    if (force < 0.05) return "slack";
    return fmt::format("{:.{}f} N", force, force < 10.0 ? 1 : 0);
}

}  // namespace

bool has_structures(const Result& result) {
    return !result.fascicles.empty() || !result.facets.empty();
}

void add_ligaments(Scene& scene, const Drawing& drawing, const std::function<bool(std::size_t)>& wanted) {
    const auto taut = [&](std::size_t i) { return drawing.state.fascicles[i].tension_N > 0.0; };
    const auto tense =
        make_fascicles(drawing.result, drawing.state, [&](std::size_t i) { return wanted(i) && taut(i); });
    if (tense->GetNumberOfCells() > 0) {
        tense->GetCellData()->SetActiveScalars(tension_array);
        vtkActor& actor = add_tubes(scene, *tense, taut_radius);
        actor.GetMapper()->SetScalarModeToUseCellData();
        colour_by(actor, drawing.tension.colours);
    }
    const auto slack =
        make_fascicles(drawing.result, drawing.state, [&](std::size_t i) { return wanted(i) && !taut(i); });
    if (slack->GetNumberOfCells() > 0) {
        add_tubes(scene, *slack, slack_radius)
            .GetProperty()
            ->SetColor(slack_colour[0], slack_colour[1], slack_colour[2]);
    }
}

void add_ligaments(Scene& scene, const Drawing& drawing) {
    add_ligaments(scene, drawing, [](std::size_t) { return true; });
}

void add_facets(Scene& scene, const Drawing& drawing, int level) {
    if (drawing.result.facets.empty()) return;
    vtkActor& actor = add_actor(scene, *make_contact_surfaces(drawing.result, drawing.state, level));
    actor.GetMapper()->InterpolateScalarsBeforeMappingOn();
    colour_by(actor, drawing.contact.colours);
}

Disc chosen_level(const Drawing& drawing) {
    Disc best =
        drawing.result.facets.empty() ? drawing.result.fascicles.back().disc : drawing.result.facets.back().disc;
    double most = 0.0;
    for (const DiscMeasures& disc : drawing.state.discs) {
        const double force = disc.facet_force_left_N + disc.facet_force_right_N;
        if (force > most) {
            most = force;
            best = disc.disc;
        }
    }
    return best;
}

Scene make_posterior_scene(const Drawing& drawing) {
    Scene scene;
    scene.view = make_view(228, 12);
    scene.triad = global_triad(drawing);
    add_bone(scene, *make_bones(drawing.result.bones, drawing.state, true), bone_colour);
    const auto discs = outer_surface(*make_disc_grid(drawing.result.mesh, drawing.state, drawing.scalar.values));
    displace(*discs);
    add_bone(scene, *discs, plain_disc_colour);
    add_ligaments(scene, drawing);
    add_facets(scene, drawing, -1);
    for (std::size_t b = 0; b < drawing.result.bones.size(); ++b) {
        const BoneSurface& bone = drawing.result.bones[b];
        scene.labels.push_back({bone.centre + drawing.state.bones[b].translation, LabelPlace::on, bone.vertebra, {}});
    }
    const Disc level = chosen_level(drawing);
    for (const LigamentMeasures& row : drawing.state.ligaments) {
        // The sides that are neither hidden by a lamina nor far from their names.
        const Side seen = row.ligament == Ligament::ITL ? Side::right : Side::left;
        if (row.disc != level || (row.side != Side::middle && row.side != seen)) continue;
        // Ligaments in the canal or in front of the bodies are hidden in this view.
        if (row.ligament == Ligament::ALL || row.ligament == Ligament::PLL) continue;
        scene.labels.push_back({middle_of(drawing, row.disc, row.ligament, row.side), LabelPlace::beside,
                                full_name(row.ligament), force_text(row.force_N)});
    }
    return scene;
}

Scene make_opened_joints_scene(const Drawing& drawing) {
    Scene scene;
    scene.view = make_view(255, 18);
    scene.triad = global_triad(drawing);
    const Disc level = chosen_level(drawing);
    std::vector<BoneSurface> bones;
    ResultState lower;
    for (std::size_t b = 0; b < drawing.result.bones.size(); ++b) {
        if (drawing.result.bones[b].vertebra != name(below(level))) continue;
        bones.push_back(drawing.result.bones[b]);
        lower.bones.push_back(drawing.state.bones[b]);
        scene.labels.push_back(
            {bones.back().centre + lower.bones.back().translation, LabelPlace::on, bones.back().vertebra, {}});
    }
    add_bone(scene, *make_bones(bones, lower, true), bone_colour);
    add_facets(scene, drawing, static_cast<int>(level));
    for (std::size_t i = 0; i < drawing.state.facets.size(); ++i) {
        const FacetMeasures& facet = drawing.state.facets[i];
        if (facet.disc != level) continue;
        scene.labels.push_back(
            {Vec3(facet.centre_x_mm, facet.centre_y_mm, facet.centre_z_mm), LabelPlace::beside,
             fmt::format("{} facet joint", name(facet.side)),
             facet.force_N < 0.05 ? std::string("open, no force") : fmt::format("{:.0f} N", facet.force_N)});
    }
    scene.caption = fmt::format("{} removed: the facet joints of {}", name(above(level)), name(level));
    return scene;
}

}  // namespace spondyl::viz
