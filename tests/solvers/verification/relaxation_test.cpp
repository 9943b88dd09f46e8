// SPDX-License-Identifier: Apache-2.0
// Relaxation and creep of a block of quasi-linear viscoelastic tissue, against closed forms at small strain.
#include <gtest/gtest.h>

#include "core/materials/compressible_neo_hookean.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/materials/prony.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

// Left, front and lower face on rollers; the upper one is moved by a load or pulled by dead forces.
template <class Material>
struct Block {
    Block(const Material& material, double travel, double force) {
        const Vec3 size(2.0, 3.0, 4.0);
        const BoxMesh box = box_mesh({1, 1, 1}, size);
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        load = k.add_load();
        for (int n = 0; n < k.node_count(); ++n) {
            for (int c = 0; c < 3; ++c) {
                if (k.reference()[n][c] == 0.0) k.prescribe(n, c);
            }
            if (k.reference()[n].z() == 0.0) continue;
            top.push_back(n);
            if (travel != 0.0) k.prescribe(n, 2, load, travel);
            if (force != 0.0) {
                system.add(std::make_unique<DeadForce>(n, Vec3(0.0, 0.0, 0.25 * force), load));
            }
        }
        system.add(std::make_unique<SolidBlock<Hex8, Material>>("block", material, box.mesh.nodes, box.hexes()));
        system.prepare();
        state = system.kinematics.rest();
    }
    void follow(double duration, int increments) {
        Newton newton(system, tight(1e-9));
        const double part = 1.0 / increments;
        LoadStepper stepper(system, newton, {.first_increment = part, .max_increment = part, .duration = duration});
        const PathReport path = stepper.follow(state, {1.0}, {1.0});
        ASSERT_TRUE(path.complete) << path.failure;
    }
    [[nodiscard]] double reaction() const {
        Assembly a = system.make_assembly();
        system.evaluate(state, {}, a);
        double sum = 0.0;
        for (const int n : top) sum += a.residual[system.kinematics.node_dof(n, 2)];
        return sum;
    }
    System system;
    LoadId load = 0;
    std::vector<int> top;
    State state;
};

// Strain 1e-4 along z in 10 s, then held: E = 3 mu relaxes as the shear modulus does, up to mu / K and the strain.
TEST(Relaxation, RampAndHoldOfANearlyIncompressibleBlock) {
    constexpr PronySeries series{.terms = {{{0.399, 3.45}, {0.361, 1000.0}, {0.108, 5000.0}}}};
    constexpr double ramp = 10.0;
    Block<Prony<MooneyRivlin>> block({.material = {.c10 = 0.12, .c01 = 0.03, .bulk_modulus = 3e3}, .series = series},
                                     4e-4, 0.0);
    const double sudden = 3.0 * 0.3 * 1e-4 * 6.0;
    const auto expected = [&](double t) {
        double sum = series.long_term_share();
        for (const auto& term : series.terms) {
            sum += term.share * term.time / ramp * (std::exp(-(t - ramp) / term.time) - std::exp(-t / term.time));
        }
        return sum;
    };
    block.follow(ramp, 1);
    EXPECT_NEAR(block.reaction() / sudden, expected(10.0), 3e-4);
    block.follow(50.0, 3);
    EXPECT_NEAR(block.reaction() / sudden, expected(60.0), 3e-4);
    block.follow(3540.0, 1);
    EXPECT_NEAR(block.reaction() / sudden, expected(3600.0), 3e-4);
}

// A dead load put on at once: with one term strain / sudden strain = 1 + (1/g - 1)(1 - exp(-g t / tau)), g the
// long-term share. Increments that halve take a quarter of the error.
TEST(Relaxation, CreepUnderADeadLoadIsOfSecondOrderInTime) {
    constexpr double tau = 20.0;
    constexpr PronySeries series{.terms = {{{0.6, tau}}}};
    const CompressibleNeoHookean elastic{.youngs_modulus = 12.0, .poisson_ratio = 0.3};
    constexpr double strain = 1e-6;
    const auto creep = [&](int increments) {
        Block<Prony<CompressibleNeoHookean>> block({.material = elastic, .series = series}, 0.0, 12.0 * strain * 6.0);
        block.follow(0.0, 1);
        EXPECT_NEAR(block.state.positions[block.top.front()].z() - 4.0, 4.0 * strain, 1e-4 * 4.0 * strain);
        block.follow(30.0, increments);
        return (block.state.positions[block.top.front()].z() - 4.0) / (4.0 * strain);
    };
    const double expected = 1.0 + (1.0 / 0.4 - 1.0) * -std::expm1(-0.4 * 30.0 / tau);
    const double coarse = creep(4) - expected;
    const double fine = creep(8) - expected;
    EXPECT_LT(std::abs(fine), 1e-3);
    EXPECT_NEAR(observed_order(coarse, fine), 2.0, 0.1);
}

}  // namespace
}  // namespace spondyl::testing
