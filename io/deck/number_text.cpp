// SPDX-License-Identifier: Apache-2.0
#include "io/deck/number_text.hpp"

#include <algorithm>
#include <cmath>

#include "core/text/number.hpp"

namespace spondyl {

namespace {

template <class Number>
std::optional<Number> parsed(std::string_view word) {
    if (word.size() > 1 && word.front() == '+' && word[1] != '-') word.remove_prefix(1);
    return parse_number<Number>(word);
}

}  // namespace

std::optional<std::string_view> NumberText::next() {
    std::size_t begin = 0;
    for (; begin < text_.size(); ++begin) {
        const char c = text_[begin];
        if (c == '\n') ++line_;
        if (c != ',' && c != ' ' && c != '\t' && c != '\r' && c != '\n') break;
    }
    line_of_word_ = line_;
    if (begin == text_.size()) {
        text_ = {};
        return std::nullopt;
    }
    const std::size_t end = std::min(text_.find_first_of(", \t\r\n", begin), text_.size());
    const std::string_view word = text_.substr(begin, end - begin);
    text_.remove_prefix(end);
    return word;
}

void NumberText::skip_paragraph() {
    // What is left of the line of the last word is no blank line.
    bool blank = false;
    while (!text_.empty()) {
        const std::size_t end = std::min(text_.find('\n'), text_.size());
        const bool empty = text_.substr(0, end).find_first_not_of(" \t\r") == std::string_view::npos;
        text_.remove_prefix(std::min(end + 1, text_.size()));
        ++line_;
        if (empty && blank) return;
        blank = true;
    }
}

std::optional<double> number_of(std::string_view word) {
    const std::optional<double> value = parsed<double>(word);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<long long> whole_number_of(std::string_view word) {
    return parsed<long long>(word);
}

}  // namespace spondyl
