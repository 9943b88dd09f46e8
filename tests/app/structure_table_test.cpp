// SPDX-License-Identifier: Apache-2.0
#include "app/structure_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spondyl::app {

namespace {

using ::testing::HasSubstr;

Result two_levels() {
    Result result;
    result.complete = true;
    ResultState state;
    state.step = "bend";
    state.time = 1.0;
    state.discs = {DiscMeasures{.disc = Disc::L3_L4}, DiscMeasures{.disc = Disc::L4_L5}};
    state.ligaments = {{.disc = Disc::L3_L4, .ligament = Ligament::ALL, .force_N = 12.34},
                       {.disc = Disc::L4_L5, .ligament = Ligament::ALL, .force_N = -0.001},
                       {.disc = Disc::L4_L5, .ligament = Ligament::CL, .side = Side::left, .force_N = 5.0},
                       {.disc = Disc::L4_L5, .ligament = Ligament::CL, .side = Side::right, .force_N = 7.0}};
    state.facets = {{.disc = Disc::L4_L5, .side = Side::left, .force_N = 80.0},
                    {.disc = Disc::L4_L5, .side = Side::right, .force_N = 0.0}};
    result.states = {state};
    result.settle = {{.disc = Disc::L4_L5, .rotation_deg = 0.5, .translation_mm = 0.123}};
    return result;
}

TEST(StructureTable, one_row_per_disc_and_a_dash_where_there_is_nothing) {
    EXPECT_EQ(structure_table(two_levels()),
              "force [N]   ALL  CL left  CL right  facet left  facet right\n"
              "L3-L4      12.3        -         -           -            -\n"
              "L4-L5       0.0      5.0       7.0        80.0          0.0\n");
}

TEST(StructureTable, nothing_for_a_disc_alone) {
    Result result = two_levels();
    result.states[0].ligaments.clear();
    EXPECT_THAT(structure_table(result), HasSubstr("force [N]  facet left  facet right\n"));
    result.states[0].facets.clear();
    EXPECT_EQ(structure_table(result), "");
}

TEST(StructureTable, settle_line) {
    Result result = two_levels();
    EXPECT_EQ(settle_line(result), "settled before the loads: L4-L5 0.12 mm, 0.50 deg");
    result.settle.clear();
    EXPECT_EQ(settle_line(result), "");
}

TEST(StructureTable, json_has_every_measure) {
    const nlohmann::ordered_json ligaments = ligament_rows_json(two_levels()), facets = facet_rows_json(two_levels());
    ASSERT_EQ(ligaments.size(), 4U);
    EXPECT_EQ(ligaments[3].at("ligament"), "CL");
    EXPECT_EQ(ligaments[3].at("side"), "right");
    EXPECT_EQ(ligaments[3].at("force_N"), 7.0);
    for (const auto& column : ligament_measure_columns()) EXPECT_TRUE(ligaments[0].contains(std::string(column.name)));
    ASSERT_EQ(facets.size(), 2U);
    EXPECT_EQ(facets[0].at("force_N"), 80.0);
    for (const auto& column : facet_measure_columns()) EXPECT_TRUE(facets[0].contains(std::string(column.name)));
    EXPECT_EQ(settle_json(two_levels())[0].at("translation_mm"), 0.123);
}

}  // namespace

}  // namespace spondyl::app
