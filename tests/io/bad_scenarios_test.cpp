// SPDX-License-Identifier: Apache-2.0
// Wrong scenario files, each with the message it must give.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;

struct BadScenario {
    const char* name;
    const char* text;
    std::vector<const char*> says;  // all of these, among them file:line:column
};

void PrintTo(const BadScenario& bad, std::ostream* stream) {
    *stream << bad.name;
}

std::string message_of(const char* text) {
    try {
        parse_scenario(text, "bad.toml");
    } catch (const UserError& error) {
        return error.what();
    }
    return "accepted";
}

class BadScenarioTest : public ::testing::TestWithParam<BadScenario> {};

TEST_P(BadScenarioTest, says_what_is_wrong_and_where) {
    const std::string message = message_of(GetParam().text);
    for (const char* part : GetParam().says) EXPECT_THAT(message, HasSubstr(part));
}

// A valid rest, so that each case has exactly the mistake it is named after.
#define STEP "\n[[step]]\nname = \"load\"\ncompression_N = 500\n"
#define HEAD "title = \"t\"\n"
#define ONE "\n1 error"
#define SLACK HEAD "[[injury]]\nkind = \"ligament_slack\"\ndisc = \"L4-L5\"\namount = 0.1\n"
#define WEAK HEAD "[[injury]]\nkind = \"annulus_weakness\"\ndisc = \"L4-L5\"\namount = 0.5\n"

