// SPDX-License-Identifier: Apache-2.0
// Text from strangers: numbers are what was written or refused, and no text fills the memory or the stack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/strategy_file.hpp"
#include "io/study/study_file.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string outcome(const std::string& text, const std::filesystem::path& origin = "x.toml") {
    try {
        return canonical_toml(parse_scenario(text, origin));
    } catch (const UserError& error) {
        return error.what();
    }
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string step(const std::string& more, const std::string& name = "a") {
    return "title = \"t\"\n[[step]]\nname = \"" + name + "\"\n" + more + "\n";
}

TEST(NumbersOfFiles, whole_numbers_are_exact_or_refused) {
    // Even the largest stays what it is until its range refuses it.
    EXPECT_THAT(outcome(step("compression_N = 9007199254740992")),
                HasSubstr("x.toml:4:17: error: \"compression_N\" in [[step]] is out of range: 9007199254740992"));
    for (const char* number : {"9007199254740993", "-9007199254740993", "9223372036854775807", "0x20000000000001"}) {
        EXPECT_THAT(outcome(step(std::string("follower_load_N = ") + number)),
                    AllOf(HasSubstr("x.toml:4:19: error: \"follower_load_N\" in [[step]] is out of range"),
                          HasSubstr("whole numbers are exact up to 9007199254740992")))
            << number;
    }
    EXPECT_THAT(outcome(step("compression_N = 9223372036854775808")), HasSubstr("x.toml:4:"));
    EXPECT_THAT(outcome(step("outputs = 4294967297")),
                HasSubstr("\"outputs\" in [[step]] is out of range: 4294967297"));
    EXPECT_THAT(outcome(step("compression_N = 0x1F4")), HasSubstr("compression_N = 500.0\n"));
}

TEST(NumbersOfFiles, a_number_without_range_of_its_own_is_exact_too) {
    const std::string text = step("") +
                             "[[expect]]\nmeasure = \"bulge_max_mm\"\ndisc = \"L4-L5\"\ntolerance = 1\n"
                             "source = \"s\"\nvalue = ";
    EXPECT_THAT(outcome(text + "9007199254740993"), HasSubstr("\"value\" in [[expect]] is out of range"));
    EXPECT_THAT(outcome(text + "inf"), HasSubstr("must be a finite number, found inf"));
    EXPECT_THAT(outcome(text + "-nan"), HasSubstr("must be a finite number"));
    EXPECT_THAT(outcome(text + "1979-05-27"), HasSubstr("found a date or time"));
}

TEST(NumbersOfFiles, those_of_strategies_and_studies_as_well) {
    const std::string texts =
        "title = \"t\"\ndescription = \"d\"\nmechanics = \"m\"\nevidence = \"e\"\nlimits = \"l\"\n";
    const auto strategy = [&](const std::string& number) -> std::string {
        try {
            parse_strategy(texts + "[[change]]\nkey = \"task.load_kg\"\nadd = " + number + "\n", "s.toml");
        } catch (const UserError& error) {
            return error.what();
        }
        return "accepted";
    };
    EXPECT_EQ(strategy("3"), "accepted");
    EXPECT_THAT(strategy("9007199254740993"), HasSubstr("s.toml:8:7: error: \"task.load_kg\" is out of range"));
    EXPECT_THAT(strategy("inf"), HasSubstr("must be a finite number"));
    const test::ScratchFolder folder;
    folder.write("base.toml", step("compression_N = 5"));
    try {
        parse_study(
            "title = \"t\"\nbase = \"base.toml\"\n[samples]\ncount = 4\n[[sample]]\nkey = \"person.sex\"\n"
            "distribution = \"choice\"\nvalues = [\"male\", \"female\"]\nweights = [1, 9007199254740993]\n",
            folder.path() / "study.toml");
        FAIL() << "accepted";
    } catch (const UserError& error) {
        EXPECT_THAT(error.what(), HasSubstr("study.toml:9:15: error: a weight is out of range: 9007199254740993"));
    }
}

