// SPDX-License-Identifier: Apache-2.0
// Text from files on its way to a terminal: characters that the terminal would execute instead of showing are escaped.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spondyl {

// A character that is not printable: a control character (C0, DEL, C1), a separator of lines or paragraphs, a mark that
// changes the direction of writing, or a byte that is not UTF-8.
struct HiddenCharacter {
    std::size_t at = 0;      // its first byte
    std::size_t length = 1;  // in bytes
    char32_t code = 0;       // code point; the byte itself where it is not UTF-8
    bool is_utf8 = true;
};

// The first one at or after the byte `from`.
std::optional<HiddenCharacter> find_hidden(std::string_view text, std::size_t from = 0);

// One line: hidden characters as \n, \t, \x1b, \u202e.
std::string printable(std::string_view text);

// The same with line breaks and tabs left alone, for text of several lines.
std::string printable_lines(std::string_view text);

// JSON text with the characters above ASCII as \u202e, which JSON readers take as the same character; the text is safe
// to show and the data are unchanged.
std::string printable_json(std::string_view json);

// Number of code points: the columns that printable text occupies on a line.
std::size_t count_characters(std::string_view text);

}  // namespace spondyl
