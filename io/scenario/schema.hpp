// SPDX-License-Identifier: Apache-2.0
// The language of scenario files as data: one row per key. Parsing, defaults, checks, error messages, the JSON
// schema and the reference page all read this table; defaults come from the member initialisers of the structs.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "core/text/limits.hpp"
#include "io/scenario/access.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl::schema {

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
    bool own_set = false;  // a text that is a name, or a path relative to the file that contains it
    bool path = false;     // a text that is always such a path
    bool required = false;
    bool (*applies)(const void* object) =
        nullptr;                   // whether the key applies, given the other keys of its table; null: always
    std::string_view only = {};    // when it applies, in words: "kind is ..."
    std::string_view absent = {};  // meaning of not giving the key, if no value expresses it
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

// The value of the key in a file that does not name it.
Value default_of(const Table& table, const Key& key);

// Whether this value can only be expressed by not naming the key: an optional number that is not set, or an empty text
// where only certain texts are allowed or where the key defines the meaning of its absence.
bool is_absent(const Key& key, const Value& value);

// "140 to 210 cm", "greater than 0 N*m", "one of "a", "b"": what the key accepts, for messages and documents.
std::string allowed_text(const Key& key);

}  // namespace spondyl::schema
