// SPDX-License-Identifier: Apache-2.0
#include "viz/surroundings.hpp"

#include <fmt/format.h>
#include <vtkProperty.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "core/math/units.hpp"
#include "core/text/words.hpp"
#include "viz/body_shape.hpp"
#include "viz/scene_parts.hpp"
#include "viz/vtk_data.hpp"

namespace spondyl::viz {
namespace {

constexpr Colour floor_colour = {0.86, 0.87, 0.88};
constexpr Colour furniture_colour = {0.62, 0.66, 0.70};
constexpr Colour box_colour = {0.80, 0.62, 0.40};
constexpr Colour grip_colour = {0.42, 0.30, 0.18};
constexpr double smallest_half_depth = 40.0;  // mm
constexpr double mm_per_N = 0.5;              // length of arrows, between the limits
constexpr double shortest_arrow = 100.0;
constexpr double longest_arrow = 420.0;
constexpr double litres_per_kg = 1.6;  // a packed box
constexpr double millimetres3 = 1e6;   // per litre

// A box with its own axes (columns) and half sizes along them.
struct Block {
    Vec3 centre = Vec3::Zero();
    Mat3 axes = Mat3::Identity();
    Vec3 half = Vec3::Zero();
};

void add_block(Scene& scene, const Block& block, const Colour& colour) {
    Surface surface;
    for (int c = 0; c < 8; ++c) {
        const Vec3 sign((c & 1) != 0 ? 1.0 : -1.0, (c & 2) != 0 ? 1.0 : -1.0, (c & 4) != 0 ? 1.0 : -1.0);
        surface.points.push_back(block.centre + block.axes * sign.cwiseProduct(block.half));
    }
    surface.triangles = {{0, 4, 6}, {0, 6, 2}, {1, 3, 7}, {1, 7, 5}, {0, 1, 5}, {0, 5, 4},
                         {2, 6, 7}, {2, 7, 3}, {0, 2, 3}, {0, 3, 1}, {4, 5, 7}, {4, 7, 6}};
    add_bone(scene, *make_surface(surface), colour);
    // Evenly bright from every side, since these are only surroundings.
    vtkProperty& property = *scene.actors.back()->GetProperty();
    property.SetAmbient(0.6);
    property.SetDiffuse(0.4);
    property.SetSpecular(0.0);
}

const ExternalForce* find_force(const ResultState& state, std::string_view name) {
    const auto found = std::ranges::find(state.external, name, &ExternalForce::name);
    return found == state.external.end() ? nullptr : &*found;
}

// Columns forward, up, right.
Mat3 level_axes(const Vec3& up, const Vec3& forward) {
    Mat3 axes;
    const Vec3 ahead = (forward - forward.dot(up) * up).normalized();
    axes << ahead, up, ahead.cross(up);
    return axes;
}

class Surroundings {
  public:
    Surroundings(Scene& scene, const Drawing& drawing, vtkPolyData& skin, const Vec3& up, bool words)
        : scene_(scene), drawing_(drawing), body_(drawing.state.body), skin_(skin), up_(up), words_(words) {
        for (vtkIdType i = 0; i < skin.GetNumberOfPoints(); ++i) {
            const Vec3 point(skin.GetPoint(i));
            low_ = low_.cwiseMin(point);
            high_ = high_.cwiseMax(point);
            floor_ = std::min(floor_, point.dot(up_));
        }
    }

    void add() {
        const bool lying = drawing_.task && drawing_.task->posture.legs == LegPose::lying;
        if (lying) {
            add_ground(40.0, 60.0, furniture_colour);
        } else {
            add_ground(5.0, 130.0, floor_colour);
            if (drawing_.task && drawing_.task->posture.legs == LegPose::seated) add_seat();
            add_backrest();
            add_table();
        }
        add_load();
        for (const ExternalForce& force : drawing_.state.external) add_arrow(force);
        if (drawing_.task) {
            add_couple("exoskeleton", drawing_.task->task.exoskeleton_Nm, 250.0);
            add_couple("belt", drawing_.task->task.belt_Nm, 180.0);
        }
    }

