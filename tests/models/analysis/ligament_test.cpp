// SPDX-License-Identifier: Apache-2.0
// Ligaments in whole cases: settled state, which one is tight in which direction, injuries.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.hpp"
#include "models/analysis/disc_motion.hpp"
#include "models/anatomy/anatomy.hpp"
#include "solvers/newton.hpp"
#include "tests/models/analysis/cases.hpp"

namespace spondyl {
namespace {

Structures ligaments_only() {
    Structures structures;
    structures.facets = Presence::removed;
    return structures;
}

// L4-L5 with its ligaments under one moment, N m.
Scenario l4l5(double flexion, double lateral, double axial) {
    Scenario scenario = testing::l4l5_moment(flexion, lateral, axial);
    scenario.structures = ligaments_only();
    return scenario;
}

const LigamentMeasures& row(const ResultState& state, Ligament ligament, Side side = Side::middle) {
    return *std::find_if(state.ligaments.begin(), state.ligaments.end(),
                         [&](const LigamentMeasures& m) { return m.ligament == ligament && m.side == side; });
}

TEST(Ligaments, rest_is_the_settled_state_and_its_shift_is_reported) {
    const Result result = run_scenario(l4l5(5.0, 0.0, 0.0));
    ASSERT_TRUE(result.complete) << result.failure;
    const ResultState& rest = result.states.front();
    EXPECT_EQ(rest.step, "rest");
    EXPECT_NEAR(rest.discs[0].flexion_deg, 0.0, 1e-12);
    EXPECT_NEAR(rest.discs[0].translation_cranial_mm, 0.0, 1e-12);
    EXPECT_GT(row(rest, Ligament::ALL).force_N, 5.0);
    EXPECT_EQ(row(rest, Ligament::CL, Side::left).force_N, 0.0);
    // Nothing acts from outside: the disc is pressed together by what the ligaments pull.
    EXPECT_GT(rest.discs[0].compression_N, 5.0);
    EXPECT_NEAR(rest.discs[0].segment_compression_N, 0.0, 1e-5);
    ASSERT_EQ(result.settle.size(), 1u);
    EXPECT_GT(result.settle[0].rotation_deg, 1e-3);
    EXPECT_LT(result.settle[0].rotation_deg, 2.0);
    EXPECT_EQ(result.history.front().time, 0.0);
    EXPECT_EQ(result.fascicles.size(), rest.fascicles.size());
}

TEST(Ligaments, geometry_as_built_is_exactly_no_shift) {
    const SpineModel model(default_anatomy(), l4l5(0.0, 0.0, 0.0), FixedVertebrae::bottom);
    const State rest = model.system().kinematics.rest();
    const std::vector<SettleShift> shift = settle_shifts(model, rest, std::vector<DiscMeasures>(1));
    EXPECT_LT(shift[0].rotation_deg, 1e-12);
    EXPECT_LT(shift[0].translation_mm, 1e-12);
}

TEST(Ligaments, without_pretension_nothing_moves) {
    Scenario scenario = l4l5(0.0, 0.0, 0.0);
    scenario.tissue.ligaments = "goel";
    const SpineModel model(default_anatomy(), scenario, FixedVertebrae::bottom);
    State state = model.system().kinematics.rest();
    const State built = state;
    Newton newton(model.system());
    const NewtonReport report = newton.solve(state);
    EXPECT_TRUE(report.converged);
    EXPECT_EQ(report.iterations, 0);
    EXPECT_EQ(state.positions, built.positions);
}

TEST(Ligaments, front_is_tight_in_extension_and_back_in_flexion) {
    const Result flexed = run_scenario(l4l5(5.0, 0.0, 0.0));
    const Result extended = run_scenario(l4l5(-5.0, 0.0, 0.0));
    const ResultState& f = testing::end_of_step(flexed, 0);
    const ResultState& e = testing::end_of_step(extended, 0);
    EXPECT_GT(row(e, Ligament::ALL).force_N, row(f, Ligament::ALL).force_N + 10.0);
    for (const Ligament behind : {Ligament::LF, Ligament::ISL, Ligament::SSL}) {
        EXPECT_GT(row(f, behind).force_N, row(e, behind).force_N) << name(behind);
        EXPECT_GT(row(f, behind).moment_flexion_Nm, 0.0) << name(behind);
    }
    EXPECT_GT(e.discs[0].ligament_moment_share, 0.05);
    EXPECT_GT(row(e, Ligament::ALL).moment_share, 0.05);
    // Ligaments make the segment stiffer than its disc.
    const Result disc = run_scenario(testing::l4l5_moment(-5.0, 0.0, 0.0));
    EXPECT_LT(std::abs(e.discs[0].flexion_deg), std::abs(testing::end_of_step(disc, 0).discs[0].flexion_deg));
}

TEST(Ligaments, bending_to_the_right_mirrors_bending_to_the_left) {
    const Result right = run_scenario(l4l5(0.0, 5.0, 2.0));
    const Result left = run_scenario(l4l5(0.0, -5.0, -2.0));
    const ResultState& r = testing::end_of_step(right, 0);
    const ResultState& l = testing::end_of_step(left, 0);
    for (const Ligament paired : {Ligament::ITL, Ligament::CL}) {
        EXPECT_NEAR(row(r, paired, Side::left).force_N, row(l, paired, Side::right).force_N, 1e-5) << name(paired);
        EXPECT_NEAR(row(r, paired, Side::right).strain_mean, row(l, paired, Side::left).strain_mean, 1e-7);
    }
    EXPECT_GT(row(r, Ligament::ITL, Side::left).force_N, row(r, Ligament::ITL, Side::right).force_N);
    EXPECT_NEAR(row(r, Ligament::LF).moment_axial_Nm, -row(l, Ligament::LF).moment_axial_Nm, 1e-7);
}

TEST(Ligaments, iliolumbar_ones_are_there_where_they_are_asked_for) {
    Scenario scenario;
    EXPECT_FALSE(has_ligament(scenario, Disc::L5_S1, Ligament::IL)) << "a specimen is cut from the pelvis";
    scenario.structures.iliolumbar = Presence::present;
    EXPECT_TRUE(has_ligament(scenario, Disc::L5_S1, Ligament::IL));
    EXPECT_FALSE(has_ligament(scenario, Disc::L4_L5, Ligament::IL));
    EXPECT_TRUE(has_ligament(scenario, Disc::L4_L5, Ligament::ALL));
}

// Yamamoto et al. 1990: bending to the side was held most. The ligament of the side that is bent away from is taut.
TEST(Ligaments, iliolumbar_ones_hold_l5_to_the_side) {
    Scenario cut = l4l5(0.0, 5.0, 0.0);
    cut.spine.top = Vertebra::L5;
    cut.spine.bottom = Vertebra::S1;
    Scenario intact = cut;
    intact.structures.iliolumbar = Presence::present;
    const Result without = run_scenario(cut);
    const Result with = run_scenario(intact);
    const ResultState& end = testing::end_of_step(with, 0);
    EXPECT_LT(end.discs[0].lateral_bending_deg, 0.95 * testing::end_of_step(without, 0).discs[0].lateral_bending_deg);
    EXPECT_GT(row(end, Ligament::IL, Side::left).force_N, row(end, Ligament::IL, Side::right).force_N + 10.0);
}

TEST(Ligaments, rupture_of_a_whole_ligament_is_its_removal) {
    Scenario torn = l4l5(-5.0, 0.0, 0.0);
    torn.injuries.push_back(
        {.kind = InjuryKind::ligament_rupture, .disc = Disc::L4_L5, .ligament = Ligament::ALL, .amount = 1.0});
    Scenario cut = l4l5(-5.0, 0.0, 0.0);
    cut.structures.anterior_longitudinal = Presence::removed;
    const Result a = run_scenario(torn);
    const Result b = run_scenario(cut);
    EXPECT_NEAR(testing::end_of_step(a, 0).discs[0].flexion_deg, testing::end_of_step(b, 0).discs[0].flexion_deg, 1e-6);
    EXPECT_EQ(row(testing::end_of_step(a, 0), Ligament::ALL).force_N, 0.0);
}

TEST(Ligaments, slack_on_one_side_unloads_that_side) {
    Scenario scenario = l4l5(8.0, 0.0, 0.0);
    scenario.injuries.push_back({.kind = InjuryKind::ligament_slack,
                                 .disc = Disc::L4_L5,
                                 .ligament = Ligament::ITL,
                                 .side = Side::left,
                                 .amount = 0.5});
    scenario.injuries.push_back(
        {.kind = InjuryKind::ligament_slack, .disc = Disc::L1_L2, .ligament = Ligament::SSL, .amount = 0.5});
    const Result result = run_scenario(scenario);
    const ResultState& end = testing::end_of_step(result, 0);
    EXPECT_EQ(row(end, Ligament::ITL, Side::left).force_N, 0.0);
    EXPECT_GT(row(end, Ligament::ITL, Side::right).force_N, 1.0);
    EXPECT_GT(row(end, Ligament::SSL).force_N, 1.0);
}

TEST(Ligaments, of_a_deformable_body_hold_its_rim) {
    Scenario scenario = testing::coarse_spine(Vertebra::L3, Vertebra::L5);
    scenario.structures = ligaments_only();
    scenario.spine.bone = BoneModel::deformable;
    const SpineModel model(default_anatomy(), scenario, FixedVertebrae::bottom);
    const State rest = model.system().kinematics.rest();
    const auto is_mesh_node = [&](const Vec3& p) {
        const auto& nodes = model.mesh().mesh.nodes;
        return std::find(nodes.begin(), nodes.end(), p) != nodes.end();
    };
    for (const LigamentTerm& term : model.ligaments()) {
        if (term.disc != 0) continue;
        const bool on_rim = term.ligament == Ligament::ALL || term.ligament == Ligament::PLL;
        for (const Fascicles::Sample& f : term.fascicles->sample(rest)) EXPECT_EQ(is_mesh_node(f.lower), on_rim);
    }
}

TEST(Ligaments, every_set_settles_and_bends) {
    for (const char* set : {"goel", "kuo", "rohlmann"}) {
        Scenario scenario = l4l5(5.0, 0.0, 0.0);
        scenario.tissue.ligaments = set;
        scenario.solver.relative_tolerance = 1e-6;
        const Result result = run_scenario(scenario);
        EXPECT_TRUE(result.complete) << set << ": " << result.failure;
    }
}

TEST(Ligaments, unknown_set_is_refused) {
    Scenario scenario = l4l5(5.0, 0.0, 0.0);
    scenario.tissue.ligaments = "pintar";
    EXPECT_THROW((void)run_scenario(scenario), UserError);
}

}  // namespace
}  // namespace spondyl
