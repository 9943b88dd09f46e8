// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/scenario_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "io/scenario/schema.hpp"
#include "io/scenario/sha256.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;

constexpr const char* minimal = "title = \"t\"\n[[step]]\nname = \"a\"\n";

constexpr const char* complete = R"(
title = "all keys"
description = """
two lines,
one "quoted" \\ backslash"""
[person]
sex = "female"
height_cm = 162
age_years = 55.5
[person.disc_grade]
"L4-L5" = 2
L5-S1 = 3
[person.facet_grade]
L3-L4 = 1
L4-L5 = 2
[spine]
top = "T12"
bottom = "L5"
mesh = "fine"
bone = "deformable"
nucleus = "cavity"
unloaded_lordosis_loss_deg = 0
lordosis_scale = 0.9
sacral_slope_deg = 37.25
[tissue]
set = "hgo"
ligaments = "kuo"
[structures]
ITL = "removed"
facets = "removed"
[[injury]]
kind = "ligament_slack"
disc = "L4-L5"
amount = 0.1
ligament = "CL"
side = "right"
[[injury]]
kind = "annulus_weakness"
disc = "L3-L4"
amount = 0.8
angle_deg = 160
extent_deg = 40
depth = 0.5
[[injury]]
kind = "nucleus_loss"
disc = "L3-L4"
amount = 2.5
[solver]
relative_tolerance = 1e-8
max_iterations = 40
first_increment = 0.1
min_increment = 1e-4
[[step]]
name = "preload"
compression_N = 100
vertical_load_N = 200
follower_load_N = 500.5
top_rotation = "fixed"
[[step]]
name = "bend"
follower_load_N = 500.5
flexion_moment_Nm = 7.5
lateral_moment_Nm = -1
axial_moment_Nm = 0.1
outputs = 5
[[expect]]
measure = "flexion_deg"
disc = "L4-L5"
step = "bend"
value = 0.1
tolerance = 0.3
source = "made for this test"
)";

constexpr const char* whole_body = R"(
title = "whole body"
[person]
mass_kg = 95
waist_cm = 110.5
disc_height_scale = 0.9
endplate_scale = 1.1
trunk_mass_scale = 1.05
[muscles]
set = "thoracolumbar"
cost = "force_squared"
max_stress_MPa = 0.6
lever_scale = 0.95
stiffness_gain = 12
stability_margin_Nm_rad = 20
[[muscle_change]]
group = "multifidus"
side = "left"
vertebra = "L4"
area_scale = 0.5
stress_scale = 0.8
[[muscle_change]]
group = "all"
stress_scale = 1.2
[[task]]
name = "stand"
[[task]]
name = "lift"
posture = "lift_stoop"
trunk_flexion_deg = 50
pelvis_flexion_deg = 20
trunk_lateral_deg = -5
trunk_twist_deg = 10
knee_flexion_deg = 15
level_shares = "cranial"
load_kg = 20
load_distance_cm = 0
load_height_cm = 30
load_asymmetry_deg = -45
hands = "right"
push_N = -50
back_support_N = 1
backrest_recline_deg = 11
backrest_height_cm = 42
backrest_friction = 0.3
lumbar_pad_depth_cm = 4
lumbar_pad_height_cm = 19
lumbar_pad_stiffness_N_mm = 6.5
surface_tilt_deg = -20
surface_friction = 0.6
arm_support_fraction = 0.25
trunk_support_fraction = 0.5
hold_time_min = 12.5
exoskeleton_Nm = 30
belt_Nm = 2
abdominal_pressure_kPa = 5
belt_pressure_kPa = 1
abdominal_contraction = 0.1
back_contraction = 0.2
twist_couple_Nm = -4
traction_N = 3
load_acceleration_m_s2 = 1.5
trunk_acceleration_deg_s2 = 100
[[task]]
name = "slouch"
lumbar_flexion_deg = 30
[[expect]]
measure = "compression_L5S1_N"
step = "lift"
value = 4000
tolerance = 500
source = "made for this test"
[[expect]]
measure = "nucleus_pressure_MPa"
disc = "L4-L5"
value = 0.5
tolerance = 0.1
source = "made for this test"
)";

