// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "io/deck/model_keys.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/schema.hpp"
#include "io/scenario/schema_documents.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

const std::filesystem::path source_dir = SPONDYL_SOURCE_DIR;

TEST(ScenarioDocuments, reference_page_is_up_to_date) {
    EXPECT_EQ(test::read_text(source_dir / "docs/reference/scenario.md"), reference_markdown())
        << "refresh with: spondyl schema --markdown > docs/reference/scenario.md";
}

TEST(ScenarioDocuments, json_schema_is_up_to_date) {
    EXPECT_EQ(test::read_text(source_dir / "scenarios/scenario.schema.json"), json_schema())
        << "refresh with: spondyl schema --json > scenarios/scenario.schema.json";
}

TEST(ScenarioDocuments, json_schema_holds_every_key_and_no_other) {
    const nlohmann::json root = nlohmann::json::parse(json_schema());
    for (const schema::Table& table : schema::tables()) {
        nlohmann::json node = root;
        std::size_t inner_tables = table.name.empty() ? 1 : 0;  // [model] is in tables of its own
        if (!table.name.empty()) {
            std::string pointer = "/properties/" + std::string(table.name);
            if (const auto dot = pointer.find('.'); dot != std::string::npos) pointer.replace(dot, 1, "/properties/");
            node = root.at(nlohmann::json::json_pointer(pointer + (table.repeated ? "/items" : "")));
        }
        EXPECT_EQ(node.at("additionalProperties"), false) << table.name;
        for (const schema::Key& key : table.keys) {
            const nlohmann::json& property = node.at("properties").at(std::string(key.name));
            EXPECT_FALSE(property.at("description").get<std::string>().empty());
            EXPECT_EQ(property.contains("enum"), !key.choices().empty()) << key.name;
        }
        for (const schema::Table& other : schema::tables()) {
            const auto dot = other.name.rfind('.');
            const std::string_view parent = dot == std::string_view::npos ? "" : other.name.substr(0, dot);
            if (!other.name.empty() && parent == table.name) ++inner_tables;
        }
        EXPECT_EQ(node.at("properties").size(), table.keys.size() + inner_tables) << table.name;
    }
}

TEST(ScenarioDocuments, keys_of_models_are_in_both) {
    const nlohmann::json model = nlohmann::json::parse(json_schema()).at("properties").at("model");
    const std::string page = reference_markdown();
    const std::map<std::string_view, std::string> places = {
        {"model", ""},
        {"model.materials.*", "/properties/materials/additionalProperties"},
        {"model.support", "/properties/support/items"},
        {"model.step", "/properties/step/items"},
        {"model.step.support", "/properties/step/items/properties/support/items"},
        {"model.step.force", "/properties/step/items/properties/force/items"},
        {"model.step.pressure", "/properties/step/items/properties/pressure/items"}};
    for (const ModelTable& table : model_tables()) {
        for (const schema::Key& key : table.keys) {
            EXPECT_TRUE(key.doc.ends_with('.')) << key.name;
            EXPECT_THAT(page, ::testing::HasSubstr("| `" + std::string(key.name) + "` |"));
        }
        if (table.name.empty()) continue;
        const nlohmann::json& node = model.at(nlohmann::json::json_pointer(places.at(table.name)));
        EXPECT_EQ(node.at("properties").size(), table.keys.size() + table.inner.size()) << table.name;
        EXPECT_EQ(node.at("additionalProperties"), false) << table.name;
    }
}

TEST(ScenarioDocuments, every_key_is_explained_and_carries_its_unit) {
    for (const schema::Table& table : schema::tables()) {
        EXPECT_FALSE(table.doc.empty()) << table.name;
        for (const schema::Key& key : table.keys) {
            EXPECT_TRUE(key.doc.ends_with('.')) << key.name;
            const bool is_number = key.access.kind == schema::Kind::number || key.access.kind == schema::Kind::integer;
            EXPECT_EQ(key.unit.empty(), !is_number) << key.name;
        }
    }
}

// The examples that open the page must work as they stand.
TEST(ScenarioDocuments, examples_of_the_reference_page_are_valid) {
    const std::string page = reference_markdown();
    std::vector<Scenario> examples;
    for (std::size_t at = page.find("```toml\n"); at != std::string::npos; at = page.find("```toml\n", at)) {
        at += 8;
        examples.push_back(parse_scenario(page.substr(at, page.find("```", at) - at), "example.toml"));
    }
    ASSERT_EQ(examples.size(), 2U);
    EXPECT_EQ(examples[0].steps.at(0).follower_load_N, 500.0);
    EXPECT_EQ(examples[1].tasks.at(0).load_kg, 20.0);
}

// A key without a default says what its absence means, and no other key does.
TEST(ScenarioDocuments, absence_is_explained) {
    for (const schema::Table& table : schema::tables()) {
        for (const schema::Key& key : table.keys) {
            EXPECT_EQ(key.absent.empty(), !schema::is_absent(key, schema::default_of(table, key))) << key.name;
        }
    }
}

std::vector<std::filesystem::path> shipped_scenarios() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(source_dir / "scenarios")) {
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

class ShippedScenario : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(ShippedScenario, loads_and_describes_itself) {
    const Scenario scenario = load_scenario(GetParam());
    EXPECT_GT(scenario.description.size(), 80U);
    EXPECT_TRUE(test::read_text(GetParam()).starts_with("#:schema scenario.schema.json\n"))
        << "editors find the schema through this line";
    EXPECT_EQ(parse_scenario(canonical_toml(scenario), "canonical.toml"), scenario);
}

INSTANTIATE_TEST_SUITE_P(all, ShippedScenario, ::testing::ValuesIn(shipped_scenarios()),
                         [](const auto& test) { return test.param.stem().string(); });

}  // namespace

}  // namespace spondyl
