// SPDX-License-Identifier: Apache-2.0
#include "viz/body_shape.hpp"

#include <vtkDoubleArray.h>
#include <vtkFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>

#include "models/geometry/signed_distance.hpp"

namespace spondyl::viz {
namespace {

constexpr double skin_spacing = 7.0;  // mm, of the grid the skin is found on
constexpr int block = 4;              // grid cells that are skipped together

// From the left to the right joint.
Vec3 across(const BodySegment* left, const BodySegment* right) {
    return left != nullptr && right != nullptr ? Vec3((right->from - left->from).normalized()) : Vec3(Vec3::UnitZ());
}

// A rounded cone whose section is stretched along the axes of its part.
class Cone {
  public:
    Cone(const Mat3& axes, const Vec3& a, const Vec3& b, double radius_a, double radius_b,
         const Vec3& stretch = Vec3::Ones())
        : turn_(axes.transpose()), cone_{turn_ * a, turn_ * b, radius_a, radius_b, stretch} {}

    double operator()(const Vec3& p) const { return cone_(turn_ * p); }

  private:
    Mat3 turn_;
    sdf::RoundCone cone_;
};

// Parts that flow into each other.
struct Blend {
    std::vector<Cone> cones;
    double fillet = 0.0;  // mm

    double operator()(const Vec3& p) const {
        double d = 1e9;
        for (const Cone& cone : cones) d = sdf::smooth_min(d, cone(p), fillet);
        return d;
    }
};

struct Arm {
    Blend shape;
    Vec3 shoulder = Vec3::Zero();
};

// Lengths in mm are those of the reference adult.
class Skin {
  public:
    Skin(const BodyAnatomy& anatomy, const std::vector<BodySegment>& body)
        : proportions_(anatomy.proportions),
          body_(body),
          thorax_(thorax_frame(2.0 * anatomy.of_adult.shoulder_lateral)),
          pelvis_(pelvis_frame(anatomy.of_adult, body)),
          scale_(thorax_.scale) {
        trunk_.fillet = 55.0 * scale_;
        for (const BodySegment& segment : body) add(segment);
    }

    // Limbs blend smoothly into the trunk but meet each other with a crease; an arm blends with the trunk at the
    // shoulder alone.
    double operator()(const Vec3& p) const {
        const double trunk = trunk_(p);
        double d = trunk;
        for (const Blend& leg : legs_) {
            if (!leg.cones.empty()) d = std::min(d, sdf::smooth_min(trunk, leg(p), 45.0 * scale_));
        }
        for (const Arm& arm : arms_) {
            if (arm.shape.cones.empty()) continue;
            const double near = std::clamp(1.0 - (p - arm.shoulder).norm() / (150.0 * scale_), 0.0, 1.0);
            d = std::min(d, sdf::smooth_min(trunk, arm.shape(p), 1.0 + 60.0 * scale_ * near));
        }
        for (const Cone& cone : others_) d = std::min(d, cone(p));
        return d;
    }

  private:
    // Origin midway between the shoulders, which are `reference_width` apart in the reference adult.
    [[nodiscard]] PartFrame thorax_frame(double reference_width) const {
        const BodySegment* left = find_segment(body_, "upper_arm_left");
        const BodySegment* right = find_segment(body_, "upper_arm_right");
        const BodySegment* thorax = find_segment(body_, "thorax");
        if (left == nullptr || right == nullptr || thorax == nullptr) return {};
        const Vec3 side = across(left, right);
        const Vec3 along = thorax->to - thorax->from;
        const Vec3 up = (along - along.dot(side) * side).normalized();
        PartFrame frame{0.5 * (left->from + right->from), Mat3::Identity(),
                        (right->from - left->from).norm() / reference_width};
        frame.axes << up.cross(side), up, side;
        return frame;
    }