TEST(ScenarioFile, fills_every_default) {
    Scenario expected;
    expected.title = "t";
    expected.steps.resize(1);
    expected.steps[0].name = "a";
    EXPECT_EQ(parse_scenario(minimal, "minimal.toml"), expected);
}

TEST(ScenarioFile, reads_every_key) {
    const Scenario s = parse_scenario(complete, "complete.toml");
    EXPECT_EQ(s.title, "all keys");
    EXPECT_EQ(s.description, "two lines,\none \"quoted\" \\ backslash");
    EXPECT_EQ(s.person.sex, Sex::female);
    EXPECT_EQ(s.person.height_cm, 162.0);
    EXPECT_EQ(s.person.age_years, 55.5);
    EXPECT_EQ(s.person.disc_grade, (std::array<int, disc_count>{0, 0, 0, 0, 2, 3}));
    EXPECT_EQ(s.spine.top, Vertebra::T12);
    EXPECT_EQ(s.spine.bottom, Vertebra::L5);
    EXPECT_EQ(s.spine.mesh, MeshDensity::fine);
    EXPECT_EQ(s.spine.bone, BoneModel::deformable);
    EXPECT_EQ(s.spine.nucleus, NucleusModel::cavity);
    EXPECT_EQ(s.spine.unloaded_lordosis_loss_deg, 0.0);
    EXPECT_EQ(s.spine.lordosis_scale, 0.9);
    EXPECT_EQ(s.spine.sacral_slope_deg, 37.25);
    EXPECT_EQ(s.tissue.set, "hgo");
    EXPECT_EQ(s.tissue.ligaments, "kuo");
    EXPECT_EQ(s.person.facet_grade, (std::array<int, disc_count>{0, 0, 0, 1, 2, 0}));
    for (const Ligament ligament :
         {Ligament::ALL, Ligament::PLL, Ligament::LF, Ligament::ISL, Ligament::SSL, Ligament::ITL, Ligament::CL}) {
        EXPECT_EQ(s.structures.has(ligament), ligament != Ligament::ITL) << name(ligament);
    }
    EXPECT_EQ(s.structures.facets, Presence::removed);
    ASSERT_EQ(s.injuries.size(), 3U);
    EXPECT_EQ(s.injuries[0], (Injury{.kind = InjuryKind::ligament_slack,
                                     .disc = Disc::L4_L5,
                                     .ligament = Ligament::CL,
                                     .side = Side::right,
                                     .amount = 0.1}));
    EXPECT_EQ(s.injuries[1], (Injury{.kind = InjuryKind::annulus_weakness,
                                     .disc = Disc::L3_L4,
                                     .amount = 0.8,
                                     .angle_deg = 160.0,
                                     .extent_deg = 40.0,
                                     .depth = 0.5}));
    EXPECT_EQ(s.injuries[2], (Injury{.kind = InjuryKind::nucleus_loss, .disc = Disc::L3_L4, .amount = 2.5}));
    EXPECT_EQ(s.solver.relative_tolerance, 1e-8);
    EXPECT_EQ(s.solver.max_iterations, 40);
    EXPECT_EQ(s.solver.first_increment, 0.1);
    EXPECT_EQ(s.solver.min_increment, 1e-4);
    ASSERT_EQ(s.steps.size(), 2U);
    EXPECT_EQ(s.steps[0].name, "preload");
    EXPECT_EQ(s.steps[0].compression_N, 100.0);
    EXPECT_EQ(s.steps[0].vertical_load_N, 200.0);
    EXPECT_EQ(s.steps[0].follower_load_N, 500.5);
    EXPECT_EQ(s.steps[0].top_rotation, TopRotation::fixed);
    EXPECT_EQ(s.steps[1].compression_N, 0.0) << "loads do not carry over";
    EXPECT_EQ(s.steps[1].flexion_moment_Nm, 7.5);
    EXPECT_EQ(s.steps[1].lateral_moment_Nm, -1.0);
    EXPECT_EQ(s.steps[1].axial_moment_Nm, 0.1);
    EXPECT_EQ(s.steps[1].top_rotation, TopRotation::free);
    EXPECT_EQ(s.steps[1].outputs, 5);
    ASSERT_EQ(s.expect.size(), 1U);
    EXPECT_EQ(s.expect[0].measure, "flexion_deg");
    EXPECT_EQ(s.expect[0].disc, Disc::L4_L5);
    EXPECT_EQ(s.expect[0].step, "bend");
    EXPECT_EQ(s.expect[0].value, 0.1);
    EXPECT_EQ(s.expect[0].tolerance, 0.3);
    EXPECT_EQ(s.expect[0].source, "made for this test");
}

