#include "studies/child_processes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <system_error>

#include "core/error.hpp"

namespace spondyl {

namespace {

pid_t start(const ChildCommand& command) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, command.log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    std::vector<char*> argv;
    for (const std::string& argument : command.arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    pid_t process = 0;
    const int error = posix_spawn(&process, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        throw UserError(fmt::format("cannot start {}: {}", command.arguments.front(), std::strerror(error)));
    }
    return process;
}

// The processes still running; whoever leaves early takes them along.
class Running {
  public:
    Running() = default;
    ~Running() {
        for (const auto& [process, index] : processes_) kill(process, SIGTERM);
        for (const auto& [process, index] : processes_) waitpid(process, nullptr, 0);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    [[nodiscard]] std::size_t size() const { return processes_.size(); }
    void add(pid_t process, std::size_t index) { processes_[process] = index; }

    ChildEnd wait() {
        while (true) {
            int status = 0;
            const pid_t process = waitpid(-1, &status, 0);
            if (process < 0 && errno != EINTR) {
                throw InternalError(fmt::format("waiting for a process: {}", std::strerror(errno)));
            }
            const auto found = processes_.find(process);
            if (found == processes_.end()) continue;
            const ChildEnd end{found->second, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
            processes_.erase(found);
            return end;
        }
    }

  private:
    std::map<pid_t, std::size_t> processes_;
};

}  // namespace

void run_children(const std::vector<ChildCommand>& commands, int jobs,
                  const std::function<void(const ChildEnd&)>& ended) {
    SPONDYL_ASSERT(jobs > 0, "{} jobs", jobs);
    Running running;
    std::size_t next = 0;
    while (next < commands.size() || running.size() > 0) {
        while (next < commands.size() && running.size() < static_cast<std::size_t>(jobs)) {
            running.add(start(commands[next]), next);
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
