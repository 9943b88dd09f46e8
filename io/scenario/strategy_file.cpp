// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/strategy_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/scenario/diagnostics.hpp"
#include "io/scenario/key_value.hpp"
#include "io/scenario/toml_reader.hpp"
#include "io/scenario/toml_text.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using schema::Key;
using schema::Table;

fs::path strategy_folder() {
    return data_directory() / "strategies";
}

class StrategyReader : TomlReader {
  public:
    StrategyReader(const fs::path& file, const std::string& text, Diagnostics& diagnostics)
        : TomlReader(diagnostics.add_file(file.string(), text), diagnostics) {
        strategy_.name = file.stem().string();
    }

    Strategy read(const toml::table& given) {
        static constexpr std::array<std::string_view, 11> known = {"title",  "description", "mechanics",    "evidence",
                                                                   "limits", "postures",    "keeps_hands",  "needs",
                                                                   "change", "injury",      "muscle_change"};
        only_known(given, known, "a strategy");
        text(given, "title", strategy_.title);
        text(given, "description", strategy_.description);
        text(given, "mechanics", strategy_.mechanics);
        text(given, "evidence", strategy_.evidence);
        text(given, "limits", strategy_.limits);
        for (const toml::node* node : list(given, "postures", toml::node_type::string))
            strategy_.postures.push_back(**node->as_string());
        if (const toml::node* keeps = given.get("keeps_hands")) {
            if (!keeps->is_boolean()) error(*keeps, "\"keeps_hands\" is not true or false", "keeps_hands = true");
            strategy_.keeps_hands = keeps->value<bool>().value_or(false);
        }
        for (const toml::node* node : list(given, "needs", toml::node_type::string)) {
            StrategyChange need;
            if (find_key(*node, need)) strategy_.needs.push_back(need);
        }
        for (const toml::node* node : list(given, "change", toml::node_type::table)) change(*node->as_table());
        rows(given, "injury", strategy_.injuries);
        rows(given, "muscle_change", strategy_.muscle_changes);
        // One that is given and wrong has its own message.
        const auto absent = [&](std::string_view key) {
            const toml::node* node = given.get(key);
            return node == nullptr || (node->is_array() && node->as_array()->empty());
        };
        if (absent("change") && absent("injury") && absent("muscle_change"))
            error(given, "the strategy changes nothing", "give at least one [[change]], [[injury]], [[muscle_change]]");
        return std::move(strategy_);
    }

  private:
    void text(const toml::table& given, std::string_view key, std::string& value) {
        const toml::node* node = given.get(key);
        const toml::value<std::string>* found = node ? node->as_string() : nullptr;
        if (found && !(**found).empty()) {
            value = **found;
            const auto mistake = key == "title" ? text_mistake(value, limits::name_characters, false) : std::nullopt;
            if (mistake) error(*node, fmt::format("\"{}\" {}", key, mistake->what), mistake->help);
        } else {
            error(node ? *node : given, fmt::format("a strategy needs \"{}\"", key), "a non-empty text");
        }
    }

    // "task.load_kg" or "person.disc_grade.L4-L5".
    bool find_key(const toml::node& node, StrategyChange& change) {
        const std::string path = node.is_string() ? **node.as_string() : std::string();
        const std::size_t dot = path.rfind('.');
        change.table = dot == std::string::npos ? nullptr : schema::find_table(path.substr(0, dot));
        if (!change.table || (change.table->repeated && change.table->name != "task")) {
            std::vector<std::string_view> names;
            for (const Table& table : schema::tables())
                if (!table.name.empty() && (!table.repeated || table.name == "task")) names.push_back(table.name);
            error(node, fmt::format("\"{}\" names no table of scenarios", path),
                  fmt::format("TABLE.KEY with a table of {}", fmt::join(names, ", ")));
            return false;
        }
        change.key = change.table->find(path.substr(dot + 1));
        if (change.key && change.key->access.set) return true;
        std::vector<std::string_view> names;
        for (const Key& key : change.table->keys) names.push_back(key.name);
        const std::string_view guess = nearest(path.substr(dot + 1), names);
        error(node, fmt::format("unknown key \"{}\" in {}", path.substr(dot + 1), change.table->title()),
              (guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)) +
                  fmt::format("allowed: {}", fmt::join(names, ", ")));
        return false;
    }

    void change(const toml::table& given) {
        static constexpr std::array<std::string_view, 6> known = {"key", "set", "scale", "add", "unset", "where_given"};
        only_known(given, known, "[[change]]");
        StrategyChange change;
        const toml::node* key = given.get("key");
        if (!key) return error(given, "this [[change]] has no \"key\"", "TABLE.KEY as in a scenario");
        if (!find_key(*key, change)) return;
        int ways = 0;
        for (const std::string_view way : {"set", "scale", "add", "unset"}) ways += given.contains(way) ? 1 : 0;
        if (ways != 1)
            return error(given, fmt::format("{} of set, scale, add and unset are given for {}", ways, change.path()),
                         "give exactly one of them");
        if (const toml::node* where_given = given.get("where_given")) {
            if (!where_given->is_boolean())
                return error(*where_given, "\"where_given\" is neither true nor false", "where_given = true");
            change.where_given = **where_given->as_boolean();
        }
        if (const toml::node* set = given.get("set")) {
            const auto value =
                read_key_value(*set, fmt::format("\"{}\"", change.path()), *change.key, file_, diagnostics_);
            if (!value) return;
            change.value = *value;
        } else if (given.contains("unset")) {
            change.how = StrategyChange::How::unset;
            if (change.key->absent.empty())
                return error(given, fmt::format("{} always has a value", change.path()), "set, scale or add");
        } else {
            const bool scale = given.contains("scale");
            change.how = scale ? StrategyChange::How::scale : StrategyChange::How::add;
            const toml::node& node = *given.get(scale ? "scale" : "add");
            const char* const help = "scale and add need a number and a numeric key; use set for other keys";
            if (change.key->access.kind != schema::Kind::number)
                return error(node, fmt::format("{} cannot be scaled or added to", change.path()), help);
            const auto number =
                read_finite_number(node, fmt::format("\"{}\"", change.path()), help, file_, diagnostics_);
            if (!number) return;
            change.number = *number;
        }
        strategy_.changes.push_back(change);
    }

    template <class Row>
    void rows(const toml::table& given, std::string_view name, std::vector<Row>& into) {
        const Table& table = *schema::find_table(name);
        for (const toml::node* node : list(given, name, toml::node_type::table)) {
            const toml::table& row = *node->as_table();
            Row& object = into.emplace_back();
            std::vector<std::string_view> names;
            for (const Key& key : table.keys) {
                names.push_back(key.name);
                const toml::node* value = row.get(key.name);
                if (!value) {
                    if (key.required)
                        error(row, fmt::format("this [[{}]] has no \"{}\"", name, key.name), std::string(key.doc));
                    continue;
                }
                const auto read =
                    read_key_value(*value, fmt::format("\"{}\" in [[{}]]", key.name, name), key, file_, diagnostics_);
                if (read) key.access.set(&object, *read);
            }
            only_known(row, names, std::string(table.title()).c_str());
        }
    }

    Strategy strategy_;
};

