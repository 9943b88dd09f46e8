#include "studies/child_processes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>

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
    EXPECT_THAT(codes, testing::ElementsAre(testing::Pair(0, 0), testing::Pair(1, 3), testing::Pair(2, 137),
                                            testing::Pair(3, 0)));
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

}  // namespace

}  // namespace spondyl
