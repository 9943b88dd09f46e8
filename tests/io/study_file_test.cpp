// SPDX-License-Identifier: Apache-2.0
// Study files: mistakes are refused with their place and what is allowed.
#include "io/study/study_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/study/study_keys.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string study_head = "title = \"t\"\nbase = \"base.toml\"\n";
const std::string mass = "[[sample]]\nkey = \"person.mass_kg\"\n";

std::string refusal_of_study(const std::string& text) {
    const test::ScratchFolder folder;
    folder.write("base.toml",
                 "title = \"Lift\"\n[[task]]\nname = \"lift\"\nposture = \"lift_stoop\"\nload_kg = 15\n"
                 "load_distance_cm = 45\n");
    const auto file = folder.write("study.toml", text);
    try {
        read_study(file);
    } catch (const UserError& error) {
        return error.what();
    }
    return "accepted";
}

std::string grid(const std::string& rest) {
    return refusal_of_study(study_head + "[[grid]]\n" + rest);
}

std::string sample(const std::string& rest) {
    return refusal_of_study(study_head + "[samples]\ncount = 4\n" + mass + rest);
}

TEST(StudyFile, top_level) {
    EXPECT_EQ(refusal_of_study(study_head), "accepted");
    EXPECT_THAT(refusal_of_study("base = \"base.toml\"\n"), HasSubstr("a study needs \"title\""));
    EXPECT_THAT(refusal_of_study(study_head + "strategys = []\n"),
                AllOf(HasSubstr("study.toml:3:1"), HasSubstr("did you mean \"strategies\"?")));
    EXPECT_THAT(refusal_of_study("title = \"t\"\nbase = \"bse.toml\"\n"),
                AllOf(HasSubstr("study.toml:2:8"), HasSubstr("cannot read")));
    EXPECT_THAT(refusal_of_study(study_head + "strategies = [\"skwat\"]\n"),
                AllOf(HasSubstr("study.toml:3:15"), HasSubstr("did you mean \"squat\"?")));
    EXPECT_THAT(refusal_of_study(study_head + "strategies = [\"squat\", \"squat\"]\n"), HasSubstr("named twice"));
    EXPECT_THAT(refusal_of_study(study_head + "at = [\"lft\"]\n"), HasSubstr("did you mean \"lift\"?"));
    EXPECT_THAT(refusal_of_study("title = \n"), HasSubstr("study.toml:1:"));
}

TEST(StudyFile, grid) {
    EXPECT_THAT(grid("key = \"task.load_kg\"\nvalues = [1, 2.5]\n"), HasSubstr("accepted"));
    EXPECT_THAT(grid("key = \"task.lod_kg\"\nvalues = [1]\n"),
                AllOf(HasSubstr("study.toml:4:7"), HasSubstr("did you mean \"load_kg\"?")));
    EXPECT_THAT(grid("key = \"task.carry.load_kg\"\nvalues = [1]\n"),
                HasSubstr("the scenario has no [[task]] \"carry\""));
    EXPECT_THAT(grid("key = \"step.compression_N\"\nvalues = [1]\n"), HasSubstr("the scenario has no [[step]]"));
    EXPECT_THAT(grid("key = \"perso.mass_kg\"\nvalues = [1]\n"), HasSubstr("did you mean \"person\"?"));
    EXPECT_THAT(grid("key = \"task.load_kg\"\nvalues = [1, 500]\n"),
                AllOf(HasSubstr("study.toml:5:14"), HasSubstr("out of range: 500")));
    EXPECT_THAT(grid("key = \"task.load_kg\"\nfrom = 1\nto = 500\ncount = 3\n"), HasSubstr("out of range"));
    EXPECT_THAT(grid("key = \"task.load_kg\"\nfrom = 1\nto = 5\n"), HasSubstr("either values, or from, to and count"));
    EXPECT_THAT(grid("key = \"task.load_kg\"\nvalues = [1]\ncount = 3\n"),
                HasSubstr("either values, or from, to and count"));
    EXPECT_THAT(grid("key = \"task.posture\"\nhow = \"scale\"\nvalues = [1]\n"),
                HasSubstr("cannot be scaled or added to"));
    EXPECT_THAT(grid("key = \"person.sex\"\nvalues = [\"mael\"]\n"), HasSubstr("did you mean \"male\"?"));
    EXPECT_THAT(grid("key = \"person.disc_grade.L4-L5\"\nfrom = 0\nto = 3\ncount = 4\n"),
                HasSubstr("takes single values"));
    EXPECT_THAT(grid("key = \"task.load_kg\"\nvalues = [1]\n[[grid]]\nkey = \"task.lift.load_kg\"\nvalues = [1]\n"),
                AllOf(HasSubstr("study.toml:7:7"), HasSubstr("varied twice")));
}

