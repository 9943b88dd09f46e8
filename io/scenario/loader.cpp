// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/loader.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <optional>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/scenario/key_value.hpp"
#include "io/scenario/schema.hpp"
#include "io/scenario/toml_text.hpp"
#include "models/anatomy/own_set.hpp"

namespace spondyl {

namespace {

using schema::Key;
using schema::Table;
using schema::Value;

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

// "person" -> tables "person.xxx" as "xxx"; the top level -> every table without a dot.
std::vector<const Table*> tables_inside(const Table& outer) {
    std::vector<const Table*> inner;
    for (const Table& table : schema::tables()) {
        if (table.name.empty()) continue;
        const std::size_t dot = table.name.rfind('.');
        const std::string_view parent = dot == std::string_view::npos ? "" : table.name.substr(0, dot);
        if (parent == outer.name) inner.push_back(&table);
    }
    return inner;
}

std::string_view last_part(std::string_view name) {
    return name.substr(name.rfind('.') + 1);
}

class Layer {
  public:
    // folder: of the file
    Layer(int file, std::filesystem::path folder, LocatedScenario& located, Diagnostics& diagnostics)
        : file_(file), folder_(std::move(folder)), located_(located), diagnostics_(diagnostics) {}

    // One table of the file; `path` is its name in LocatedScenario ("", "person", "step.0").
    void apply(const toml::table& given, const Table& table, std::size_t index, const std::string& path) {
        const std::vector<const Table*> inner = tables_inside(table);
        for (const auto& [name, node] : given) {
            const std::string key_path =
                path.empty() ? std::string(name.str()) : fmt::format("{}.{}", path, name.str());
            if (const Key* key = table.find(name.str())) {
                set(node, table, *key, index, key_path);
                continue;
            }
            const Table* child = nullptr;
            for (const Table* candidate : inner) {
                if (last_part(candidate->name) == name.str()) child = candidate;
            }
            if (child) {
                apply_table(node, name, *child);
            } else {
                report_unknown(name, node, table, inner);
            }
        }
        for (const Key& key : table.keys) {
            // Keys of plain tables may come from a layer below; the whole scenario is checked for them at the end.
            if (table.repeated && key.required && !given.contains(key.name)) {
                const std::string key_path = fmt::format("{}.{}", path, key.name);
                located_.broken.insert(key_path);
                diagnostics_.error(position(given), fmt::format("this {} has no \"{}\"", table.title(), key.name),
                                   std::string(key.doc));
            }
        }
    }

  private:
    SourcePosition position(const toml::node& node) const { return source_position(node.source(), file_); }
    SourcePosition position(const toml::key& key) const { return source_position(key.source(), file_); }

    void apply_table(const toml::node& node, const toml::key& name, const Table& table) {
        if (!table.repeated) {
            if (const toml::table* given = node.as_table()) {
                apply(*given, table, 0, std::string(table.name));
            } else if (node.is_array_of_tables()) {
                diagnostics_.error(position(name), fmt::format("{} is one table, not a list", table.title()),
                                   fmt::format("write {} with single brackets", table.title()));
            } else {
                diagnostics_.error(position(name),
                                   fmt::format("{} must be a table, found {}", name.str(), describe_node(node)),
                                   fmt::format("write {} on a line of its own, its keys below", table.title()));
            }
            return;
        }
        const toml::array* rows = node.as_array();
        if (!rows || (!rows->empty() && !node.is_array_of_tables())) {
            located_.broken.insert(std::string(table.name));
            diagnostics_.error(
                position(name), fmt::format("{} must be a list of tables, found {}", name.str(), describe_node(node)),
                fmt::format("write {} with double brackets, once for each {}", table.title(), table.name));
            return;
        }
        if (rows->size() > limits::rows) {
            located_.broken.insert(std::string(table.name));
            diagnostics_.error(position(name), fmt::format("{} has {} rows", table.title(), rows->size()),
                               fmt::format("at most {} are allowed", limits::rows));
            return;
        }
        forget_rows(table);
        table.resize(located_.scenario, rows->size());
        located_.where[std::string(table.name)] = position(name);
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const std::string path = fmt::format("{}.{}", table.name, i);
            const toml::table& row = *rows->get_as<toml::table>(i);
            located_.where[path] = position(row);
            apply(row, table, i, path);
        }
    }

    // A list replaces the list of the layer below as a whole, its positions and mistakes included.
    void forget_rows(const Table& table) {
        const std::string prefix = fmt::format("{}.", table.name);
        std::erase_if(located_.where, [&](const auto& entry) { return entry.first.starts_with(prefix); });
        std::erase_if(located_.broken, [&](const std::string& path) { return path.starts_with(prefix); });
        table.resize(located_.scenario, 0);
    }

    static std::string place_of(const Table& table, const Key& key) {
        return fmt::format("\"{}\" in {}", key.name, table.title());
    }

