// SPDX-License-Identifier: Apache-2.0
#include "viz/pelvis_shape.hpp"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <string_view>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"
#include "models/geometry/signed_distance.hpp"
#include "models/geometry/surface_nets.hpp"
#include "viz/body_shape.hpp"

namespace spondyl::viz {
namespace {

constexpr double spacing = 2.2;         // mm, of the grid the surface is found on
constexpr double fillet = 9.0;          // mm, between the parts of a bone
constexpr double socket_wall = 7.0;     // mm of bone around the femoral head
constexpr double half_symphysis = 2.0;  // mm
constexpr double s1_half_width = 52.0;  // mm, of the S1 to which the table's sacrum belongs
constexpr int crest_points = 8;
constexpr std::size_t blade_rows = 5;
constexpr double s1_half_height = 15.0;  // mm
constexpr double s1_body = 26.0;         // mm, half the width of the S1 body
constexpr double coccyx_width = 1.5;     // over its depth

using Point = sdf::Sheet::Corner;

// One bone's points.
class Points {
  public:
    Points(const Table& table, std::string_view part) : table_(table), part_(part) {}

    [[nodiscard]] Point operator()(std::string_view name, int number = 0) const {
        const std::string wanted = number > 0 ? fmt::format("{}_{}", name, number) : std::string(name);
        for (const Table::Row& row : table_.rows()) {
            if (table_.text(row, "part") != part_ || table_.text(row, "point") != wanted) continue;
            return {{table_.number(row, "x"), table_.number(row, "y"), table_.number(row, "z")},
                    table_.number(row, "radius")};
        }
        throw UserError(fmt::format("{}: no point \"{}\" of the {}", table_.file().string(), wanted, part_));
    }

  private:
    const Table& table_;
    std::string_view part_;
};

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

// The sheets between two lines of as many points.
void add_strip(std::vector<sdf::Sheet>& sheets, const std::vector<Point>& one, const std::vector<Point>& other) {
    for (std::size_t i = 0; i + 1 < one.size(); ++i) {
        sheets.emplace_back(one[i], one[i + 1], other[i]);
        sheets.emplace_back(one[i + 1], other[i + 1], other[i]);
    }
}

class HipBone {
  public:
    explicit HipBone(const Points& points) : socket_(points("socket")) {
        // Lines from the crest over the wing down to the brim, side by side from front to back.
        std::array<std::vector<Point>, blade_rows> rows;
        for (int i = 1; i <= crest_points; ++i) {
            const auto down = smooth_line({points("crest", i), points("wing", i), points("brim", i)}, blade_rows / 2);
            for (std::size_t r = 0; r < blade_rows; ++r) rows[r].push_back(down[r]);
        }
        for (std::vector<Point>& row : rows) row = smooth_line(row, 3);
        for (std::size_t r = 0; r + 1 < blade_rows; ++r) add_strip(blade_, rows[r], rows[r + 1]);
        for (int i = 1; i <= 3; ++i) bars_.push_back(sdf::Sheet::bar(points("ischium", i), points("ischium", i + 1)));
        for (int i = 1; i <= 3; ++i) bars_.push_back(sdf::Sheet::bar(points("pubis", i), points("pubis", i + 1)));
        bars_.push_back(sdf::Sheet::bar(points("pubis", 4), points("pubis", 5)));
        bars_.push_back(sdf::Sheet::bar(points("pubis", 5), points("ischium", 4)));
        bars_.push_back(sdf::Sheet::bar(points("spine", 1), points("spine", 2)));
        opening_ = Vec3(0.36, -0.54, 0.76).normalized();
    }

    double operator()(const Vec3& p) const {
        double d = sdf::nearest(blade_, p);
        for (const sdf::RoundCone& one : bars_) d = sdf::smooth_min(d, one(p), fillet);
        // The socket: half a shell around the femoral head, open outwards, down and forwards.
        const Vec3 from = p - socket_.at;
        const double cup = sdf::smooth_max(from.norm() - socket_.radius - socket_wall, from.dot(opening_) - 5.0, 4.0);
        d = sdf::smooth_min(d, cup, fillet);
        d = sdf::smooth_max(d, socket_.radius - from.norm(), 1.5);
        return sdf::smooth_max(d, half_symphysis - p.z(), 1.5);
    }