TEST(TextLimits, nesting_ends_before_the_stack_does) {
    const std::string dots = "a" + repeated(".a", 80000);
    EXPECT_THAT(outcome("title = \"x\"\n[" + dots + "]\n"),
                HasSubstr("x.toml:2:33: error: tables or lists are nested"));
    EXPECT_THAT(outcome(dots + " = 1\n"), HasSubstr("nested too deep"));
    EXPECT_THAT(outcome("title = " + std::string(80000, '[')), HasSubstr("nested too deep"));
    EXPECT_THAT(outcome("x = " + repeated("{a=", 80000)), HasSubstr("nested too deep"));
}

TEST(TextLimits, brackets_and_dots_in_texts_and_comments_do_not_count) {
    const std::string many = std::string(100, '[') + repeated(".a", 100);
    EXPECT_THAT(outcome("# " + many + "\ndescription = \"" + many + "\\\"" + many + "\"\n" + step("")),
                HasSubstr("title = \"t\""));
    EXPECT_THAT(outcome("description = '" + many + "'\n" + step("")), HasSubstr("title = \"t\""));
    // A long text may end with quotes of its own.
    EXPECT_THAT(outcome("description = \"\"\"" + many + "\n\"\"\"\"\" # " + many + "\n" + step("")),
                HasSubstr("title = \"t\""));
    EXPECT_THAT(outcome("description = '''" + many + "''''\n# '" + many + "\n" + step("")), HasSubstr("title = \"t\""));
}

TEST(TextLimits, sizes) {
    EXPECT_THAT(outcome("# " + std::string(limits::toml_bytes, 'x')), HasSubstr("at most 4194304 are allowed"));
    EXPECT_THAT(outcome(std::string(101, 'k') + " = 1\n" + step("")), HasSubstr("the key is 101 characters long"));
    EXPECT_THAT(outcome("x = \"" + std::string(20001, 'x') + "\"\n" + step("")),
                HasSubstr("the text is 20001 characters long"));
    EXPECT_THAT(outcome(step("", std::string(201, 'x'))),
                AllOf(HasSubstr("x.toml:3:8: error: \"name\" in [[step]] is 201 characters long"),
                      HasSubstr("at most 200"), HasSubstr("xxx..."), Not(HasSubstr(std::string(170, 'x')))));
    std::string steps = "title = \"t\"\n";
    for (int i = 0; i < 1001; ++i) steps += "[[step]]\nname = \"" + std::to_string(i) + "\"\n";
    EXPECT_THAT(outcome(steps), AllOf(HasSubstr("[[step]] has 1001 rows"), HasSubstr("at most 1000 are allowed")));
    std::string states = "title = \"t\"\n";
    for (int i = 0; i < 11; ++i) states += "[[step]]\noutputs = 1000\nname = \"" + std::to_string(i) + "\"\n";
    EXPECT_THAT(outcome(states), HasSubstr("the steps together write 11000 states"));
}

TEST(TextLimits, of_thousands_of_mistakes_some_are_reported_soon) {
    std::string text = "title = \"t\"\n";
    for (int i = 0; i < 3000; ++i) text += "unknown_" + std::to_string(i) + " = " + std::string(100, '1') + ".0\n";
    const auto start = std::chrono::steady_clock::now();
    const std::string message = outcome(text);
    EXPECT_THAT(message, AllOf(HasSubstr("\n... and 2901 more\n3001 errors")));
    EXPECT_LT(message.size(), 200000U);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

TEST(TextLimits, chains_of_extends) {
    const test::ScratchFolder folder;
    folder.write("0.toml", step("compression_N = 5"));
    for (int i = 1; i <= 16; ++i)
        folder.write(std::to_string(i) + ".toml", "extends = \"" + std::to_string(i - 1) + ".toml\"\n");
    EXPECT_NO_THROW(load_scenario(folder.path() / "15.toml"));
    try {
        load_scenario(folder.path() / "16.toml");
        FAIL() << "accepted";
    } catch (const UserError& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr("1.toml:1:11: error: 17 files extend each other"),
                                        HasSubstr("at most 16 are allowed")));
    }
}

