// SPDX-License-Identifier: Apache-2.0
// Enumerators and their names side by side. Beside an enum whose names appear in files or reports stands an array in
// the order of its enumerators, and a function that finds it by the type:
//
//   enum class Sex { female, male, average };
//   inline constexpr std::array<std::string_view, 3> sex_names = {"female", "male", "average"};
//   constexpr const auto& enum_names(Sex) { return sex_names; }
//
// The functions below then convert between names and values, and do not compile where an enumerator has no name.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace spondyl {

template <class Enum>
concept NamedEnum = std::is_enum_v<Enum> && requires {
    enum_names(Enum{});
};

namespace detail {

// Whether the enum of `value` has an enumerator with this value: compilers write the name of the enumerator, or else a
// number, into the name of the function.
template <auto value>
constexpr bool is_enumerator() {
    constexpr std::string_view text = __PRETTY_FUNCTION__;
    constexpr std::string_view before = "value = ";
    const char first = text[text.rfind(before) + before.size()];
    return first != '(' && first != '-' && !(first >= '0' && first <= '9');
}

template <class Enum, std::size_t... places>
constexpr bool are_enumerators(std::index_sequence<places...> /*unused*/) {
    return (is_enumerator<static_cast<Enum>(places)>() && ...);
}

}  // namespace detail

template <NamedEnum Enum>
inline constexpr std::size_t name_count = std::tuple_size_v<std::remove_cvref_t<decltype(enum_names(Enum{}))>>;

// As many names as enumerators, which count from 0.
template <NamedEnum Enum>
inline constexpr bool every_enumerator_has_a_name =
    detail::are_enumerators<Enum>(std::make_index_sequence<name_count<Enum>>()) &&
    !detail::is_enumerator<static_cast<Enum>(name_count<Enum>)>();

// std::out_of_range for a value that is no enumerator.
template <NamedEnum Enum>
constexpr std::string_view name(Enum value) {
    static_assert(every_enumerator_has_a_name<Enum>, "the array of names does not fit the enum");
    return enum_names(value).at(static_cast<std::size_t>(value));
}

// The enumerator of that name, if there is one.
template <NamedEnum Enum>
constexpr std::optional<Enum> find_enumerator(std::string_view text) {
    static_assert(every_enumerator_has_a_name<Enum>, "the array of names does not fit the enum");
    for (std::size_t i = 0; i < name_count<Enum>; ++i) {
        if (enum_names(Enum{})[i] == text) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

}  // namespace spondyl
