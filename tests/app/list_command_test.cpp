// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "models/anatomy/table.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using test::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

nlohmann::json names_of(const std::string& list) {
    const Finished finished = test::spondyl({"list", list, "--json"});
    EXPECT_EQ(finished.code, 0) << finished.err;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    nlohmann::json names = nlohmann::json::array();
    for (const auto& row : object.at(list)) {
        EXPECT_GT(row.at("description").get<std::string>().size(), 10U) << list << ", " << row.at("name");
        names.push_back(row.at("name"));
    }
    return names;
}

TEST(ListCommand, every_list_has_described_names) {
    const Finished lists = test::spondyl({"list", "--json"});
    ASSERT_EQ(lists.code, 0) << lists.err;
    const nlohmann::json rows = nlohmann::json::parse(lists.out).at("lists");
    EXPECT_GE(rows.size(), 2U);
    for (const auto& row : rows) EXPECT_FALSE(names_of(row.at("name")).empty()) << row.at("name");
}

TEST(ListCommand, defaults_of_a_scenario_are_listed) {
    EXPECT_THAT(names_of("tissue-sets"), ::testing::Contains(TissueOptions{}.set));
    EXPECT_THAT(names_of("ligament-sets"), ::testing::Contains("remus"));
    EXPECT_THAT(names_of("postures"), ::testing::Contains(Task{}.posture));
    EXPECT_THAT(names_of("muscle-sets"), ::testing::Contains(MuscleOptions{}.set));
}

TEST(ListCommand, tissue_sets_show_the_members_of_the_ensemble) {
    int members = 0;
    const nlohmann::json object = nlohmann::json::parse(test::spondyl({"list", "tissue-sets", "--json"}).out);
    for (const auto& row : object.at("tissue-sets"))
        if (row.at("description").get<std::string>().ends_with("In the ensemble.")) ++members;
    EXPECT_GE(members, 4);
}

TEST(ListCommand, own_sets_of_a_folder_are_shown_with_what_is_wrong_with_them) {
    namespace fs = std::filesystem;
    const test::ScratchFolder folder;
    fs::copy(data_directory() / "tissue_sets/hgo", folder.path() / "mine");
    fs::copy(data_directory() / "ligament_sets/kuo.csv", folder.path() / "kuo.csv");
    folder.write("broken.csv", "# Mine\nlevel,parameter,value,unit\nall,annulus_law,none,1\n");
    folder.write("other.csv", "a,b\n1,2\n");
    const auto rows = [&](const std::string& list) {
        const Finished finished = test::spondyl({"list", list, "--in", folder.path().string(), "--json"});
        EXPECT_EQ(finished.code, 0) << finished.err;
        return nlohmann::json::parse(finished.out).at(list);
    };
    const nlohmann::json tissue = rows("tissue-sets");
    ASSERT_EQ(tissue.size(), 2U) << tissue;
    EXPECT_EQ(tissue[0].at("name"), "broken.csv");
    EXPECT_THAT(tissue[0].at("description").get<std::string>(), HasSubstr("Mine Cannot be used: "));
    EXPECT_EQ(tissue[1].at("name"), "mine/");
    EXPECT_THAT(tissue[1].at("description").get<std::string>(), ::testing::Not(HasSubstr("Cannot be used")));
    ASSERT_EQ(rows("ligament-sets").size(), 1U);
    EXPECT_TRUE(rows("muscle-sets").empty());
    EXPECT_EQ(test::spondyl({"list", "postures", "--in", "."}).code, 2);
    EXPECT_EQ(test::spondyl({"list", "tissue-sets", "--in", (folder.path() / "none").string()}).code, 2);
}

TEST(ListCommand, prints_a_table_for_people) {
    const Finished finished = test::spondyl({"list", "ligament-sets"});
    EXPECT_EQ(finished.code, 0);
    EXPECT_THAT(finished.out, ::testing::StartsWith("name      description\n"));
    EXPECT_THAT(finished.out, HasSubstr("\ngoel      Bilinear laws of whole ligaments"));
    EXPECT_THAT(finished.err, IsEmpty());
}

TEST(ListCommand, indices_come_with_source_and_limits) {
    const nlohmann::json rows = nlohmann::json::parse(test::spondyl({"list", "indices", "--json"}).out).at("indices");
    EXPECT_GT(rows.size(), 20U);
    for (const auto& row : rows) {
        const auto text = row.at("description").get<std::string>();
        EXPECT_TRUE(text.find("Source: ") != std::string::npos ||
                    text.find("A measure of the task") != std::string::npos)
            << text;
    }
    EXPECT_EQ(rows.back().at("name"), "stability_margin_Nm_rad");
}

TEST(ListCommand, an_unknown_list_is_named_with_the_nearest) {
    const Finished finished = test::spondyl({"list", "tisue-sets"});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr("there is no list \"tisue-sets\"; did you mean \"tissue-sets\"? lists: "));
    EXPECT_THAT(finished.out, IsEmpty());
}

}  // namespace

}  // namespace spondyl
