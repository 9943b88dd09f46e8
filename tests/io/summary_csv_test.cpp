// SPDX-License-Identifier: Apache-2.0
#include "io/results/summary_csv.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "core/error.hpp"
#include "io/results/applied_loads.hpp"
#include "io/scenario/scenario_file.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

// The row up to what every row ends with.
std::string without_origin(const std::string& line, const Result& result) {
    const std::string origin = "," + result.run_id + "," + result.scenario_sha256;
    EXPECT_TRUE(line.ends_with(origin)) << line;
    return line.substr(0, line.size() - origin.size());
}

TEST(SummaryCsv, header_carries_the_units) {
    const std::string header = lines_of(summary_csv(test::sample_result())).front();
    EXPECT_TRUE(header.starts_with("step,time,disc,flexion_deg,lateral_bending_deg,")) << header;
    EXPECT_NE(header.find(",nucleus_pressure_MPa,compression_N,"), std::string::npos);
    EXPECT_TRUE(header.ends_with(
        ",canal_area_mm2,applied_compression_N,applied_shear_force_N,applied_vertical_load_N,applied_follower_load_N,"
        "applied_flexion_moment_Nm,applied_lateral_moment_Nm,applied_axial_moment_Nm,time_s,run_id,scenario_sha256"))
        << header;
}

TEST(SummaryCsv, one_row_per_state_and_disc_with_every_digit) {
    const Result result = test::sample_result();
    const std::vector<std::string> lines = lines_of(summary_csv(result));
    ASSERT_EQ(lines.size(), 1 + result.states.size() * 2);
    // The step name holds a comma and must be in quotes.
    ASSERT_TRUE(lines[4].starts_with("\"bend, then hold\",0.5,L5-S1,")) << lines[4];
    std::istringstream row(
        without_origin(lines[4], result).substr(std::string("\"bend, then hold\",0.5,L5-S1,").size()));
    std::string cell;
    for (const MeasureColumn& column : disc_measure_columns()) {
        ASSERT_TRUE(std::getline(row, cell, ','));
        EXPECT_EQ(std::strtod(cell.c_str(), nullptr), column.value(result.states[1].discs[1])) << column.name;
    }
    // The step of this result's scenario has no loads and takes no time.
    std::getline(row, cell);
    EXPECT_EQ(cell, "0,0,0,0,0,0,0,0");
}

TEST(AppliedLoads, go_linearly_from_one_step_to_the_next) {
    Result result = test::sample_result(1, 1);
    Scenario scenario;
    scenario.title = "two steps";
    scenario.steps = {{.name = "preload", .follower_load_N = 500, .duration_s = 10},
                      {.name = "bend", .flexion_moment_Nm = 7.5, .duration_s = 60}};
    result.canonical_scenario = canonical_toml(scenario);
    result.states[0].time = 1.5;
    const std::vector<StateLoads> loads = loads_of_states(result);
    ASSERT_EQ(loads.size(), result.states.size());
    EXPECT_DOUBLE_EQ(loads[0].loads.follower_load_N, 250.0);
    EXPECT_DOUBLE_EQ(loads[0].loads.flexion_moment_Nm, 3.75);
    EXPECT_DOUBLE_EQ(loads[0].time_s, 10.0 + 30.0);
    EXPECT_NE(lines_of(summary_csv(result))[1].find(",0,0,250,3.75,0,0,40,"), std::string::npos);
    scenario.steps.clear();
    scenario.tasks = {{.name = "standing"}};
    result.canonical_scenario = canonical_toml(scenario);
    EXPECT_TRUE(loads_of_states(result).empty()) << "a body has no test machine";
    EXPECT_TRUE(without_origin(lines_of(summary_csv(result))[1], result).ends_with(",,,,,,,"));
}

TEST(SummaryCsv, quotes_in_names_are_doubled) {
    Result result = test::sample_result(1, 1);
    result.states[0].step = "a \"b\"";
    EXPECT_TRUE(lines_of(summary_csv(result))[1].starts_with("\"a \"\"b\"\"\",0,L4-L5,"));
}

