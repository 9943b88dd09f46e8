// SPDX-License-Identifier: Apache-2.0
#include "app/progress_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/text/printable.hpp"
#include "io/json_text.hpp"

namespace spondyl::app {

std::string progress_text(const Progress& progress) {
    const double part = progress.end_time > 0.0 ? progress.time / progress.end_time : 0.0;
    return fmt::format("{:3.0f} %  {}  iteration {}  residual {:.1e}", 100.0 * part, progress.step, progress.iteration,
                       progress.residual);
}

ProgressLine::ProgressLine(bool wanted, bool for_programs)
    : active_(wanted && !for_programs && isatty(STDERR_FILENO) == 1), for_programs_(for_programs) {}

ProgressLine::~ProgressLine() {
    clear();
}

void ProgressLine::show(const std::string& text) {
    if (!active_) return;
    // Return to the start of the line, and erase the rest of a longer text.
    fmt::print(stderr, "\r{}\033[K", printable(text));
    std::fflush(stderr);
    shown_ = true;
}

void ProgressLine::show(Progress progress) {
    progress.time = farthest_ = std::max(farthest_, progress.time);
    show(progress_text(progress));
}

void ProgressLine::show(const CasesDone& cases, std::string_view noun) {
    if (for_programs_) {
        const nlohmann::ordered_json line = {
            {"done", cases.done}, {"all", cases.all}, {"failed", cases.failed}, {"last", cases.last}};
        fmt::print(stderr, "{}\n", dump_json(line, -1));
        std::fflush(stderr);
        return;
    }
    show(fmt::format("{} of {} {}{}{}", cases.done, cases.all, noun,
                     cases.failed > 0 ? fmt::format(", {} failed", cases.failed) : "",
                     cases.last.empty() ? "" : ", last " + cases.last));
}

void ProgressLine::clear() {
    if (!shown_) return;
    fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
    shown_ = false;
}

}  // namespace spondyl::app
