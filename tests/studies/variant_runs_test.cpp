// SPDX-License-Identifier: Apache-2.0
// Runs that the program refuses: every variant gets its reason, none stops the others.
#include "studies/variant_runs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

TEST(VariantRuns, a_refused_variant_is_distinguished_from_the_others) {
    const test::ScratchFolder folder;
    // Writes how many tasks it was given, and refuses.
    const fs::path program =
        folder.write("refuse", "#!/bin/sh\necho \"$(grep -c '^.*task' \"$2\") refused\" >&2\nexit 2\n");
    fs::permissions(program, fs::perms::owner_all);
    Scenario scenario;
    scenario.title = "t";
    scenario.spine.top = Vertebra::T12;
    scenario.tasks.resize(1);
    scenario.tasks[0].name = "lift";
    std::vector<Variant> variants(3, {.name = "a", .scenario = scenario});
    variants[1].name = "b";
    variants[2].name = "c";
    variants[2].scenario.person.mass_kg = 99.0;
    std::map<std::size_t, Result> results;
    std::size_t last = 0;
    run_variants(variants,
                 {.work = folder.path(),
                  .program = program,
                  .jobs = 2,
                  .progress = [&](std::size_t done, std::size_t, const std::string&) { last = done; }},
                 [&](std::size_t index, Result result) { results[index] = std::move(result); });
    ASSERT_EQ(results.size(), 3U);
    EXPECT_EQ(last, 3U);
    for (const auto& [index, result] : results) {
        EXPECT_FALSE(result.complete);
        EXPECT_THAT(result.failure, ::testing::HasSubstr("refused")) << index;
    }
}

}  // namespace

}  // namespace spondyl
