// SPDX-License-Identifier: Apache-2.0
// info, export and render on a result file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/results/field_result_file.hpp"
#include "io/results/result_file.hpp"
#include "io/results/summary_csv.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/sample_field_result.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using test::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ResultCommands : public ::testing::Test {
  protected:
    ResultCommands() { write_results(result_, folder_.path() / "result.vtkhdf"); }
    [[nodiscard]] std::string path() const { return folder_.path().string(); }

    const test::ScratchFolder folder_;
    const Result result_ = test::sample_result();
};

TEST_F(ResultCommands, info_takes_the_folder_or_the_file) {
    const Finished by_folder = test::spondyl({"info", path(), "--json"});
    const Finished by_file = test::spondyl({"info", path() + "/result.vtkhdf", "--json"});
    EXPECT_EQ(by_folder.code, 0) << by_folder.err;
    EXPECT_EQ(by_folder.out, by_file.out);
}

TEST_F(ResultCommands, info_as_json) {
    const nlohmann::json object = nlohmann::json::parse(test::spondyl({"info", path(), "--json"}).out);
    EXPECT_EQ(object.at("title"), result_.title);
    EXPECT_EQ(object.at("complete"), true);
    EXPECT_EQ(object.at("states").size(), 3U);
    ASSERT_EQ(object.at("discs").size(), 6U) << "two discs in every state";
    EXPECT_EQ(object.at("discs")[5].at("disc"), "L5-S1");
    EXPECT_EQ(object.at("discs")[5].at("time"), result_.states[2].time);
    EXPECT_EQ(object.at("discs")[5].at("pressure_index"), result_.states[2].discs[1].pressure_index);
    EXPECT_EQ(object.at("muscle_fascicles"), 4);
    ASSERT_EQ(object.at("tasks").size(), 1U);
    EXPECT_EQ(object.at("tasks")[0].at("strength_used"), result_.states[2].task->strength_used);
    EXPECT_EQ(object.at("muscles").size(), 4U) << "two groups, two sides";
    EXPECT_EQ(object.at("fields")[1].at("components"), 6);
    EXPECT_EQ(object.at("provenance").at("git_hash"), "0123456789ab");
}

TEST_F(ResultCommands, info_for_people) {
    const Finished finished = test::spondyl({"info", path()});
    EXPECT_EQ(finished.code, 0);
    EXPECT_THAT(finished.out, ::testing::StartsWith(result_.title + "\n"));
    EXPECT_THAT(finished.out, HasSubstr("complete  yes"));
    EXPECT_THAT(finished.out, HasSubstr("bend, then hold  L5-S1 "));
    EXPECT_THAT(finished.out, HasSubstr("muscles   4 fascicles\n"));
    EXPECT_THAT(finished.out, HasSubstr("\nbend, then hold  rectus_abdominis "));
    EXPECT_THAT(finished.err, IsEmpty());
}

TEST_F(ResultCommands, info_prints_csv_and_scenario) {
    EXPECT_EQ(test::spondyl({"info", path(), "--csv"}).out, summary_csv(result_));
    EXPECT_EQ(test::spondyl({"info", path(), "--scenario"}).out, result_.canonical_scenario);
}

TEST_F(ResultCommands, export_writes_beside_the_result_or_into_the_given_folder) {
    const Finished beside = test::spondyl({"export", path()});
    EXPECT_EQ(beside.code, 0) << beside.err;
    EXPECT_TRUE(std::filesystem::exists(folder_.path() / "discs.pvd"));
    const Finished elsewhere = test::spondyl({"export", path(), "-o", path() + "/sub", "--deformed", "--json"});
    ASSERT_EQ(elsewhere.code, 0) << elsewhere.err;
    const nlohmann::json object = nlohmann::json::parse(elsewhere.out);
    EXPECT_GE(object.at("files").size(), 4U);
    for (const auto& file : object.at("files")) {
        EXPECT_THAT(file.get<std::string>(), HasSubstr("/sub/"));
        EXPECT_TRUE(std::filesystem::exists(file.get<std::string>()));
    }
}

class FieldResultCommands : public ::testing::Test {
  protected:
    FieldResultCommands() { write_field_result(result_, folder_.path() / "result.vtkhdf"); }
    [[nodiscard]] std::string path() const { return folder_.path().string(); }

    const test::ScratchFolder folder_;
    const FieldResult result_ = test::sample_field_result(test::sample_mesh(Tet10::type));
};