const std::vector<BadScenario> cases = {
    {"empty_file",
     "",
     {"bad.toml:1:1: error: \"title\" is missing in the top level", "there is no load step", "2 errors"}},
    {"no_title", STEP, {"bad.toml:1:1: error: \"title\" is missing in the top level", ONE}},
    {"empty_title", "title = \"\"" STEP, {"bad.toml:1:9: error: \"title\" in the top level is empty", ONE}},
    {"no_step", HEAD, {"bad.toml:1:1: error: there is no load step and no task", "add at least one [[step]]", ONE}},
    {"empty_step_list", HEAD "step = []\n", {"bad.toml:2:1: error: there is no load step", ONE}},
    {"misspelt_key",
     HEAD "[person]\nheigth_cm = 170" STEP,
     {"bad.toml:3:1: error: unknown key \"heigth_cm\" in [person]", "    3 | heigth_cm = 170\n      | ^",
      "did you mean \"height_cm\"? allowed here: sex, height_cm, age_years, mass_kg, waist_cm, bone_density_mg_ml, "
      "disc_height_scale, endplate_scale, trunk_mass_scale, "
      "[person.disc_grade], [person.facet_grade]",
      ONE}},
    {"key_without_unit",
     HEAD "[person]\nheight = 170" STEP,
     {"bad.toml:3:1: error: unknown key \"height\" in [person]", "did you mean \"height_cm\"?", ONE}},
    {"key_in_wrong_table",
     HEAD "[tissue]\nlordosis_scale = 1.0" STEP,
     {"bad.toml:3:1: error: unknown key \"lordosis_scale\" in [tissue]", "it belongs in [spine]", ONE}},
    {"swapped_letters",
     HEAD "[solver]\nmax_iteratiosn = 3" STEP,
     {"bad.toml:3:1: error: unknown key \"max_iteratiosn\" in [solver]", "did you mean \"max_iterations\"?", ONE}},
    {"unknown_top_level_key",
     HEAD "colour = \"red\"" STEP,
     {"bad.toml:2:1: error: unknown key \"colour\" in the top level",
      "allowed here: title, description, extends, [person], [spine], [tissue], [structures], [[injury]], [solver], "
      "[[step]], [muscles], [[muscle_change]], [work], [[task]], [[expect]]",
      ONE}},
    {"unknown_table",
     HEAD "[persn]\nsex = \"male\"" STEP,
     {"bad.toml:2:2: error: unknown table \"persn\" in the top level", "did you mean \"person\"?", ONE}},
    {"steps_plural",
     HEAD "[[steps]]\nname = \"a\"\n",
     {"bad.toml:2:3: error: unknown table \"steps\" in the top level", "did you mean \"step\"?"}},
    {"step_with_single_brackets",
     HEAD "[step]\nname = \"a\"\n",
     {"bad.toml:2:2: error: step must be a list of tables, found a table", "write [[step]] with double brackets", ONE}},
    {"step_as_number",
     HEAD "step = 3\n",
     {"bad.toml:2:1: error: step must be a list of tables, found the whole number 3", ONE}},
    {"step_list_of_numbers",
     HEAD "step = [1, 2]\n",
     {"bad.toml:2:1: error: step must be a list of tables, found a list", ONE}},
    {"person_with_double_brackets",
     HEAD "[[person]]\nsex = \"male\"" STEP,
     {"bad.toml:2:3: error: [person] is one table, not a list", "write [person] with single brackets", ONE}},
    {"person_as_text",
     HEAD "person = \"me\"" STEP,
     {"bad.toml:2:1: error: person must be a table, found the text \"me\"", "write [person] on a line of its own",
      ONE}},
    {"number_in_quotes",
     HEAD "[person]\nheight_cm = \"170\"" STEP,
     {"bad.toml:3:13: error: \"height_cm\" in [person] must be a number, found the text \"170\"",
      "write 170 without quotes; allowed: 140 to 210 cm", ONE}},
    {"text_for_number",
     HEAD "[person]\nheight_cm = \"tall\"" STEP,
     {"bad.toml:3:13: error: \"height_cm\" in [person] must be a number, found the text \"tall\"",
      "allowed: 140 to 210 cm", ONE}},
    {"number_for_text",
     "title = 5" STEP,
     {"bad.toml:1:9: error: \"title\" in the top level must be text in quotes, found the whole number 5", ONE}},
    {"bool_for_number",
     HEAD "[person]\nage_years = true" STEP,
     {"bad.toml:3:13: error: \"age_years\" in [person] must be a number, found true", "allowed: 18 to 100 years", ONE}},
    {"unloaded_shape_of_deformable_bone",
     HEAD "[spine]\nbone = \"deformable\"\nunloaded_lordosis_loss_deg = 6" STEP,
     {"bad.toml:4:30: error: a stress-free shape other than standing needs rigid vertebrae",
      "leave unloaded_lordosis_loss_deg out", ONE}},
    {"list_for_number",
     HEAD "[spine]\nsacral_slope_deg = [40]" STEP,
     {"bad.toml:3:20: error: \"sacral_slope_deg\" in [spine] must be a number, found a list", ONE}},
    {"date_for_number",
     HEAD "[person]\nage_years = 1980-01-01" STEP,
     {"bad.toml:3:13: error: \"age_years\" in [person] must be a number, found a date or time", ONE}},
    {"fraction_for_whole_number",
     HEAD "[solver]\nmax_iterations = 2.5" STEP,
     {"bad.toml:3:18: error: \"max_iterations\" in [solver] must be a whole number, found the number 2.5",
      "allowed: 1 to 200", ONE}},
    {"fractional_grade",
     HEAD "[person.disc_grade]\nL4-L5 = 1.5" STEP,
     {"bad.toml:3:9: error: \"L4-L5\" in [person.disc_grade] must be a whole number, found the number 1.5", ONE}},
    {"grade_too_high",
     HEAD "[person.disc_grade]\nL4-L5 = 4" STEP,
     {"bad.toml:3:9: error: \"L4-L5\" in [person.disc_grade] is out of range: 4", "allowed: 0 to 3", ONE}},
    {"unknown_disc_grade",
     HEAD "[person.disc_grade]\nL4L5 = 2" STEP,
     {"bad.toml:3:1: error: unknown key \"L4L5\" in [person.disc_grade]", "did you mean \"L4-L5\"?", ONE}},
    {"grade_as_number",
     HEAD "[person]\ndisc_grade = 2" STEP,
     {"bad.toml:3:1: error: disc_grade must be a table, found the whole number 2", ONE}},
    {"facet_grade_too_high",
     HEAD "[person.facet_grade]\nL4-L5 = 5" STEP,
     {"bad.toml:3:9: error: \"L4-L5\" in [person.facet_grade] is out of range: 5", "allowed: 0 to 3", ONE}},
    {"unknown_facet_grade",
     HEAD "[person.facet_grade]\nL4-5 = 1" STEP,
     {"bad.toml:3:1: error: unknown key \"L4-5\" in [person.facet_grade]", "did you mean \"L4-L5\"?", ONE}},
    {"ligaments_as_number",
     HEAD "[tissue]\nligaments = 1" STEP,
     {"bad.toml:3:13: error: \"ligaments\" in [tissue] must be text in quotes, found the whole number 1", ONE}},
    {"structure_as_bool",
     HEAD "[structures]\nALL = false" STEP,
     {"bad.toml:3:7: error: \"ALL\" in [structures] must be text in quotes, found false",
      "allowed: one of \"removed\", \"present\"", ONE}},
    {"wrong_presence",
     HEAD "[structures]\nfacets = \"remove\"" STEP,
     {"bad.toml:3:10: error: \"facets\" in [structures] cannot be \"remove\"", "did you mean \"removed\"?", ONE}},
    {"every_structure_is_checked",
     HEAD "[structures]\nPLL = \"x\"\nLF = \"x\"\nISL = \"x\"\nSSL = \"x\"\nITL = \"x\"\nCL = \"x\"" STEP,
     {"3:7: error: \"PLL\"", "4:6: error: \"LF\"", "5:7: error: \"ISL\"", "6:7: error: \"SSL\"", "7:7: error: \"ITL\"",
      "8:6: error: \"CL\"", "6 errors"}},
    {"structure_by_its_full_name",
     HEAD "[structures]\ncapsules = \"removed\"" STEP,
     {"bad.toml:3:1: error: unknown key \"capsules\" in [structures]",
      "allowed here: ALL, PLL, LF, ISL, SSL, ITL, CL, facets", ONE}},
    {"injury_with_single_brackets",
     HEAD "[injury]\nkind = \"nucleus_loss\"" STEP,
     {"bad.toml:2:2: error: injury must be a list of tables, found a table", "write [[injury]] with double brackets",
      ONE}},
    {"injury_without_anything",
     HEAD "[[injury]]\n" STEP,
     {"bad.toml:2:1: error: this [[injury]] has no \"kind\"", "has no \"disc\"", "has no \"amount\"", "3 errors"}},
    {"unknown_injury_kind",
     HEAD "[[injury]]\nkind = \"ligament_slak\"\ndisc = \"L4-L5\"\namount = 0.1\nligament = \"CL\"" STEP,
     {"bad.toml:3:8: error: \"kind\" in [[injury]] cannot be \"ligament_slak\"", "did you mean \"ligament_slack\"?",
      ONE}},
    {"injury_of_unknown_disc",
     HEAD "[[injury]]\nkind = \"nucleus_loss\"\ndisc = \"L6-S1\"\namount = 1" STEP,
     {"bad.toml:4:8: error: \"disc\" in [[injury]] cannot be \"L6-S1\"", "did you mean \"L5-S1\"?", ONE}},
    {"injury_outside_the_model",
     HEAD "[[injury]]\nkind = \"nucleus_loss\"\ndisc = \"T12-L1\"\namount = 1" STEP,
     {"bad.toml:4:8: error: the disc T12-L1 is not part of this model", "the model reaches from L1 to S1", ONE}},
    {"negative_injury",
     HEAD "[[injury]]\nkind = \"nucleus_loss\"\ndisc = \"L4-L5\"\namount = -1" STEP,
     {"bad.toml:5:10: error: \"amount\" in [[injury]] is out of range: -1", "allowed: 0 to 3", ONE}},
    {"slack_in_percent",
     HEAD "[[injury]]\nkind = \"ligament_slack\"\ndisc = \"L4-L5\"\namount = 1.5\nligament = \"CL\"" STEP,
     {"bad.toml:5:10: error: \"amount\" in [[injury]] is out of range: 1.5", "allowed: 0 to 1", ONE}},
    {"unknown_ligament",
     SLACK "ligament = \"ACL\"" STEP,
     {"bad.toml:6:12: error: \"ligament\" in [[injury]] cannot be \"ACL\"", "allowed: one of \"ALL\", \"PLL\"", ONE}},
    {"slack_of_no_ligament",
     SLACK STEP,
     {"bad.toml:2:1: error: this [[injury]] of a ligament has no \"ligament\"", "\"ITL\", \"CL\"", ONE}},
    {"unknown_side",
     SLACK "ligament = \"CL\"\nside = \"rigth\"" STEP,
     {"bad.toml:7:8: error: \"side\" in [[injury]] cannot be \"rigth\"", "did you mean \"right\"?", ONE}},
    {"side_of_an_unpaired_ligament",
     SLACK "ligament = \"ALL\"\nside = \"left\"" STEP,
     {"bad.toml:7:8: error: the ligament ALL is not paired: it has no left side", "paired: ITL, CL", ONE}},
    {"injury_of_a_removed_ligament",
     SLACK "ligament = \"SSL\"\n[structures]\nSSL = \"removed\"" STEP,
     {"bad.toml:6:12: error: the ligament SSL is injured here but removed by [structures]", ONE}},
    {"iliolumbar_ligament_above_l5",
     SLACK "ligament = \"IL\"" STEP,
     {"bad.toml:6:12: error: there is no ligament IL at L4-L5", "belongs to L5-S1", ONE}},
    {"presence_of_the_iliolumbar_ligament",
     HEAD "[structures]\nIL = \"yes\"" STEP,
     {"bad.toml:3:6: error: \"IL\" in [structures] cannot be \"yes\"", "\"removed\", \"present\"", ONE}},
    {"ligament_of_the_annulus",
     WEAK "ligament = \"CL\"" STEP,
     {"bad.toml:6:1", "error: \"ligament\" in [[injury]] does not apply to this kind",
      "it belongs to ligament_slack or ligament_rupture", ONE}},
    {"side_of_the_annulus",
     WEAK "side = \"left\"" STEP,
     {"error: \"side\" in [[injury]] does not apply to this kind", ONE}},
    {"depth_of_a_ligament",
     SLACK "ligament = \"CL\"\ndepth = 0.5" STEP,
     {"bad.toml:7:9: error: \"depth\" in [[injury]] does not apply to this kind", "it belongs to annulus_weakness",
      ONE}},
    {"angle_beyond_the_circle",
     WEAK "angle_deg = 400" STEP,
     {"bad.toml:6:13: error: \"angle_deg\" in [[injury]] is out of range: 400", "allowed: 0 to 360 deg", ONE}},
    {"sector_without_extent",
     WEAK "extent_deg = 0" STEP,
     {"bad.toml:6:14: error: \"extent_deg\" in [[injury]] is out of range: 0",
      "allowed: greater than 0 and at most 360 deg", ONE}},
    {"depth_in_mm",
     WEAK "depth = 5" STEP,
     {"bad.toml:6:9: error: \"depth\" in [[injury]] is out of range: 5", "allowed: greater than 0 and at most 1", ONE}},
    {"too_tall",
     HEAD "[person]\nheight_cm = 260" STEP,
     {"bad.toml:3:13: error: \"height_cm\" in [person] is out of range: 260", "allowed: 140 to 210 cm", ONE}},
    {"height_in_metres",
     HEAD "[person]\nheight_cm = 1.75" STEP,
     {"bad.toml:3:13: error: \"height_cm\" in [person] is out of range: 1.75", "allowed: 140 to 210 cm", ONE}},
    {"child",
     HEAD "[person]\nage_years = 8" STEP,
     {"bad.toml:3:13: error: \"age_years\" in [person] is out of range: 8", ONE}},
    {"nan_load",
     HEAD "[[step]]\nname = \"a\"\ncompression_N = nan\n",
     {"bad.toml:4:17: error: \"compression_N\" in [[step]] must be a finite number, found nan", ONE}},
    {"infinite_load",
     HEAD "[[step]]\nname = \"a\"\nfollower_load_N = inf\n",
     {"bad.toml:4:19: error: \"follower_load_N\" in [[step]] must be a finite number, found inf",
      "allowed: 0 to 5000 N", ONE}},
    {"negative_follower",
     HEAD "[[step]]\nname = \"a\"\nfollower_load_N = -1\n",
     {"bad.toml:4:19: error: \"follower_load_N\" in [[step]] is out of range: -1", ONE}},
    {"moment_in_Nmm",
     HEAD "[[step]]\nname = \"a\"\nflexion_moment_Nm = 7500\n",
     {"bad.toml:4:21: error: \"flexion_moment_Nm\" in [[step]] is out of range: 7500", "allowed: -100 to 100 N*m",
      ONE}},
    {"negative_duration",
     HEAD "[[step]]\nname = \"a\"\nduration_s = -1\n",
     {"bad.toml:4:14: error: \"duration_s\" in [[step]] is out of range: -1", "allowed: 0 to", ONE}},
    {"no_outputs",
     HEAD "[[step]]\nname = \"a\"\noutputs = 0\n",
     {"bad.toml:4:11: error: \"outputs\" in [[step]] is out of range: 0", ONE}},
    {"zero_tolerance",
     HEAD "[solver]\nrelative_tolerance = 0" STEP,
     {"bad.toml:3:22: error: \"relative_tolerance\" in [solver] is out of range: 0",
      "allowed: greater than 0 and at most 0.01", ONE}},
    {"wrong_choice",
     HEAD "[person]\nsex = \"man\"" STEP,
     {"bad.toml:3:7: error: \"sex\" in [person] cannot be \"man\"", "allowed: one of \"female\", \"male\", \"average\"",
      ONE}},
    {"misspelt_choice",
     HEAD "[spine]\nmesh = \"medum\"" STEP,
     {"bad.toml:3:8: error: \"mesh\" in [spine] cannot be \"medum\"", "did you mean \"medium\"?", ONE}},
    {"choice_in_capitals",
     HEAD "[spine]\nbone = \"Rigid\"" STEP,
     {"bad.toml:3:8: error: \"bone\" in [spine] cannot be \"Rigid\"", "did you mean \"rigid\"?", ONE}},
    {"unknown_vertebra",
     HEAD "[spine]\ntop = \"L7\"" STEP,
     {"bad.toml:3:7: error: \"top\" in [spine] cannot be \"L7\"", "allowed: one of \"T12\", \"L1\"", ONE}},
    {"top_below_bottom",
     HEAD "[spine]\ntop = \"L5\"\nbottom = \"L3\"" STEP,
     {"bad.toml:3:7: error: top \"L5\" must lie above bottom \"L3\"", "from top to bottom: T12, L1", ONE}},
    {"top_equals_bottom",
     HEAD "[spine]\nbottom = \"L1\"" STEP,
     {"bad.toml:3:10: error: top \"L1\" must lie above bottom \"L1\"", ONE}},
    {"increments_crossed",
     HEAD "[solver]\nfirst_increment = 0.01\nmin_increment = 0.1" STEP,
     {"bad.toml:4:17: error: min_increment 0.1 is larger than first_increment 0.01", ONE}},
    {"step_without_name",
     HEAD "[[step]]\ncompression_N = 5\n",
     {"bad.toml:2:1: error: this [[step]] has no \"name\"", ONE}},
    {"step_with_empty_name",
     HEAD "[[step]]\nname = \"\"\n",
     {"bad.toml:3:8: error: \"name\" in [[step]] is empty", ONE}},
    {"duplicate_step_name",
     HEAD "[[step]]\nname = \"a\"\n[[step]]\nname = \"b\"\n[[step]]\nname = \"a\"\n",
     {"bad.toml:7:8: error: the step name \"a\" is used twice", "first used at bad.toml:3:8", ONE}},
    {"misspelt_load",
     HEAD "[[step]]\nname = \"a\"\ncompresion_N = 5\n",
     {"bad.toml:4:1: error: unknown key \"compresion_N\" in [[step]]", "did you mean \"compression_N\"?", ONE}},
    {"unknown_measure",
     HEAD STEP
     "[[expect]]\nmeasure = \"nucleus_pressure\"\ndisc = \"L4-L5\"\nvalue = 1\ntolerance = 1\nsource = \"s\"\n",
     {"bad.toml:7:11: error: \"measure\" in [[expect]] cannot be \"nucleus_pressure\"",
      "did you mean \"nucleus_pressure_MPa\"?", ONE}},
    {"unknown_disc",
     HEAD STEP "[[expect]]\nmeasure = \"flexion_deg\"\ndisc = \"L4/L5\"\nvalue = 1\ntolerance = 1\nsource = \"s\"\n",
     {"bad.toml:8:8: error: \"disc\" in [[expect]] cannot be \"L4/L5\"", "did you mean \"L4-L5\"?", ONE}},
    {"disc_outside_the_model",
     HEAD "[spine]\ntop = \"L4\"\nbottom = \"L5\"" STEP
          "[[expect]]\nmeasure = \"flexion_deg\"\ndisc = \"L1-L2\"\nvalue = 1\ntolerance = 1\nsource = \"s\"\n",
     {"bad.toml:10:8: error: the disc L1-L2 is not part of this model", "the model reaches from L4 to L5", ONE}},
    {"unknown_step",
     HEAD STEP "[[expect]]\nmeasure = \"flexion_deg\"\ndisc = \"L4-L5\"\nstep = \"laod\"\nvalue = 1\ntolerance = "
               "1\nsource = \"s\"\n",
     {"bad.toml:9:8: error: there is no step \"laod\"", "did you mean \"load\"? steps: \"load\"", ONE}},
    {"expectation_without_source",
     HEAD STEP "[[expect]]\nmeasure = \"flexion_deg\"\ndisc = \"L4-L5\"\nvalue = 1\ntolerance = 1\n",
     {"bad.toml:6:1: error: this [[expect]] has no \"source\"", ONE}},
    {"negative_expectation_tolerance",
     HEAD STEP "[[expect]]\nmeasure = \"flexion_deg\"\ndisc = \"L4-L5\"\nvalue = 1\ntolerance = -1\nsource = \"s\"\n",
     {"bad.toml:10:13: error: \"tolerance\" in [[expect]] is out of range: -1", "allowed: greater than 0", ONE}},
    {"not_toml", HEAD "[person\nsex = 1\n", {"bad.toml:2:", "error: not valid TOML:", ONE}},
    {"missing_quote", "title = \"t\n", {"bad.toml:1:", "error: not valid TOML:", ONE}},
    {"key_given_twice", HEAD "title = \"u\"\n", {"bad.toml:2:", "error: not valid TOML:", "title", ONE}},
    {"missing_value", HEAD "[person]\nsex =\n", {"bad.toml:3:", "error: not valid TOML:", ONE}},
    {"extends_missing_file",
     "extends = \"no_such_base.toml\"" STEP,
     {"bad.toml:1:11: error: cannot extend \"no_such_base.toml\": cannot read the scenario no_such_base.toml: No such "
      "file",
      "the path is relative to the file with `extends`", ONE}},
    {"extends_number",
     "extends = 3" STEP,
     {"bad.toml:1:11: error: \"extends\" in the top level must be text in quotes", ONE}},
    {"several_mistakes_at_once",
     "titel = \"t\"\n[person]\nsex = \"man\"\nheight_cm = 2\n[[step]]\ncompression = 5\n",
     {"bad.toml:1:1: error: unknown key \"titel\"", "bad.toml:1:1: error: \"title\" is missing",
      "bad.toml:3:7: error:", "bad.toml:4:13: error:", "bad.toml:5:1: error: this [[step]] has no \"name\"",
      "bad.toml:6:1: error: unknown key \"compression\" in [[step]]", "6 errors"}},
};

INSTANTIATE_TEST_SUITE_P(all, BadScenarioTest, ::testing::ValuesIn(cases),
                         [](const auto& test) { return test.param.name; });

TEST(BadScenarios, errors_are_sorted_by_line) {
    const std::string message = message_of("title = \"t\"\nb = 1\n[solver]\nzz = 1\n[person]\nyy = 1\n" STEP);
    const std::size_t first = message.find("bad.toml:2:"), second = message.find("bad.toml:4:"),
                      third = message.find("bad.toml:6:");
    ASSERT_NE(third, std::string::npos);
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
}

TEST(BadScenarios, missing_file_is_named) {
    try {
        load_scenario("/no/such/scenario.toml");
        FAIL();
    } catch (const UserError& error) {
        EXPECT_STREQ(error.what(), "cannot read the scenario /no/such/scenario.toml: No such file or directory");
    }
}

TEST(BadScenarios, folder_is_not_a_scenario) {
    try {
        load_scenario("/tmp");
        FAIL();
    } catch (const UserError& error) {
        EXPECT_STREQ(error.what(), "cannot read the scenario /tmp: it is a folder");
    }
}

}  // namespace

}  // namespace spondyl