  private:
    // Under everything, as large as the body and a margin.
    void add_ground(double half_thickness, double margin, const Colour& colour) {
        Block block;
        block.half = 0.5 * (high_ - low_) + Vec3::Constant(margin);
        block.centre = 0.5 * (low_ + high_);
        for (int c = 0; c < 3; ++c) {
            if (std::abs(up_[c]) < 0.5) continue;
            block.half[c] = half_thickness;
            block.centre[c] = (floor_ - half_thickness) * up_[c];
        }
        add_block(scene_, block, colour);
    }

    // Under the thighs; four legs down to the floor.
    void add_seat() {
        const BodySegment* left = find_segment(body_, "thigh_left");
        const BodySegment* right = find_segment(body_, "thigh_right");
        if (left == nullptr || right == nullptr) return;
        constexpr double half_thickness = 18.0, legs = 16.0;
        const Vec3 hips = 0.5 * (left->from + right->from);
        const Vec3 knees = 0.5 * (left->to + right->to);
        const double top = lowest_before(hips.x() + 0.3 * (knees.x() - hips.x())) + 8.0;  // soft tissue is compressed
        const double back = hips.x() - 170.0, front = knees.x() - 90.0, half_width = 215.0;
        seat_ = Vec3(back, top, hips.z());
        add_block(scene_,
                  {Vec3(0.5 * (back + front), top - half_thickness, hips.z()), Mat3::Identity(),
                   Vec3(0.5 * (front - back), half_thickness, half_width)},
                  furniture_colour);
        const double half_height = 0.5 * (top - 2.0 * half_thickness - floor_);
        for (const double x : {back + 25.0, front - 25.0}) {
            for (const double z : {-half_width + 25.0, half_width - 25.0}) {
                add_block(
                    scene_,
                    {Vec3(x, floor_ + half_height, hips.z() + z), Mat3::Identity(), Vec3(legs, half_height, legs)},
                    furniture_colour);
            }
        }
    }

    // Of the seat: buttocks and thighs, without the shanks.
    [[nodiscard]] double lowest_before(double x) const {
        double lowest = high_.y();
        for (vtkIdType i = 0; i < skin_.GetNumberOfPoints(); ++i) {
            const Vec3 point(skin_.GetPoint(i));
            if (point.x() < x) lowest = std::min(lowest, point.y());
        }
        return lowest;
    }

    // Along the back, where the posture has one or a force acts.
    void add_backrest() {
        const ExternalForce* force = find_force(drawing_.state, "backrest");
        const BodySegment* thorax = find_segment(body_, "thorax");
        const bool wanted = force != nullptr || (drawing_.task && drawing_.task->posture.backrest);
        if (!wanted || thorax == nullptr) return;
        const Vec3 up = (thorax->to - thorax->from).normalized();
        Mat3 axes;
        axes << up.cross(Vec3::UnitZ()).normalized(), up, Vec3::UnitZ();
        constexpr double half_thickness = 16.0;
        const Vec3 contact =
            force != nullptr ? force->point : Vec3(thorax->from - 1.15 * thorax->radius_mm * axes.col(0));
        const double upper = 130.0;  // above the contact
        const double lower = seat_ ? (contact.y() - seat_->y()) / std::max(0.3, up.y()) : 250.0;
        const Vec3 centre = contact + 0.5 * (upper - lower) * up - half_thickness * axes.col(0);
        add_block(scene_, {centre, axes, Vec3(half_thickness, 0.5 * (upper + lower), 190.0)}, furniture_colour);
    }

    // Carries the arms that rest on something.
    void add_table() {
        if (!drawing_.task) return;
        const double share = drawing_.task->task.arm_support_fraction.value_or(drawing_.task->posture.arm_support);
        const BodySegment* left = find_segment(body_, "hand_left");
        const BodySegment* right = find_segment(body_, "hand_right");
        if (share <= 0.0 || left == nullptr || right == nullptr) return;
        constexpr double half_thickness = 12.0;
        const Vec3 hands = 0.5 * (left->to + right->to);
        const double y = std::min(left->to.y(), right->to.y()) - left->radius_mm - half_thickness;
        add_block(scene_, {Vec3(hands.x() + 60.0, y, hands.z()), Mat3::Identity(), Vec3(190.0, half_thickness, 330.0)},
                  furniture_colour);
    }