  private:
    Point socket_;
    Vec3 opening_;
    std::vector<sdf::Sheet> blade_;
    std::vector<sdf::RoundCone> bars_;
};

// From the middle plane to one side; the other one is its mirror image.
class Sacrum {
  public:
    explicit Sacrum(const Points& points) {
        std::vector<Point> middle, edge;
        for (int i = 1; i <= 5; ++i) {
            middle.push_back(points("body", i));
            edge.push_back(points("edge", i));
        }
        add_strip(plate_, smooth_line(middle, 3), smooth_line(edge, 3));
        for (int i = 1; i <= 3; ++i) {
            crest_.push_back(
                {{points("crest", i).at, points("crest", i + 1).at, points("body", i + 1).at, points("body", i).at},
                 points("crest", i).radius});
        }
        const Vec3 flat(1.0, 1.0, coccyx_width);
        const Point end = points("body", 5), coccyx = points("coccyx", 1), tip = points("coccyx", 2);
        coccyx_ = {sdf::RoundCone{end.at, coccyx.at, end.radius, coccyx.radius, flat},
                   sdf::RoundCone{coccyx.at, tip.at, coccyx.radius, tip.radius, flat}};
        for (int i = 1; i <= 4; ++i) foramina_.push_back(points("foramen", i));
    }

    double operator()(const Vec3& p) const {
        double d = sdf::nearest(plate_, p);
        for (const sdf::RoundCone& one : coccyx_) d = sdf::smooth_min(d, one(p), 4.0);
        for (const sdf::Plate& plate : crest_) d = sdf::smooth_min(d, plate(p), fillet);
        for (const Point& hole : foramina_) {  // from front to back
            d = sdf::smooth_max(d, hole.radius - std::hypot(p.y() - hole.at.y(), p.z() - hole.at.z()), 2.5);
        }
        // The body of S1 is there already; beside it the plate goes on into the wings.
        return std::max(d, std::min(p.y() + s1_half_height, s1_body - std::abs(p.z())));
    }

  private:
    std::vector<sdf::Sheet> plate_;
    std::vector<sdf::Plate> crest_;
    std::array<sdf::RoundCone, 2> coccyx_;
    std::vector<Point> foramina_;
};

Table points_of_pelvis() {
    return Table::read(data_directory() / "pelvis_shape.csv",
                       {.columns = {"part", "point", "x", "y", "z", "radius"}, .key = {"part", "point"}});
}

// The box around one bone's points.
ImplicitSolid solid_around(const Table& table, std::string_view part, std::function<double(const Vec3&)> distance) {
    ImplicitSolid solid{std::move(distance), Vec3::Constant(1e9), Vec3::Constant(-1e9)};
    for (const Table::Row& row : table.rows()) {
        if (table.text(row, "part") != part) continue;
        const Vec3 at(table.number(row, "x"), table.number(row, "y"), table.number(row, "z"));
        const Vec3 margin = Vec3::Constant(table.number(row, "radius") + socket_wall + 3.0);
        solid.low = solid.low.cwiseMin(at - margin);
        solid.high = solid.high.cwiseMax(at + margin);
    }
    return solid;
}

void place(Surface& surface, const Vec3& origin, const Mat3& axes, double scale) {
    for (Vec3& point : surface.points) point = origin + scale * (axes * point);
}

}  // namespace

std::optional<BoneSurface> make_sacrum(const Result& result, const std::vector<DrawnDisc>& discs) {
    const auto s1 = std::ranges::find(result.bones, name(Vertebra::S1), &BoneSurface::vertebra);
    const auto disc = std::ranges::find(discs, Disc::L5_S1, &DrawnDisc::disc);
    if (s1 == result.bones.end() || disc == discs.end()) return std::nullopt;
    double half_width = 0.0;
    for (const Vec3& p : s1->surface.points) half_width = std::max(half_width, p.z() - s1->centre.z());
    Mat3 axes;
    axes.col(1) = (disc->reference.origin - s1->centre).normalized();
    axes.col(2) = Vec3::UnitZ();
    axes.col(0) = axes.col(1).cross(axes.col(2));
    const Table table = points_of_pelvis();
    BoneSurface sacrum = *s1;
    sacrum.surface = polygonise(solid_around(table, "sacrum", Sacrum(Points(table, "sacrum"))), spacing);
    place(sacrum.surface, s1->centre, axes, half_width / s1_half_width);
    return sacrum;
}

Surface make_hip_bones(const std::vector<BodySegment>& body) {
    const BodySegment* const pelvis = find_segment(body, "pelvis");
    if (pelvis == nullptr) return {};
    const PartFrame frame = pelvis_frame(body);
    const Table table = points_of_pelvis();
    Surface bones = polygonise(solid_around(table, "hip", HipBone(Points(table, "hip"))), spacing);
    place(bones, pelvis->to, frame.axes, frame.scale);
    return bones;
}

}  // namespace spondyl::viz
