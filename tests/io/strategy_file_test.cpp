// SPDX-License-Identifier: Apache-2.0
// Strategies: every shipped one is whole, wrong files and wrong uses are refused with their reason.
#include "io/scenario/strategy_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/pose.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;

template <class Action>
std::string message_of_action(const Action& action) {
    try {
        action();
    } catch (const UserError& error) {
        return error.what();
    }
    return "accepted";
}

Scenario lift() {
    return parse_scenario(
        "title = \"Lift\"\n[[task]]\nname = \"lift\"\nposture = \"lift_stoop\"\nload_kg = 15\n"
        "load_distance_cm = 45\nload_height_cm = 50\nlumbar_flexion_deg = 40\n"
        "[[task]]\nname = \"light\"\nposture = \"lift_stoop\"\nload_kg = 2\nload_distance_cm = 40\n",
        "lift.toml");
}

const std::string strategy_texts =
    "title = \"t\"\ndescription = \"d\"\nmechanics = \"m\"\nevidence = \"e\"\nlimits = \"l\"\n";

std::string refusal_of_strategy(const std::string& text) {
    const test::ScratchFolder folder;
    const auto file = folder.write("mine.toml", text);
    return message_of_action([&] { read_strategy(file); });
}

TEST(Strategy, every_shipped_one_is_whole) {
    const std::vector<std::string> names = strategy_names();
    EXPECT_GE(names.size(), 25U);
    for (const std::string& name : names) EXPECT_NO_THROW(find_strategy(name)) << name;
    EXPECT_GE(outside_the_model().size(), 4U);
}

TEST(Strategy, changes_every_task_and_nothing_else) {
    const Scenario base = lift();
    Scenario expected = base;
    for (Task& task : expected.tasks) task.load_kg *= 0.5;
    EXPECT_EQ(with_strategy(base, find_strategy("lighter_load")), expected);
}

// Another way of lifting has the same box in the same place.
TEST(Strategy, a_technique_keeps_the_hands_and_brings_its_own_angles) {
    const Scenario base = lift();
    const SpineMesh mesh = build_spine_mesh(default_anatomy().spine, base.person, base.spine);
    for (const char* name : {"squat", "stoop", "semi_squat"}) {
        const Scenario other = with_strategy(base, find_strategy(name));
        for (std::size_t t = 0; t < base.tasks.size(); ++t) {
            const Task& task = other.tasks[t];
            EXPECT_EQ(task.style, name);
            EXPECT_EQ(task.posture, std::string("lift_") + name);
            EXPECT_FALSE(task.lumbar_flexion_deg.has_value());
            EXPECT_EQ(task.load_kg, base.tasks[t].load_kg);
            const Pose before = pose_of(default_anatomy(), base.person, base.tasks[t], mesh);
            const Pose after = pose_of(default_anatomy(), other.person, task, mesh);
            EXPECT_NEAR(after.load_point.y() - after.floor_height_mm, before.load_point.y() - before.floor_height_mm,
                        0.1)
                << name << ", " << task.name;
            EXPECT_NEAR(after.load_point.x() - after.ankle_x_mm, before.load_point.x() - before.ankle_x_mm, 0.1)
                << name << ", " << task.name;
        }
    }
}

// What is shipped as a base and as strategies for it fits together: every strategy that applies leaves a task that the
// person can do.
TEST(Strategy, those_that_apply_to_the_shipped_lift_can_be_done) {
    const Scenario base = load_scenario(SPONDYL_SOURCE_DIR "/scenarios/lift_15kg.toml");
    const SpineMesh frames = build_spine_frames(default_anatomy().spine, base.person, base.spine);
    std::vector<std::string> applied;
    for (const std::string& name : strategy_names()) {
        Scenario other;
        try {
            other = with_strategy(base, find_strategy(name));
        } catch (const UserError&) {
            continue;  // for other postures, or nothing to change
        }
        applied.push_back(name);
        for (const Task& task : other.tasks)
            EXPECT_NO_THROW(pose_of(default_anatomy(), other.person, task, frames)) << name;
    }
    EXPECT_THAT(applied, ::testing::IsSupersetOf({"squat", "semi_squat", "load_closer", "lighter_load", "exoskeleton",
                                                  "higher_shelf", "golfers_lift"}));
}

TEST(Strategy, adds_rows) {
    EXPECT_EQ(with_strategy(lift(), find_strategy("herniated_disc")).injuries.size(), 2U);
    EXPECT_EQ(with_strategy(lift(), find_strategy("weak_multifidus")).muscle_changes.size(), 2U);
}

TEST(Strategy, several_are_done_together) {
    const Scenario both = with_strategy(lift(), find_strategy("lighter_load+team_lift+load_closer"));
    EXPECT_EQ(both.tasks[0].load_kg, 15.0 * 0.25);
    EXPECT_EQ(both.tasks[0].load_distance_cm, 45.0 * 0.75);
}

