// SPDX-License-Identifier: Apache-2.0
// The built command while it runs: to be stopped, killed, or limited in memory and disc space.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "tests/app/subprocess.hpp"

namespace spondyl::test {

// Limits of the process; 0: none.
struct Limits {
    std::size_t file_bytes = 0;
    std::size_t memory_bytes = 0;
};

class Running {
  public:
    explicit Running(const std::vector<std::string>& arguments, const Limits& limits = {});
    ~Running();  // kills it if it still runs
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    [[nodiscard]] pid_t process() const { return process_; }
    void send(int signal) const;
    // Whether `what` came true before the process ended.
    bool wait_until(const std::function<bool()>& what) const;
    Finished wait();

  private:
    pid_t process_ = -1;
    int out_ = -1;
};

}  // namespace spondyl::test
