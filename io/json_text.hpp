// SPDX-License-Identifier: Apache-2.0
// JSON as text, for files and for the terminal.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/text/printable.hpp"

namespace spondyl {

// `indent` as in nlohmann::json::dump; -1 for one line. Bytes that are not UTF-8, as file names may contain, become
// U+FFFD instead of causing an exception, and characters that would control a terminal are escaped.
template <class Json>
std::string dump_json(const Json& json, int indent = 2) {
    return printable_json(json.dump(indent, ' ', false, Json::error_handler_t::replace));
}

}  // namespace spondyl
