// SPDX-License-Identifier: Apache-2.0
#include "io/file_set.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "core/error.hpp"
#include "io/safe_write.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

std::string error_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const UserError& error) {
        return error.what();
    }
    return "";
}

class FileSetTest : public ::testing::Test {
  protected:
    [[nodiscard]] std::string text(const std::string& name) const { return test::read_text(path() / name); }
    [[nodiscard]] fs::path path() const { return folder_.path() / "out"; }
    void write_set(const std::string& content) const {
        const OwnedFolder owned(path());
        FileSet set(owned);
        for (const char* name : {"a.csv", "b.csv", "sub/c.csv"}) set.add_text(name, content);
        set.commit();
    }
    const test::ScratchFolder folder_;
};

TEST_F(FileSetTest, takes_the_place_of_the_old_set) {
    write_set("old");
    {
        const OwnedFolder owned(path());
        FileSet set(owned);
        set.add_text("a.csv", "new");
        set.add_text("d.csv", "new");
        set.remove("b.csv");
        set.remove("sub/c.csv");
        set.remove("never.csv");
        set.remove_folder("sub");
        EXPECT_EQ(text("a.csv"), "old");
        EXPECT_FALSE(fs::exists(path() / "d.csv"));
        set.commit();
    }
    EXPECT_EQ(text("a.csv"), "new");
    EXPECT_THAT(names_in(path()), ElementsAre("a.csv", "d.csv"));
}

TEST_F(FileSetTest, without_a_commit_nothing_has_happened) {
    write_set("old");
    {
        const OwnedFolder owned(path());
        FileSet set(owned);
        set.add_text("a.csv", "new");
        set.remove("b.csv");
        std::ofstream(set.scratch() / "x.png") << "picture";
    }
    EXPECT_EQ(text("a.csv"), "old");
    EXPECT_THAT(names_in(path()), ElementsAre("a.csv", "b.csv", "sub"));
}

TEST_F(FileSetTest, what_another_made_in_scratch_joins_the_set) {
    const OwnedFolder owned(path());
    FileSet set(owned);
    const fs::path made = set.scratch() / "x.png";
    std::ofstream(made) << "picture";
    set.take(made, "x.png");
    set.commit();
    EXPECT_EQ(text("x.png"), "picture");
}

TEST_F(FileSetTest, links_are_replaced_and_not_followed) {
    fs::create_directories(path());
    fs::create_directories(folder_.path() / "elsewhere");
    const fs::path other = folder_.write("other.txt", "precious");
    fs::create_symlink(other, path() / "a.csv");
    fs::create_symlink(folder_.path() / "elsewhere", path() / "sub");
    write_set("new");
    EXPECT_EQ(test::read_text(other), "precious");
    EXPECT_FALSE(fs::is_symlink(path() / "a.csv"));
    EXPECT_FALSE(fs::is_symlink(path() / "sub"));
    EXPECT_EQ(text("sub/c.csv"), "new");
    EXPECT_TRUE(fs::is_empty(folder_.path() / "elsewhere"));
}

TEST_F(FileSetTest, what_cannot_be_replaced_is_found_before_anything_is) {
    write_set("old");
    fs::remove(path() / "b.csv");
    fs::create_directory(path() / "b.csv");
    EXPECT_THAT(error_of([&] { write_set("new"); }), HasSubstr("cannot replace " + (path() / "b.csv").string()));
    EXPECT_EQ(text("a.csv"), "old");
    EXPECT_EQ(text("sub/c.csv"), "old");
    EXPECT_THAT(names_in(path()), ElementsAre("a.csv", "b.csv", "sub"));
}

TEST_F(FileSetTest, a_record_left_by_the_dead_is_carried_out) {
    write_set("old");
    const std::string first = temporary_name(), second = temporary_name();
    folder_.write("out/" + first, "new");
    folder_.write("out/.spondyl-commit", R"({"rename": [[")" + first + R"(", "a.csv"], [")" + second +
                                             R"(", "b.csv"]], "remove": ["sub/c.csv"], "remove_folders": ["sub"]})");
    finish_switch(path());
    EXPECT_EQ(text("a.csv"), "new");
    EXPECT_EQ(text("b.csv"), "old") << "as if this one had been renamed before";
    EXPECT_THAT(names_in(path()), ElementsAre("a.csv", "b.csv"));
}

TEST_F(FileSetTest, a_record_from_elsewhere_reaches_no_further_than_its_folder) {
    folder_.write("victim.txt", "precious");
    for (const char* record : {R"({"rename": [], "remove": ["../victim.txt"], "remove_folders": []})",
                               R"({"rename": [["../victim.txt", "a.csv"]], "remove": [], "remove_folders": []})",
                               R"({"rename": [["a.csv", "b.csv"]], "remove": [], "remove_folders": []})",
                               R"({"rename": [], "remove": [], "remove_folders": [".."]})", "nonsense", "[]"}) {
        folder_.write("out/.spondyl-commit", record);
        EXPECT_THAT(error_of([&] { const OwnedFolder owned(path()); }), HasSubstr("is not a record")) << record;
    }
    fs::create_symlink(folder_.path(), path() / "sub");
    folder_.write("out/.spondyl-commit", R"({"rename": [], "remove": ["sub/victim.txt"], "remove_folders": []})");
    EXPECT_THAT(error_of([&] { const OwnedFolder owned(path()); }), HasSubstr("cannot replace"));
    EXPECT_EQ(test::read_text(folder_.path() / "victim.txt"), "precious");
}

TEST_F(FileSetTest, the_next_owner_clears_what_the_dead_left_and_nothing_else) {
    folder_.write("out/" + temporary_name(), "half");
    folder_.write("out/" + temporary_name() + "/x.png", "half");
    folder_.write("out/.spondyl-notes", "mine");
    folder_.write("out/mine.tmp", "mine");
    const OwnedFolder owned(path());
    EXPECT_THAT(names_in(path()), ElementsAre(".spondyl-lock", ".spondyl-notes", "mine.tmp"));
}

TEST_F(FileSetTest, a_second_owner_gets_an_error_that_names_the_first) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
        const OwnedFolder owned(path());
        const ssize_t sent = write(ends[1], "x", 1);
        static_cast<void>(sent);
        pause();
        _exit(0);
    }
    char byte = 0;
    ASSERT_EQ(read(ends[0], &byte, 1), 1);
    const std::string error = error_of([&] { const OwnedFolder owned(path()); });
    EXPECT_THAT(error, HasSubstr("process " + std::to_string(child) + " on " + host_name() + " since 2"));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const OwnedFolder owned(path());  // the lock went with the process
}

// Sets of one letter each are written in a loop and the writer is killed wherever it happens to be.
TEST_F(FileSetTest, a_killed_writer_leaves_one_set_or_the_other) {
    using namespace std::chrono_literals;
    write_set(std::string(100, 'a'));
    for (int round = 0; round < 12; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            for (char letter = 'b';; letter = letter == 'z' ? 'b' : static_cast<char>(letter + 1))
                write_set(std::string(100, letter));
        }
        std::this_thread::sleep_for(3ms + round * 2500us);
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        { const OwnedFolder owned(path()); }
        EXPECT_EQ(text("b.csv"), text("a.csv"));
        EXPECT_EQ(text("sub/c.csv"), text("a.csv"));
        EXPECT_EQ(text("a.csv").size(), 100U);
        EXPECT_THAT(names_in(path()), ElementsAre("a.csv", "b.csv", "sub"));
    }
}

}  // namespace

}  // namespace spondyl
