// SPDX-License-Identifier: Apache-2.0
// Whatever a path leads to, reading it ends at once with its text or a reason.
#include "core/text/text_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/error.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

std::string outcome(const fs::path& file, std::size_t most = 100) {
    try {
        return read_text_file(file, "scenario", most);
    } catch (const UserError& error) {
        return std::string("refused: ") + error.what();
    }
}

TEST(TextFile, comes_as_it_is) {
    const test::ScratchFolder folder;
    const std::string text("a\r\n\0\xff", 5);
    EXPECT_EQ(outcome(folder.write("a.toml", text)), text);
    EXPECT_EQ(outcome(folder.write("empty", "")), "");
}

TEST(TextFile, is_refused_above_its_limit) {
    const test::ScratchFolder folder;
    EXPECT_EQ(outcome(folder.write("a", std::string(100, 'x'))), std::string(100, 'x'));
    EXPECT_THAT(outcome(folder.write("b", std::string(101, 'x'))), HasSubstr("it has 101 bytes, at most 100"));
    // Files of /proc tell no size.
    EXPECT_THAT(outcome("/proc/self/status", 10), HasSubstr("more than the 10 bytes that are allowed"));
}

TEST(TextFile, folders_devices_pipes_and_sockets_are_refused_without_waiting) {
    const test::ScratchFolder folder;
    EXPECT_THAT(outcome(folder.path()), HasSubstr("it is a folder"));
    EXPECT_THAT(outcome("/dev/zero"), HasSubstr("it is a device"));
    const fs::path pipe = folder.path() / "pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_THAT(outcome(pipe), HasSubstr("it is a pipe"));
    // By a relative name: the address of a socket has room for about 100 letters.
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = "socket"};
    const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    EXPECT_EQ(bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_THAT(outcome("socket"), HasSubstr("it is a socket"));
    close(descriptor);
    fs::current_path(before);
}

TEST(TextFile, says_why_the_system_does_not_give_it) {
    const test::ScratchFolder folder;
    EXPECT_THAT(outcome(folder.path() / "none"), HasSubstr("cannot read the scenario"));
    EXPECT_THAT(outcome(folder.path() / "none"), HasSubstr("No such file or directory"));
    EXPECT_THAT(outcome(folder.path() / std::string(300, 'a')), HasSubstr("File name too long"));
    fs::create_symlink("loop", folder.path() / "loop");
    EXPECT_THAT(outcome(folder.path() / "loop"), HasSubstr("Too many levels of symbolic links"));
    const fs::path locked = folder.write("locked", "x");
    fs::permissions(locked, fs::perms::none);
    if (access(locked.c_str(), R_OK) != 0) {  // root may read everything
        EXPECT_THAT(outcome(locked), HasSubstr("Permission denied"));
    }
}

}  // namespace

}  // namespace spondyl
