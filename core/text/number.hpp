// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace spondyl {

// The number that the whole word represents, independent of the locale; may be infinite or NaN if the type can.
template <class Number>
std::optional<Number> parse_number(std::string_view word) {
    Number value{};
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (code != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return value;
}

}  // namespace spondyl
