// SPDX-License-Identifier: Apache-2.0
#include "studies/child_processes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <map>
#include <thread>

#include "core/error.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

ChildCommand shell(const test::ScratchFolder& folder, const std::string& name, const std::string& script) {
    return {{"/bin/sh", "-c", script}, folder.path() / name};
}

TEST(ChildProcesses, end_with_their_codes_and_logs_whatever_the_others_do) {
    const test::ScratchFolder folder;
    std::map<std::size_t, int> codes;
    run_children({shell(folder, "a", "echo out; echo err >&2"), shell(folder, "b", "exit 3"),
                  shell(folder, "c", "kill -9 $$"), shell(folder, "d", "exit 0")},
                 2, [&](const ChildEnd& end) { codes[end.command] = end.code; });
    EXPECT_THAT(codes, ::testing::ElementsAre(::testing::Pair(0, 0), ::testing::Pair(1, 3), ::testing::Pair(2, 137),
                                              ::testing::Pair(3, 0)));
    EXPECT_EQ(test::read_text(folder.path() / "a"), "out\nerr\n");
}

TEST(ChildProcesses, are_ended_when_the_caller_gives_up) {
    const test::ScratchFolder folder;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_THROW(run_children({shell(folder, "a", "exit 1"), shell(folder, "b", "exec sleep 60")}, 2,
                              [](const ChildEnd&) { throw UserError("enough"); }),
                 UserError);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
    EXPECT_THROW(run_children({{{"/no/such/program"}, folder.path() / "c"}}, 1, [](const ChildEnd&) {}), UserError);
}

// A process that runs a child which would sleep for a minute; the child's number, once it sleeps.
std::pair<pid_t, std::string> parent_of_a_sleeper(const test::ScratchFolder& folder) {
    const std::filesystem::path number = folder.path() / "number";
    const pid_t parent = fork();
    if (parent == 0) {
        try {
            run_children({shell(folder, "log",
                                "echo $$ >" + number.string() + ".new; mv " + number.string() + ".new " +
                                    number.string() + "; exec sleep 60")},
                         1, [](const ChildEnd&) {});
        } catch (const Interrupted& interrupted) {
            _exit(interrupted.signal());
        }
        _exit(0);
    }
    for (int i = 0; i < 6000 && !std::filesystem::exists(number); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::string text = test::read_text(number);
    text.pop_back();
    return {parent, text};
}

// Neither running nor asleep; nobody may have taken notice of its end yet.
bool ends(const std::string& process) {
    for (int i = 0; i < 2000; ++i) {
        std::ifstream status("/proc/" + process + "/stat");
        std::string number, name, state;
        if (!(status >> number >> name >> state) || state == "Z" || state == "X") return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

TEST(ChildProcesses, do_not_outlive_a_killed_parent) {
    const test::ScratchFolder folder;
    const auto [parent, child] = parent_of_a_sleeper(folder);
    kill(parent, SIGKILL);
    waitpid(parent, nullptr, 0);
    EXPECT_TRUE(ends(child));
}

TEST(ChildProcesses, are_ended_first_when_a_signal_asks_to_end) {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        const test::ScratchFolder folder;
        const auto [parent, child] = parent_of_a_sleeper(folder);
        kill(parent, signal);
        int status = 0;
        waitpid(parent, &status, 0);
        ASSERT_TRUE(WIFEXITED(status));
        EXPECT_EQ(WEXITSTATUS(status), signal);
        EXPECT_TRUE(ends(child));
        std::filesystem::remove(folder.path() / "number");
    }
}

}  // namespace

}  // namespace spondyl
