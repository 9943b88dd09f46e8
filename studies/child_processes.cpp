// SPDX-License-Identifier: Apache-2.0
#include "studies/child_processes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <system_error>

#include "core/error.hpp"

namespace spondyl {

namespace {

// While an object of this class exists, signals that request termination are blocked until they are polled.
class HeldSignals {
  public:
    HeldSignals() {
        sigemptyset(&held_);
        sigaddset(&held_, SIGCHLD);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
            struct sigaction action {};
            sigaction(signal, nullptr, &action);
            if (action.sa_handler != SIG_IGN) sigaddset(&held_, signal);  // ignored signals stay so (nohup)
        }
        pthread_sigmask(SIG_BLOCK, &held_, &before_);
    }
    ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

    [[nodiscard]] const sigset_t& before() const { return before_; }
    // Throws Interrupted if a signal that requests termination is pending.
    void look() const {
        constexpr timespec at_once{};
        act_on(sigtimedwait(&held_, nullptr, &at_once));
    }
    // Sleeps until a child ends; Interrupted as above.
    void wait() const { act_on(sigwaitinfo(&held_, nullptr)); }

  private:
    static void act_on(int signal) {
        if (signal > 0 && signal != SIGCHLD) throw Interrupted(signal);
    }
    sigset_t held_{};
    sigset_t before_{};
};

// Between fork and exec: only calls that are safe there. Returns the number of the error.
int become(const std::vector<char*>& argv, const char* log, pid_t parent, const sigset_t& mask) {
    // If the parent is killed, by SIGKILL or for lack of memory, its children must not go on writing.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
    if (getppid() != parent) return ESRCH;
    const int input = open("/dev/null", O_RDONLY);
    const int output = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (input < 0 || output < 0) return errno;
    if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
        return errno;
    close(input);
    close(output);
    pthread_sigmask(SIG_SETMASK, &mask, nullptr);
    execv(argv[0], argv.data());
    return errno;
}

pid_t start(const ChildCommand& command, const sigset_t& mask) {
    std::vector<char*> argv;
    for (const std::string& argument : command.arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    std::array<int, 2> ends{};  // closed without data if exec succeeds
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw UserError(fmt::format("no pipe: {}", std::strerror(errno)));
    const pid_t parent = getpid();
    const pid_t process = fork();
    if (process == 0) {
        const int error = become(argv, command.log.c_str(), parent, mask);
        const ssize_t written = write(ends[1], &error, sizeof error);
        _exit(written > 0 ? 127 : 126);
    }
    int error = process < 0 ? errno : 0;
    close(ends[1]);
    if (process > 0 && read(ends[0], &error, sizeof error) > 0) waitpid(process, nullptr, 0);
    close(ends[0]);
    if (error != 0) {
        throw UserError(fmt::format("cannot start {}: {}", command.arguments.front(), std::strerror(error)));
    }
    return process;
}

// The processes still running; on early exit they are ended.
class Running {
  public:
    explicit Running(const HeldSignals& signals) : signals_(signals) {}
    ~Running() {
        for (const auto& [process, index] : processes_) kill(process, SIGTERM);
        for (const auto& [process, index] : processes_) waitpid(process, nullptr, 0);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    [[nodiscard]] std::size_t size() const { return processes_.size(); }
    void add(pid_t process, std::size_t index) { processes_[process] = index; }

    ChildEnd wait() {
        signals_.look();
        while (true) {
            int status = 0;
            const pid_t process = waitpid(-1, &status, WNOHANG);
            if (process == 0) {
                signals_.wait();
                continue;
            }
            if (process < 0) throw InternalError(fmt::format("waiting for a process: {}", std::strerror(errno)));
            const auto found = processes_.find(process);
            if (found == processes_.end()) continue;
            const ChildEnd end{found->second, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
            processes_.erase(found);
            return end;
        }
    }

  private:
    const HeldSignals& signals_;
    std::map<pid_t, std::size_t> processes_;
};

}  // namespace

Interrupted::Interrupted(int signal)
    : std::runtime_error(fmt::format("interrupted by signal {}", signal)), signal_(signal) {}

void run_children(const std::vector<ChildCommand>& commands, int jobs,
                  const std::function<void(const ChildEnd&)>& ended) {
    SPONDYL_ASSERT(jobs > 0, "{} jobs", jobs);
    const HeldSignals signals;
    Running running(signals);
    std::size_t next = 0;
    while (next < commands.size() || running.size() > 0) {
        while (next < commands.size() && running.size() < static_cast<std::size_t>(jobs)) {
            running.add(start(commands[next], signals.before()), next);
            ++next;
        }
        ended(running.wait());
    }
}

std::filesystem::path own_program() {
    std::error_code error;
    std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error) throw UserError(fmt::format("cannot find the running program: {}", error.message()));
    return program;
}

}  // namespace spondyl
