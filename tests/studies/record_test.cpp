// SPDX-License-Identifier: Apache-2.0
#include "studies/record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"

namespace spondyl {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

Record one_task() {
    Record record;
    ResultState rest, lift;
    rest.step = "rest";
    lift.step = "lift";
    lift.task.emplace();
    lift.indices.emplace();
    lift.indices->dortmund_ratio = 0.75;
    record.result.states = {rest, lift};
    return record;
}

TEST(RecordValues, an_index_is_the_same_for_every_disc) {
    const Measure* const measure = find_measure("index.dortmund_ratio");
    ASSERT_NE(measure, nullptr);
    EXPECT_THAT(values_of(*measure, one_task(), 1, {Disc::L4_L5, Disc::L5_S1}), ElementsAre(0.75, 0.75));
}

TEST(RecordValues, what_a_state_does_not_have_is_no_number) {
    const auto read = [](const char* name, std::size_t state) {
        (void)values_of(*find_measure(name), one_task(), state, {Disc::L4_L5});
    };
    EXPECT_THAT([&] { read("index.niosh_lifting_index", 1); },
                ThrowsMessage<UserError>(HasSubstr("index.niosh_lifting_index: does not apply to the task lift")));
    EXPECT_THAT([&] { read("index.niosh_lifting_index", 0); },
                ThrowsMessage<UserError>(HasSubstr("no [[task]] ends at rest")));
    EXPECT_THAT([&] { read("task.critical_gain", 1); },
                ThrowsMessage<UserError>(HasSubstr("task.critical_gain: the task lift has none")));
    EXPECT_THAT([&] { read("SSL.force_N", 1); },
                ThrowsMessage<UserError>(HasSubstr("SSL.force_N: there is no such ligament at L4-L5")));
    EXPECT_THAT([&] { read("flexion_deg", 1); }, ThrowsMessage<UserError>(HasSubstr("has no disc L4-L5")));
}

}  // namespace

}  // namespace spondyl
