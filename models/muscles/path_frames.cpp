// SPDX-License-Identifier: Apache-2.0
#include "models/muscles/path_frames.hpp"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <cmath>
#include <numbers>

#include "core/error.hpp"

namespace spondyl {
namespace {

// In the sagittal plane, y along `up`.
Frame upright_along(const Vec3& origin, const Vec3& up) {
    Frame frame;
    frame.origin = origin;
    const Vec3 y = up.normalized();
    frame.rotation.col(0) = y.cross(Vec3::UnitZ());
    frame.rotation.col(1) = y;
    frame.rotation.col(2) = Vec3::UnitZ();
    return frame;
}

}  // namespace

PathFrames::PathFrames(const Table& table, const Person& person, const SpineMesh& mesh, double lever_scale)
    : size_(person.height_cm / table.number("all", "stature", "cm")), lever_(lever_scale * size_) {
    SPONDYL_ASSERT(mesh.discs.size() == disc_count, "{} discs", mesh.discs.size());
    for (int v = static_cast<int>(Vertebra::L1); v <= static_cast<int>(Vertebra::L5); ++v) {
        const auto at = static_cast<std::size_t>(v);
        const Vec3 below = mesh.discs[at].frame.origin;
        const Vec3 along = mesh.discs[at - 1].frame.origin - below;
        Level& level = level_[at];
        level.person = upright_along(below, along);
        const std::string_view name = vertebra_names[at];
        const double distance = table.number(name, "disc_distance", "mm");
        level.stretch = along.norm() / distance;
        level.own = mesh.vertebrae[at].size;
        const double tilt = table.number(name, "tilt", "deg") * std::numbers::pi / 180.0;
        const Vec3 up(std::sin(tilt), std::cos(tilt), 0.0);
        const Vec3 upper(table.number(name, "posture_x", "mm"), table.number(name, "posture_y", "mm"), 0.0);
        level.source = upright_along(upper - distance * up, up);
        if (v == static_cast<int>(Vertebra::L1)) source_thorax_ = upper;
    }
    thorax_ = mesh.discs.front().frame.origin;
    pelvis_ = mesh.discs.back().frame.origin;
}

MusclePoint PathFrames::point(std::string_view body, const Vec3& local) const {
    if (body == "thorax") return {{{Vertebra::T12, thorax_ + scaled(local, size_), 1.0}}};
    if (body == "pelvis") return {{{Vertebra::S1, pelvis_ + scaled(local, size_), 1.0}}};
    if (body == "abdomen") {
        // p + R (X - p) about the centre p of L5-S1, with R the rotation of L3, so that rotations above the wall do not
        // move it. Two points of L3 with opposite weights represent its rotation.
        constexpr Vertebra carrier = Vertebra::L3;
        return {
            {{carrier, pelvis_ + scaled(local, size_), 1.0}, {carrier, pelvis_, -1.0}, {Vertebra::S1, pelvis_, 1.0}}};
    }
    const auto vertebra = find_enumerator<Vertebra>(body);
    if (!vertebra || *vertebra == Vertebra::T12 || *vertebra == Vertebra::S1) {
        throw UserError(
            fmt::format("unknown body '{}' of a muscle's path; allowed: thorax, L1 to L5, pelvis, abdomen", body));
    }
    const Level& level = level_[static_cast<std::size_t>(*vertebra)];
    Vec3 place = scaled(local, level.stretch);
    place.x() *= level.own.x();
    place.z() *= level.own.z();
    return {{{*vertebra, level.person.to_global(place), 1.0}}};
}

Vec3 PathFrames::scaled(const Vec3& local, double upwards) const {
    return {lever_ * local.x(), upwards * local.y(), size_ * local.z()};
}

Vec3 PathFrames::in_source(std::string_view body, const Vec3& local) const {
    if (body == "thorax") return source_thorax_ + local;
    if (body == "pelvis" || body == "abdomen") return local;
    return level_[static_cast<std::size_t>(*find_enumerator<Vertebra>(body))].source.to_global(local);
}

}  // namespace spondyl
