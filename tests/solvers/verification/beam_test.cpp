// SPDX-License-Identifier: Apache-2.0
// Slender beams of a compressible neo-Hookean solid with Poisson's ratio 0, so that beam theory is exact up to the
// square of the strain. Linear hexahedra are too stiff in bending by a part that falls with the square of their length;
// two meshes show that order and extrapolate to the closed form.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <numbers>

#include "core/materials/compressible_neo_hookean.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

constexpr double length = 20.0;
constexpr double depth = 1.0;
constexpr double width = 1.0;
constexpr double beam_youngs_modulus = 1000.0;
constexpr double inertia = width * depth * depth * depth / 12.0;

// Clamped at x = 0; the end face rides on a rigid body whose reference point is its centre.
struct Beam {
    explicit Beam(int cells) : box(box_mesh({cells, cells / 20, 1}, Vec3(length, depth, width))) {
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        body = k.add_body(Vec3(length, 0.5 * depth, 0.5 * width));
        for (int z = 0; z <= 1; ++z) {
            for (int j = 0; j <= box.cells[1]; ++j) {
                for (int c = 0; c < 3; ++c) k.prescribe(box.node(0, j, z), c);
                k.tie(box.node(cells, j, z), body);
            }
        }
        load = k.add_load();
        system.add(std::make_unique<SolidBlock<Hex8, CompressibleNeoHookean>>(
            "beam", CompressibleNeoHookean{.youngs_modulus = beam_youngs_modulus, .poisson_ratio = 0.0}, box.mesh.nodes,
            box.hexes()));
    }
    BoxMesh box;
    System system;
    int body = 0;
    LoadId load = 0;
};

// Deflection of the tip under a small force across it: P L^3 / (3 E I) + P L / (G A 5/6) (Timoshenko).
double tip_deflection(int cells, double force) {
    Beam beam(cells);
    for (int z = 0; z <= 1; ++z) {
        for (const int j : {0, beam.box.cells[1]}) {
            beam.system.add(
                std::make_unique<DeadForce>(beam.box.node(cells, j, z), Vec3(0.0, 0.25 * force, 0.0), beam.load));
        }
    }
    beam.system.prepare();
    return find_equilibrium(beam.system, {1.0}).state.body_translation[beam.body].y();
}

TEST(Beam, CantileverBendsAsTimoshenkoSays) {
    constexpr double force = 1e-4;  // bends by 1.6e-5 of the length: small strain
    const double exact = force * length * length * length / (3.0 * beam_youngs_modulus * inertia) +
                         force * length / (0.5 * beam_youngs_modulus * depth * width * 5.0 / 6.0);
    const double coarse = tip_deflection(80, force);
    const double fine = tip_deflection(160, force);
    EXPECT_NEAR(observed_order(coarse - exact, fine - exact), 2.0, 0.1);
    // The rigid end section suppresses its warping by shear, which Timoshenko leaves free: a part of the shear
    // deflection, itself 0.4 % of the whole, over one depth of twenty.
    EXPECT_NEAR(richardson(coarse, fine), exact, 5e-4 * exact);
}

struct Tip {
    double angle = 0.0;  // rad
    Vec3 position = Vec3::Zero();
};

Tip bend(int cells, double moment) {
    Beam beam(cells);
    beam.system.add(std::make_unique<SpatialCouple>(beam.body, Vec3(0.0, 0.0, moment), beam.load));
    beam.system.prepare();
    const Equilibrium e = find_equilibrium(beam.system, {1.0}, 0.1, 1e-8);
    const Mat3& r = e.state.body_rotation[beam.body];
    return {std::atan2(r(1, 0), r(0, 0)), beam.system.kinematics.body_position(e.state, beam.body)};
}

// A couple at the end bends the beam into a circle: angle M L / (E I), here 90 degrees, tip at (sin, 1 - cos) L/angle.
TEST(Beam, ACoupleTurnsTheRigidEndByNinetyDegrees) {
    constexpr double angle = 0.5 * std::numbers::pi;
    constexpr double moment = beam_youngs_modulus * inertia * angle / length;
    const Tip coarse = bend(80, moment);
    const Tip fine = bend(160, moment);
    EXPECT_NEAR(observed_order(coarse.angle - angle, fine.angle - angle), 2.0, 0.15);
    // Bending strains reach depth * angle / (2 length) = 4 %; the stress-strain law's curvature changes the moment by
    // a multiple of their square, 0.15 %.
    EXPECT_NEAR(richardson(coarse.angle, fine.angle), angle, 2e-3 * angle);
    const Vec3 expected(length * std::sin(angle) / angle, 0.5 * depth + length * (1.0 - std::cos(angle)) / angle,
                        0.5 * width);
    const Vec3 tip = fine.position + (fine.position - coarse.position) / 3.0;
    EXPECT_LT((tip - expected).norm(), 2e-3 * length);
    EXPECT_NEAR(fine.position.z(), 0.5 * width, 1e-9);
}

}  // namespace
}  // namespace spondyl::testing
