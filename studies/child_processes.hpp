// Runs commands side by side as processes of their own.
#pragma once

#include <filesystem>
#include <functional>
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

// Starts the commands in their order, at most `jobs` at a time, and waits for all. `ended` is called in this thread as
// each one ends. When it throws, or a command cannot be started (UserError), the others are ended first.
void run_children(const std::vector<ChildCommand>& commands, int jobs,
                  const std::function<void(const ChildEnd&)>& ended);

// The file of the running program. UserError if the system does not tell.
std::filesystem::path own_program();

}  // namespace spondyl
