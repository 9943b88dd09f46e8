// SPDX-License-Identifier: Apache-2.0
// A line on the terminal with the progress of a solve or a study; nothing if the standard error is not a terminal,
// unless a program requests it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "models/run/run.hpp"

namespace spondyl::app {

// The text of the line: step, part of the whole run, Newton iteration, relative residual.
std::string progress_text(const Progress& progress);

// Progress of a study.
struct CasesDone {
    std::size_t done = 0;
    std::size_t all = 0;
    std::string last;        // name of the one that ended last; empty: not known
    std::size_t failed = 0;  // of those done
};

// Description of --progress, for the help of the studies.
inline constexpr const char* progress_option =
    "Report every case that ends on the standard error, one JSON object per line: for programs that start this one";

class ProgressLine {
  public:
    // Silent unless `wanted` and the standard error is a terminal. With `for_programs` the cases of a study are
    // reported on any standard error, one JSON object per line: {"done":1,"all":8,"failed":0,"last":"squat"}.
    explicit ProgressLine(bool wanted, bool for_programs = false);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    [[nodiscard]] bool active() const { return active_; }
    void show(const std::string& text);
    // The same for a solve; a retried increment does not move the line back.
    void show(Progress progress);
    // "3 of 8 cases, last squat", with `noun` for the cases.
    void show(const CasesDone& cases, std::string_view noun);
    void clear();

  private:
    bool active_ = false;
    bool for_programs_ = false;
    bool shown_ = false;
    double farthest_ = 0.0;
};

}  // namespace spondyl::app