TEST(TextLimits, extends_of_what_is_no_file) {
    EXPECT_THAT(outcome("extends = \"/dev/zero\"\n"), HasSubstr("it is a device"));
    EXPECT_THAT(outcome("extends = \"/\"\n"), HasSubstr("it is a folder"));
    EXPECT_THAT(outcome("extends = \"" + std::string(300, 'a') + "\"\n"),
                AllOf(HasSubstr("x.toml:1:11: error: cannot extend"), HasSubstr("File name too long")));
    const test::ScratchFolder folder;
    std::filesystem::create_symlink("loop", folder.path() / "loop");
    EXPECT_THAT(outcome("extends = \"loop\"\n", folder.path() / "x.toml"),
                HasSubstr("Too many levels of symbolic links"));
}

TEST(TextLimits, studies_of_too_many_cases_are_refused_before_they_are_written_out) {
    const test::ScratchFolder folder;
    folder.write("base.toml", step("compression_N = 5"));
    const auto study = [&](const std::string& text) -> std::string {
        try {
            parse_study("title = \"t\"\nbase = \"base.toml\"\n" + text, folder.path() / "study.toml");
        } catch (const UserError& error) {
            return error.what();
        }
        return "accepted";
    };
    const std::string axis = "how = \"scale\"\nfrom = 1\nto = 2\ncount = 100000\n";
    EXPECT_EQ(study("[[grid]]\nkey = \"person.mass_kg\"\n" + axis), "accepted");
    EXPECT_THAT(study("[[grid]]\nkey = \"person.mass_kg\"\n" + axis + "[[grid]]\nkey = \"person.height_cm\"\n" + axis),
                AllOf(HasSubstr("study.toml:9:1: error: the study has too many cases"), HasSubstr("at most 1000000")));
    EXPECT_THAT(study(repeated("[[grid]]\nkey = \"person.mass_kg\"\nvalues = [80]\n", 65)),
                AllOf(HasSubstr("\"grid\" has 65 members"), HasSubstr("at most 64 are allowed")));
}

TEST(ControlCharacters, are_refused_in_names_and_texts) {
    for (const char* name :
         {"two\\nlines", "a\\u001b[31m", "bell\\u0007", "a\\rb", "tab\\t", "\\u009b1m", "\\u202egnp"})
        EXPECT_THAT(outcome(step("", name)), HasSubstr("x.toml:3:8: error: ")) << name;
    EXPECT_THAT(outcome(step("", "two\\nlines")),
                AllOf(HasSubstr("\"name\" in [[step]] holds the control character \\n"),
                      HasSubstr("one line of printable characters")));
    EXPECT_THAT(outcome("description = \"a\\u001b[2J\"\n" + step("")),
                HasSubstr("x.toml:1:15: error: the text holds the control character \\x1b"));
    EXPECT_THAT(outcome("description = \"\"\"a\r\nb\tc\r\n\"\"\"\n" + step("")), HasSubstr("description = "));
    EXPECT_THAT(outcome("\"a\\u001b\" = 1\n" + step("")), HasSubstr("the key holds the control character \\x1b"));
}

TEST(ReservedNames, rest_is_the_unloaded_state) {
    EXPECT_THAT(outcome(step("", "rest")), HasSubstr("x.toml:3:8: error: the step name \"rest\" is reserved"));
    EXPECT_THAT(outcome("title = \"t\"\n[[task]]\nname = \"rest\"\n"), HasSubstr("the task name \"rest\" is reserved"));
}

TEST(CanonicalScenario, writes_control_characters_out) {
    Scenario scenario = parse_scenario(step(""), "x.toml");
    scenario.description = "a\n\x1b\u202e\"\\";
    EXPECT_THAT(canonical_toml(scenario), HasSubstr("description = \"a\\n\\u001B\\u202E\\\"\\\\\"\n"));
}

}  // namespace

}  // namespace spondyl
