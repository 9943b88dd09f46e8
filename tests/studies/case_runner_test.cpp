// SPDX-License-Identifier: Apache-2.0
// One runner for all studies: what a case came to, and what is left of it.
#include "studies/case_runner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "studies/child_processes.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class CaseRunner : public ::testing::Test {
  protected:
    // A program that does as `script` says, run on one case.
    CaseEnd run(const std::string& script, bool measures_only = false) {
        const fs::path program = folder_.write("program", "#!/bin/sh\n" + script + "\n");
        fs::permissions(program, fs::perms::owner_all);
        CaseEnd last;
        run_cases(
            {{.scenario = folder_.path() / "a.toml", .folder = folder_.path() / "a", .measures_only = measures_only}},
            {.program = program}, [&](CaseEnd end) { last = std::move(end); });
        return last;
    }
    test::ScratchFolder folder_;
};

TEST_F(CaseRunner, a_refused_case_gives_the_reason) {
    const CaseEnd end = run("echo what is wrong >&2; exit 2");
    EXPECT_EQ(end.outcome, CaseOutcome::refused);
    EXPECT_EQ(end.code, 2);
    EXPECT_EQ(end.reason, "what is wrong");
    EXPECT_FALSE(end.result.has_value());
}

TEST_F(CaseRunner, a_killed_case_names_the_signal) {
    const CaseEnd end = run("kill -KILL $$");
    EXPECT_EQ(end.outcome, CaseOutcome::broken);
    EXPECT_THAT(end.reason, HasSubstr("ended by signal 9"));
}

TEST_F(CaseRunner, a_case_that_was_asked_to_end_ends_all) {
    EXPECT_THROW(run("kill -TERM $$"), Interrupted);
}

TEST_F(CaseRunner, a_case_without_equilibrium_may_leave_no_result) {
    const CaseEnd end = run("echo nothing was kept >&2; exit 3");
    EXPECT_EQ(end.outcome, CaseOutcome::no_equilibrium);
    EXPECT_FALSE(end.result.has_value());
    EXPECT_EQ(end.reason, "nothing was kept");
}

TEST_F(CaseRunner, arguments_say_what_is_needed) {
    EXPECT_THAT(run("echo \"$@\" >&2; exit 2").reason, ::testing::EndsWith("--threads 1 --quiet"));
    EXPECT_THAT(run("echo \"$@\" >&2; exit 2", true).reason, ::testing::EndsWith("--quiet --measures-only"));
}

TEST_F(CaseRunner, folders_and_logs_go_again) {
    run("mkdir \"$4\"; echo x > \"$4\"/x; exit 2");
    EXPECT_FALSE(fs::exists(folder_.path() / "a"));
    EXPECT_FALSE(fs::exists(folder_.path() / "a.log"));
}

TEST(WriteCase, says_what_cannot_be_written) {
    EXPECT_THROW(write_case({}, "/no/such/folder/a.toml"), UserError);
}

}  // namespace

}  // namespace spondyl
