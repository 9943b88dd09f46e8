// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/scenario/schema_documents.hpp"
#include "tests/app/subprocess.hpp"

namespace spondyl {

namespace {

using test::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string> commands = {"run",  "check",  "mesh",   "export", "render",    "info",
                                           "list", "schema", "doctor", "sweep",  "calibrate", "cache"};

TEST(CommandLine, help_names_every_command_and_exit_code) {
    const Finished help = test::spondyl({"--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_THAT(help.err, IsEmpty());
    for (const std::string& command : commands) EXPECT_THAT(help.out, HasSubstr("  " + command + " "));
    for (const char* code : {"\n  0 ", "\n  1 ", "\n  2 ", "\n  3 ", "\n  70 "}) EXPECT_THAT(help.out, HasSubstr(code));
    EXPECT_THAT(help.out, HasSubstr("not a medical device"));
}

TEST(CommandLine, every_command_explains_itself) {
    for (const std::string& command : commands) {
        const Finished help = test::spondyl({command, "--help"});
        EXPECT_EQ(help.code, 0) << command;
        EXPECT_THAT(help.out, HasSubstr("--json")) << command;
        if (command != "schema") {
            EXPECT_THAT(help.out, HasSubstr("Exit codes: 0 ")) << command;
        }
        if (command != "doctor") {
            EXPECT_THAT(help.out, HasSubstr("Examples:\n  spondyl " + command)) << command;
        }
    }
}

TEST(CommandLine, help_is_a_command_as_well) {
    EXPECT_EQ(test::spondyl({"help"}).out, test::spondyl({"--help"}).out);
    EXPECT_EQ(test::spondyl({"help", "run"}).out, test::spondyl({"run", "--help"}).out);
    EXPECT_EQ(test::spondyl({"help", "sweep", "plan"}).out, test::spondyl({"sweep", "plan", "--help"}).out);
    EXPECT_THAT(test::spondyl({"help", "rnu"}).err, HasSubstr("did you mean \"run\"?"));
}

TEST(CommandLine, version_is_one_line) {
    const Finished version = test::spondyl({"--version"});
    EXPECT_EQ(version.code, 0);
    EXPECT_THAT(version.out, ::testing::MatchesRegex("spondyl [0-9]+\\.[0-9]+\\.[0-9]+ \\([0-9a-z-]+\\)\n"));
}

TEST(CommandLine, mistakes_in_the_arguments_are_user_errors) {
    const std::vector<std::pair<std::vector<std::string>, const char*>> mistakes = {
        {{}, "A subcommand is required"},
        {{"fly"},
         "there is no command \"fly\"; commands: new, run, check, mesh, export, render, info, validate, compare, "
         "sweep, calibrate, "
         "lint, list, schema, cache, doctor"},
        {{"rnu", "a.toml"}, "did you mean \"run\"?"},
        {{"run"}, "scenario is required"},
        {{"run", "a.toml", "--fast"}, "--fast"},
        {{"run", "a.toml", "--threads", "-1"}, "--threads"},
        {{"run", "a.toml", "--threads", "two"}, "--threads"},
        {{"schema", "--json", "--markdown"}, "--markdown"},
        {{"export"}, "source is required"},
    };
    for (const auto& [arguments, says] : mistakes) {
        const Finished finished = test::spondyl(arguments);
        EXPECT_EQ(finished.code, 2) << says;
        EXPECT_THAT(finished.err, HasSubstr(says));
        EXPECT_THAT(finished.out, IsEmpty()) << "messages belong on the standard error";
    }
}

TEST(CommandLine, schema_prints_the_documents) {
    EXPECT_EQ(test::spondyl({"schema"}).out, reference_markdown());
    EXPECT_EQ(test::spondyl({"schema", "--markdown"}).out, reference_markdown());
    EXPECT_EQ(test::spondyl({"schema", "--json"}).out, json_schema());
}

TEST(CommandLine, doctor_finds_everything_in_order) {
    const Finished finished = test::spondyl({"doctor", "--json"});
    EXPECT_EQ(finished.code, 0) << finished.out;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    EXPECT_EQ(object.at("good"), true);
    for (const char* key : {"spondyl", "HDF5", "VTK", "threads", "anatomy tables", "tissue sets"}) {
        EXPECT_FALSE(object.at(key).get<std::string>().empty()) << key;
    }
    EXPECT_THAT(object.at("self-test").get<std::string>(), HasSubstr("carries 100.00 N of 100 N"));
}

}  // namespace

}  // namespace spondyl
