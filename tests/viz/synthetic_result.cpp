// SPDX-License-Identifier: Apache-2.0
#include "tests/viz/synthetic_result.hpp"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <ranges>

#include "io/scenario/scenario_file.hpp"
#include "models/geometry/spine_mesh.hpp"

namespace spondyl::test {
namespace {

constexpr double half_depth = 17.0;  // mm
constexpr double half_width = 24.0;
constexpr double disc_height = 11.0;
constexpr double body_height = 28.0;
constexpr double wedge = 0.14;  // rad between neighbouring vertebrae

// A vertebra or a disc in its place: the column is a chain of frames from S1 upwards.
struct Placement {
    Frame frame;
    int index = 0;
    bool is_disc = false;
};

Mat3 tilt(double angle) {
    return Eigen::AngleAxisd(angle, Vec3::UnitZ()).toRotationMatrix();
}

std::vector<Placement> make_column(const SyntheticOptions& options) {
    std::vector<Placement> column;
    double angle = -0.6;  // the sacral endplate looks forward
    Vec3 origin = Vec3::Zero();
    for (int v = static_cast<int>(options.bottom); v >= static_cast<int>(options.top); --v) {
        const bool first = v == static_cast<int>(options.bottom);
        Frame body{first ? Vec3(tilt(angle) * Vec3(0, -body_height / 2, 0)) : Vec3(origin), tilt(angle)};
        if (!first) {
            body.origin = origin + tilt(angle) * Vec3(0, body_height / 2, 0);
            origin = origin + tilt(angle) * Vec3(0, body_height, 0);
        }
        column.push_back({body, v, false});
        if (v == static_cast<int>(options.top)) break;
        angle += wedge / 2;
        column.push_back({{origin + tilt(angle) * Vec3(0, disc_height / 2, 0), tilt(angle)}, v - 1, true});
        origin += tilt(angle) * Vec3(0, disc_height, 0);
        angle += wedge / 2;
    }
    return column;
}

// Kidney-like outline: an ellipse flattened at the back.
Vec3 outline(double theta, double radius) {
    const double back = std::max(0.0, -std::cos(theta));
    const double x = half_depth * radius * std::cos(theta) * (1.0 - 0.25 * std::pow(back, 4));
    return {x, 0.0, half_width * radius * std::sin(theta)};
}

void append_surface(Surface& surface, const Frame& frame, int stacks, int slices, auto&& shape) {
    const int base = static_cast<int>(surface.points.size());
    const auto add = [&](double s, double theta) { surface.points.push_back(frame.to_global(shape(s, theta))); };
    for (int i = 1; i < stacks; ++i) {
        for (int j = 0; j < slices; ++j) add(double(i) / stacks, 2 * std::numbers::pi * j / slices);
    }
    add(0.0, 0.0);
    add(1.0, 0.0);
    const int low = base + (stacks - 1) * slices;
    const int high = low + 1;
    for (int j = 0; j < slices; ++j) {
        const int k = (j + 1) % slices;
        surface.triangles.push_back({low, base + j, base + k});
        const int top = base + (stacks - 2) * slices;
        surface.triangles.push_back({high, top + k, top + j});
        for (int i = 0; i + 2 < stacks; ++i) {
            const int a = base + i * slices;
            const int b = a + slices;
            surface.triangles.push_back({a + j, b + j, b + k});
            surface.triangles.push_back({a + j, b + k, a + k});
        }
    }
}

Surface make_bone(const Frame& frame) {
    Surface bone;
    append_surface(bone, frame, 24, 40, [](double s, double theta) {
        // Flat ends with rounded rims and a waist between them.
        const double t = 2 * s - 1;
        const double radius = std::pow(std::max(0.0, 1 - std::pow(std::abs(t), 14)), 0.25) * (0.88 + 0.12 * t * t);
        const double height = std::clamp(1.06 * t, -1.0, 1.0) * body_height / 2;
        return Vec3(outline(theta, radius) + Vec3(0, height, 0));
    });
    const auto ellipsoid = [&](const Vec3& centre, const Vec3& radii) {
        append_surface(bone, frame, 16, 24, [&](double s, double theta) {
            const double polar = std::numbers::pi * s;
            const Vec3 unit(std::sin(polar) * std::cos(theta), -std::cos(polar), std::sin(polar) * std::sin(theta));
            return Vec3(centre + radii.cwiseProduct(unit));
        });
    };
    ellipsoid({-45, -4, 0}, {16, 8, 3.5});
    for (const double side : {-1.0, 1.0}) {
        ellipsoid({-22, 4, side * 12}, {9, 6, 4});
        ellipsoid({-29, 0, side * 30}, {4, 4.5, 15});
        ellipsoid({-33, -2, side * 14}, {5, 19, 5});
    }
    return bone;
}

// Square core (nucleus) in polar rings (annulus): the core is the classical butterfly block.
class DiscBuilder {
  public:
    DiscBuilder(const SyntheticOptions& options, const Placement& disc, ResultMesh& mesh)
        : options_(options), disc_(disc), mesh_(mesh), side_(options.around / 4) {
        if (mesh_.blocks.empty()) mesh_.blocks.push_back({.type = Hex8::type, .connectivity = {}});
    }

