// SPDX-License-Identifier: Apache-2.0
// The content of the panels of a picture, before it is placed on the page. Internal to viz/.
#pragma once

#include <vtkActor.h>
#include <vtkLookupTable.h>
#include <vtkSmartPointer.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "viz/colour_scale.hpp"
#include "viz/disc_grid.hpp"
#include "viz/task_text.hpp"

namespace spondyl::viz {

// Rectangle in the plane of the picture, mm along the screen's right and up.
struct Extent {
    Eigen::Vector2d low = Eigen::Vector2d::Constant(1e30);
    Eigen::Vector2d high = Eigen::Vector2d::Constant(-1e30);

    void include(const Eigen::Vector2d& point) {
        low = low.cwiseMin(point);
        high = high.cwiseMax(point);
    }
    [[nodiscard]] Eigen::Vector2d size() const { return high - low; }
};

enum class LabelPlace {
    beside,  // on the right of the scene, with a leader line to the anchor
    below,   // centred below the anchor
    on,      // centred on the anchor
    mark,    // the same, bold
};

struct SceneLabel {
    Vec3 anchor = Vec3::Zero();  // mm
    LabelPlace place = LabelPlace::beside;
    std::string text;
    std::string detail;  // smaller, on a second line
};

// Drawn flat over the scene: a force or, bent, a couple.
struct SceneArrow {
    std::vector<Vec3> path;  // mm, tail to tip
    std::string text;        // at the tail, or at the tip
    bool text_at_end = false;
};

// The directions that a small cross of arrows shows beside a scene.
struct Triad {
    Mat3 axes = Mat3::Identity();  // columns: unit vectors, global
    std::array<const char*, 3> names = {"anterior", "cranial", "right"};
};

struct Scene {
    std::vector<vtkSmartPointer<vtkActor>> actors;  // line widths in heights of the text
    Mat3 view = Mat3::Identity();  // rows: the screen's right, up and towards the viewer (unit, global)
    Extent extent;                 // of everything drawn
    std::vector<SceneLabel> labels;
    std::vector<SceneArrow> arrows;
    std::string caption;
    Triad triad;
    std::optional<Vec3> free_place;  // an empty spot inside the extent, for the triad
};

// A number that ligaments, facet joints or muscles are coloured by.
struct ColourKey {
    ColourScale scale;  // its largest value is 0 where nothing is loaded
    vtkSmartPointer<vtkLookupTable> colours;
};

// One state with the data shared by all its scenes.
struct Drawing {
    const Result& result;
    const ResultState& state;
    Scalar scalar;
    ColourScale scale;
    vtkSmartPointer<vtkLookupTable> colours;
    std::vector<DrawnDisc> discs;
    ColourKey tension;                  // of fascicles, N
    ColourKey contact;                  // pressure on facet joints, MPa
    ColourKey activation;               // of muscles, always 0 to 1
    std::optional<ShownTask> task;      // of the state, where it is known
    std::optional<BoneSurface> sacrum;  // below S1, at rest; a drawing
    Surface hip_bones;                  // where they are in this state; a drawing, empty without a body
};

Drawing make_drawing(const Anatomy& anatomy, const Result& result, const ResultState& state, const std::string& field);

// Colours the field over these limits, so that several drawings share one bar.
void use_scale(Drawing& drawing, const ColourScale& scale);

// The global axes: of the room while a person stands or sits in it, otherwise of the body.
Triad global_triad(const Drawing& drawing);

// Vertebrae and discs seen from outside. azimuth_deg: 0 from the right, 90 from the front, 180 from the left.
Scene make_column_scene(const Drawing& drawing, double azimuth_deg, double elevation_deg, bool labels);

// The left half, seen from the right: bone with filled cut, stress inside the discs. The cut follows the points that
// lay in the mid-sagittal plane at rest.
Scene make_sagittal_scene(const Drawing& drawing);

// The part of a sagittal scene around the lowest discs.
Extent lowest_discs(const Drawing& drawing, const Scene& scene, int count);

// Ligaments or facet joints to draw.
bool has_structures(const Result& result);

// Vertebrae with ligaments and facet joints from behind and left; names beside those of chosen_level.
Scene make_posterior_scene(const Drawing& drawing);

// The lower vertebra of chosen_level from behind, with the articular surfaces on which the upper one presses.
Scene make_opened_joints_scene(const Drawing& drawing);

// The level whose facet joints carry most; the lowest one if none does.
Disc chosen_level(const Drawing& drawing);

// The lower half of each disc, row by row in the given number of columns, tilted towards the viewer.
Scene make_exploded_scene(const Drawing& drawing, int columns);

}  // namespace spondyl::viz
