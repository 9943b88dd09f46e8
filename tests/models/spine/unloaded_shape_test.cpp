// SPDX-License-Identifier: Apache-2.0
// The shape in which tissue is free of stress, flatter than the standing one that the mesh has (docs/adr/0037).
#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/spine/spine_model.hpp"
#include "tests/models/analysis/cases.hpp"

namespace spondyl {
namespace {

constexpr double loss = 13.0;

Scenario column(double lost, Structures structures = testing::disc_alone()) {
    Scenario scenario = testing::coarse_spine(Vertebra::L3, Vertebra::S1);
    scenario.structures = structures;
    scenario.spine.unloaded_lordosis_loss_deg = lost;
    return scenario;
}

double flexion_deg(const SpineModel& model, std::size_t vertebra, const State& state) {
    return -rotation_log(state.body_rotation[model.body(vertebra)]).z() * deg_per_rad;
}

double energy(const SpineModel& model, const State& state) {
    Assembly assembly = model.system().make_assembly();
    model.system().evaluate(state, {.energy = true}, assembly);
    return assembly.energy;
}

TEST(UnloadedShape, DiscsAreFreeOfStressThereAndNotInStanding) {
    const SpineModel model(default_anatomy(), column(loss), FixedVertebrae::bottom);
    const State unloaded = model.unloaded();
    EXPECT_LT(energy(model, unloaded), 1e-9);
    EXPECT_GT(energy(model, model.system().kinematics.rest()), 10.0);
    Assembly assembly = model.system().make_assembly();
    model.system().evaluate(unloaded, {}, assembly);
    EXPECT_LT(assembly.residual.lpNorm<Eigen::Infinity>(), 1e-8);
}

// In proportion to the lordosis of the segments in standing: most at L5-S1.
TEST(UnloadedShape, LevelsLoseTheirShares) {
    const SpineModel model(default_anatomy(), column(loss), FixedVertebrae::bottom);
    const State unloaded = model.unloaded();
    EXPECT_NEAR(flexion_deg(model, 2, unloaded), 0.428 * loss, 1e-9);            // L5
    EXPECT_NEAR(flexion_deg(model, 1, unloaded), (0.428 + 0.251) * loss, 1e-9);  // L4
    EXPECT_NEAR(flexion_deg(model, 0, unloaded), (0.428 + 0.251 + 0.180) * loss, 1e-9);
}

TEST(UnloadedShape, TurnedBackItIsTheMesh) {
    const SpineModel model(default_anatomy(), column(loss, Structures{}), FixedVertebrae::bottom);
    const State rest = model.system().kinematics.rest();
    const State back = model.standing(model.unloaded());
    double farthest = 0.0;
    for (std::size_t n = 0; n < rest.positions.size(); ++n) {
        farthest = std::max(farthest, (back.positions[n] - rest.positions[n]).norm());
    }
    EXPECT_LT(farthest, 1e-9);
}

// What ligaments and joints are in the standing mesh without a loss, they are in the unloaded shape with one.
TEST(UnloadedShape, LigamentsAndJointSpacesBelongToIt) {
    const SpineModel model(default_anatomy(), column(loss, Structures{}), FixedVertebrae::bottom);
    const SpineModel plain(default_anatomy(), column(0.0, Structures{}), FixedVertebrae::bottom);
    const State unloaded = model.unloaded();
    const State rest = plain.system().kinematics.rest();
    ASSERT_EQ(model.ligaments().size(), plain.ligaments().size());
    for (std::size_t i = 0; i < model.ligaments().size(); ++i) {
        const auto now = model.ligaments()[i].fascicles->sample(unloaded);
        const auto before = plain.ligaments()[i].fascicles->sample(rest);
        for (std::size_t f = 0; f < now.size(); ++f) {
            // The direction in which a fascicle sags over a narrowed disc turns with the upper vertebra; these are
            // healthy.
            EXPECT_NEAR(now[f].strain, before[f].strain, 1e-9);
        }
    }
    for (std::size_t i = 0; i < model.facets().size(); ++i) {
        const double gap = model.facets()[i].contact->sample(model.system().kinematics, unloaded).gap_min;
        EXPECT_NEAR(gap, plain.facets()[i].contact->sample(plain.system().kinematics, rest).gap_min, 1e-9);
        // Standing is extended from it: the joints are tighter.
        const State standing = model.system().kinematics.rest();
        EXPECT_LT(model.facets()[i].contact->sample(model.system().kinematics, standing).gap_min, gap);
    }
}

TEST(UnloadedShape, ADiscLosesNoMoreThanItsWedge) {
    Scenario scenario = column(loss);
    scenario.spine.lordosis_scale = 0.0;
    const SpineModel model(default_anatomy(), scenario, FixedVertebrae::bottom);
    EXPECT_EQ(flexion_deg(model, 0, model.unloaded()), 0.0);
}

TEST(UnloadedShape, ThereIsNoneUnlessAsked) {
    Scenario scenario = column(0.0);
    scenario.spine.unloaded_lordosis_loss_deg = SpineOptions{}.unloaded_lordosis_loss_deg;
    const SpineModel model(default_anatomy(), scenario, FixedVertebrae::bottom);
    EXPECT_EQ(model.unloaded().positions, model.system().kinematics.rest().positions);
    scenario.spine.bone = BoneModel::deformable;
    scenario.spine.unloaded_lordosis_loss_deg = loss;
    EXPECT_THROW(SpineModel(default_anatomy(), scenario, FixedVertebrae::bottom), UserError);
}

TEST(UnloadedShape, ASpecimenSettlesInItAndMotionsCountFromThere) {
    Scenario scenario = column(6.0);
    scenario.steps = {LoadStep{.name = "100 N", .compression_N = 100.0}};
    const Result result = run_scenario(scenario);
    ASSERT_TRUE(result.complete) << result.failure;
    EXPECT_NEAR(result.settle.back().flexion_deg, 0.428 * 6.0, 1e-3);
    EXPECT_NEAR(result.states.front().discs.back().flexion_deg, 0.0, 1e-9);
}

}  // namespace
}  // namespace spondyl
