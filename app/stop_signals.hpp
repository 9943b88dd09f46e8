// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <csignal>
#include <thread>

namespace spondyl::app {

// While an object of this class exists, SIGINT, SIGTERM and SIGHUP are recorded, so that a run can end in good order. A
// second one ends the process at once. Ignored signals (nohup) stay ignored.
//
// One thread waits for them, and all others, also later ones, block them: METIS has a handler of SIGTERM of its own
// while it works, which would take the signal for an internal failure.
class StopSignals {
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    // The signal received, or 0.
    [[nodiscard]] static int received();

  private:
    void wait();

    sigset_t awaited_;
    sigset_t before_;  // signals blocked by this thread before
    std::atomic<bool> over_ = false;
    std::thread waiting_;
};

}  // namespace spondyl::app
