// SPDX-License-Identifier: Apache-2.0
#include "app/lifting_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace spondyl::app {

namespace {

using ::testing::HasSubstr;

Result packing() {
    Result result;
    ResultState state;
    state.step = "pallet to shelf";
    state.time = 1;
    const LiftingRow origin{.place = LiftPlace::origin,
                            .load_kg = 12,
                            .horizontal_cm = 40,
                            .vertical_cm = 35,
                            .travel_cm = 105,
                            .horizontal_measured = 1,
                            .vertical_measured = 1,
                            .frequency_per_min = 4,
                            .duration_h = 2,
                            .horizontal_multiplier = 0.625,
                            .vertical_multiplier = 0.88,
                            .travel_multiplier = 0.86286,
                            .asymmetry_multiplier = 1,
                            .frequency_multiplier = 0.72,
                            .coupling_multiplier = 0.95,
                            .recommended_weight_kg = 7.4656,
                            .lifting_index = 1.6074,
                            .frequency_independent_weight_kg = 10.369,
                            .counts = 1};
    LiftingRow destination = origin;
    destination.place = LiftPlace::destination;
    destination.vertical_cm = 180;
    destination.vertical_multiplier = 0;
    destination.recommended_weight_kg = 0;
    destination.frequency_independent_weight_kg = 0;
    destination.lifting_index.reset();
    destination.counts = 0;
    state.lifting = {origin, destination};
    result.states.push_back(state);
    return result;
}

TEST(LiftingTable, shows_every_multiplier_of_both_places) {
    const std::string table = lifting_table(packing());
    EXPECT_THAT(table,
                HasSubstr("origin       12.0  40.0*   35.0*  105.0    0.0      4     2  0.625  0.880  0.863  1.000"));
    EXPECT_THAT(table, HasSubstr("1.000  0.720  0.950  7.47  1.61 <\n"));
    EXPECT_THAT(table, HasSubstr("0.00  none\n")) << "no index where no weight is allowed";
    EXPECT_THAT(table, HasSubstr("* measured"));
    EXPECT_EQ(lifting_table(Result{}), "");
}

TEST(LiftingTable, json_has_null_where_nothing_is_defined) {
    const nlohmann::ordered_json rows = lifting_rows_json(packing());
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].at("place"), "origin");
    EXPECT_EQ(rows[0].at("frequency_multiplier"), 0.72);
    EXPECT_EQ(rows[1].at("recommended_weight_kg"), 0.0);
    EXPECT_TRUE(rows[1].at("lifting_index").is_null());
}

}  // namespace

}  // namespace spondyl::app
