// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>

#include "core/text/limits.hpp"
#include "core/text/printable.hpp"

namespace spondyl {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

// Optimal string alignment: insertion, deletion, replacement, swap of neighbours.
std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}

struct QuotedLine {
    std::string text;
    std::size_t column = 1;  // of the mistake in it
};

// The line in a form that is safe for terminals; of a long line only the part around the mistake.
QuotedLine quote(std::string_view line, int column) {
    // A tab is shown as one blank, so that the mark stays below its position.
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = at + 1;
        while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) ++end;
        characters.push_back(line[at] == '\t' ? " " : printable(line.substr(at, end - at)));
        at = end;
    }
    const auto mistake = static_cast<std::size_t>(std::max(column, 1)) - 1;
    const std::size_t first = mistake > limits::quoted_characters / 2 ? mistake - limits::quoted_characters / 2 : 0;
    const std::size_t end = std::min(characters.size(), first + limits::quoted_characters);
    QuotedLine quoted{first > 0 ? "..." : "", 1};
    for (std::size_t i = first; i < end; ++i) {
        if (i == mistake) quoted.column = count_characters(quoted.text) + 1;
        quoted.text += characters[i];
    }
    if (mistake >= end) quoted.column = count_characters(quoted.text) + 1 + (mistake - std::max(first, end));
    if (end < characters.size()) quoted.text += "...";
    return quoted;
}

}  // namespace

int Diagnostics::add_file(std::string name, std::string_view text) {
    File file{std::move(name), {}};
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) {
        if (line.ends_with('\r')) line.pop_back();
        file.lines.push_back(std::move(line));
    }
    files_.push_back(std::move(file));
    return static_cast<int>(files_.size()) - 1;
}

void Diagnostics::error(SourcePosition where, std::string message, std::string help) {
    errors_.push_back({where, std::move(message), std::move(help)});
}

std::string Diagnostics::place(SourcePosition where) const {
    return fmt::format("{}:{}:{}", files_[static_cast<std::size_t>(where.file)].name, where.line, where.column);
}

std::vector<std::string> Diagnostics::messages() const {
    std::vector<std::string> list;
    for (const Error& error : errors_) list.push_back(error.message);
    return list;
}

std::string Diagnostics::text() const {
    std::vector<const Error*> sorted;
    for (const Error& error : errors_) sorted.push_back(&error);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Error* a, const Error* b) { return a->where < b->where; });
    std::string text;
    if (sorted.size() > limits::mistakes_shown) sorted.resize(limits::mistakes_shown);
    for (const Error* error : sorted) {
        text += fmt::format("{}: error: {}\n", place(error->where), error->message);
        const std::vector<std::string>& lines = files_[static_cast<std::size_t>(error->where.file)].lines;
        const auto index = static_cast<std::size_t>(error->where.line) - 1;
        if (index < lines.size()) {
            const QuotedLine quoted = quote(lines[index], error->where.column);
            text += fmt::format("{:5} | {}\n", error->where.line, quoted.text);
            text += fmt::format("      | {:>{}}\n", "^", quoted.column);
        }
        if (!error->help.empty()) text += fmt::format("      = {}\n", error->help);
    }
    if (sorted.size() < errors_.size()) text += fmt::format("... and {} more\n", errors_.size() - sorted.size());
    text += fmt::format("{} error{}", errors_.size(), errors_.size() == 1 ? "" : "s");
    return text;
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    const std::string wanted = lower(word);
    if (wanted.empty()) return {};
    std::string_view best;
    std::size_t best_distance = 0;
    for (std::string_view candidate : candidates) {
        const std::string other = lower(candidate);
        const std::size_t distance = other.starts_with(wanted) ? 0 : edit_distance(wanted, other);
        if (2 * distance >= std::max(wanted.size(), other.size())) continue;
        if (best.empty() || distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

}  // namespace spondyl
