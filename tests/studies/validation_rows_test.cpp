// SPDX-License-Identifier: Apache-2.0
#include "studies/validation_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "studies/span.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

const std::string header =
    "id,group,quantity,level,experiment,step,measure,published,low,high,unit,scatter,band_rule,source,doi,confidence,"
    "chart,abscissa\n";
const std::string shipped = SPONDYL_SOURCE_DIR "/models/data/validation";

TEST(ValidationRows, refuses_a_bad_row_with_file_and_line) {
    const test::ScratchFolder folder;
    folder.write("bend.toml", "");
    const std::vector<std::pair<std::string, std::string>> wrong = {
        {",g,q,L4-L5,bend,end,flexion_deg,1,0,2,deg,,rule,S,,derived,,", "the column 'id' is empty"},
        {"a,g,q,L9-L5,bend,end,flexion_deg,1,0,2,deg,,rule,S,,derived,,", "'L9-L5' is no level"},
        {"a,g,q,L4-L5,twist,end,flexion_deg,1,0,2,deg,,rule,S,,derived,,", "there is no file"},
        {"a,g,q,L4-L5,bend,end,flexion,1,0,2,deg,,rule,S,,derived,,", "expected the name of a quantity"},
        {"a,g,q,L4-L5,bend,end,flexion_deg@twist:end,1,0,2,deg,,rule,S,,derived,,", "there is no file"},
        {"a,g,q,L3-L5,bend,end,flexion_deg,1,0,2,deg,,rule,S,,derived,,", "reduce it with sum"},
        {"a,g,q,L4-L5,bend,end,flexion_deg,1,3,2,deg,,rule,S,,derived,,", "lies above the upper end"},
        {"a,g,q,L4-L5,bend,end,flexion_deg,1,x,2,deg,,rule,S,,derived,,", "'x' in column 'low' is not a number"},
        {"a,g,q,L4-L5,bend,end,flexion_deg,1,0,2,deg,,,S,,derived,,", "the column 'band_rule' is empty"},
        {"a,g,q,L4-L5,bend,end,flexion_deg,1,0,2,deg,,rule,,,derived,,", "the column 'source' is empty"},
        {"a,g,q,L4-L5,bend,end,flexion_deg,1,0,2,deg,,rule,S,,sure,,", "'sure' is no confidence"},
        {"a,g,q,L4-L5,bend,end,flexion_deg,1,0,2,deg,,rule,S,,derived,c,", "expected a reading"},
    };
    for (const auto& [row, message] : wrong) {
        const auto file = folder.write("rows.csv", header + row + "\n");
        EXPECT_THAT([&] { read_validation_rows(file); },
                    ThrowsMessage<UserError>(::testing::AllOf(HasSubstr("rows.csv:2:"), HasSubstr(message))))
            << row;
    }
    const std::string good = "a,g,q,L4-L5,bend,end,flexion_deg,1,0,2,deg,,rule,S,,derived,,\n";
    const auto twice = folder.write("rows.csv", header + good + good);
    EXPECT_THAT([&] { read_validation_rows(twice); }, ThrowsMessage<UserError>(HasSubstr(":3: a second row for a")));
}

TEST(ValidationRows, selects_by_group_id_or_level) {
    const std::vector<ValidationRow> rows = read_validation_rows(shipped + "/rows.csv");
    const auto only = select_rows(rows, {"preload", "disc_flexion_*_8Nm"});
    EXPECT_TRUE(std::ranges::all_of(only, [](const ValidationRow& row) {
        return row.group == "preload" || row.id == "disc_flexion_rotation_8Nm";
    }));
    EXPECT_GT(only.size(), 1U);
    EXPECT_EQ(select_rows(rows, {}).size(), rows.size());
    for (const ValidationRow& row : select_rows(rows, {"L1-L2"})) EXPECT_EQ(row.level, "L1-L2");
    EXPECT_THAT([&] { select_rows(rows, {"knee"}); },
                ThrowsMessage<UserError>(HasSubstr("; groups: body, column_preload, combined_load")));
}

TEST(ValidationRows, shipped_rows_name_steps_and_levels_that_their_experiments_have) {
    for (const ValidationRow& row : read_validation_rows(shipped + "/rows.csv")) {
        std::set<Expression::Reference> references = row.measure.references();
        references.insert({row.experiment, row.step});
        for (Expression::Reference reference : references) {
            if (reference.experiment.empty()) reference.experiment = row.experiment;
            const Scenario scenario = load_scenario(shipped + "/" + reference.experiment + ".toml");
            const auto named = [&](const auto& one) { return one.name == reference.step; };
            const bool found = reference.step == "rest" || std::ranges::any_of(scenario.steps, named) ||
                               std::ranges::any_of(scenario.tasks, named);
            EXPECT_TRUE(found) << row.id << ": " << reference.experiment << " has no step " << reference.step;
            EXPECT_LE(static_cast<int>(scenario.spine.top), static_cast<int>(row.discs.front())) << row.id;
            EXPECT_GT(static_cast<int>(scenario.spine.bottom), static_cast<int>(row.discs.back())) << row.id;
        }
    }
}

}  // namespace

}  // namespace spondyl
