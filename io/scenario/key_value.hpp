// SPDX-License-Identifier: Apache-2.0
// One value of a TOML file against one row of the schema: the kind, the limits and the choices, with messages that name
// file, line and column. Used for scenario files and for studies that vary them.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>

#include "io/scenario/diagnostics.hpp"
#include "io/scenario/schema.hpp"

namespace spondyl {

// Position of a region in the file with that index in Diagnostics; the start of the file if TOML gives no position.
SourcePosition source_position(const toml::source_region& region, int file);

// "the text "x"", "a list": what a file holds, for messages.
std::string describe_node(const toml::node& node);

// What is wrong with a text, to be put after its name, and what is allowed.
struct TextMistake {
    std::string what;
    std::string help;
};
// For texts that are too long or contain control characters; line breaks and tabs are allowed with `lines`.
std::optional<TextMistake> text_mistake(std::string_view text, std::size_t longest, bool lines);

// The number exactly as it is written, or nothing, with a diagnostic: infinite, not a number at all, or a whole number
// that no double holds. `allowed` ends the message.
std::optional<double> read_finite_number(const toml::node& node, const std::string& place, const std::string& allowed,
                                         int file, Diagnostics& diagnostics);

// The value of the node, or nothing, with a diagnostic, if it is not what the key accepts. `place` names the key in
// messages: ""height_cm" in [person]".
std::optional<schema::Value> read_key_value(const toml::node& node, const std::string& place, const schema::Key& key,
                                            int file, Diagnostics& diagnostics);

// The value as plain text, without quotes: names of choices, shortest numbers that read back to the same bits; empty
// for a number that is not set.
std::string key_value_text(const schema::Key& key, const schema::Value& value);

// Reads what key_value_text wrote. Nothing if the text is not a value of the key's kind; limits are not checked.
std::optional<schema::Value> parse_key_value(const schema::Key& key, std::string_view text);

}  // namespace spondyl
