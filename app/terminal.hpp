// SPDX-License-Identifier: Apache-2.0
// Output of text from files on the terminal, with control characters escaped.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/text/printable.hpp"

namespace spondyl::app {

namespace detail {

template <class T>
using Shown = std::conditional_t<std::is_convertible_v<const T&, std::string_view>, std::string, const T&>;

template <class T>
Shown<T> shown(const T& value) {
    if constexpr (std::is_convertible_v<const T&, std::string_view>) {
        return printable(value);
    } else {
        return value;
    }
}

}  // namespace detail

// fmt::print with each text on one line: line breaks and control characters in it are escaped.
template <class... Args>
void say(std::FILE* stream, fmt::format_string<detail::Shown<Args>...> format, const Args&... args) {
    fmt::print(stream, format, detail::shown(args)...);
}
template <class... Args>
void say(fmt::format_string<detail::Shown<Args>...> format, const Args&... args) {
    fmt::print(format, detail::shown(args)...);
}

// Text of several lines, such as a table or the message of a failure.
inline void say_lines(std::string_view text) {
    fmt::print("{}", printable_lines(text));
}
inline void say_lines(std::FILE* stream, std::string_view text) {
    fmt::print(stream, "{}", printable_lines(text));
}

}  // namespace spondyl::app
