// SPDX-License-Identifier: Apache-2.0
#include "studies/record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"

namespace spondyl {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

Record one_task() {
    Record record;
    ResultState rest, lift;
    rest.step = "rest";
    lift.step = "lift";
    lift.task.emplace_back();
    lift.indices = {no_indices()};
    lift.indices[0].dortmund_ratio = 0.75;
    record.result.states = {rest, lift};
    return record;
}

TEST(Quantity, an_index_is_the_same_for_every_disc) {
    const auto quantity = Quantity::find("index.dortmund_ratio");
    ASSERT_TRUE(quantity);
    EXPECT_THAT(quantity->values(one_task(), 1, {Disc::L4_L5, Disc::L5_S1}), ElementsAre(0.75, 0.75));
    EXPECT_THAT(Quantity::names(), Contains("index.niosh_lifting_index"));
    EXPECT_FALSE(Quantity::find("index.knee"));
    EXPECT_FALSE(Quantity::find("dortmund_ratio")) << "bare names are those of discs";
}

TEST(Quantity, an_index_that_does_not_apply_is_no_number) {
    const auto quantity = Quantity::find("index.niosh_lifting_index");
    EXPECT_THAT([&] { (void)quantity->values(one_task(), 1, {Disc::L4_L5}); },
                ThrowsMessage<UserError>(HasSubstr("index.niosh_lifting_index: does not apply to the task lift")));
    EXPECT_THAT([&] { (void)quantity->values(one_task(), 0, {Disc::L4_L5}); },
                ThrowsMessage<UserError>(HasSubstr("no [[task]] ends at rest")));
}

}  // namespace

}  // namespace spondyl
