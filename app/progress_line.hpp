// SPDX-License-Identifier: Apache-2.0
// One line on the terminal that tells how far a solve is; nothing at all where nobody is looking.
#pragma once

#include <string>

#include "models/analysis/run.hpp"

namespace spondyl::app {

// The text of the line: step, part of the whole run, Newton iteration, relative residual.
std::string progress_text(const Progress& progress);

class ProgressLine {
  public:
    // Silent unless `wanted` and the standard error is a terminal.
    explicit ProgressLine(bool wanted);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    [[nodiscard]] bool active() const { return active_; }
    void show(const std::string& text);
    // The same for a solve; an increment that is tried again does not take the line back.
    void show(Progress progress);
    void clear();

  private:
    bool active_ = false;
    bool shown_ = false;
    double farthest_ = 0.0;
};

}  // namespace spondyl::app
