// SPDX-License-Identifier: Apache-2.0
// Common part of the readers of small TOML files: mistakes with their position, unknown keys with the nearest known
// one, lists.
#pragma once

#include <toml++/toml.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/limits.hpp"
#include "io/scenario/diagnostics.hpp"

namespace spondyl {

class TomlReader {
  protected:
    // `file` is the index that Diagnostics gave.
    TomlReader(int file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

    void error(const toml::node& node, std::string message, std::string help);
    // `what` names the table in messages: "[[change]]".
    void only_known(const toml::table& given, std::span<const std::string_view> known, std::string_view what);
    // The nodes of a list whose members are all of that type, text or table, at most `most` of them; none, with a
    // diagnostic, for anything else.
    std::vector<const toml::node*> list(const toml::table& given, std::string_view key, toml::node_type type,
                                        std::size_t most = limits::rows);

    int file_;
    Diagnostics& diagnostics_;
};

}  // namespace spondyl