    // Half the depth that a box of unknown size can have without intersecting the legs.
    [[nodiscard]] double depth_before_legs(const Block& box) const {
        constexpr int steps = 16;
        double room = 1e9;
        for (const BodySegment& s : body_) {
            if (!s.name.starts_with("thigh") && !s.name.starts_with("shank") && !s.name.starts_with("foot")) continue;
            for (int i = 0; i <= steps; ++i) {
                const Vec3 point = s.from + i / static_cast<double>(steps) * (s.to - s.from);
                const Vec3 at = box.axes.transpose() * (point - box.centre);
                const bool level = std::abs(at.y()) < box.half.y() + s.radius_mm;
                if (level && std::abs(at.z()) < box.half.z() + s.radius_mm)
                    room = std::min(room, -at.x() - s.radius_mm);
            }
        }
        return std::max(room, smallest_half_depth);
    }

    // Where a hand holds a box: a bar on its side.
    void add_grip(const Block& box, double side) {
        Block grip = box;
        grip.half = Vec3(45.0, 9.0, 5.0);
        grip.centre += side * box.half.z() * Vec3(box.axes.col(2));
        add_block(scene_, grip, grip_colour);
    }

    // A box between both hands, its middle at their height; a case below one.
    void add_load() {
        const ExternalForce* load = find_force(drawing_.state, "load");
        const BodySegment* left = find_segment(body_, "hand_left");
        const BodySegment* right = find_segment(body_, "hand_right");
        if (load == nullptr || left == nullptr || right == nullptr) return;
        const double kg = drawing_.task ? drawing_.task->task.load_kg : load->force_N.norm() / standard_gravity;
        const double volume = std::max(1.0, kg * litres_per_kg) * millimetres3;
        const Vec3 between = right->to - left->to;
        const bool both = (0.5 * (left->to + right->to) - load->point).norm() < 0.25 * between.norm();
        Block box;
        const Vec3 across = between - between.dot(up_) * up_;
        box.axes = level_axes(up_, up_.cross(across));
        const double room = std::max(40.0, load->point.dot(up_) - floor_);  // nothing is drawn below the floor
        const Task task = drawing_.task ? drawing_.task->task : Task{};
        if (both) {
            const double half_width = std::max(60.0, 0.5 * across.norm());
            const double side = std::clamp(std::sqrt(volume / (2.0 * half_width)), 90.0, 320.0);
            box.half = Vec3(0.5 * side, std::min(0.5 * mm_per_cm * task.box_height_cm.value_or(side / mm_per_cm), room),
                            half_width);
            box.centre = load->point;
            box.half.x() =
                task.box_depth_cm ? 0.5 * mm_per_cm * *task.box_depth_cm : std::min(0.5 * side, depth_before_legs(box));
            for (const double end : {-1.0, 1.0}) add_grip(box, end);
        } else {
            const double half_width = 75.0;
            const double length = task.box_depth_cm
                                      ? mm_per_cm * *task.box_depth_cm
                                      : std::clamp(std::sqrt(volume / (2.0 * half_width)) * 1.2, 160.0, 420.0);
            const double height = task.box_height_cm ? mm_per_cm * *task.box_height_cm
                                                     : std::clamp(volume / (2.0 * half_width * length), 100.0, 330.0);
            const double handle = std::min(70.0, std::max(0.0, room - height));
            box.half = Vec3(0.5 * length, 0.5 * std::min(height, room), half_width);
            box.centre = load->point - (handle + box.half.y()) * up_;
            for (const double end : {-1.0, 1.0}) {
                const Vec3 foot = load->point + 55.0 * end * Vec3(box.axes.col(0)) - 0.5 * handle * up_;
                add_block(scene_, {foot, box.axes, Vec3(7.0, 0.5 * handle, 7.0)}, grip_colour);
            }
            add_block(scene_, {load->point, box.axes, Vec3(62.0, 8.0, 8.0)}, grip_colour);
        }
        add_block(scene_, box, box_colour);
        load_bottom_ = box.centre - box.half.y() * up_;
        scene_.labels.push_back(
            {box.centre + 0.55 * box.half.y() * up_,  // above the grip
             LabelPlace::mark,
             drawing_.task ? fmt::format("{:.4g} kg", kg) : fmt::format("{:.0f} N", load->force_N.norm()),
             {}});
    }

