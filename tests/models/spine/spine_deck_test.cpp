// SPDX-License-Identifier: Apache-2.0
#include "models/spine/spine_deck.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/elements/hex8.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/deck/run_deck.hpp"
#include "models/run/run.hpp"

namespace spondyl {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

Scenario disc_alone() {
    Scenario scenario;
    scenario.spine.top = Vertebra::L4;
    scenario.spine.bottom = Vertebra::L5;
    scenario.spine.mesh = MeshDensity::coarse;
    Structures& s = scenario.structures;
    s = {Presence::removed, Presence::removed, Presence::removed, Presence::removed,
         Presence::removed, Presence::removed, Presence::removed, Presence::removed};
    return scenario;
}

TEST(SpineDeck, moves_as_the_spine_that_it_was_made_of) {
    Scenario scenario = disc_alone();
    scenario.steps = {LoadStep{.name = "load",
                               .compression_N = 200.0,
                               .shear_force_N = 30.0,
                               .flexion_moment_Nm = 1.5,
                               .lateral_moment_Nm = 0.5}};
    RunOptions options;
    options.threads = 1;
    const Result spine = run_scenario(scenario, options);
    ASSERT_TRUE(spine.complete);
    const SpineDeck made = deck_of_spine(default_anatomy().spine, scenario, Hex8::type);
    const FieldResult deck = run_deck(made.deck, {.threads = 1});
    ASSERT_TRUE(deck.complete) << deck.failure;
    const auto& moved = spine.states.back().displacement;
    const auto& again = deck.states.back().displacement;
    double largest = 0.0;
    for (const Vec3& u : moved) largest = std::max(largest, u.norm());
    EXPECT_GT(largest, 1.0);
    // Both solve to a residual of 1e-6 of the loads. The fibres of neither reach the cap, where the laws part.
    for (std::size_t n = 0; n < moved.size(); ++n) EXPECT_NEAR((moved[n] - again[n]).norm(), 0.0, 1e-4 * largest);
}

TEST(SpineDeck, names_what_it_leaves_out) {
    Scenario scenario = disc_alone();
    scenario.structures = {};
    scenario.spine.nucleus = NucleusModel::cavity;
    scenario.tissue.set = "curves";
    scenario.steps = {LoadStep{.name = "load", .follower_load_N = 300.0, .duration_s = 10.0}};
    const SpineDeck made = deck_of_spine(default_anatomy().spine, scenario, Hex8::type);
    for (const std::string what : {"ligaments: ALL, PLL, LF, ISL, SSL, ITL, CL", "facet joints", "cavity", "ALL FIBRES",
                                   "follower load", "relaxation"})
        EXPECT_THAT(made.left_out, Contains(HasSubstr(what)));
    scenario = disc_alone();
    scenario.tasks = {Task{.name = "standing"}};
    EXPECT_THAT(deck_of_spine(default_anatomy().spine, scenario, Hex8::type).left_out,
                Contains(HasSubstr("muscle forces")));
}

TEST(SpineDeck, a_follower_load_is_in_balance_and_presses_the_disc) {
    Scenario scenario = disc_alone();
    scenario.steps = {LoadStep{.name = "load", .follower_load_N = 300.0}};
    const Deck deck = deck_of_spine(default_anatomy().spine, scenario, Hex8::type).deck;
    Vec3 sum = Vec3::Zero();
    double down = 0.0;
    for (const DeckForce& f : deck.steps.front().forces) {
        sum[f.component] += f.value;
        if (f.component == 1 && f.value < 0.0) down -= f.value;
    }
    EXPECT_NEAR(sum.norm(), 0.0, 1e-9);
    EXPECT_NEAR(down, 300.0, 30.0);  // along the column, which leans
}

}  // namespace
}  // namespace spondyl