    void add(const BodySegment& s) {
        const std::string& name = s.name;
        const int side = name.ends_with("_left") ? 0 : name.ends_with("_right") ? 1 : -1;
        if (name == "head") return add_head();
        if (name == "thorax") return add_thorax(s);
        if (name == "abdomen") return add_abdomen(s);
        if (name == "pelvis") return add_pelvis(s);
        if (side >= 0) {
            Blend& leg = legs_[static_cast<std::size_t>(side)];
            Arm& arm = arms_[static_cast<std::size_t>(side)];
            leg.fillet = arm.shape.fillet = 22.0 * scale_;
            if (name.starts_with("thigh")) return add_thigh(leg, s, side);
            if (name.starts_with("shank")) return add_shank(leg, s);
            if (name.starts_with("foot")) return add_foot(leg, s);
            if (name.starts_with("upper_arm")) {
                arm.shoulder = s.from;
                return limb(arm.shape, s, 1.08, 0.80);
            }
            if (name.starts_with("forearm")) return limb(arm.shape, s, 1.06, 0.70);
            if (name.starts_with("hand")) return add_hand(arm.shape, s);
        }
        others_.push_back({Mat3::Identity(), s.from, s.to, s.radius_mm, s.radius_mm});
    }

    static void limb(Blend& blend, const BodySegment& s, double share_from, double share_to) {
        blend.cones.push_back(
            {Mat3::Identity(), s.from, s.to, share_from * s.radius_mm, share_to * s.radius_mm, Vec3::Ones()});
    }

    void trunk(const PartFrame& frame, const Vec3& a, const Vec3& b, double radius_a, double radius_b,
               const Vec3& stretch = Vec3::Ones()) {
        trunk_.cones.push_back({frame.axes, a, b, radius_a, radius_b, stretch});
    }

    void add_head() {
        const PartFrame& t = thorax_;
        const double s = t.scale;
        const double forward = 4.0, centre = 212.0;  // of the skull, from the shoulders
        trunk(t, t.at(forward - 8, centre, 0), t.at(forward + 8, centre - 4, 0), 74 * s, 74 * s, {1.12, 1.12, 1.0});
        trunk(t, t.at(forward + 28, centre - 35, 0), t.at(forward + 56, centre - 92, 0), 50 * s, 22 * s);
        others_.push_back(
            {t.axes, t.at(forward + 84, centre - 14, 0), t.at(forward + 98, centre - 40, 0), 7 * s, 11 * s});
        trunk(t, t.at(-32, 35, 0), t.at(-8, centre - 70, 0), 60 * s, 52 * s);
    }

    // The back stays where the spine is, so that a large girth extends the trunk forward.
    void add_thorax(const BodySegment& chest) {
        const PartFrame& t = thorax_;
        const double s = t.scale;
        const double depth = 1.03 * chest.radius_mm;  // half of it
        const double ahead = depth / s - 78.0 - 36.5;
        trunk(t, t.at(ahead, -175, 0), t.at(ahead - 18, -62, 0), depth, 0.80 * depth, {1.0, 1.0, 1.2});
        for (const double side : {-1.0, 1.0}) {
            trunk(t, t.at(-30, 26, side * 40), t.at(-6, 2, side * 150), 46 * s, 54 * s);
        }
    }

    void add_abdomen(const BodySegment& waist) {
        const double depth = 0.78 * waist.radius_mm;  // half of it; with the stretch, the girth is that of the segment
        const Vec3 up = (waist.to - waist.from).normalized();
        const Vec3 side = (thorax_.axes.col(2) + pelvis_.axes.col(2)).normalized();
        PartFrame frame;
        frame.axes << up.cross(side).normalized(), up, side;
        // The segment runs ahead of the vertebrae; the skin of the back lies 85 mm behind them.
        const Vec3 shift =
            (depth - 85.0 * scale_ - proportions_.abdomen_centre_ahead * waist.radius_mm) * Vec3(frame.axes.col(0));
        trunk(frame, waist.from + shift, waist.to + shift, depth, 0.98 * depth, {1.0, 1.0, 1.5});
    }

