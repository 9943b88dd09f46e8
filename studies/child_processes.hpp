// SPDX-License-Identifier: Apache-2.0
// Runs commands in parallel as separate processes.
#pragma once

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace spondyl {

struct ChildCommand {
    std::vector<std::string> arguments;  // the program first
    std::filesystem::path log;           // standard output and error
};

struct ChildEnd {
    std::size_t command = 0;  // index
    int code = 0;             // exit code; 128 + signal if it was killed
};

// SIGINT, SIGTERM or SIGHUP arrived; everything has been cleaned up before this is thrown.
class Interrupted : public std::runtime_error {
  public:
    explicit Interrupted(int signal);
    [[nodiscard]] int signal() const { return signal_; }

  private:
    int signal_;
};

// Starts the commands in their order, at most `jobs` at a time, and waits for all. `ended` is called in this thread as
// each one ends. When it throws, or a command cannot be started (UserError), or a signal requests termination
// (Interrupted), the others are ended first. A child never outlives this process, however that ends.
void run_children(const std::vector<ChildCommand>& commands, int jobs,
                  const std::function<void(const ChildEnd&)>& ended);

// Path of the running program. UserError if the system does not provide it.
std::filesystem::path own_program();

}  // namespace spondyl
