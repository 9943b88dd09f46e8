// SPDX-License-Identifier: Apache-2.0
// One line on the terminal that tells how far a solve or a study is; nothing at all where nobody is looking, unless a
// program asks for it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "models/run/run.hpp"

namespace spondyl::app {

// The text of the line: step, part of the whole run, Newton iteration, relative residual.
std::string progress_text(const Progress& progress);

// How far a study is.
struct CasesDone {
    std::size_t done = 0;
    std::size_t all = 0;
    std::string last;        // name of the one that ended last; empty: not known
    std::size_t failed = 0;  // of those done
};

// What --progress does, for the help of the studies.
inline constexpr const char* progress_option =
    "Tell every case that ends on the standard error, one JSON object a line: for programs that start this one";

class ProgressLine {
  public:
    // Silent unless `wanted` and the standard error is a terminal. With `for_programs` the cases of a study are told
    // wherever the standard error leads, one JSON object a line: {"done":1,"all":8,"failed":0,"last":"squat"}.
    explicit ProgressLine(bool wanted, bool for_programs = false);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    [[nodiscard]] bool active() const { return active_; }
    void show(const std::string& text);
    // The same for a solve; an increment that is tried again does not take the line back.
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
