// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <csignal>
#include <thread>

namespace spondyl::app {

// While it lives, SIGINT, SIGTERM and SIGHUP are noted, so that a run can end in good order. One more ends the process
// at once. Signals that are ignored (nohup) stay so.
//
// A thread waits for them, and the others block them, those that begin later included: METIS has a handler of SIGTERM
// of its own while it works, which would take the signal for a failure of itself.
class StopSignals {
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    // The signal that came, or 0.
    [[nodiscard]] static int received();

  private:
    void wait();

    sigset_t awaited_;
    sigset_t before_;  // what this thread blocked
    std::atomic<bool> over_ = false;
    std::thread waiting_;
};

}  // namespace spondyl::app