TEST(StudyFile, list) {
    EXPECT_EQ(refusal_of_study(study_head + "[[list]]\ntask.load_kg = 1\nperson.sex = \"male\"\n"), "accepted");
    EXPECT_THAT(refusal_of_study(study_head + "[[list]]\ntask.lod_kg = 1\n"), HasSubstr("did you mean \"load_kg\"?"));
    EXPECT_THAT(
        refusal_of_study(study_head + "[[list]]\ntask.load_kg = 1\nperson.mass_kg = 70\n[[list]]\ntask.load_kg = 1\n"),
        HasSubstr("this [[list]] has no person.mass_kg"));
    EXPECT_THAT(
        refusal_of_study(study_head + "[[list]]\ntask.load_kg = 1\n[[list]]\ntask.load_kg = 1\nperson.mass_kg = 70\n"),
        HasSubstr("the first [[list]] has no person.mass_kg"));
    EXPECT_THAT(refusal_of_study(study_head + "[[list]]\ntask.load_kg = \"1\"\n"), HasSubstr("write 1 without quotes"));
}

TEST(StudyFile, samples) {
    EXPECT_EQ(sample("distribution = \"normal\"\nmean = 80\nsd = 10\n"), "accepted");
    EXPECT_THAT(sample("distribution = \"gauss\"\n"), HasSubstr("allowed: one of \"uniform\""));
    EXPECT_THAT(sample("distribution = \"normal\"\nmean = 80\n"), HasSubstr("this distribution needs \"sd\""));
    EXPECT_THAT(sample("distribution = \"normal\"\nmean = 80\nsd = 10\nlow = 60\n"), HasSubstr("has no \"low\""));
    EXPECT_THAT(sample("distribution = \"normal\"\nmean = 80\nsd = -1\n"), HasSubstr("out of range: -1"));
    EXPECT_THAT(sample("distribution = \"uniform\"\nlow = 90\nhigh = 80\n"), HasSubstr("not in this order"));
    EXPECT_THAT(sample("distribution = \"uniform\"\nlow = 10\nhigh = 80\n"), HasSubstr("out of range"));
    EXPECT_THAT(sample("distribution = \"choice\"\n"), HasSubstr("a choice needs \"values\""));
    EXPECT_THAT(sample("distribution = \"choice\"\nvalues = [70, 80]\nweights = [1]\n"),
                HasSubstr("1 weights for 2 values"));
    EXPECT_THAT(sample("distribution = \"choice\"\nvalues = [70]\nweights = [0]\n"), HasSubstr("greater than 0"));
    EXPECT_THAT(refusal_of_study(study_head + mass + "distribution = \"uniform\"\nlow = 60\nhigh = 80\n"),
                HasSubstr("samples need [samples]"));
    EXPECT_THAT(refusal_of_study(study_head + "[samples]\ncount = 4\nmethod = \"sobl\"\n" + mass +
                                 "distribution = \"uniform\"\nlow = 60\nhigh = 80\n"),
                HasSubstr("did you mean \"sobol\"?"));
}

TEST(StudyFile, every_key_is_in_the_documentation) {
    const std::string text = test::read_text(SPONDYL_SOURCE_DIR "/docs/sweeps.md");
    for (const StudyTable& table : study_tables()) {
        for (const schema::Key& key : table.keys) EXPECT_THAT(text, HasSubstr("`" + std::string(key.name) + "`"));
        for (const std::string_view list : table.lists) {
            const std::string name(list);
            EXPECT_THAT(text, ::testing::AnyOf(HasSubstr("`" + name + "`"), HasSubstr("[" + name + "]")));
        }
    }
}

}  // namespace

}  // namespace spondyl