TEST_F(FieldResultCommands, info_lists_a_body_that_is_no_spine) {
    const nlohmann::json object = nlohmann::json::parse(test::spondyl({"info", path(), "--json"}).out);
    EXPECT_EQ(object.at("title"), result_.title);
    EXPECT_EQ(object.at("cells_by_kind").at("tet10"), cell_count(result_.mesh));
    EXPECT_EQ(object.at("node_fields")[0].at("unit"), "MPa");
    EXPECT_EQ(object.at("cell_sets").at("left"), result_.mesh.cell_sets.at("left").size());
    EXPECT_EQ(object.at("tables")[0].at("columns")[2].at("rows")[1], result_.tables[0].numbers[1].rows[1]);
    const Finished people = test::spondyl({"info", path()});
    EXPECT_EQ(people.code, 0) << people.err;
    EXPECT_THAT(people.out, HasSubstr("72 cells: 72 tet10\n"));
    EXPECT_THAT(people.out, HasSubstr("at nodes  pore_pressure_MPa, reaction_N\n"));
    EXPECT_THAT(people.out, HasSubstr("\nreactions\n"));
    EXPECT_THAT(people.out, HasSubstr("warning: none of this is real"));
    const Finished csv = test::spondyl({"info", path(), "--csv"});
    EXPECT_EQ(csv.code, 2);
    EXPECT_THAT(csv.err, HasSubstr("holds no spine"));
}

TEST_F(FieldResultCommands, export_and_render_put_their_files_beside_it) {
    const Finished exported = test::spondyl({"export", path()});
    EXPECT_EQ(exported.code, 0) << exported.err;
    EXPECT_TRUE(std::filesystem::exists(folder_.path() / "fields.pvd"));
    EXPECT_TRUE(std::filesystem::exists(folder_.path() / "fields_0002.vtu"));
    const Finished drawn = test::spondyl(
        {"render", path(), "--field", "displacement_mm", "--task", "bend", "--width", "640", "--height", "360"});
    EXPECT_EQ(drawn.code, 0) << drawn.err;
    EXPECT_TRUE(std::filesystem::exists(folder_.path() / "fields.png"));
    const Finished field = test::spondyl({"render", path(), "--field", "happiness"});
    EXPECT_EQ(field.code, 2);
    EXPECT_THAT(field.err, HasSubstr("pore_pressure_MPa"));
}

TEST_F(ResultCommands, render_refuses_what_the_result_does_not_hold) {
    const Finished field = test::spondyl({"render", path(), "--field", "happiness"});
    EXPECT_EQ(field.code, 2);
    EXPECT_THAT(field.err, HasSubstr("happiness"));
    EXPECT_THAT(field.err, HasSubstr("von_mises_MPa"));
    const Finished task = test::spondyl({"render", path(), "--task", "liftt"});
    EXPECT_EQ(task.code, 2);
    EXPECT_THAT(task.err, HasSubstr("no task or load step \"liftt\" in the result; there are: rest, "));
    EXPECT_EQ(test::spondyl({"render", path(), "--task", "rest", "--state", "0"}).code, 2) << "one of them";
    EXPECT_EQ(test::spondyl({"render", path(), "--range", "3", "3"}).code, 2);
    EXPECT_EQ(test::spondyl({"render", path(), "--range", "3"}).code, 2);
    EXPECT_EQ(test::spondyl({"render", path(), "--state", "7"}).code, 2);
    EXPECT_EQ(test::spondyl({"render", path(), "--width", "10"}).code, 2);
}

TEST_F(ResultCommands, a_folder_without_a_result) {
    const test::ScratchFolder empty;
    for (const char* command : {"info", "export", "render"}) {
        const Finished finished = test::spondyl({command, (empty.path() / "no").string()});
        EXPECT_EQ(finished.code, 2);
        EXPECT_THAT(finished.err, HasSubstr("there is no result"));
        EXPECT_THAT(finished.out, IsEmpty());
    }
    std::filesystem::create_directory(empty.path() / "folder");
    EXPECT_THAT(test::spondyl({"info", (empty.path() / "folder").string()}).err, HasSubstr("holds no result.vtkhdf"));
}

TEST_F(ResultCommands, a_file_of_another_kind) {
    const Finished finished = test::spondyl({"info", folder_.write("x.vtkhdf", "hello").string(), "--json"});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr("is not a result of spondyl run"));
    EXPECT_EQ(nlohmann::json::parse(finished.out).at("exit_code"), 2);
}

}  // namespace

}  // namespace spondyl