Strategy find_single(const std::string& named) {
    if (named.ends_with(".toml")) return read_strategy(named);
    const std::vector<std::string> names = strategy_names();
    if (std::ranges::find(names, named) != names.end()) return read_strategy(strategy_folder() / (named + ".toml"));
    for (const OutsideTheModel& outside : outside_the_model()) {
        if (outside.name == named) throw UserError(fmt::format("\"{}\" is outside the model: {}", named, outside.why));
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string_view guess = nearest(named, views);
    throw UserError(fmt::format("there is no strategy \"{}\"; {}`spondyl list strategies` prints them all", named,
                                guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)));
}

// Factors are multiplied and additions are summed; a key that one strategy sets may not be changed by another.
void require_no_conflict(const Strategy& first, const Strategy& second) {
    using How = StrategyChange::How;
    for (const StrategyChange& a : first.changes) {
        for (const StrategyChange& b : second.changes) {
            if (a.key != b.key) continue;
            if ((a.how == How::scale || a.how == How::add) && a.how == b.how) continue;
            throw UserError(fmt::format("strategies \"{}\" and \"{}\" both change {}: they cannot be combined",
                                        first.name, second.name, a.path()));
        }
    }
}

template <class T>
void append(std::vector<T>& list, const std::vector<T>& more) {
    list.insert(list.end(), more.begin(), more.end());
}

}  // namespace

std::string StrategyChange::path() const {
    return fmt::format("{}.{}", table->name, key->name);
}

std::vector<std::string> strategy_names() {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(strategy_folder(), error)) {
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    }
    if (error) throw UserError(fmt::format("cannot read {}: {}", strategy_folder().string(), error.message()));
    std::ranges::sort(names);
    return names;
}

Strategy read_strategy(const fs::path& file) {
    return parse_strategy(read_text_file(file, "strategy", limits::toml_bytes), file);
}

Strategy parse_strategy(const std::string& text, const fs::path& origin) {
    Diagnostics diagnostics;
    StrategyReader reader(origin, text, diagnostics);
    Strategy strategy;
    if (const auto given = parse_toml(text, 0, diagnostics)) strategy = reader.read(*given);
    if (!diagnostics.empty()) throw UserError(diagnostics.text());
    return strategy;
}

Strategy find_strategy(const std::string& named) {
    std::vector<Strategy> parts;
    std::istringstream words(named);
    for (std::string word; std::getline(words, word, '+');) parts.push_back(find_single(word));
    if (parts.empty()) throw UserError("a strategy has an empty name");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) require_no_conflict(parts[j], parts[i]);
    }
    Strategy all = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const Strategy& part = parts[i];
        all.name += "+" + part.name;
        all.title += ", " + part.title;
        all.description += "\n" + part.description;
        all.mechanics += "\n" + part.mechanics;
        all.evidence += "\n" + part.evidence;
        all.limits += "\n" + part.limits;
        all.keeps_hands = all.keeps_hands || part.keeps_hands;
        append(all.needs, part.needs);
        append(all.changes, part.changes);
        append(all.injuries, part.injuries);
        append(all.muscle_changes, part.muscle_changes);
        // Both strategies have to apply, so the posture must be in both lists.
        if (all.postures.empty()) all.postures = part.postures;
    }
    return all;
}

std::vector<OutsideTheModel> outside_the_model() {
    const spondyl::Table table = spondyl::Table::read(strategy_folder() / "outside_the_model.csv",
                                                      {.columns = {"name", "why"}, .key = {"name"}});
    std::vector<OutsideTheModel> list;
    for (const auto& row : table.rows()) list.push_back({table.text(row, "name"), table.text(row, "why")});
    return list;
}

}  // namespace spondyl