    void set(const toml::node& node, const Table& table, const Key& key, std::size_t index, const std::string& path) {
        if (std::optional<Value> value = read_key_value(node, place_of(table, key), key, file_, diagnostics_)) {
            if (std::string* text = std::get_if<std::string>(&*value); text && (key.path || key.own_set)) {
                if (!text->empty() && (key.path || is_own_set(*text))) find_path(*text);
            }
            if (key.access.set) key.access.set(table.at(located_.scenario, index), *value);
            located_.where[path] = position(node);
            located_.broken.erase(path);
        } else {
            located_.broken.insert(path);
        }
    }

    // The whole path: the scenario is kept in results and plans, which are read from anywhere.
    void find_path(std::string& name) const {
        std::error_code nowhere;  // there is no current folder: the path stays as it is
        const std::filesystem::path whole = std::filesystem::absolute(folder_ / name, nowhere);
        name = (nowhere ? folder_ / name : whole).lexically_normal().string();
    }

    void report_unknown(const toml::key& name, const toml::node& node, const Table& table,
                        const std::vector<const Table*>& inner) {
        const bool is_table = node.is_table() || node.is_array_of_tables();
        std::vector<std::string_view> candidates;
        std::vector<std::string> allowed;
        for (const Key& key : table.keys) {
            candidates.push_back(key.name);
            allowed.emplace_back(key.name);
        }
        for (const Table* child : inner) {
            candidates.push_back(last_part(child->name));
            allowed.push_back(child->title());
        }
        std::string help;
        if (const std::string_view guess = nearest(name.str(), candidates); !guess.empty()) {
            help = fmt::format("did you mean \"{}\"? ", guess);
        } else if (const Table* home = home_of(name.str())) {
            help = fmt::format("it belongs in {}. ", home->title());
        }
        help += fmt::format("allowed here: {}", join(allowed));
        diagnostics_.error(
            position(name),
            fmt::format("unknown {} \"{}\" in {}", is_table ? "table" : "key", name.str(), table.title()), help);
    }

    static const Table* home_of(std::string_view key) {
        for (const Table& table : schema::tables()) {
            if (table.find(key)) return &table;
        }
        return nullptr;
    }

    int file_;
    std::filesystem::path folder_;
    LocatedScenario& located_;
    Diagnostics& diagnostics_;
};

// Expected values apply only to the file that gives them: a file that extends it changes the results.
void forget_expectations(LocatedScenario& located) {
    located.scenario.expect.clear();
    std::erase_if(located.where, [](const auto& entry) { return entry.first.starts_with("expect"); });
    std::erase_if(located.broken, [](const std::string& path) { return path.starts_with("expect"); });
}

// The file named by `extends`, applied first.
void apply_base(const toml::node& extends, int file, const std::filesystem::path& name,
                std::vector<std::filesystem::path>& chain, LocatedScenario& located, Diagnostics& diagnostics) {
    const SourcePosition where{file, static_cast<int>(extends.source().begin.line),
                               static_cast<int>(extends.source().begin.column)};
    located.unreadable = true;  // until the base has been read
    const auto given = extends.value_exact<std::string>();
    if (!given) return;  // the layer itself reports the wrong type
    if (chain.size() >= limits::extends) {
        diagnostics.error(where, fmt::format("{} files extend each other", chain.size() + 1),
                          fmt::format("at most {} are allowed", limits::extends));
        return;
    }
    const std::filesystem::path base = (name.parent_path() / *given).lexically_normal();
    std::string text;
    try {
        text = read_text_file(base, "scenario", limits::toml_bytes);
    } catch (const UserError& error) {
        diagnostics.error(where, fmt::format("cannot extend \"{}\": {}", *given, error.what()),
                          "the path is relative to the file with `extends`");
        return;
    }
    for (std::size_t i = 0; i < chain.size(); ++i) {
        std::error_code not_there;  // text that came from no file
        if (!std::filesystem::equivalent(chain[i], base, not_there)) continue;
        std::string circle;
        for (std::size_t j = i; j < chain.size(); ++j) circle += chain[j].filename().string() + " -> ";
        diagnostics.error(where,
                          fmt::format("files extend each other in a circle: {}{}", circle, base.filename().string()),
                          "let one of them stand by itself");
        return;
    }
    located.unreadable = false;
    apply_scenario_text(base, text, chain, located, diagnostics);
    forget_expectations(located);
}

}  // namespace

void apply_scenario_text(const std::filesystem::path& name, const std::string& text,
                         std::vector<std::filesystem::path>& chain, LocatedScenario& located,
                         Diagnostics& diagnostics) {
    const int file = diagnostics.add_file(name.string(), text);
    const std::optional<toml::table> given = parse_toml(text, file, diagnostics);
    if (!given) {
        located.unreadable = true;
        return;
    }
    chain.push_back(name);
    if (const toml::node* extends = given->get("extends")) {
        apply_base(*extends, file, name, chain, located, diagnostics);
    }
    chain.pop_back();
    Layer(file, name.parent_path(), located, diagnostics).apply(*given, *schema::find_table(""), 0, "");
}

}  // namespace spondyl
