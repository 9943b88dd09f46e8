// SPDX-License-Identifier: Apache-2.0
// Numbers in a text, parted by commas, blanks and line breaks, each with its line.
#pragma once

#include <optional>
#include <string_view>

namespace spondyl {

class NumberText {
  public:
    // `line`: where the text begins.
    NumberText(std::string_view text, int line) : text_(text), line_(line) {}

    // The next word; nothing at the end.
    std::optional<std::string_view> next();
    // Goes behind the next blank line.
    void skip_paragraph();
    // Of the word that came last.
    [[nodiscard]] int line() const { return line_of_word_; }

  private:
    std::string_view text_;
    int line_ = 1;
    int line_of_word_ = 1;
};

// A finite number, a whole number: the whole word is one.
std::optional<double> number_of(std::string_view word);
std::optional<long long> whole_number_of(std::string_view word);

}  // namespace spondyl