    void build() {
        const int in_plane = (side_ - 1) * (side_ - 1) + options_.around * (rings() + 1);
        const int base = static_cast<int>(mesh_.nodes.size());
        for (int k = 0; k <= options_.layers; ++k) add_layer(double(k) / options_.layers - 0.5);
        for (int k = 0; k < options_.layers; ++k) {
            const int low = base + k * in_plane;
            const bool cartilage = k == 0 || k == options_.layers - 1;
            for (int i = 0; i < side_; ++i) {
                for (int j = 0; j < side_; ++j) {
                    add_hex(low, in_plane, {core(i, j), core(i + 1, j), core(i + 1, j + 1), core(i, j + 1)},
                            cartilage ? Part::cartilage_endplate : Part::nucleus);
                }
            }
            for (int r = 0; r < rings(); ++r) {
                for (int j = 0; j < options_.around; ++j) {
                    const Part inside = r < transition ? Part::nucleus : Part::annulus;
                    add_hex(low, in_plane, {ring(r, j), ring(r + 1, j), ring(r + 1, j + 1), ring(r, j + 1)},
                            cartilage ? Part::cartilage_endplate : inside);
                }
            }
        }
    }

  private:
    static constexpr int transition = 2;  // rings of the nucleus around the square core
    static constexpr double nucleus_radius = 0.66;

    int rings() const { return options_.rings + transition; }
    int core_inner(int i, int j) const { return (i - 1) * (side_ - 1) + j - 1; }
    int ring(int r, int j) const {
        return (side_ - 1) * (side_ - 1) + r * options_.around + (j + options_.around) % options_.around;
    }
    // The core's rim is the first ring, walked from the corner (-x, -z) as theta grows.
    int core(int i, int j) const {
        if (i > 0 && i < side_ && j > 0 && j < side_) return core_inner(i, j);
        const int eighth = options_.around / 8;
        if (i == side_) return ring(0, j - eighth);
        if (j == side_) return ring(0, eighth + (side_ - i));
        if (i == 0) return ring(0, eighth + side_ + (side_ - j));
        return ring(0, eighth + 2 * side_ + i);
    }
    void add_layer(double s) {
        const auto add = [&](Vec3 local) {
            local.y() = s * (disc_height + 1.2 * wedge * local.x());
            mesh_.nodes.push_back(disc_.frame.to_global(local));
        };
        const double core_radius = 0.30;
        for (int i = 1; i < side_; ++i) {
            for (int j = 1; j < side_; ++j) {
                add({core_radius * half_depth * (2.0 * i / side_ - 1), 0,
                     core_radius * half_width * (2.0 * j / side_ - 1)});
            }
        }
        for (int r = 0; r <= rings(); ++r) {
            const double radius = r < transition
                                      ? core_radius + (nucleus_radius - core_radius) * r / transition
                                      : nucleus_radius + (1 - nucleus_radius) * (r - transition) / options_.rings;
            for (int j = 0; j < options_.around; ++j) {
                add(outline(2 * std::numbers::pi * j / options_.around, radius));
            }
        }
    }
    void add_hex(int low, int in_plane, const Quad& q, Part part) {
        // The quads above run clockwise seen from the top (x towards z); VTK wants them counter-clockwise.
        Cell<Hex8> hex;
        for (std::size_t c = 0; c < 4; ++c) {
            hex[c] = low + q[3 - c];
            hex[c + 4] = low + in_plane + q[3 - c];
        }
        mesh_.blocks.front().add(hex);
        mesh_.part.push_back(static_cast<int>(part));
        mesh_.level.push_back(disc_.index);
    }

