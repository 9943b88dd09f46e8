// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/key_value.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <sstream>

#include "core/text/printable.hpp"

namespace spondyl {

namespace {

using schema::Key;
using schema::Kind;
using schema::Value;

std::string_view expected_kind(const Key& key) {
    switch (key.access.kind) {
        case Kind::number:
            return "a number";
        case Kind::integer:
            return "a whole number";
        default:
            return "text in quotes";
    }
}

// For messages, which a long text would make unreadable.
std::string shortened(std::string_view text) {
    constexpr std::size_t longest = 60;  // bytes
    if (text.size() <= longest) return printable(text);
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
    return printable(text.substr(0, end)) + "...";
}

std::string type_help(const toml::node& node, const Key& key) {
    std::string allowed = fmt::format("allowed: {}", schema::allowed_text(key));
    if (const auto text = node.value_exact<std::string>()) {
        double number = 0.0;
        std::istringstream stream(*text);
        if (stream >> number && stream.eof()) return fmt::format("write {} without quotes; {}", *text, allowed);
    }
    return allowed;
}

std::optional<Value> read_text(const std::string& text, SourcePosition where, const std::string& place, const Key& key,
                               Diagnostics& diagnostics) {
    if (key.required && text.empty()) {
        diagnostics.error(where, fmt::format("{} is empty", place), std::string(key.doc));
        return std::nullopt;
    }
    if (const auto mistake = text_mistake(text, key.longest, key.lines)) {
        diagnostics.error(where, fmt::format("{} {}", place, mistake->what), mistake->help);
        return std::nullopt;
    }
    if (key.choices().empty()) return text;
    for (std::size_t i = 0; i < key.choices().size(); ++i) {
        if (key.choices()[i] != text) continue;
        if (key.access.kind == Kind::choice) return static_cast<std::int64_t>(i);
        return text;
    }
    const std::string_view guess = nearest(text, key.choices());
    diagnostics.error(where, fmt::format("{} cannot be \"{}\"", place, shortened(text)),
                      (guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)) +
                          fmt::format("allowed: {}", schema::allowed_text(key)));
    return std::nullopt;
}

std::optional<Value> read_number(const toml::node& node, SourcePosition where, const std::string& place, const Key& key,
                                 Diagnostics& diagnostics) {
    std::string allowed = fmt::format("allowed: {}", schema::allowed_text(key));
    const std::optional<double> number = read_finite_number(node, place, allowed, where.file, diagnostics);
    if (!number) return std::nullopt;
    const bool whole = key.access.kind == Kind::integer;
    // Whole numbers end up in an int, whatever the limits of their key.
    const bool fits = !whole || std::abs(*number) <= std::numeric_limits<int>::max();
    if (!fits || !key.limits.contains(*number)) {
        diagnostics.error(where, fmt::format("{} is out of range: {}", place, *number), allowed);
        return std::nullopt;
    }
    if (whole) return static_cast<std::int64_t>(*number);
    return *number;
}

template <class Number>
std::optional<Value> parse_number(std::string_view text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

}  // namespace

SourcePosition source_position(const toml::source_region& region, int file) {
    const toml::source_position& at = region.begin;
    return {file, at ? static_cast<int>(at.line) : 1, at ? static_cast<int>(at.column) : 1};
}

std::optional<TextMistake> text_mistake(std::string_view text, std::size_t longest, bool lines) {
    if (const std::size_t length = count_characters(text); length > longest)
        return TextMistake{fmt::format("is {} characters long", length), fmt::format("at most {}", longest)};
    for (auto hidden = find_hidden(text); hidden; hidden = find_hidden(text, hidden->at + hidden->length)) {
        const bool line_end = hidden->code == '\n' || text.substr(hidden->at, 2) == "\r\n";
        if (lines && (line_end || hidden->code == '\t')) continue;
        return TextMistake{
            fmt::format("holds the control character {}", printable(text.substr(hidden->at, hidden->length))),
            lines ? "printable characters, line breaks and tabs" : "one line of printable characters"};
    }
    return std::nullopt;
}

std::optional<double> read_finite_number(const toml::node& node, const std::string& place, const std::string& allowed,
                                         int file, Diagnostics& diagnostics) {
    const SourcePosition where = source_position(node.source(), file);
    if (const auto* whole = node.as_integer()) {
        constexpr std::int64_t largest = std::int64_t{1} << std::numeric_limits<double>::digits;
        if (**whole >= -largest && **whole <= largest) return static_cast<double>(**whole);
        diagnostics.error(where, fmt::format("{} is out of range: {}", place, **whole),
                          fmt::format("whole numbers are exact up to {}; {}", largest, allowed));
        return std::nullopt;
    }
    if (const auto* number = node.as_floating_point()) {
        if (std::isfinite(**number)) return **number;
        diagnostics.error(where, fmt::format("{} must be a finite number, found {}", place, **number), allowed);
        return std::nullopt;
    }
    diagnostics.error(where, fmt::format("{} must be a number, found {}", place, describe_node(node)), allowed);
    return std::nullopt;
}

std::string describe_node(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::string:
            return fmt::format("the text \"{}\"", shortened(**node.as_string()));
        case toml::node_type::integer:
            return fmt::format("the whole number {}", **node.as_integer());
        case toml::node_type::floating_point:
            return fmt::format("the number {}", **node.as_floating_point());
        case toml::node_type::boolean:
            return **node.as_boolean() ? "true" : "false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        default:
            return "a date or time";
    }
}

std::optional<Value> read_key_value(const toml::node& node, const std::string& place, const Key& key, int file,
                                    Diagnostics& diagnostics) {
    const SourcePosition where = source_position(node.source(), file);
    const bool wants_text = key.access.kind == Kind::text || key.access.kind == Kind::choice;
    const bool fits = wants_text                         ? node.is_string()
                      : key.access.kind == Kind::integer ? node.is_integer()
                                                         : node.is_number();
    if (!fits) {
        diagnostics.error(where, fmt::format("{} must be {}, found {}", place, expected_kind(key), describe_node(node)),
                          type_help(node, key));
        return std::nullopt;
    }
    return wants_text ? read_text(**node.as_string(), where, place, key, diagnostics)
                      : read_number(node, where, place, key, diagnostics);
}

std::string key_value_text(const Key& key, const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
    const auto* integer = std::get_if<std::int64_t>(&value);
    if (!integer) return {};
    if (key.access.kind == Kind::choice) return std::string(key.choices()[static_cast<std::size_t>(*integer)]);
    return fmt::format("{}", *integer);
}

std::optional<Value> parse_key_value(const Key& key, std::string_view text) {
    switch (key.access.kind) {
        case Kind::text:
            return std::string(text);
        case Kind::number:
            return parse_number<double>(text);
        case Kind::integer:
            return parse_number<std::int64_t>(text);
        case Kind::choice:
            for (std::size_t i = 0; i < key.choices().size(); ++i) {
                if (key.choices()[i] == text) return static_cast<std::int64_t>(i);
            }
    }
    return std::nullopt;
}

}  // namespace spondyl
