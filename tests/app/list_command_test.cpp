// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "models/spine/scenario.hpp"
#include "tests/app/subprocess.hpp"

namespace spondyl {

namespace {

using test::Finished;
using testing::HasSubstr;
using testing::IsEmpty;

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
    EXPECT_THAT(names_of("tissue-sets"), testing::Contains(TissueOptions{}.set));
    EXPECT_THAT(names_of("ligament-sets"), testing::Contains("remus"));
    EXPECT_THAT(names_of("postures"), testing::Contains(Task{}.posture));
    EXPECT_THAT(names_of("muscle-sets"), testing::Contains(MuscleOptions{}.set));
}

TEST(ListCommand, tissue_sets_tell_who_is_in_the_ensemble) {
    int members = 0;
    const nlohmann::json object = nlohmann::json::parse(test::spondyl({"list", "tissue-sets", "--json"}).out);
    for (const auto& row : object.at("tissue-sets"))
        if (row.at("description").get<std::string>().ends_with("In the ensemble.")) ++members;
    EXPECT_GE(members, 4);
}

TEST(ListCommand, prints_a_table_for_people) {
    const Finished finished = test::spondyl({"list", "ligament-sets"});
    EXPECT_EQ(finished.code, 0);
    EXPECT_THAT(finished.out, testing::StartsWith("name      what it is\n"));
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