    void add_pelvis(const BodySegment& s) {
        const PartFrame& p = pelvis_;
        const double depth = 0.88 * s.radius_mm;
        const double behind = 128.0 * p.scale - depth;  // the buttocks stay in place, the front moves
        trunk(p, p.origin + p.axes * Vec3(-behind, 75 * p.scale, 0), p.origin + p.axes * Vec3(-behind, 12 * p.scale, 0),
              depth, depth, {1.0, 1.0, 1.42});
        for (const double side : {-1.0, 1.0}) {
            trunk(p, p.at(-62, 28, side * 66), p.at(-58, -22, side * 72), 0.70 * s.radius_mm, 0.72 * s.radius_mm);
        }
    }

    void add_thigh(Blend& leg, const BodySegment& s, int side) {
        const Vec3 out = (side == 0 ? -8.0 : 8.0) * scale_ * pelvis_.axes.col(2);
        leg.cones.push_back({Mat3::Identity(), s.from + out, s.to, 1.08 * s.radius_mm, 0.74 * s.radius_mm});
    }

    void add_shank(Blend& leg, const BodySegment& s) {
        limb(leg, s, 1.02, 0.66);
        const Vec3 side = pelvis_.axes.col(2);
        const Vec3 back = (s.to - s.from).normalized().cross(side);
        const Vec3 along = s.to - s.from;
        const Vec3 calf = 0.26 * s.radius_mm * (back.x() > 0.0 && along.y() < 0.0 ? Vec3(-back) : back);
        leg.cones.push_back({Mat3::Identity(), s.from + 0.16 * along + calf, s.from + 0.42 * along + calf,
                             0.96 * s.radius_mm, 0.88 * s.radius_mm});
    }

    // From the ankle towards the ball; both ends lie where models/body puts them.
    void add_foot(Blend& leg, const BodySegment& s) {
        const Vec3 along = s.to - s.from;
        const double length = std::hypot(along.x(), along.z()) / proportions_.foot_tip_ahead;
        const double height = -along.y() / proportions_.foot_tip_below;
        const Vec3 forward = Vec3(along.x(), 0.0, along.z()).normalized();
        const Vec3 up = Vec3::UnitY();
        const auto at = [&](double x, double y) -> Vec3 { return s.from + x * length * forward + y * up; };
        const double heel = 0.5 * height, toe = 0.30 * height;
        leg.cones.push_back(
            {Mat3::Identity(), at(-0.09, heel - height), at(0.66, toe - height), heel, toe, Vec3(1.0, 1.0, 1.25)});
        leg.cones.push_back({Mat3::Identity(), s.from, at(0.30, 0.40 * height - height), 0.5 * height, 0.38 * height});
    }

    void add_hand(Blend& arm, const BodySegment& s) const {
        const Vec3 tip = s.from + 1.45 * (s.to - s.from);
        arm.cones.push_back({Mat3::Identity(), s.from, s.to, 0.74 * s.radius_mm, 0.95 * s.radius_mm});
        arm.cones.push_back({Mat3::Identity(), s.to, tip, 0.86 * s.radius_mm, 0.5 * s.radius_mm});
    }

