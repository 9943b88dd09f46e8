// SPDX-License-Identifier: Apache-2.0
#include "tests/app/running.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>

namespace spondyl::test {

namespace {

void limit(int what, std::size_t bytes) {
    const rlimit limits{.rlim_cur = bytes, .rlim_max = bytes};
    if (bytes > 0 && setrlimit(what, &limits) != 0) _exit(126);
}

}  // namespace

// Both outputs into one file without a name: a pipe that nobody reads would stop the process.
Running::Running(const std::vector<std::string>& arguments, const Limits& limits)
    : out_(open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {
    EXPECT_GE(out_, 0);
    process_ = fork();
    if (process_ == 0) {
        dup2(out_, STDOUT_FILENO);
        dup2(out_, STDERR_FILENO);
        limit(RLIMIT_FSIZE, limits.file_bytes);
        limit(RLIMIT_AS, limits.memory_bytes);
        std::vector<char*> argv = {const_cast<char*>(SPONDYL_PROGRAM)};
        for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
        argv.push_back(nullptr);
        execv(SPONDYL_PROGRAM, argv.data());
        _exit(127);
    }
}

Running::~Running() {
    if (process_ > 0) {
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
    close(out_);
}

void Running::send(int signal) const {
    EXPECT_EQ(kill(process_, signal), 0);
}

bool Running::wait_until(const std::function<bool()>& what) const {
    using namespace std::chrono_literals;
    while (!what()) {
        siginfo_t ended{};
        if (waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid != 0)
            return what();
        std::this_thread::sleep_for(1ms);
    }
    return true;
}

Finished Running::wait() {
    int status = 0;
    EXPECT_EQ(waitpid(process_, &status, 0), process_);
    process_ = -1;
    Finished finished;
    finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    std::array<char, 4096> buffer{};
    lseek(out_, 0, SEEK_SET);
    for (ssize_t count = 0; (count = read(out_, buffer.data(), buffer.size())) > 0;)
        finished.out.append(buffer.data(), static_cast<std::size_t>(count));
    return finished;
}

}  // namespace spondyl::test
