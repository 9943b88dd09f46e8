// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/endplate_fit.hpp"

#include <Eigen/Dense>
#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace spondyl {
namespace {

constexpr int rounds = 6;
constexpr double flat_radius = 0.86;     // elliptical; further out the edge is rounded
constexpr double farthest_height = 4.0;  // mm from the guessed plane
constexpr double facing = 0.75;          // cosine to the axis
constexpr double usual_deviation = 0.5;  // mm; points with a much larger deviation have little weight
constexpr double wall_from = 2.5;        // mm below the rim plane
constexpr double wall_to = 6.0;
constexpr double front_from = 0.2;     // of the depth, ahead of the centre
constexpr double farthest_wall = 2.5;  // mm from the guessed outline
constexpr double wall_facing = 0.7;
constexpr double guess_weight = 15.0;  // of each guessed outline parameter, against a point with the same deviation
constexpr std::size_t fewest_points = 40;

double weight(double deviation) {
    const double r = deviation / usual_deviation;
    return 1.0 / (1.0 + r * r);
}

void read_plane(const OrientedPoints& bone, double side, Endplate& e) {
    Eigen::Matrix4d normal = Eigen::Matrix4d::Zero();
    Eigen::Vector4d right = Eigen::Vector4d::Zero();
    std::size_t count = 0;
    for (std::size_t i = 0; i < bone.points.size(); ++i) {
        const Vec3 q = e.frame.to_local(bone.points[i]);
        const double radius = e.outline.elliptical_radius(q.x(), q.z());
        if (std::abs(q.y()) > farthest_height || radius > flat_radius) continue;
        // The posterior hollow lies inside the ellipse.
        if (e.outline.distance(q.x(), q.z()) > -2.5) continue;
        if (side * bone.normals[i].dot(e.frame.rotation.col(1)) < facing) continue;
        const double s = std::min(radius / e.central_fraction, 1.0);
        const double form = (1.0 - s * s) * (1.0 - s * s);
        const Eigen::Vector4d row(1.0, q.x(), q.z(), form);
        const double w = weight(q.y() - e.height(q.x(), q.z()));
        normal += w * row * row.transpose();
        right += w * q.y() * row;
        ++count;
    }
    if (count < fewest_points) return;
    const Eigen::Vector4d plane = normal.ldlt().solve(right);
    if (!plane.allFinite()) return;
    e.dip = plane[3];
    e.frame.origin = e.frame.to_global({0.0, plane[0], 0.0});
    const Vec3 y = (e.frame.rotation * Vec3(-plane[1], 1.0, -plane[2])).normalized();
    const Vec3 x = (e.frame.rotation.col(0) - y * y.dot(e.frame.rotation.col(0))).normalized();
    e.frame.rotation << x, y, x.cross(y);
}

// Centre (x, z), width, depth and hollow by the Gauss-Newton method from distances to the outline.
void read_outline(const OrientedPoints& bone, const Endplate& other, double side, double waist, Wall part,
                  Endplate& e) {
    using Vector5 = Eigen::Matrix<double, 5, 1>;
    const auto outline_of = [&](const Vector5& p) {
        return Outline{p[2], p[3], p[4], e.outline.indentation_width / e.outline.width * p[2]};
    };
    const Vec3 axis = e.frame.to_local(other.frame.origin);  // of the body
    const Vector5 guess(0.0, 0.0, e.outline.width, e.outline.depth, e.outline.indentation);
    Vector5 now = guess;
    std::vector<Vec3> wall;
    std::vector<Vec3> normals;
    for (std::size_t i = 0; i < bone.points.size(); ++i) {
        const Vec3 q = e.frame.to_local(bone.points[i]);
        const double down = -side * q.y();
        if (down < wall_from || down > wall_to) continue;
        if (part == Wall::front && q.x() < front_from * e.outline.depth) continue;
        wall.push_back(q);
        normals.push_back(e.frame.rotation.transpose() * bone.normals[i]);
    }
    for (int round = 0; round < rounds; ++round) {
        Eigen::Matrix<double, 5, 5> normal = Eigen::Matrix<double, 5, 5>::Zero();
        Vector5 right = Vector5::Zero();
        std::size_t count = 0;
        for (std::size_t i = 0; i < wall.size(); ++i) {
            const double t = wall[i].y() / axis.y();
            const double s = std::sin(std::numbers::pi * t);
            const auto distance = [&](const Vector5& p) {
                return scaled(interpolate(outline_of(p), other.outline, t), 1.0 - waist * s * s)
                    .distance(wall[i].x() - p[0] - t * axis.x(), wall[i].z() - p[1] - t * axis.z());
            };
            const double d = distance(now);
            if (std::abs(d) > farthest_wall) continue;
            constexpr double h = 1e-3;
            Vector5 row;
            for (int a = 0; a < 5; ++a) {
                Vector5 p = now;
                p[a] += h;
                row[a] = (distance(p) - d) / h;
            }
            // Moving the centre forwards moves the outline forwards: its direction is the outward normal of the wall.
            const double outward = -(row[0] * normals[i].x() + row[1] * normals[i].z());
            if (outward < wall_facing) continue;
            const double w = weight(d);
            normal += w * row * row.transpose();
            right -= w * d * row;
            ++count;
        }
        if (count < fewest_points) return;
        normal.diagonal().array() += guess_weight;
        right += guess_weight * (guess - now);
        const Vector5 step = normal.ldlt().solve(right);
        if (!step.allFinite()) return;
        now += step;
        now[4] = std::clamp(now[4], 0.0, 8.0);
    }
    e.frame.origin = e.frame.to_global({now[0], 0.0, now[1]});
    e.outline = outline_of(now);
}

}  // namespace

Endplate read_endplate(const OrientedPoints& bone, const Endplate& guess, const Endplate& other, double side,
                       double waist, Wall wall) {
    Endplate e = guess;
    for (int round = 0; round < rounds; ++round) {
        read_plane(bone, side, e);
        if (round % 2 == 1) read_outline(bone, other, side, waist, wall, e);
    }
    return e;
}

}  // namespace spondyl