    const BodyProportions& proportions_;
    const std::vector<BodySegment>& body_;
    PartFrame thorax_;
    PartFrame pelvis_;
    double scale_ = 1.0;
    Blend trunk_;
    std::array<Blend, 2> legs_;
    std::array<Arm, 2> arms_;
    std::vector<Cone> others_;
};

// Distances at the points of a grid around the body. A block whose centre is far from the skin takes the distance there
// throughout. Positive inside: the normals of the contour point in the direction of decreasing values.
vtkSmartPointer<vtkImageData> sample(const Skin& skin, const Vec3& low, const Vec3& high) {
    std::array<int, 3> size{};
    for (int c = 0; c < 3; ++c) {
        size[static_cast<std::size_t>(c)] = block * static_cast<int>(std::ceil((high - low)[c] / skin_spacing / block));
    }
    auto grid = vtkSmartPointer<vtkImageData>::New();
    grid->SetDimensions(size[0], size[1], size[2]);
    grid->SetSpacing(skin_spacing, skin_spacing, skin_spacing);
    grid->SetOrigin(low.x(), low.y(), low.z());
    grid->AllocateScalars(VTK_FLOAT, 1);
    auto* values = static_cast<float*>(grid->GetScalarPointer());
    constexpr double reach = 0.9 * block * skin_spacing + 45.0;  // half the block's diagonal and what blending adds
    const auto visit = [&](int i0, int j0, int k0) {
        const Vec3 centre = low + skin_spacing * (Vec3(i0, j0, k0) + Vec3::Constant(0.5 * (block - 1)));
        const double middle = skin(centre);
        for (int k = k0; k < k0 + block; ++k) {
            for (int j = j0; j < j0 + block; ++j) {
                for (int i = i0; i < i0 + block; ++i) {
                    const double d = std::abs(middle) > reach ? middle : skin(low + skin_spacing * Vec3(i, j, k));
                    values[(k * size[1] + j) * size[0] + i] = static_cast<float>(-d);
                }
            }
        }
    };
    for (int k = 0; k < size[2]; k += block) {
        for (int j = 0; j < size[1]; j += block) {
            for (int i = 0; i < size[0]; i += block) visit(i, j, k);
        }
    }
    return grid;
}

}  // namespace

const BodySegment* find_segment(const std::vector<BodySegment>& body, std::string_view name) {
    const auto found = std::ranges::find(body, name, &BodySegment::name);
    return found == body.end() ? nullptr : &*found;
}

PartFrame pelvis_frame(const AdultLengths& adult, const std::vector<BodySegment>& body) {
    const BodySegment* pelvis = find_segment(body, "pelvis");
    if (pelvis == nullptr) return {};
    const Vec3 side = across(find_segment(body, "thigh_left"), find_segment(body, "thigh_right"));
    const Vec3 tilted = pelvis->to - pelvis->from;
    const Vec3 u = (tilted - tilted.dot(side) * side).normalized();
    const Vec3 f = u.cross(side);
    // Direction from the hips to the disc, relative to the pelvis' own up.
    const double distance = std::hypot(adult.hip_anterior, adult.hip_cranial);
    const double cosine = -adult.hip_cranial / distance, sine = adult.hip_anterior / distance;
    PartFrame frame{pelvis->from, Mat3::Identity(), tilted.norm() / distance};
    frame.axes << cosine * f - sine * u, cosine * u + sine * f, side;
    return frame;
}

vtkSmartPointer<vtkPolyData> make_skin(const BodyAnatomy& anatomy, const std::vector<BodySegment>& body) {
    auto surface = vtkSmartPointer<vtkPolyData>::New();
    if (body.empty()) return surface;
    Vec3 low = Vec3::Constant(1e9), high = Vec3::Constant(-1e9);
    for (const BodySegment& segment : body) {
        const Vec3 margin = Vec3::Constant(1.7 * segment.radius_mm + 60.0);  // sections stretch up to 1.5 radii
        low = low.cwiseMin(segment.from.cwiseMin(segment.to) - margin);
        high = high.cwiseMax(segment.from.cwiseMax(segment.to) + margin);
    }
    vtkNew<vtkFlyingEdges3D> contour;
    contour->SetInputData(sample(Skin(anatomy, body), low, high));
    contour->SetValue(0, 0.0);
    contour->ComputeNormalsOn();
    contour->ComputeScalarsOff();
    contour->Update();
    surface->ShallowCopy(contour->GetOutput());
    return surface;
}

}  // namespace spondyl::viz
