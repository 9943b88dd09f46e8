// SPDX-License-Identifier: Apache-2.0
#include "core/text/printable.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spondyl {

namespace {

struct Character {
    char32_t code = 0;
    std::size_t length = 1;
    bool is_utf8 = true;
};

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
Character character_at(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return {first, 1};
    const Character wrong{first, 1, false};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() - at < length) return wrong;
    char32_t code = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[at + i])) return wrong;
        code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (overlong || surrogate || code > 0x10FFFF) return wrong;
    return {code, length};
}

bool is_hidden(const Character& character) {
    const char32_t c = character.code;
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool separator = c == 0x2028 || c == 0x2029;
    const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !character.is_utf8 || control || separator || direction;
}

std::string written_out(const HiddenCharacter& hidden) {
    switch (hidden.code) {
        case '\n':
            return "\\n";
        case '\t':
            return "\\t";
        case '\r':
            return "\\r";
        default: {
            const auto code = static_cast<unsigned>(hidden.code);
            return hidden.is_utf8 && code >= 0x80 ? fmt::format("\\u{:04x}", code) : fmt::format("\\x{:02x}", code);
        }
    }
}

template <class Replace>
std::string replaced(std::string_view text, const Replace& replace) {
    std::string result;
    std::size_t done = 0;
    for (auto hidden = find_hidden(text); hidden; hidden = find_hidden(text, done)) {
        result += text.substr(done, hidden->at - done);
        done = hidden->at + hidden->length;
        result += replace(*hidden, text.substr(hidden->at, hidden->length));
    }
    result += text.substr(done);
    return result;
}

}  // namespace

std::optional<HiddenCharacter> find_hidden(std::string_view text, std::size_t from) {
    while (from < text.size()) {
        const Character character = character_at(text, from);
        if (is_hidden(character)) return HiddenCharacter{from, character.length, character.code, character.is_utf8};
        from += character.length;
    }
    return std::nullopt;
}

std::string printable(std::string_view text) {
    return replaced(text, [](const HiddenCharacter& hidden, std::string_view) { return written_out(hidden); });
}

std::string printable_lines(std::string_view text) {
    return replaced(text, [](const HiddenCharacter& hidden, std::string_view as_it_is) {
        const bool harmless = hidden.code == '\n' || hidden.code == '\t';
        return harmless ? std::string(as_it_is) : written_out(hidden);
    });
}

std::string printable_json(std::string_view json) {
    return replaced(json, [](const HiddenCharacter& hidden, std::string_view as_it_is) {
        if (hidden.code < 0x7F || !hidden.is_utf8) return std::string(as_it_is);
        return fmt::format("\\u{:04x}", static_cast<unsigned>(hidden.code));
    });
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

}  // namespace spondyl
