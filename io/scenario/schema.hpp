// SPDX-License-Identifier: Apache-2.0
// The language of scenario files as data: one row per key. Parsing, defaults, checks, error messages, the JSON
// schema and the reference page all read this table; defaults come from the member initialisers of the structs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "core/error.hpp"
#include "core/text/enum_names.hpp"
#include "core/text/limits.hpp"
#include "models/scenario/scenario.hpp"

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

struct Limits {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool least_excluded = false;

    [[nodiscard]] bool contains(double value) const {
        return value <= most && (least_excluded ? value > least : value >= least);
    }
};

struct Key {
    std::string_view name = {};
    Access access = {};
    std::string_view unit = {};  // "1" for plain numbers, empty for text
    Limits limits = {};
    std::span<const std::string_view> texts = {};   // the only ones allowed; empty = any
    std::size_t longest = limits::name_characters;  // of a text
    bool lines = false;                             // whether a text may have several
    bool own_set = false;  // a text that is a name or, if it looks like a path, one relative to the file it stands in
    bool path = false;     // a text that is always such a path
    bool required = false;
    bool (*applies)(const void* object) =
        nullptr;                   // whether the table's other keys leave this one a meaning; null: yes
    std::string_view only = {};    // when it applies, in words: "kind is ..."
    std::string_view absent = {};  // what it means not to give the key, where no value says so
    std::string_view doc = {};
    std::string_view source = {};  // of the default, the range or the scale, where one is published

    // The only texts that a file may hold here; empty = any.
    [[nodiscard]] constexpr std::span<const std::string_view> choices() const {
        return access.choices.empty() ? texts : access.choices;
    }
};

// One table of the file, backed by one struct (or by a list of them for [[name]]).
struct Table {
    std::string_view name = {};  // "" = top level, "person.disc_grade" = nested
    bool repeated = false;       // [[name]]
    std::string_view doc = {};
    std::span<const Key> keys = {};
    std::size_t (*size)(const Scenario&) = nullptr;
    void (*resize)(Scenario&, std::size_t) = nullptr;  // repeated tables only
    void* (*at)(Scenario&, std::size_t) = nullptr;

    [[nodiscard]] const Key* find(std::string_view key) const;
    // As a user writes it: [name] or [[name]]; "the top level" for the nameless one.
    [[nodiscard]] std::string title() const;
};

// In the order of files and documents.
std::span<const Table> tables();
const Table* find_table(std::string_view name);

// The value a file gets that does not name the key.
Value default_of(const Table& table, const Key& key);

// Whether only a file that does not name the key means this value: an optional number that is not set, or an empty
// text where only certain ones are allowed or where the key says what its absence means.
bool is_absent(const Key& key, const Value& value);

// "140 to 210 cm", "greater than 0 N*m", "one of "a", "b"": what the key accepts, for messages and documents.
std::string allowed_text(const Key& key);

namespace detail {

template <class>
struct MemberPointer;
template <class Owner, class Member>
struct MemberPointer<Member Owner::*> {
    using Object = Owner;
    using Type = Member;
};

template <class>
struct Optional {
    static constexpr bool is = false;
};
template <class Inside>
struct Optional<std::optional<Inside>> {
    static constexpr bool is = true;
    using Type = Inside;
};

template <class Whole>
struct Element {
    using Type = Whole;
};
template <class Inside, std::size_t count>
struct Element<std::array<Inside, count>> {
    using Type = Inside;
};

// The enumerator at the place that a value holds.
template <NamedEnum Enum>
Enum enumerator(const Value& value) {
    const auto place = static_cast<std::size_t>(std::get<std::int64_t>(value));
    SPONDYL_ASSERT(place < name_count<Enum>, "choice {} of {}", place, name_count<Enum>);
    return static_cast<Enum>(place);
}

}  // namespace detail

// Access to a member (std::string, double, int, an enum with names, or an optional number or enum; one element of an
// array of int or std::string with `index`).
template <auto member, int index = -1>
constexpr Access bind() {
    using Object = typename detail::MemberPointer<decltype(member)>::Object;
    using Type = typename detail::MemberPointer<decltype(member)>::Type;
    if constexpr (index >= 0 && std::is_same_v<typename detail::Element<Type>::Type, std::string>) {
        return {Kind::text,
                [](const void* object) -> Value { return (static_cast<const Object*>(object)->*member)[index]; },
                [](void* object, const Value& value) {
                    (static_cast<Object*>(object)->*member)[index] = std::get<std::string>(value);
                }};
    } else if constexpr (index >= 0) {
        return {Kind::integer,
                [](const void* object) -> Value {
                    return std::int64_t{(static_cast<const Object*>(object)->*member)[index]};
                },
                [](void* object, const Value& value) {
                    (static_cast<Object*>(object)->*member)[index] = static_cast<int>(std::get<std::int64_t>(value));
                }};
    } else if constexpr (std::is_same_v<Type, int>) {
        return {Kind::integer,
                [](const void* object) -> Value { return std::int64_t{static_cast<const Object*>(object)->*member}; },
                [](void* object, const Value& value) {
                    static_cast<Object*>(object)->*member = static_cast<int>(std::get<std::int64_t>(value));
                }};
    } else if constexpr (NamedEnum<Type>) {
        static_assert(every_enumerator_has_a_name<Type>, "the array of names does not fit the enum");
        return {Kind::choice,
                [](const void* object) -> Value {
                    return static_cast<std::int64_t>(static_cast<const Object*>(object)->*member);
                },
                [](void* object, const Value& value) {
                    static_cast<Object*>(object)->*member = detail::enumerator<Type>(value);
                },
                enum_names(Type{})};
    } else if constexpr (detail::Optional<Type>::is && !std::is_same_v<Type, std::optional<double>>) {
        using Enum = typename detail::Optional<Type>::Type;
        static_assert(every_enumerator_has_a_name<Enum>, "the array of names does not fit the enum");
        return {Kind::choice,
                [](const void* object) -> Value {
                    const Type& choice = static_cast<const Object*>(object)->*member;
                    if (!choice) return std::monostate{};
                    return static_cast<std::int64_t>(*choice);
                },
                [](void* object, const Value& value) {
                    Type& choice = static_cast<Object*>(object)->*member;
                    if (std::holds_alternative<std::monostate>(value)) {
                        choice.reset();
                    } else {
                        choice = detail::enumerator<Enum>(value);
                    }
                },
                enum_names(Enum{})};
    } else if constexpr (std::is_same_v<Type, std::optional<double>>) {
        return {Kind::number,
                [](const void* object) -> Value {
                    const std::optional<double>& number = static_cast<const Object*>(object)->*member;
                    if (!number) return std::monostate{};
                    return *number;
                },
                [](void* object, const Value& value) {
                    std::optional<double>& number = static_cast<Object*>(object)->*member;
                    if (std::holds_alternative<std::monostate>(value)) {
                        number.reset();
                    } else {
                        number = std::get<double>(value);
                    }
                }};
    } else {
        static_assert(std::is_same_v<Type, double> || std::is_same_v<Type, std::string>);
        return {
            std::is_same_v<Type, double> ? Kind::number : Kind::text,
            [](const void* object) -> Value { return static_cast<const Object*>(object)->*member; },
            [](void* object, const Value& value) { static_cast<Object*>(object)->*member = std::get<Type>(value); }};
    }
}

}  // namespace spondyl::schema
