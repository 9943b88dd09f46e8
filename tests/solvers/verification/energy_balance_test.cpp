// SPDX-License-Identifier: Apache-2.0
// What the supports put in is what the tissue stores: the work of the reactions along the path of prescribed motion,
// by Simpson's rule over the increments, against the energy at the end.
#include <gtest/gtest.h>

#include "core/terms/cavity.hpp"
#include "core/terms/membrane.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/sample_materials.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

// Fibre-reinforced block with a fluid core and a skin, between a fixed face and a body that is pressed down, bent and
// twisted.
TEST(EnergyBalance, WorkOfReactionsIsTheStoredEnergy) {
    const BoxMesh box = box_mesh({3, 3, 3}, Vec3(6, 6, 4));
    System system;
    Kinematics& k = system.kinematics;
    k.add_nodes(box.mesh.nodes);
    const int body = k.add_body(Vec3(3.0, 3.0, 5.0));
    const LoadId load = k.add_load();
    const int pressure = k.add_scalar();
    std::vector<Quad> skin;
    for (int j = 0; j <= 3; ++j) {
        for (int i = 0; i <= 3; ++i) {
            k.tie(box.node(i, j, 3), body);
            for (int c = 0; c < 3; ++c) k.prescribe(box.node(i, j, 0), c);
            if (i < 3 && j < 3) {
                skin.push_back(
                    {box.node(0, i, j), box.node(0, i + 1, j), box.node(0, i + 1, j + 1), box.node(0, i, j + 1)});
            }
        }
    }
    const Vec3 travel(0.2, 0.1, -0.4);
    const Vec3 turn(0.12, 0.05, 0.15);
    for (int c = 0; c < 3; ++c) k.prescribe_translation(body, c, load, travel[c]);
    k.prescribe_rotation(body, load, turn);
    std::vector<Hex> solid = box.hexes();
    const Hex core = solid[13];
    solid.erase(solid.begin() + 13);
    system.add(std::make_unique<SolidBlock<Hex8, FibreAnnulus>>("annulus", Sample<FibreAnnulus>::material(),
                                                                box.mesh.nodes, solid,
                                                                Sample<FibreAnnulus>::points(solid.size())));
    system.add(std::make_unique<Cavity<Quad4>>("nucleus", box.mesh.nodes, faces(core), pressure, 2000.0));
    system.add(std::make_unique<Membrane<Quad4>>("skin", box.mesh.nodes, skin, 5.0, 0.3, 0.2));
    system.prepare();

    constexpr int increments = 16;
    std::vector<double> power(1, 0.0);  // per unit of load amplitude; nothing at rest
    Newton newton(system, tight(1e-9));
    LoadStepper stepper(system, newton, {.first_increment = 1.0 / increments, .max_increment = 1.0 / increments});
    State state = k.rest();
    const PathReport path = stepper.follow(state, {1.0}, {1.0}, [&](const IncrementRecord&, const State&, bool) {
        const Eigen::VectorXd& r = newton.assembly().residual;
        double p = 0.0;
        for (int c = 0; c < 3; ++c) p += r[k.body_dof(body, c)] * travel[c] + r[k.body_dof(body, 3 + c)] * turn[c];
        power.push_back(p);
    });
    ASSERT_TRUE(path.complete) << path.failure;
    ASSERT_EQ(power.size(), increments + 1U);
    double work = 0.0;
    for (int i = 0; i < increments; i += 2) work += (power[i] + 4.0 * power[i + 1] + power[i + 2]) / (3.0 * increments);
    Assembly a = system.make_assembly();
    system.evaluate(state, {.energy = true}, a);
    EXPECT_GT(a.energy, 1.0);
    // Simpson's rule is exact to the fourth power of the increment, except where fibres begin to pull.
    EXPECT_NEAR(work, a.energy, 1e-4 * a.energy);
}

}  // namespace
}  // namespace spondyl::testing