TEST(Strategy, two_that_set_the_same_key_are_refused) {
    EXPECT_THAT(message_of_action([] { find_strategy("squat+stoop"); }),
                HasSubstr("\"squat\" and \"stoop\" both change task.posture: they cannot be combined"));
}

TEST(Strategy, an_unknown_name_gets_the_nearest) {
    EXPECT_THAT(message_of_action([] { find_strategy("lightr_load"); }),
                HasSubstr("there is no strategy \"lightr_load\"; did you mean \"lighter_load\"?"));
    EXPECT_THAT(message_of_action([] { find_strategy("acupuncture"); }),
                HasSubstr("is outside the model: No mechanical"));
}

TEST(Strategy, what_does_not_apply_is_refused) {
    Scenario base = lift();
    EXPECT_THAT(message_of_action([&] { with_strategy(base, find_strategy("stoop+lighter_load")); }),
                HasSubstr("accepted"));
    EXPECT_THAT(message_of_action([&] { with_strategy(base, find_strategy("lumbar_support")); }),
                HasSubstr("strategy \"lumbar_support\" does not apply to \"Lift\": task \"lift\" has the posture "
                          "lift_stoop, but the strategy is for sitting_*"));
    EXPECT_THAT(message_of_action([&] { with_strategy(base, find_strategy("no_twist")); }), HasSubstr("accepted"));
    EXPECT_THAT(message_of_action([&] { with_strategy(base, find_strategy("slower_lift")); }),
                HasSubstr("the scenario already has these values"));
    base.tasks[1].load_kg = 0.0;
    EXPECT_THAT(message_of_action([&] { with_strategy(base, find_strategy("lighter_load")); }),
                HasSubstr("does not apply to \"Lift\": task.load_kg in task \"light\" is not given or is zero"));
}

TEST(Strategy, the_limits_of_scenarios_hold) {
    const test::ScratchFolder folder;
    const auto file = folder.write("huge.toml", strategy_texts + "[[change]]\nkey = \"task.load_kg\"\nscale = 100\n");
    EXPECT_THAT(message_of_action([&] { with_strategy(lift(), read_strategy(file)); }),
                ::testing::AllOf(HasSubstr("strategy \"huge\" cannot be used on \"Lift\""), HasSubstr("out of range")));
}

TEST(Strategy, wrong_files_are_refused_with_their_place) {
    EXPECT_THAT(refusal_of_strategy("title = \"t\"\n"), HasSubstr("a strategy needs \"evidence\""));
    EXPECT_THAT(refusal_of_strategy(strategy_texts), HasSubstr("the strategy changes nothing"));
    EXPECT_THAT(refusal_of_strategy(strategy_texts + "[[change]]\nkey = \"task.lod_kg\"\nset = 1\n"),
                ::testing::AllOf(HasSubstr("mine.toml:7:7"), HasSubstr("did you mean \"load_kg\"?")));
    EXPECT_THAT(refusal_of_strategy(strategy_texts + "[[change]]\nkey = \"injury.amount\"\nset = 1\n"),
                HasSubstr("names no table"));
    EXPECT_THAT(refusal_of_strategy(strategy_texts + "[[change]]\nkey = \"task.load_kg\"\nset = 500\n"),
                HasSubstr("out of range: 500"));
    EXPECT_THAT(refusal_of_strategy(strategy_texts + "[[change]]\nkey = \"task.load_kg\"\n"),
                HasSubstr("0 of set, scale, add and unset are given for task.load_kg"));
    EXPECT_THAT(refusal_of_strategy(strategy_texts + "[[change]]\nkey = \"task.load_kg\"\nset = 1\nscale = 2\n"),
                ::testing::AllOf(HasSubstr("2 of set, scale, add and unset are given"),
                                 ::testing::Not(HasSubstr("changes nothing"))));
    EXPECT_THAT(refusal_of_strategy(strategy_texts + "[[change]]\nkey = \"task.posture\"\nscale = 2\n"),
                HasSubstr("cannot be scaled or added to"));
    EXPECT_THAT(refusal_of_strategy(strategy_texts + "[[change]]\nkey = \"task.load_kg\"\nunset = true\n"),
                HasSubstr("always has a value"));
    EXPECT_THAT(refusal_of_strategy(strategy_texts + "[[muscle_change]]\narea_scale = 0.5\n"),
                HasSubstr("has no \"group\""));
    EXPECT_THAT(refusal_of_strategy(strategy_texts + "chnage = []\n"), HasSubstr("did you mean \"change\"?"));
}

}  // namespace

}  // namespace spondyl
