// SPDX-License-Identifier: Apache-2.0
#include "viz/pelvis_shape.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <span>

#include "models/geometry/signed_distance.hpp"
#include "models/geometry/surface_nets.hpp"
#include "viz/body_shape.hpp"

namespace spondyl::viz {
namespace {

constexpr double pelvis_spacing = 2.2;  // mm, of the grid the surface is found on
constexpr double fillet = 9.0;          // mm, between the parts of a bone
constexpr double box_margin = 10.0;     // mm
constexpr std::size_t blade_rows = 5;
constexpr double coccyx_width = 1.5;  // over its depth

using Point = sdf::Sheet::Corner;

Vec3 vector(const PelvisShape::Point& point) {
    return {point.at[0], point.at[1], point.at[2]};
}

Point corner(const PelvisShape::Point& point) {
    return {vector(point), point.radius};
}

std::vector<Point> corners(std::span<const PelvisShape::Point> points) {
    std::vector<Point> all;
    for (const PelvisShape::Point& point : points) all.push_back(corner(point));
    return all;
}

// A smooth line through the points (Catmull and Rom), with `steps` pieces between two of them.
std::vector<Point> smooth_line(const std::vector<Point>& points, int steps) {
    const auto at = [&](std::ptrdiff_t i) {
        return points[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, std::ssize(points) - 1))];
    };
    std::vector<Point> line;
    for (std::ptrdiff_t i = 0; i + 1 < std::ssize(points); ++i) {
        const Point a = at(i - 1), b = at(i), c = at(i + 1), d = at(i + 2);
        for (int k = 0; k < steps; ++k) {
            const double t = k / static_cast<double>(steps);
            const Vec3 cubic =
                0.5 * (2.0 * b.at + t * (c.at - a.at) + t * t * (2.0 * a.at - 5.0 * b.at + 4.0 * c.at - d.at) +
                       t * t * t * (3.0 * b.at - a.at - 3.0 * c.at + d.at));
            line.push_back({cubic, (1.0 - t) * b.radius + t * c.radius});
        }
    }
    line.push_back(points.back());
    return line;
}

// The strip of sheets between two lines with the same number of points.
void add_strip(std::vector<sdf::Sheet>& sheets, const std::vector<Point>& one, const std::vector<Point>& other) {
    for (std::size_t i = 0; i + 1 < one.size(); ++i) {
        sheets.emplace_back(one[i], one[i + 1], other[i]);
        sheets.emplace_back(one[i + 1], other[i + 1], other[i]);
    }
}

class HipBone {
  public:
    explicit HipBone(const PelvisShape::Hip& hip)
        : socket_(corner(hip.socket)),
          opening_(vector(hip.socket_opening).normalized()),
          wall_(hip.socket_opening.radius),
          half_symphysis_(hip.symphysis.at[2]) {
        // Lines from the crest over the wing down to the brim, side by side from front to back.
        std::array<std::vector<Point>, blade_rows> rows;
        for (std::size_t i = 0; i < hip.crest.size(); ++i) {
            const auto down =
                smooth_line({corner(hip.crest[i]), corner(hip.wing[i]), corner(hip.brim[i])}, blade_rows / 2);
            for (std::size_t r = 0; r < blade_rows; ++r) rows[r].push_back(down[r]);
        }
        for (std::vector<Point>& row : rows) row = smooth_line(row, 3);
        for (std::size_t r = 0; r + 1 < blade_rows; ++r) add_strip(blade_, rows[r], rows[r + 1]);
        const std::vector<Point> ischium = corners(hip.ischium), pubis = corners(hip.pubis), spine = corners(hip.spine);
        for (std::size_t i = 0; i < 3; ++i) bars_.push_back(sdf::Sheet::bar(ischium[i], ischium[i + 1]));
        for (std::size_t i = 0; i < 4; ++i) bars_.push_back(sdf::Sheet::bar(pubis[i], pubis[i + 1]));
        bars_.push_back(sdf::Sheet::bar(pubis[4], ischium[3]));
        bars_.push_back(sdf::Sheet::bar(spine[0], spine[1]));
    }

    double operator()(const Vec3& p) const {
        double d = sdf::nearest(blade_, p);
        for (const sdf::RoundCone& one : bars_) d = sdf::smooth_min(d, one(p), fillet);
        // The acetabulum: half a shell around the femoral head, open outwards, down and forwards.
        const Vec3 from = p - socket_.at;
        const double cup = sdf::smooth_max(from.norm() - socket_.radius - wall_, from.dot(opening_) - 5.0, 4.0);
        d = sdf::smooth_min(d, cup, fillet);
        d = sdf::smooth_max(d, socket_.radius - from.norm(), 1.5);
        return sdf::smooth_max(d, half_symphysis_ - p.z(), 1.5);
    }

  private:
    Point socket_;
    Vec3 opening_;
    double wall_;            // mm of bone around the femoral head
    double half_symphysis_;  // mm
    std::vector<sdf::Sheet> blade_;
    std::vector<sdf::RoundCone> bars_;
};

