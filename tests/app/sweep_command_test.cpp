// SPDX-License-Identifier: Apache-2.0
// spondyl sweep the way a user calls it: shares, interruptions, failures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using test::Finished;
using test::read_text;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

const std::string examples = SPONDYL_SOURCE_DIR "/docs/examples/sweep";

std::string study(const std::string& rest) {
    return "title = \"Sweep\"\nbase = \"" + examples + "/disc.toml\"\nmeasures = [\"*\"]\n" + rest;
}

// 64 cases of a second each.
const std::string sixty_four = study(
    "[samples]\ncount = 64\nseed = 7\n"
    "[[sample]]\nkey = \"step.press.compression_N\"\ndistribution = \"uniform\"\nlow = 20\nhigh = 120\n"
    "[[sample]]\nkey = \"person.height_cm\"\ndistribution = \"uniform\"\nlow = 160\nhigh = 180\n");

std::size_t count_files(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

// A sweep at work, in a process group of its own, and how it ended once `signal` was sent to `whom` when `until` held.
int interrupted(const std::string& sweep, int signal, bool whole_group, const std::function<bool()>& until) {
    const pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        execl(SPONDYL_PROGRAM, SPONDYL_PROGRAM, "sweep", "run", sweep.c_str(), "--jobs", "2", nullptr);
        _exit(127);
    }
    setpgid(child, child);
    for (int i = 0; i < 60000 && !until(); ++i) std::this_thread::sleep_for(5ms);
    EXPECT_EQ(kill(whole_group ? -child : child, signal), 0);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it had finished before the signal came";
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void expect_ok(const Finished& finished) {
    EXPECT_EQ(finished.code, 0) << finished.err;
}

TEST(SweepCommand, sixty_four_cases_killed_twice_and_resumed_in_shares_give_the_same_tables) {
    const test::ScratchFolder folder;
    const std::string file = folder.write("study.toml", sixty_four).string();
    const std::string whole = (folder.path() / "whole").string(), broken = (folder.path() / "broken").string();
    for (const std::string& sweep : {whole, broken}) expect_ok(test::spondyl({"sweep", "plan", file, "-o", sweep}));
    const Finished straight = test::spondyl({"sweep", "run", whole, "--jobs", "2"});
    expect_ok(straight);
    EXPECT_EQ(straight.err, "") << "no progress where nobody is looking";
    expect_ok(test::spondyl({"sweep", "collect", whole}));

    for (const std::size_t enough : {9U, 27U}) {
        const auto so_far = [&] { return count_files(fs::path(broken) / "cases") >= enough; };
        EXPECT_EQ(interrupted(broken, SIGKILL, true, so_far), SIGKILL);
        EXPECT_GT(count_files(fs::path(broken) / "work"), 0U) << "it was killed at work";
        const Finished early = test::spondyl({"sweep", "collect", broken});
        EXPECT_EQ(early.code, 1);
        EXPECT_THAT(early.err, HasSubstr("of 64 cases are not computed yet: "));
        EXPECT_FALSE(fs::exists(fs::path(broken) / "sweep.csv"));
    }
    std::size_t computed = 0;
    for (const char* shard : {"2/3", "1/3", "3/3"}) {
        const Finished share = test::spondyl({"sweep", "run", broken, "--shard", shard, "--jobs", "2", "--json"});
        expect_ok(share);
        computed += nlohmann::json::parse(share.out).at("computed").get<std::size_t>();
    }
    EXPECT_LE(computed, 64U - 27U) << "finished cases are not computed again";
    EXPECT_FALSE(fs::exists(fs::path(broken) / "work")) << "what the killed left is gone";
    expect_ok(test::spondyl({"sweep", "collect", broken}));
    for (const char* table : {"sweep.csv", "sweep.h5", "sensitivity.csv"})
        EXPECT_EQ(read_text(fs::path(whole) / table), read_text(fs::path(broken) / table)) << table;
    EXPECT_EQ(count_files(fs::path(broken) / "cases"), 64U);
}

TEST(SweepCommand, a_signal_ends_it_in_order_and_nothing_is_lost) {
    const test::ScratchFolder folder;
    const std::string sweep = (folder.path() / "sweep").string();
    expect_ok(test::spondyl({"sweep", "plan", folder.write("study.toml", sixty_four).string(), "-o", sweep}));
    const fs::path cases = fs::path(sweep) / "cases", work = fs::path(sweep) / "work";
    EXPECT_EQ(interrupted(sweep, SIGTERM, false, [&] { return count_files(cases) >= 1; }), SIGTERM);
    EXPECT_FALSE(fs::exists(work));
    const std::size_t kept = count_files(cases);
    EXPECT_GE(kept, 1U);
    EXPECT_EQ(count_files(fs::path(sweep) / "failures"), 0U) << "an interrupted case has not failed";
    // Only the parent is killed: its children go with it, and nobody writes any more.
    EXPECT_EQ(interrupted(sweep, SIGKILL, false, [&] { return count_files(cases) > kept; }), SIGKILL);
    const std::size_t then = count_files(cases);
    std::this_thread::sleep_for(3s);
    EXPECT_EQ(count_files(cases), then);
}

TEST(SweepCommand, failures_are_kept_apart_and_computed_again_only_on_request) {
    const test::ScratchFolder folder;
    // Two iterations are too few for the larger load, and no smaller increment is allowed.
    folder.write("base.toml", "extends = \"" + examples +
                                  "/disc.toml\"\n[solver]\nmax_iterations = 2\nmin_increment = 1.0\n"
                                  "first_increment = 1.0\n");
    const std::string file =
        folder
            .write("study.toml",
                   "title = \"t\"\nbase = \"base.toml\"\n[[grid]]\nkey = \"solver.max_iterations\"\nvalues = [2, 25]\n")
            .string();
    const fs::path sweep = folder.path() / "sweep";
    expect_ok(test::spondyl({"sweep", "plan", file, "-o", sweep.string()}));
    const auto run = [&](const std::vector<std::string>& more) {
        std::vector<std::string> all = {"sweep", "run", sweep.string(), "--json"};
        all.insert(all.end(), more.begin(), more.end());
        const Finished finished = test::spondyl(all);
        expect_ok(finished);
        return nlohmann::json::parse(finished.out);
    };
    const nlohmann::json first = run({"--keep-fields"});
    EXPECT_EQ(first.at("finished"), 1);
    EXPECT_EQ(first.at("failed"), 1);
    EXPECT_EQ(nlohmann::json::parse(read_text(sweep / "failures" / "1.json")).at("code"), 3);
    EXPECT_TRUE(fs::exists(sweep / "fields" / "2" / "result.vtkhdf"));
    EXPECT_EQ(run({}).at("computed"), 0);
    EXPECT_EQ(run({"--retry-failed"}).at("computed"), 1);
    expect_ok(test::spondyl({"sweep", "collect", sweep.string()}));
    const std::string table = read_text(sweep / "sweep.csv");
    EXPECT_THAT(table, HasSubstr("\n1,base,failed,2,"));
    EXPECT_THAT(table, HasSubstr("\n2,base,finished,25,"));
}

TEST(SweepCommand, refuses_what_it_cannot_do) {
    const test::ScratchFolder folder;
    const std::string sweep = (folder.path() / "sweep").string();
    const auto plan = [&](const std::string& text) {
        return test::spondyl({"sweep", "plan", folder.write("study.toml", text).string(), "-o", sweep});
    };
    const Finished wrong = plan(study("[[grid]]\nkey = \"step.press.compresion_N\"\nvalues = [1]\n"));
    EXPECT_EQ(wrong.code, 2);
    EXPECT_THAT(wrong.err, ::testing::AllOf(HasSubstr("study.toml:5:7"), HasSubstr("did you mean \"compression_N\"?")));
    EXPECT_FALSE(fs::exists(sweep));
    expect_ok(plan(study("[[grid]]\nkey = \"step.press.compression_N\"\nvalues = [50, 60]\n")));
    const std::string manifest = read_text(fs::path(sweep) / "manifest.json");
    const Finished other = plan(study("[[grid]]\nkey = \"step.press.compression_N\"\nvalues = [50, 70]\n"));
    EXPECT_EQ(other.code, 2);
    EXPECT_THAT(other.err, HasSubstr("holds another plan"));
    EXPECT_EQ(read_text(fs::path(sweep) / "manifest.json"), manifest);
    for (const char* shard : {"0/2", "3/2", "1", "a/b", "1/2x"}) {
        const Finished finished = test::spondyl({"sweep", "run", sweep, "--shard", shard});
        EXPECT_EQ(finished.code, 2) << shard;
        EXPECT_THAT(finished.err, HasSubstr("--shard takes K/N")) << shard;
    }
    EXPECT_THAT(test::spondyl({"sweep", "run", folder.path().string()}).err, HasSubstr("there is no "));
    folder.write("sweep/scenarios/2.toml", "title = \"edited\"\n");
    EXPECT_THAT(test::spondyl({"sweep", "run", sweep}).err, HasSubstr("2.toml has changed since it was planned"));
}

}  // namespace

}  // namespace spondyl
