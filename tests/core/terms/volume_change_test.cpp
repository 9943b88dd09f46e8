// SPDX-License-Identifier: Apache-2.0
// Substance that swells or is lost: the volume ratio at which U is least follows a load amplitude.
#include <gtest/gtest.h>

#include "core/materials/mooney_rivlin.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

constexpr MooneyRivlin gel{.c10 = 0.12, .c01 = 0.03, .bulk_modulus = 5.0};

struct SwellingBox {
    SwellingBox() : load(add_box()) {
        block = &system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>("gel", gel, box.mesh.nodes, box.hexes()));
        block->set_volume_load(load);
        system.prepare();
    }
    LoadId add_box() {
        system.kinematics.add_nodes(box.mesh.nodes);
        return system.kinematics.add_load();
    }

    BoxMesh box = box_mesh({2, 1, 1}, Vec3(2, 1, 1));
    System system;
    LoadId load;
    SolidBlock<Hex8, MooneyRivlin>* block = nullptr;
};

TEST(VolumeChange, FreeGrowthIsFreeOfStress) {
    SwellingBox s;
    State state = s.system.kinematics.rest();
    state.loads[s.load] = 0.1;
    for (Vec3& x : state.positions) x *= std::cbrt(1.1);
    Assembly assembly = s.system.make_assembly();
    s.system.evaluate(state, {.energy = true}, assembly);
    EXPECT_LT(assembly.residual.norm(), 1e-12);
    EXPECT_NEAR(assembly.energy, 0.0, 1e-14);
}

TEST(VolumeChange, HeldSubstanceIsUnderItsSwellingPressure) {
    SwellingBox s;
    State state = s.system.kinematics.rest();
    state.loads[s.load] = 0.2;
    for (const SolidSample& sample : s.block->sample(state)) {
        for (int i = 0; i < 3; ++i) EXPECT_NEAR(sample.cauchy[i], -0.2 * gel.bulk_modulus, 1e-12);
    }
}

TEST(VolumeChange, DerivativesAreConsistent) {
    SwellingBox s;
    const Kinematics& k = s.system.kinematics;
    std::mt19937 random(5);
    State state = moved(k, k.rest(), 0.1 * random_direction(k, random));
    state.loads[s.load] = 0.14;
    expect_residual_is_energy_derivative(s.system, state,
                                         [&](const State& at) { return reported_potential(s.system, at); });
    expect_tangent_is_second_derivative(s.system, state);
    expect_tangent_is_residual_derivative(s.system, state);
}

}  // namespace
}  // namespace spondyl::testing