    // Weights hang from their point, other forces press on it.
    void add_arrow(const ExternalForce& force) {
        const double size = force.force_N.norm();
        if (size <= 0.0) return;
        const Vec3 line = std::clamp(mm_per_N * size, shortest_arrow, longest_arrow) / size * force.force_N;
        const bool hangs = force.name == "weight" || force.name == "load";
        SceneArrow arrow;
        const Vec3 hook = force.name == "load" && load_bottom_ ? *load_bottom_ : force.point;
        arrow.path = hangs ? std::vector<Vec3>{hook, hook + line} : std::vector<Vec3>{force.point - line, force.point};
        if (words_) arrow.text = fmt::format("{} {:.0f} N", spaced(force.name), size);
        arrow.text_at_end = hangs;
        include(arrow);
    }

    // A couple on the thorax about the pelvis' right axis, as an arc in its plane of rotation; + extends.
    void add_couple(const char* name, double moment_Nm, double radius) {
        const BodySegment* thorax = find_segment(body_, "thorax");
        if (moment_Nm == 0.0 || thorax == nullptr) return;
        const Vec3 up = (thorax->to - thorax->from).normalized();
        const Vec3 forward = up.cross(Vec3::UnitZ()).normalized();
        SceneArrow arrow;
        for (int i = 0; i <= 24; ++i) {
            const double share = moment_Nm > 0.0 ? i / 24.0 : 1.0 - i / 24.0;
            const double angle = (35.0 + 120.0 * share) * rad_per_deg;
            arrow.path.push_back(thorax->from + radius * (std::cos(angle) * forward + std::sin(angle) * up));
        }
        if (words_) arrow.text = fmt::format("{} {:.4g} Nm", name, std::abs(moment_Nm));
        arrow.text_at_end = true;
        include(arrow);
    }

    void include(const SceneArrow& arrow) {
        for (const Vec3& point : arrow.path) scene_.extent.include((scene_.view * point).head<2>());
        scene_.arrows.push_back(arrow);
    }

    Scene& scene_;
    const Drawing& drawing_;
    const std::vector<BodySegment>& body_;
    vtkPolyData& skin_;
    Vec3 up_;
    bool words_;
    Vec3 low_ = Vec3::Constant(1e9);
    Vec3 high_ = Vec3::Constant(-1e9);
    double floor_ = 1e9;  // along up
    std::optional<Vec3> seat_;
    std::optional<Vec3> load_bottom_;
};

}  // namespace

Mat3 standing_frame(const std::optional<ShownTask>& shown) {
    Mat3 frame = Mat3::Identity();
    if (!shown) return frame;
    // Rows: what lies on the screen's right, up and towards the viewer of azimuth 0; the head on the left.
    switch (shown->posture.lies_on) {
        case LiesOn::back:
            frame << -Vec3::UnitY().transpose(), Vec3::UnitX().transpose(), Vec3::UnitZ().transpose();
            break;
        case LiesOn::side:
            frame << -Vec3::UnitY().transpose(), -Vec3::UnitZ().transpose(), Vec3::UnitX().transpose();
            break;
        case LiesOn::front:
            frame << -Vec3::UnitY().transpose(), -Vec3::UnitX().transpose(), -Vec3::UnitZ().transpose();
            break;
        case LiesOn::nothing:
            break;
    }
    return frame;
}

void add_surroundings(Scene& scene, const Drawing& drawing, vtkPolyData& skin, const Vec3& up, bool words) {
    if (skin.GetNumberOfPoints() == 0) return;
    Surroundings(scene, drawing, skin, up, words).add();
}

}  // namespace spondyl::viz
