// SPDX-License-Identifier: Apache-2.0
#include "tests/app/subprocess.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace spondyl::test {

namespace {

struct Channel {
    int read_end = -1;
    int write_end = -1;
};

Channel make_pipe() {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
    return {ends[0], ends[1]};
}

Channel make_terminal() {
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    EXPECT_GE(master, 0);
    EXPECT_EQ(grantpt(master), 0);
    EXPECT_EQ(unlockpt(master), 0);
    return {master, open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC)};
}

// Both at once: a child that fills one pipe while the other is being read would wait for ever.
void read_all(Finished& finished, const Channel& out, const Channel& err) {
    std::array<pollfd, 2> ends = {pollfd{out.read_end, POLLIN, 0}, pollfd{err.read_end, POLLIN, 0}};
    std::array<std::string*, 2> texts = {&finished.out, &finished.err};
    int open_ends = 2;
    while (open_ends > 0 && poll(ends.data(), ends.size(), -1) > 0) {
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (ends[i].fd < 0 || ends[i].revents == 0) continue;
            std::array<char, 4096> buffer{};
            const ssize_t count = read(ends[i].fd, buffer.data(), buffer.size());
            if (count > 0) {
                texts[i]->append(buffer.data(), static_cast<std::size_t>(count));
            } else {
                ends[i].fd = -1;  // a terminal whose other side is closed gives an error instead of an end
                --open_ends;
            }
        }
    }
}

Finished run(const std::vector<std::string>& arguments, const Channel& out, const Channel& err) {
    const pid_t child = fork();
    if (child == 0) {
        dup2(out.write_end, STDOUT_FILENO);
        dup2(err.write_end, STDERR_FILENO);
        std::vector<char*> argv = {const_cast<char*>(SPONDYL_PROGRAM)};
        for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
        argv.push_back(nullptr);
        execv(SPONDYL_PROGRAM, argv.data());
        _exit(127);
    }
    close(out.write_end);
    close(err.write_end);
    Finished finished;
    read_all(finished, out, err);
    close(out.read_end);
    close(err.read_end);
    int status = 0;
    waitpid(child, &status, 0);
    finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return finished;
}

}  // namespace

Finished spondyl(const std::vector<std::string>& arguments) {
    return run(arguments, make_pipe(), make_pipe());
}

Finished spondyl_on_terminal(const std::vector<std::string>& arguments) {
    return run(arguments, make_pipe(), make_terminal());
}

}  // namespace spondyl::test
