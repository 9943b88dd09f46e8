// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/toml_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "io/scenario/key_value.hpp"

namespace spondyl {

void TomlReader::error(const toml::node& node, std::string message, std::string help) {
    diagnostics_.error(source_position(node.source(), file_), std::move(message), std::move(help));
}

void TomlReader::only_known(const toml::table& given, std::span<const std::string_view> known, std::string_view what) {
    for (const auto& [key, node] : given) {
        if (std::ranges::find(known, key.str()) != known.end()) continue;
        const std::string_view guess = nearest(key.str(), known);
        diagnostics_.error(source_position(key.source(), file_),
                           fmt::format("unknown key \"{}\" in {}", key.str(), what),
                           (guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)) +
                               fmt::format("allowed: {}", fmt::join(known, ", ")));
    }
}

std::vector<const toml::node*> TomlReader::list(const toml::table& given, std::string_view key, toml::node_type type,
                                                std::size_t most) {
    const toml::node* node = given.get(key);
    if (!node) return {};
    const toml::array* array = node->as_array();
    if (!array || !array->is_homogeneous(type)) {
        const bool tables = type == toml::node_type::table;
        error(*node, fmt::format("\"{}\" must be a list of {}", key, tables ? "tables" : "texts"),
              tables ? fmt::format("write [[{}]] once for each", key) : "[\"...\", \"...\"]");
        return {};
    }
    if (array->size() > most) {
        error(*node, fmt::format("\"{}\" has {} members", key, array->size()),
              fmt::format("at most {} are allowed", most));
        return {};
    }
    std::vector<const toml::node*> nodes;
    for (const toml::node& one : *array) nodes.push_back(&one);
    return nodes;
}

}  // namespace spondyl
