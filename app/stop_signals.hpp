// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace spondyl::app {

// While it lives, SIGINT, SIGTERM and SIGHUP are noted, so that a run can end in good order. One more ends the process
// at once. Signals that are ignored (nohup) stay so.
class StopSignals {
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    // The signal that came, or 0.
    [[nodiscard]] static int received();
};

}  // namespace spondyl::app