Task lift_of_the_whole_body() {
    return {.name = "lift",
            .posture = "lift_stoop",
            .trunk_flexion_deg = 50.0,
            .pelvis_flexion_deg = 20.0,
            .lumbar_flexion_deg = std::nullopt,
            .trunk_lateral_deg = -5.0,
            .trunk_twist_deg = 10.0,
            .knee_flexion_deg = 15.0,
            .level_shares = LevelShares::cranial,
            .load_kg = 20.0,
            .load_distance_cm = 0.0,
            .load_height_cm = 30.0,
            .load_asymmetry_deg = -45.0,
            .hands = Hands::right,
            .push_N = -50.0,
            .back_support_N = 1.0,
            .backrest_recline_deg = 11.0,
            .backrest_height_cm = 42.0,
            .backrest_friction = 0.3,
            .lumbar_pad_depth_cm = 4.0,
            .lumbar_pad_height_cm = 19.0,
            .lumbar_pad_stiffness_N_mm = 6.5,
            .surface_tilt_deg = -20.0,
            .surface_friction = 0.6,
            .arm_support_fraction = 0.25,
            .trunk_support_fraction = 0.5,
            .exoskeleton_Nm = 30.0,
            .belt_Nm = 2.0,
            .abdominal_pressure_kPa = 5.0,
            .belt_pressure_kPa = 1.0,
            .traction_N = 3.0,
            .twist_couple_Nm = -4.0,
            .hold_time_min = 12.5,
            .abdominal_contraction = 0.1,
            .back_contraction = 0.2,
            .load_acceleration_m_s2 = 1.5,
            .trunk_acceleration_deg_s2 = 100.0};
}

TEST(ScenarioFile, reads_every_key_of_a_whole_body) {
    const Scenario s = parse_scenario(whole_body, "body.toml");
    EXPECT_EQ(s.person.mass_kg, 95.0);
    EXPECT_EQ(s.person.waist_cm, 110.5);
    EXPECT_EQ(s.person.disc_height_scale, 0.9);
    EXPECT_EQ(s.person.endplate_scale, 1.1);
    EXPECT_EQ(s.person.trunk_mass_scale, 1.05);
    EXPECT_EQ(s.muscles, (MuscleOptions{.set = "thoracolumbar",
                                        .cost = MuscleCost::force_squared,
                                        .max_stress_MPa = 0.6,
                                        .lever_scale = 0.95,
                                        .stiffness_gain = 12.0,
                                        .stability_margin_Nm_rad = 20.0}));
    ASSERT_EQ(s.muscle_changes.size(), 2U);
    EXPECT_EQ(s.muscle_changes[0], (MuscleChange{.group = "multifidus",
                                                 .side = Side::left,
                                                 .vertebra = Vertebra::L4,
                                                 .area_scale = 0.5,
                                                 .stress_scale = 0.8}));
    EXPECT_EQ(s.muscle_changes[1], (MuscleChange{.group = "all", .stress_scale = 1.2}));
    EXPECT_TRUE(s.steps.empty());
    ASSERT_EQ(s.tasks.size(), 3U);
    Task stand;
    stand.name = "stand";
    EXPECT_EQ(s.tasks[0], stand);
    EXPECT_EQ(s.tasks[1], lift_of_the_whole_body());
    Task slouch;
    slouch.name = "slouch";
    slouch.lumbar_flexion_deg = 30.0;
    EXPECT_EQ(s.tasks[2], slouch);
    ASSERT_EQ(s.expect.size(), 2U);
    EXPECT_FALSE(s.expect[0].disc.has_value()) << "a measure of the task";
}