// From the middle plane to one side; the other one is its mirror image.
class Sacrum {
  public:
    explicit Sacrum(const PelvisShape::Sacrum& sacrum)
        : foramina_(corners(sacrum.foramen)), s1_corner_(vector(sacrum.s1_corner)) {
        const std::vector<Point> middle = corners(sacrum.body);
        add_strip(plate_, smooth_line(middle, 3), smooth_line(corners(sacrum.edge), 3));
        const std::vector<Point> crest = corners(sacrum.crest);
        for (std::size_t i = 0; i + 1 < crest.size(); ++i) {
            crest_.push_back({{crest[i].at, crest[i + 1].at, middle[i + 1].at, middle[i].at}, crest[i].radius});
        }
        const Vec3 flat(1.0, 1.0, coccyx_width);
        const Point end = middle.back(), coccyx = corner(sacrum.coccyx[0]), tip = corner(sacrum.coccyx[1]);
        coccyx_ = {sdf::RoundCone{end.at, coccyx.at, end.radius, coccyx.radius, flat},
                   sdf::RoundCone{coccyx.at, tip.at, coccyx.radius, tip.radius, flat}};
    }

    double operator()(const Vec3& p) const {
        double d = sdf::nearest(plate_, p);
        for (const sdf::RoundCone& one : coccyx_) d = sdf::smooth_min(d, one(p), 4.0);
        for (const sdf::Plate& plate : crest_) d = sdf::smooth_min(d, plate(p), fillet);
        for (const Point& hole : foramina_) {  // from front to back
            d = sdf::smooth_max(d, hole.radius - std::hypot(p.y() - hole.at.y(), p.z() - hole.at.z()), 2.5);
        }
        // The body of S1 exists already; beside it the plate continues into the alae.
        return std::max(d, std::min(p.y() - s1_corner_.y(), s1_corner_.z() - std::abs(p.z())));
    }

  private:
    std::vector<sdf::Sheet> plate_;
    std::vector<sdf::Plate> crest_;
    std::array<sdf::RoundCone, 2> coccyx_;
    std::vector<Point> foramina_;
    Vec3 s1_corner_;
};

// The box around one bone's points.
ImplicitSolid solid_around(std::initializer_list<std::span<const PelvisShape::Point>> points,
                           std::function<double(const Vec3&)> distance) {
    ImplicitSolid solid{std::move(distance), Vec3::Constant(1e9), Vec3::Constant(-1e9)};
    for (const std::span<const PelvisShape::Point> some : points) {
        for (const PelvisShape::Point& point : some) {
            const Vec3 margin = Vec3::Constant(point.radius + box_margin);
            solid.low = solid.low.cwiseMin(vector(point) - margin);
            solid.high = solid.high.cwiseMax(vector(point) + margin);
        }
    }
    return solid;
}

ImplicitSolid solid_of(const PelvisShape::Hip& hip) {
    return solid_around({hip.crest, hip.wing, hip.brim, {&hip.socket, 1}, hip.ischium, hip.spine, hip.pubis},
                        HipBone(hip));
}

ImplicitSolid solid_of(const PelvisShape::Sacrum& sacrum) {
    return solid_around({sacrum.body, sacrum.edge, sacrum.coccyx, sacrum.crest, sacrum.foramen}, Sacrum(sacrum));
}

void place(Surface& surface, const Vec3& origin, const Mat3& axes, double scale) {
    for (Vec3& point : surface.points) point = origin + scale * (axes * point);
}

}  // namespace

std::optional<BoneSurface> make_sacrum(const PelvisShape& shape, const Result& result,
                                       const std::vector<DrawnDisc>& discs) {
    const auto s1 = std::ranges::find(result.bones, name(Vertebra::S1), &BoneSurface::vertebra);
    const auto disc = std::ranges::find(discs, Disc::L5_S1, &DrawnDisc::disc);
    if (s1 == result.bones.end() || disc == discs.end()) return std::nullopt;
    double half_width = 0.0;
    for (const Vec3& p : s1->surface.points) half_width = std::max(half_width, p.z() - s1->centre.z());
    Mat3 axes;
    axes.col(1) = (disc->reference.origin - s1->centre).normalized();
    axes.col(2) = Vec3::UnitZ();
    axes.col(0) = axes.col(1).cross(axes.col(2));
    BoneSurface sacrum = *s1;
    sacrum.surface = polygonise(solid_of(shape.sacrum), pelvis_spacing);
    place(sacrum.surface, s1->centre, axes, half_width / shape.sacrum.s1_edge.at[2]);
    return sacrum;
}

Surface make_hip_bones(const BodyAnatomy& anatomy, const std::vector<BodySegment>& body) {
    const BodySegment* const pelvis = find_segment(body, "pelvis");
    if (pelvis == nullptr) return {};
    const PartFrame frame = pelvis_frame(anatomy.of_adult, body);
    Surface bones = polygonise(solid_of(anatomy.pelvis.hip), pelvis_spacing);
    place(bones, pelvis->to, frame.axes, frame.scale);
    return bones;
}

}  // namespace spondyl::viz