TEST(SummaryCsv, no_field_is_a_formula_to_a_spreadsheet) {
    EXPECT_EQ(csv_field("=1+1"), "'=1+1");
    EXPECT_EQ(csv_field("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(csv_field("-3 deg"), "'-3 deg");
    EXPECT_EQ(csv_field("+1-1"), "'+1-1");
    EXPECT_EQ(csv_field("\t=1"), "'\t=1");
    EXPECT_EQ(csv_field("\r=1"), "\"'\r=1\"");
    EXPECT_EQ(csv_field("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    for (const char* number : {"-1", "-1.5e-3", "+2", "7", "-inf"}) EXPECT_EQ(csv_field(number), number);
    for (const char* text : {"", "lift", "a=b", "2 + 3"}) EXPECT_EQ(csv_field(text), text);
    Result result = test::sample_result(1, 1);
    result.states[0].step = "=cmd|'/c calc'!A1";
    EXPECT_TRUE(lines_of(summary_csv(result))[1].starts_with("'=cmd|'/c calc'!A1,0,L4-L5,"));
}

template <class Row>
void expect_rows(const Result& result, const std::string& csv, const std::vector<Row>& rows,
                 std::span<const Column<Row>> columns, const std::string& keys) {
    const std::vector<std::string> lines = lines_of(csv);
    std::string header = "step,time," + keys;
    for (const Column<Row>& column : columns) header += "," + std::string(column.name);
    EXPECT_EQ(lines.front(), header + ",run_id,scenario_sha256");
    ASSERT_GT(rows.size(), 0U);
    ASSERT_EQ(lines.size(), 1 + 3 * rows.size()) << "three states";
    // The last row of the last state, from the back: names hold no commas.
    std::string line = without_origin(lines.back(), result);
    for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
        const std::size_t comma = line.rfind(',');
        EXPECT_EQ(std::strtod(line.c_str() + comma + 1, nullptr), column->value(rows.back())) << column->name;
        line.resize(comma);
    }
}

TEST(SummaryCsv, ligaments_and_facets_have_tables_of_their_own) {
    const Result result = test::sample_result(2, 3);
    expect_rows(result, ligaments_csv(result), result.states[2].ligaments, ligament_measure_columns(),
                "disc,ligament,side");
    expect_rows(result, facets_csv(result), result.states[2].facets, facet_measure_columns(), "disc,side");
    EXPECT_NE(ligaments_csv(result).find(",L4-L5,CL,right,"), std::string::npos);
    EXPECT_NE(facets_csv(result).find(",L4-L5,right,"), std::string::npos);
}

TEST(SummaryCsv, tasks_have_one_row_each) {
    const Result result = test::sample_result(2, 3);
    const std::vector<std::string> lines = lines_of(tasks_csv(result));
    ASSERT_EQ(lines.size(), 3U) << "header and two tasks, rest is none";
    EXPECT_TRUE(lines[0].starts_with("step,time,trunk_flexion_deg,lumbar_flexion_deg,")) << lines[0];
    const std::string keys = "\"bend, then hold\",1,";
    ASSERT_TRUE(lines[2].starts_with(keys)) << lines[2];
    std::istringstream row(without_origin(lines[2], result).substr(keys.size()));
    std::string cell;
    for (const Column<TaskMeasures>& column : task_measure_columns()) {
        ASSERT_TRUE(std::getline(row, cell, ','));
        EXPECT_EQ(std::strtod(cell.c_str(), nullptr), column.value(*result.states[2].task)) << column.name;
    }
    EXPECT_FALSE(std::getline(row, cell, ','));
}

TEST(SummaryCsv, an_index_that_does_not_apply_is_empty) {
    const Result result = test::sample_result(2, 3);
    const std::vector<std::string> lines = lines_of(indices_csv(result));
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_TRUE(lines[0].starts_with("step,time,action_limit_ratio,")) << lines[0];
    const std::string keys = "\"bend, then hold\",1,";
    ASSERT_TRUE(lines[2].starts_with(keys)) << lines[2];
    std::istringstream row(without_origin(lines[2], result).substr(keys.size()));
    std::string cell;
    for (const IndexColumn& column : index_measure_columns()) {
        ASSERT_TRUE(std::getline(row, cell, ','));
        if (column.name == "niosh_lifting_index") {
            EXPECT_EQ(cell, "");
        } else {
            EXPECT_EQ(std::strtod(cell.c_str(), nullptr), column.value(*result.states[2].indices)) << column.name;
        }
    }
}

TEST(SummaryCsv, the_worksheet_of_the_lifting_equation_has_a_row_per_place) {
    const Result result = test::sample_result();
    const std::vector<std::string> lines = lines_of(lifting_csv(result));
    ASSERT_GE(lines.size(), 3U);
    EXPECT_TRUE(lines[0].starts_with("step,time,place,load_kg,horizontal_cm,vertical_cm,travel_cm,asymmetry_deg,"))
        << lines[0];
    EXPECT_NE(lines[1].find(",origin,"), std::string::npos) << lines[1];
    EXPECT_NE(lines[2].find(",destination,"), std::string::npos) << lines[2];
    EXPECT_NE(lines[1].find(",,"), std::string::npos) << "an index that is not defined is empty";
}

TEST(SummaryCsv, muscles_have_one_row_per_task_and_fascicle) {
    const Result result = test::sample_result(2, 3);
    const std::vector<std::string> lines = lines_of(muscles_csv(result));
    ASSERT_EQ(lines.size(), 1 + 2 * result.muscles.size());
    EXPECT_TRUE(
        lines[0].starts_with("step,time,name,group,side,area_mm2,force_N,passive_N,activation,length_mm,"
                             "arm_T12-L1_extension_mm,arm_T12-L1_lateral_mm,arm_T12-L1_axial_mm,arm_L1-L2_"))
        << lines[0];
    EXPECT_TRUE(lines[0].ends_with(",arm_L5-S1_axial_mm,run_id,scenario_sha256")) << lines[0];
    EXPECT_TRUE(lines[1].starts_with("\"bend, then hold\",0.5,multifidus 1 left,multifidus,left,")) << lines[1];
    EXPECT_EQ(std::count(lines.back().begin(), lines.back().end(), ','),
              std::count(lines[0].begin(), lines[0].end(), ',') + 1)
        << "the name of the step holds one more";
    const std::string last = without_origin(lines.back(), result);
    EXPECT_EQ(std::strtod(last.substr(last.rfind(',') + 1).c_str(), nullptr),
              result.states[2].muscles[3].arm_mm[5].z());
}

TEST(SummaryCsv, written_file_is_the_text) {
    const test::ScratchFolder folder;
    write_csv(summary_csv(test::sample_result()), folder.path() / "a.csv");
    EXPECT_EQ(test::read_text(folder.path() / "a.csv"), summary_csv(test::sample_result()));
    EXPECT_THROW(write_csv("a", folder.path() / "no/a.csv"), UserError);
}

}  // namespace

}  // namespace spondyl
