// SPDX-License-Identifier: Apache-2.0
// Text from files on its way to a terminal: what the terminal would obey instead of showing is written out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spondyl {

// One character without a picture: a control character (C0, DEL, C1), a separator of lines or paragraphs, a mark that
// turns the direction of writing, or a byte that is not UTF-8.
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

// Text that is JSON: what stands above ASCII becomes \u202e, which JSON reads as the same character; so the text shown
// is harmless and the data are as before.
std::string printable_json(std::string_view json);

// Code points: the places that printable text takes on a line.
std::size_t count_characters(std::string_view text);

}  // namespace spondyl