    const SyntheticOptions& options_;
    const Placement& disc_;
    ResultMesh& mesh_;
    int side_;
};

const Placement& find_disc(const std::vector<Placement>& column, int level) {
    return *std::find_if(column.begin(), column.end(),
                         [&](const Placement& p) { return p.is_disc && p.index == level; });
}

// Distance from the axis: 0 centre, 1 rim.
double relative_radius(const Vec3& local) {
    return std::hypot(local.x() / half_depth, local.z() / half_width);
}

struct Values {
    std::array<double, 6> stress{};
    double von_mises = 0.0;
    double pressure = 0.0;
    double stretch = 1.0;
};

Values make_values(const Placement& disc, const Vec3& centre, Part part, double load) {
    const Vec3 local = disc.frame.to_local(centre);
    const double r = relative_radius(local);
    const double posterior = 0.5 - 0.5 * local.x() / half_depth;
    const double level = load * (0.8 + 0.08 * disc.index);
    Values v;
    switch (part) {
        case Part::nucleus:
            v.pressure = level * (0.55 - 0.04 * r);
            v.von_mises = level * 0.05 * (0.4 + r);
            break;
        case Part::annulus:
            v.pressure = level * (0.5 - 0.65 * (r - 0.6));
            v.von_mises = level * (0.35 + 1.1 * std::pow(r, 3) * (0.5 + posterior));
            v.stretch = 1.0 + level * 0.06 * (0.4 + posterior) * (1.5 - r);
            break;
        default:
            v.pressure = level * 0.5 * (1.1 - 0.5 * r);
            v.von_mises = level * 0.6 * (0.5 + std::exp(-std::pow((r - 0.65) / 0.2, 2)));
    }
    v.stress = {-v.pressure, -v.pressure - v.von_mises, -v.pressure, 0.1 * v.von_mises, 0.0, -0.05 * v.von_mises};
    return v;
}

ResultState make_state(const Result& result, const std::vector<Placement>& column, int index, double load) {
    ResultState state;
    state.step = index == 0 ? "rest" : "standing";
    state.time = load;
    for (const Vec3& x : result.mesh.nodes) {
        state.displacement.push_back(load * Vec3(0.012 * x.y(), -0.008 * x.y(), 0.001 * x.z()));
    }
    for (const BoneSurface& bone : result.bones) {
        const Vec3 translation = load * Vec3(0.012 * bone.centre.y(), -0.008 * bone.centre.y(), 0.0);
        state.bones.push_back({translation, tilt(-0.012 * load)});
    }

    Field stress{"cauchy_stress_MPa", 6, {}};
    Field mises{"von_mises_MPa", 1, {}};
    Field pressure{"hydrostatic_pressure_MPa", 1, {}};
    Field stretch{"fibre_stretch", 2, {}};
    for (std::size_t e = 0; e < result.mesh.part.size(); ++e) {
        Vec3 centre = Vec3::Zero();
        for (const int node : result.mesh.blocks.front()[e])
            centre += result.mesh.nodes[static_cast<std::size_t>(node)] / 8;
        const Values v =
            make_values(find_disc(column, result.mesh.level[e]), centre, static_cast<Part>(result.mesh.part[e]), load);
        stress.values.insert(stress.values.end(), v.stress.begin(), v.stress.end());
        mises.values.push_back(v.von_mises);
        pressure.values.push_back(v.pressure);
        stretch.values.insert(stretch.values.end(), {v.stretch, 0.5 * (1.0 + v.stretch)});
    }
    state.cell_fields = {stress, mises, pressure, stretch};

    for (const auto& p : std::views::reverse(column)) {
        if (!p.is_disc) continue;
        DiscMeasures measures;
        measures.disc = static_cast<Disc>(p.index);
        measures.nucleus_pressure_MPa = load * (0.8 + 0.08 * p.index) * 0.54;
        measures.compression_N = load * (480 + 25 * p.index);
        state.discs.push_back(measures);
    }
    return state;
}

// Behind, in front of and beside the lowest disc.
void add_structures(Result& result) {
    const Disc disc = result.states[0].discs.back().disc;
    const int lower = static_cast<int>(result.bones.size()) - 1;
    const Vec3 above = result.bones[static_cast<std::size_t>(lower - 1)].centre;
    const Vec3 below = result.bones[static_cast<std::size_t>(lower)].centre;
    result.fascicles = {{disc, Ligament::ALL, Side::middle}, {disc, Ligament::SSL, Side::middle}};
    FacetJoint joint{
        .disc = disc, .side = Side::left, .upper_bone = lower - 1, .lower_bone = lower, .upper = {}, .lower = {}};
    const Vec3 centre = (above + below) / 2 + Vec3(-45, 0, -25);
    joint.upper.points = {centre, centre + Vec3(0, 14, 0), centre + Vec3(0, 0, -14)};
    joint.upper.triangles = {{0, 1, 2}};
    joint.lower = joint.upper;
    for (Vec3& point : joint.lower.points) point.x() -= 1.0;
    result.facets = {joint};
    for (ResultState& state : result.states) {
        const double load = state.time;
        state.ligaments = {{.disc = disc, .ligament = Ligament::ALL},
                           {.disc = disc, .ligament = Ligament::SSL, .force_N = 20.0 * load}};
        state.fascicles = {{above + Vec3(20, 0, 0), below + Vec3(20, 0, 0), 0.0, -0.01},
                           {above + Vec3(-62, 0, 0), below + Vec3(-62, 0, 0), 20.0 * load, 0.1 * load}};
        state.facets = {{.disc = disc,
                         .side = Side::left,
                         .force_N = 50.0 * load,
                         .centre_x_mm = centre.x(),
                         .centre_y_mm = centre.y(),
                         .centre_z_mm = centre.z()}};
        state.facet_pressure = {{0.0, load, 2.0 * load}};
    }
}

// A standing person around the column, two muscles a side behind and in front of it, 10 kg in both hands.
void add_task(Result& result) {
    ResultState& state = result.states.back();
    state.step = "lift";
    state.task = TaskMeasures{.load_N = 98.0, .compression_L5S1_N = 1234.0};
    const auto both_sides = [&](const std::string& name, const Vec3& from, const Vec3& to, double radius) {
        for (const double side : {-1.0, 1.0}) {
            const Vec3 mirror(1.0, 1.0, side);
            state.body.push_back(
                {name + (side < 0.0 ? "_left" : "_right"), from.cwiseProduct(mirror), to.cwiseProduct(mirror), radius});
        }
    };
    state.body = {{"pelvis", {42, -100, 0}, {0, 0, 0}, 120},
                  {"abdomen", {90, 30, 0}, {90, 120, 0}, 150},
                  {"thorax", {62, 230, 0}, {62, 355, 0}, 125},
                  {"head", {36, 520, 0}, {36, 630, 0}, 85}};
    both_sides("thigh", {42, -100, 77}, {42, -530, 77}, 75);
    both_sides("shank", {42, -530, 77}, {42, -960, 77}, 50);
    both_sides("foot", {42, -960, 77}, {230, -1001, 77}, 35);
    both_sides("upper_arm", {36, 400, 171}, {60, 80, 171}, 45);
    both_sides("forearm", {60, 80, 171}, {300, 60, 150}, 36);
    both_sides("hand", {300, 60, 150}, {390, 60, 150}, 32);
    const auto muscle = [&](const char* group, const Vec3& top, const Vec3& bottom, double activation) {
        for (const Side side : {Side::left, Side::right}) {
            const Vec3 mirror(1.0, 1.0, side == Side::left ? -1.0 : 1.0);
            result.muscles.push_back({std::string(group) + (side == Side::left ? "_l" : "_r"), group, side, 800.0});
            state.muscles.push_back({.force_N = 600.0 * activation,
                                     .activation = activation,
                                     .path = {top.cwiseProduct(mirror), bottom.cwiseProduct(mirror)}});
        }
    };
    muscle("multifidus", {-55, 230, 30}, {-60, -20, 30}, 0.9);
    muscle("rectus_abdominis", {130, 230, 40}, {100, -100, 20}, 0.0);
    state.external = {{"load", {390, 60, 0}, {0, -98, 0}}};
    result.canonical_scenario = canonical_toml(parse_scenario(R"(
title = "Made-up task"
[person]
sex = "male"
height_cm = 175
mass_kg = 78
[spine]
top = "T12"
bottom = "S1"
[[task]]
name = "lift"
load_kg = 10
)",
                                                              "synthetic"));
}

}  // namespace

Result make_synthetic_result(const SyntheticOptions& options) {
    const std::vector<Placement> column = make_column(options);
    Result result;
    result.title = "Made-up column, 500 N";
    result.complete = true;
    for (const auto& p : std::views::reverse(column)) {
        if (p.is_disc) {
            DiscBuilder(options, p, result.mesh).build();
        } else {
            result.bones.push_back(
                {std::string(name(static_cast<Vertebra>(p.index))), make_bone(p.frame), p.frame.origin});
        }
    }
    for (int i = 0; i < options.states; ++i) {
        result.states.push_back(
            make_state(result, column, i, options.states == 1 ? 1.0 : double(i) / (options.states - 1)));
    }
    if (options.structures) add_structures(result);
    if (options.task) add_task(result);
    return result;
}

}  // namespace spondyl::test