TEST(ScenarioFile, tasks_reach_from_T12_to_S1_by_themselves) {
    const Scenario s = parse_scenario(whole_body, "body.toml");
    EXPECT_EQ(s.spine.top, Vertebra::T12);
    EXPECT_EQ(s.spine.bottom, Vertebra::S1);
    EXPECT_EQ(parse_scenario(minimal, "steps.toml").spine.top, Vertebra::L1);
    const Scenario named =
        parse_scenario(std::string(whole_body) + "[spine]\ntop = \"T12\"\nbottom = \"S1\"\n", "body.toml");
    EXPECT_EQ(named, s);
}

// Guards the schema against a key that is bound to the member of another key.
TEST(ScenarioFile, every_key_reaches_a_member_of_its_own) {
    for (const schema::Table& table : schema::tables()) {
        for (const schema::Key& key : table.keys) {
            if (!key.access.set) continue;
            Scenario changed;
            if (table.repeated) table.resize(changed, 1);
            const Scenario before = changed;
            schema::Value value = key.access.get(table.at(changed, 0));
            if (auto* text = std::get_if<std::string>(&value)) text->push_back('x');
            if (auto* number = std::get_if<double>(&value)) *number += 1.0;
            const auto choices = static_cast<std::int64_t>(key.choices().size());
            if (auto* integer = std::get_if<std::int64_t>(&value))
                *integer = choices > 0 ? (*integer + 1) % choices : *integer + 1;
            if (std::holds_alternative<std::monostate>(value)) {  // given, and not the same as absent
                value = key.access.kind == schema::Kind::choice ? schema::Value(std::int64_t{0}) : schema::Value(0.0);
            }
            key.access.set(table.at(changed, 0), value);
            EXPECT_EQ(key.access.get(table.at(changed, 0)), value) << key.name;
            EXPECT_NE(changed, before) << key.name;
            for (const schema::Table& other : schema::tables()) {
                if (other.repeated && other.name != table.name) continue;
                for (const schema::Key& same : other.keys) {
                    if (&same == &key) continue;
                    Scenario untouched = before;
                    EXPECT_EQ(same.access.get(other.at(changed, 0)), same.access.get(other.at(untouched, 0)))
                        << key.name << " changes " << same.name;
                }
            }
        }
    }
}

TEST(ScenarioFile, choices_are_in_the_order_of_the_enums) {
    const auto choice = [](const char* table, const char* key, int index) {
        return schema::find_table(table)->find(key)->choices()[static_cast<std::size_t>(index)];
    };
    EXPECT_EQ(choice("person", "sex", static_cast<int>(Sex::average)), "average");
    EXPECT_EQ(choice("spine", "mesh", static_cast<int>(MeshDensity::fine)), "fine");
    EXPECT_EQ(choice("spine", "bone", static_cast<int>(BoneModel::deformable)), "deformable");
    EXPECT_EQ(choice("spine", "nucleus", static_cast<int>(NucleusModel::cavity)), "cavity");
    EXPECT_EQ(choice("structures", "ALL", static_cast<int>(Presence::present)), "present");
    EXPECT_EQ(choice("injury", "kind", static_cast<int>(InjuryKind::nucleus_loss)), "nucleus_loss");
    EXPECT_EQ(choice("step", "top_rotation", static_cast<int>(TopRotation::fixed)), "fixed");
    EXPECT_EQ(choice("spine", "top", static_cast<int>(Vertebra::S1)), "S1");
    EXPECT_EQ(choice("muscles", "cost", static_cast<int>(MuscleCost::force_squared)), "force_squared");
    EXPECT_EQ(choice("muscle_change", "side", static_cast<int>(Side::right)), "right");
    EXPECT_EQ(choice("task", "level_shares", static_cast<int>(LevelShares::cranial)), "cranial");
    EXPECT_EQ(choice("task", "hands", static_cast<int>(Hands::right)), "right");
}

TEST(ScenarioFile, defaults_lie_within_their_limits) {
    for (const schema::Table& table : schema::tables()) {
        for (const schema::Key& key : table.keys) {
            const schema::Value value = schema::default_of(table, key);
            if (key.required) continue;
            if (const auto* number = std::get_if<double>(&value)) {
                EXPECT_TRUE(key.limits.contains(*number)) << key.name;
            }
            if (const auto* integer = std::get_if<std::int64_t>(&value); integer && key.choices().empty()) {
                EXPECT_TRUE(key.limits.contains(static_cast<double>(*integer))) << key.name;
            }
        }
    }
}

