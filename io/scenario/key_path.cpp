// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/key_path.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <vector>

#include "io/scenario/diagnostics.hpp"

namespace spondyl {

namespace {

using schema::Key;
using schema::Kind;
using schema::Table;

std::string row_name(const Table& table, const Scenario& scenario, std::size_t row) {
    const Key* key = table.find("name");
    if (!key) return {};
    Scenario copy = scenario;  // schema access takes a mutable scenario
    return std::get<std::string>(key->access.get(table.at(copy, row)));
}

std::optional<std::size_t> find_row(const Table& table, const Scenario& scenario, std::string_view wanted) {
    const std::size_t rows = table.size(scenario);
    for (std::size_t row = 0; row < rows; ++row) {
        if (row_name(table, scenario, row) == wanted) return row;
    }
    std::size_t place = 0;
    const char* const end = wanted.data() + wanted.size();
    const auto [stop, error] = std::from_chars(wanted.data(), end, place);
    if (error != std::errc() || stop != end || place < 1 || place > rows) return std::nullopt;
    return place - 1;
}

KeyPathMistake unknown_row(const Table& table, const Scenario& scenario, std::string_view wanted) {
    const std::size_t rows = table.size(scenario);
    KeyPathMistake mistake{fmt::format("the scenario has no {} \"{}\"", table.title(), wanted), {}};
    if (rows == 0) {
        mistake.help = fmt::format("it has no {} at all", table.title());
        return mistake;
    }
    std::string names;
    for (std::size_t row = 0; row < rows && table.find("name"); ++row) {
        names += fmt::format(", \"{}\"", row_name(table, scenario, row));
    }
    mistake.help = rows == 1 ? fmt::format("allowed: 1{}", names) : fmt::format("allowed: 1 to {}{}", rows, names);
    return mistake;
}

KeyPathMistake unknown_key(const Table& table, std::string_view wanted) {
    std::vector<std::string_view> names;
    for (const Key& key : table.keys) {
        if (key.access.set) names.push_back(key.name);
    }
    const std::string_view guess = nearest(wanted, names);
    return {fmt::format("unknown key \"{}\" in {}", wanted, table.title()),
            (guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)) +
                fmt::format("allowed: {}", fmt::join(names, ", "))};
}

KeyPathMistake unknown_table(std::string_view wanted) {
    std::vector<std::string_view> names;
    for (const Table& table : schema::tables()) {
        if (!table.name.empty()) names.push_back(table.name);
    }
    const std::string_view guess = nearest(wanted, names);
    return {fmt::format("scenarios have no table \"{}\"", wanted),
            (guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)) +
                fmt::format("write TABLE.KEY, as in person.mass_kg; tables: {}", fmt::join(names, ", "))};
}

}  // namespace

bool KeyPath::is_number() const {
    return key->access.kind == Kind::number || key->access.kind == Kind::integer;
}

std::variant<KeyPath, KeyPathMistake> find_key_path(std::string_view text, const Scenario& scenario) {
    // Names of steps and tasks may hold dots, names of keys do not.
    const std::size_t last = text.rfind('.');
    const std::string_view inside = last == std::string_view::npos ? std::string_view() : text.substr(0, last);
    const std::string_view key_name = last == std::string_view::npos ? text : text.substr(last + 1);
    const Table* table = schema::find_table(inside);
    std::optional<std::size_t> row;
    if (!table) {
        const std::size_t first = text.find('.');
        table = schema::find_table(text.substr(0, first));
        if (!table || !table->repeated) return unknown_table(inside);
        const std::string_view wanted = inside.size() > first ? inside.substr(first + 1) : std::string_view();
        row = find_row(*table, scenario, wanted);
        if (!row) return unknown_row(*table, scenario, wanted);
    } else if (table->repeated && table->size(scenario) == 0) {
        return KeyPathMistake{fmt::format("the scenario has no {}", table->title()), {}};
    }
    const Key* key = table->find(key_name);
    if (!key || !key->access.set) return unknown_key(*table, key_name);
    return KeyPath{std::string(text), table, key, row};
}

}  // namespace spondyl
