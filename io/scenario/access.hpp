// SPDX-License-Identifier: Apache-2.0
// Reading and writing one member of a scenario's structs through one type, without knowing the struct: what a key of
// the schema is bound to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "core/error.hpp"
#include "core/text/enum_names.hpp"

namespace spondyl::schema {

enum class Kind { text, number, integer, choice };

// What a key holds: text, a number, a whole number, or nothing (monostate) for an optional one that is not set. A
// choice is the place of its name in Key::choices().
using Value = std::variant<std::string, double, std::int64_t, std::monostate>;

// Reads and writes one member of the struct behind a table; `object` points to that struct.
struct Access {
    Kind kind = Kind::text;
    Value (*get)(const void* object) = nullptr;
    void (*set)(void* object, const Value& value) = nullptr;  // null: the loader itself acts on the key
    std::span<const std::string_view> choices = {};           // names of the enumerators, of a choice

    // Without the enumerators behind the first `count`.
    [[nodiscard]] constexpr Access first(std::size_t count) const { return {kind, get, set, choices.first(count)}; }
};

namespace detail {

// How a member of one type is held in a Value.
template <class Type>
struct Held;

template <>
struct Held<std::string> {
    static constexpr Kind kind = Kind::text;
    static Value value(const std::string& member) { return member; }
    static std::string member(const Value& value) { return std::get<std::string>(value); }
};

template <>
struct Held<double> {
    static constexpr Kind kind = Kind::number;
    static Value value(double member) { return member; }
    static double member(const Value& value) { return std::get<double>(value); }
};

template <>
struct Held<int> {
    static constexpr Kind kind = Kind::integer;
    static Value value(int member) { return std::int64_t{member}; }
    static int member(const Value& value) { return static_cast<int>(std::get<std::int64_t>(value)); }
};

template <NamedEnum Enum>
struct Held<Enum> {
    static_assert(every_enumerator_has_a_name<Enum>, "the array of names does not fit the enum");
    static constexpr Kind kind = Kind::choice;
    static constexpr std::span<const std::string_view> choices = enum_names(Enum{});
    static Value value(Enum member) { return static_cast<std::int64_t>(member); }
    static Enum member(const Value& value) {
        const auto place = static_cast<std::size_t>(std::get<std::int64_t>(value));
        SPONDYL_ASSERT(place < name_count<Enum>, "choice {} of {}", place, name_count<Enum>);
        return static_cast<Enum>(place);
    }
};

template <class Inside>
struct Held<std::optional<Inside>> : Held<Inside> {
    static Value value(const std::optional<Inside>& member) {
        return member ? Held<Inside>::value(*member) : std::monostate{};
    }
    static std::optional<Inside> member(const Value& value) {
        if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
        return Held<Inside>::member(value);
    }
};

template <class>
struct OwnerOf;
template <class Owner, class Member>
struct OwnerOf<Member Owner::*> {
    using Type = Owner;
};

// The member at the end of a path: pointers to members, and places in arrays.
template <class Object>
auto& follow(Object& object) {
    return object;
}
template <class Object, class First, class... Rest>
auto& follow(Object& object, First first, Rest... rest) {
    if constexpr (std::is_member_pointer_v<First>) {
        return follow(object.*first, rest...);
    } else {
        return follow(object[static_cast<std::size_t>(first)], rest...);
    }
}

}  // namespace detail

// Access to a member (std::string, double, int, an enum with names, or one of them that is optional) of the struct
// behind a table, or of a struct or an array in it: bind<&Task::lift, &LiftData::travel_cm>().
template <auto first, auto... rest>
constexpr Access bind() {
    using Object = typename detail::OwnerOf<decltype(first)>::Type;
    using Type = std::remove_cvref_t<decltype(detail::follow(std::declval<Object&>(), first, rest...))>;
    using Held = detail::Held<Type>;
    Access access = {Held::kind,
                     [](const void* object) -> Value {
                         return Held::value(detail::follow(*static_cast<const Object*>(object), first, rest...));
                     },
                     [](void* object, const Value& value) {
                         detail::follow(*static_cast<Object*>(object), first, rest...) = Held::member(value);
                     }};
    if constexpr (Held::kind == Kind::choice) access.choices = Held::choices;
    return access;
}

}  // namespace spondyl::schema