TEST(CanonicalToml, parses_back_to_an_equal_scenario) {
    for (const char* text : {minimal, complete, whole_body}) {
        const Scenario scenario = parse_scenario(text, "a.toml");
        const std::string canonical = canonical_toml(scenario);
        EXPECT_EQ(parse_scenario(canonical, "canonical.toml"), scenario) << canonical;
        EXPECT_EQ(canonical_toml(parse_scenario(canonical, "canonical.toml")), canonical);
    }
}

TEST(CanonicalToml, leaves_out_what_means_nothing_for_an_injury) {
    const std::string canonical = canonical_toml(parse_scenario(complete, "a.toml"));
    EXPECT_THAT(canonical, HasSubstr("kind = \"ligament_slack\"\ndisc = \"L4-L5\"\namount = 0.1\nligament = "
                                     "\"CL\"\nside = \"right\"\n\n"));
    EXPECT_THAT(canonical, HasSubstr("kind = \"nucleus_loss\"\ndisc = \"L3-L4\"\namount = 2.5\n\n"));
}

// Absent is what the posture says, which no number can stand for.
TEST(CanonicalToml, leaves_out_what_is_absent) {
    const std::string canonical = canonical_toml(parse_scenario(whole_body, "a.toml"));
    EXPECT_THAT(canonical, HasSubstr("name = \"stand\"\nposture = \"standing\"\nlevel_shares = \"caudal\"\n"));
    EXPECT_THAT(canonical, HasSubstr("load_kg = 20.0\nload_distance_cm = 0.0\n")) << "0 is not absent";
    EXPECT_THAT(canonical, HasSubstr("group = \"all\"\nside = \"middle\"\narea_scale = 1.0\n"));
    EXPECT_THAT(canonical, HasSubstr("measure = \"compression_L5S1_N\"\nstep = \"lift\"\n"));
}

TEST(CanonicalToml, keeps_every_bit_and_every_character) {
    Scenario scenario = parse_scenario(minimal, "a.toml");
    scenario.title = "\"q\" \\ \xC3\xA9";
    scenario.description = "tab\t\r\n";
    scenario.person.height_cm = 140.0 + 1.0 / 3.0;
    scenario.solver.relative_tolerance = std::numeric_limits<double>::denorm_min();
    scenario.steps[0].flexion_moment_Nm = -0.1;
    EXPECT_EQ(parse_scenario(canonical_toml(scenario), "a.toml"), scenario);
}

TEST(CanonicalToml, names_every_key_and_its_default) {
    const std::string canonical = fmt::format("\n{}", canonical_toml(parse_scenario(minimal, "a.toml")));
    for (const schema::Table& table : schema::tables()) {
        for (const schema::Key& key : table.keys) {
            if (!key.access.set || (table.repeated && table.name != "step")) continue;
            if (schema::is_absent(key, schema::default_of(table, key))) continue;
            if (table.name == "person.bones") continue;  // say nothing without surfaces
            EXPECT_THAT(canonical, HasSubstr(fmt::format("\n{} = ", key.name)));
        }
    }
    EXPECT_THAT(canonical,
                HasSubstr("[person]\nsex = \"average\"\nheight_cm = 170.0\nage_years = 40.0\nmass_kg = 70.0\n"));
    EXPECT_THAT(canonical, HasSubstr("[[step]]\nname = \"a\"\ncompression_N = 0.0\n"));
}

TEST(CanonicalToml, does_not_depend_on_the_order_of_keys) {
    const Scenario a =
        parse_scenario("title = \"t\"\ndescription = \"d\"\n[[step]]\nname = \"a\"\noutputs = 2\n", "a.toml");
    const Scenario b =
        parse_scenario("step = [{outputs = 2, name = \"a\"}]\ndescription = \"d\"\ntitle = \"t\"\n", "b.toml");
    EXPECT_EQ(canonical_toml(a), canonical_toml(b));
}

// FIPS 180-4 examples.
TEST(Sha256, published_vectors) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

}  // namespace

}  // namespace spondyl
