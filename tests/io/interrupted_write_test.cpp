// SPDX-License-Identifier: Apache-2.0
// A run that is killed, or that runs out of space, leaves no file that looks whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

bool has_begun(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        std::error_code gone;
        if (entry.file_size(gone) > 1000 && !gone) return true;
    }
    return false;
}

TEST(InterruptedWrite, a_killed_writer_leaves_no_file_of_that_name) {
    const test::ScratchFolder folder;
    const fs::path file = folder.path() / "a.vtkhdf";
    // Some seconds of writing, so that the signal meets it in the middle.
    const Result result = test::sample_result(20000, 20);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        write_results(result, file);
        _exit(0);
    }
    for (int i = 0; i < 20000 && !has_begun(folder.path()); ++i) std::this_thread::sleep_for(1ms);
    ASSERT_EQ(kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child had finished before the signal came";
    EXPECT_FALSE(fs::exists(file));
}

TEST(InterruptedWrite, an_older_file_survives_a_killed_writer) {
    const test::ScratchFolder folder;
    const fs::path file = folder.path() / "a.vtkhdf";
    write_results(test::sample_result(1, 1), file);
    const std::string before = test::read_text(file);
    const Result result = test::sample_result(20000, 20);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        write_results(result, file);
        _exit(0);
    }
    const auto temporary_has_begun = [&] {
        for (const auto& entry : fs::directory_iterator(folder.path())) {
            std::error_code gone;
            if (entry.path() != file && entry.file_size(gone) > 1000 && !gone) return true;
        }
        return false;
    };
    for (int i = 0; i < 20000 && !temporary_has_begun(); ++i) std::this_thread::sleep_for(1ms);
    ASSERT_EQ(kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(test::read_text(file), before);
}

TEST(InterruptedWrite, a_full_disc_is_reported_and_cleaned_up) {
    const test::ScratchFolder folder;
    const fs::path file = folder.path() / "a.vtkhdf";
    const Result result = test::sample_result(5000, 5);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        // The system refuses to let any file grow beyond this, as a full disc would.
        const rlimit limit{.rlim_cur = 300000, .rlim_max = 300000};
        signal(SIGXFSZ, SIG_IGN);
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(9);
        try {
            write_results(result, file);
        } catch (const UserError& error) {
            _exit(std::string(error.what()).starts_with("cannot write " + file.string()) ? 42 : 1);
        }
        _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 42);
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

}  // namespace

}  // namespace spondyl
