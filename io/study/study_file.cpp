// SPDX-License-Identifier: Apache-2.0
#include "io/study/study_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/deck/read_deck.hpp"
#include "io/scenario/key_value.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/toml_reader.hpp"
#include "io/scenario/toml_text.hpp"
#include "io/study/study_checks.hpp"
#include "io/study/study_keys.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using How = StrategyChange::How;

// "squat+mine.toml": names as they are, files relative to the study.
Strategy find_beside(const std::string& named, const fs::path& folder) {
    std::string resolved;
    std::istringstream words(named);
    for (std::string word; std::getline(words, word, '+');) {
        if (!resolved.empty()) resolved += '+';
        resolved += word.ends_with(".toml") ? (folder / word).string() : word;
    }
    Strategy strategy = find_strategy(resolved);
    strategy.name = named;
    return strategy;
}

class StudyReader : TomlReader {
  public:
    StudyReader(const fs::path& file, const std::string& text, Diagnostics& diagnostics)
        : TomlReader(diagnostics.add_file(file.string(), text), diagnostics), folder_(file.parent_path()) {}

    Study read(const toml::table& given) {
        StudyHead head;
        row(given, "", head);
        study_.title = head.title;
        study_.description = head.description;
        if (!read_base(given, head.base)) return {};  // without the base its keys are unknown
        strategies(given);
        if (given.contains("measures")) {
            study_.measures.clear();
            for (const toml::node* node : list(given, "measures", toml::node_type::string))
                study_.measures.push_back(**node->as_string());
        }
        for (const toml::node* node : list(given, "at", toml::node_type::string)) read_at(*node);
        read_list(given);
        for (const toml::node* node : list(given, "grid", toml::node_type::table, limits::factors))
            read_axis(*node->as_table());
        read_samples(given);
        return std::move(study_);
    }

  private:
    // Reads the keys of one row into `object` and reports unknown keys.
    template <class Row>
    bool row(const toml::table& given, std::string_view name, Row& object) {
        const StudyTable& table = study_table(name);
        std::vector<std::string_view> known;
        bool good = true;
        for (const schema::Key& key : table.keys) {
            known.push_back(key.name);
            const toml::node* node = given.get(key.name);
            if (!node) {
                if (!key.required) continue;
                error(given, fmt::format("{} needs \"{}\"", table.title, key.name), std::string(key.doc));
                good = false;
                continue;
            }
            const auto value =
                read_key_value(*node, fmt::format("\"{}\" in {}", key.name, table.title), key, file_, diagnostics_);
            if (value) key.access.set(&object, *value);
            good = good && value;
        }
        known.insert(known.end(), table.lists.begin(), table.lists.end());
        only_known(given, known, table.title);
        return good;
    }

    bool read_base(const toml::table& given, const std::string& name) {
        if (name.empty()) return false;
        try {
            study_.base = load_scenario(folder_ / name);
        } catch (const UserError& mistake) {
            error(*given.get("base"), fmt::format("the base cannot be used:\n{}", mistake.what()), {});
            return false;
        }
        study_.base.expect.clear();  // they apply only to the base
        return true;
    }

    void strategies(const toml::table& given) {
        if (!given.contains("strategies")) return;
        study_.strategies.clear();
        std::set<std::string> names;
        for (const toml::node* node : list(given, "strategies", toml::node_type::string)) {
            const std::string& name = **node->as_string();
            if (!names.insert(name).second) error(*node, fmt::format("\"{}\" is named twice", name), {});
            try {
                study_.strategies.push_back(name == no_strategy ? std::nullopt
                                                                : std::optional(find_beside(name, folder_)));
            } catch (const UserError& mistake) {
                error(*node, mistake.what(), fmt::format("\"{}\" stands for the unchanged base", no_strategy));
            }
        }
        if (study_.strategies.empty() && diagnostics_.empty())
            error(*given.get("strategies"), "no strategy is named", fmt::format("[\"{}\"]", no_strategy));
        require_room(*given.get("strategies"), study_.strategies.size());
    }

    void read_at(const toml::node& node) {
        std::vector<std::string_view> names;
        for (const LoadStep& step : study_.base.steps) names.push_back(step.name);
        for (const Task& task : study_.base.tasks) names.push_back(task.name);
        const std::string& wanted = **node.as_string();
        study_.at.push_back(wanted);
        if (std::ranges::find(names, wanted) != names.end()) return;
        const std::string_view guess = nearest(wanted, names);
        error(node, fmt::format("the base has no step or task \"{}\"", wanted),
              (guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)) +
                  fmt::format("allowed: {}", fmt::join(names, ", ")));
    }

    std::optional<StudyKey> find_key(SourcePosition where, const std::string& text, How how) {
        const auto found = find_key_path(text, study_.base);
        if (const auto* mistake = std::get_if<KeyPathMistake>(&found)) {
            diagnostics_.error(where, mistake->message, mistake->help);
            return std::nullopt;
        }
        StudyKey key{std::get<KeyPath>(found), how};
        if (const auto mistake = check_how(key)) {
            diagnostics_.error(where, mistake->message, mistake->help);
            return std::nullopt;
        }
        return key;
    }

    // A key may be varied by only one part of the study; of a list of tables, each row by only one part.
    void claim(SourcePosition where, const StudyKey& key) {
        for (const KeyPath& other : varied_) {
            if (other.key != key.path.key || (other.row && key.path.row && other.row != key.path.row)) continue;
            diagnostics_.error(where,
                               fmt::format("{} is varied twice: it is already varied as {}", key.path.text, other.text),
                               "write values that belong together as rows of [[list]]");
            return;
        }
        varied_.push_back(key.path);
    }

    // The number of cases is the product of the numbers of all parts; it is checked before any of them are written out.
    bool require_room(const toml::node& node, std::size_t points) {
        cases_ *= std::max<std::size_t>(points, 1);
        if (cases_ <= limits::cases) return true;
        error(node, "the study has too many cases", fmt::format("at most {} are allowed", limits::cases));
        cases_ = 1;  // report it once
        return false;
    }

    std::optional<schema::Value> value_of(const toml::node& node, const StudyKey& key) {
        const std::string place = fmt::format("\"{}\"", key.path.text);
        if (key.how == How::set) return read_key_value(node, place, *key.path.key, file_, diagnostics_);
        static constexpr schema::Key plain = {.access = {.kind = schema::Kind::number}, .unit = "1"};
        return read_key_value(node, place, plain, file_, diagnostics_);
    }

    std::vector<schema::Value> values_of(const toml::node& node, const StudyKey& key) {
        const toml::array* array = node.as_array();
        if (!array || array->empty()) {
            error(node, fmt::format("\"values\" of {} must be a list", key.path.text), "values = [...]");
            return {};
        }
        std::vector<schema::Value> values;
        for (const toml::node& one : *array) {
            if (const auto value = value_of(one, key)) values.push_back(*value);
        }
        return values;
    }

    // task.load_kg = 5 gives nested tables, which are flattened into one path.
    void flatten(const toml::table& table, const std::string& prefix,
                 std::vector<std::pair<std::string, const toml::node*>>& leaves) {
        for (const auto& [key, node] : table) {
            const std::string path = prefix + std::string(key.str());
            if (const toml::table* inner = node.as_table()) {
                flatten(*inner, path + ".", leaves);
            } else {
                leaves.emplace_back(path, &node);
            }
        }
    }

    void read_list(const toml::table& given) {
        const std::vector<const toml::node*> rows = list(given, "list", toml::node_type::table, limits::cases);
        if (!rows.empty()) require_room(*rows.front(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::vector<std::pair<std::string, const toml::node*>> leaves;
            flatten(*rows[i]->as_table(), "", leaves);
            // Columns in the order in which they are written; TOML tables come sorted by name.
            std::ranges::sort(leaves, {},
                              [&](const auto& leaf) { return source_position(leaf.second->source(), file_); });
            if (i == 0) {
                if (leaves.size() > limits::factors)
                    return error(*rows[i], fmt::format("this [[list]] has {} keys", leaves.size()),
                                 fmt::format("at most {} are allowed", limits::factors));
                for (const auto& [path, node] : leaves) {
                    const SourcePosition where = source_position(node->source(), file_);
                    const auto key = find_key(where, path, How::set);
                    if (!key) return;
                    claim(where, *key);
                    study_.list.keys.push_back(*key);
                }
            }
            std::vector<schema::Value> values;
            for (const StudyKey& key : study_.list.keys) {
                const auto leaf =
                    std::ranges::find(leaves, key.path.text, &std::pair<std::string, const toml::node*>::first);
                if (leaf == leaves.end()) {
                    error(*rows[i], fmt::format("this [[list]] has no {}", key.path.text),
                          "every row gives the same keys");
                } else if (const auto value = value_of(*leaf->second, key)) {
                    values.push_back(*value);
                }
            }
            for (const auto& [path, node] : leaves) {
                const auto known = [&, &one = path](const StudyKey& key) { return key.path.text == one; };
                if (std::ranges::none_of(study_.list.keys, known))
                    error(*node, fmt::format("the first [[list]] has no {}", path), "every row gives the same keys");
            }
            study_.list.rows.push_back(std::move(values));
        }
    }

    void read_axis(const toml::table& given) {
        GridRow given_row;
        if (!row(given, "grid", given_row)) return;
        const SourcePosition where = source_position(given.get("key")->source(), file_);
        const auto key = find_key(where, given_row.key, given_row.how);
        if (!key) return;
        claim(where, *key);
        StudyAxis axis{*key, {}};
        const bool spaced = given_row.from && given_row.to && given_row.count > 0;
        const bool part = given_row.from || given_row.to || given_row.count > 0;
        const toml::node* values = given.get("values");
        if (values ? part : !spaced)
            return error(given, "a [[grid]] needs either values, or from, to and count", "values = [5, 10, 15]");
        const auto count = static_cast<std::size_t>(given_row.count);
        if (!require_room(given, values && values->is_array() ? values->as_array()->size() : count)) return;
        if (values) {
            axis.values = values_of(*values, *key);
        } else if (key->path.key->access.kind != schema::Kind::number) {
            return error(given, fmt::format("{} takes single values", key->path.text), "values = [...]");
        } else {
            for (int i = 0; i < given_row.count; ++i) {
                // Both ends exactly as they are given.
                const double part_way = static_cast<double>(i) / (given_row.count - 1);
                axis.values.emplace_back(std::lerp(*given_row.from, *given_row.to, part_way));
            }
            const schema::Limits& limits = key->path.key->limits;
            if (key->how == How::set && !(limits.contains(*given_row.from) && limits.contains(*given_row.to)))
                return error(
                    given,
                    fmt::format("{} from {} to {} is out of range", key->path.text, *given_row.from, *given_row.to),
                    fmt::format("allowed: {}", schema::allowed_text(*key->path.key)));
        }
        study_.grid.push_back(std::move(axis));
    }

    void read_samples(const toml::table& given) {
        const std::vector<const toml::node*> rows = list(given, "sample", toml::node_type::table, limits::factors);
        const toml::node* samples = given.get("samples");
        if (samples && !samples->is_table()) return error(*samples, "\"samples\" must be a table", "[samples]");
        if (!samples && rows.empty()) return;
        if (!samples || rows.empty())
            return error(samples ? *samples : *rows.front(), "samples need [samples] and at least one [[sample]]",
                         "[samples] gives the number of samples, each [[sample]] the distribution of a key");
        row(*samples->as_table(), "samples", study_.samples);
        if (!require_room(*samples, static_cast<std::size_t>(study_.samples.count))) return;
        for (const toml::node* node : rows) read_sample(*node->as_table());
    }

    void read_sample(const toml::table& given) {
        SampleRow given_row;
        if (!row(given, "sample", given_row)) return;
        const SourcePosition where = source_position(given.get("key")->source(), file_);
        const auto key = find_key(where, given_row.key, given_row.how);
        if (!key) return;
        claim(where, *key);
        if (const toml::node* values = given.get("values")) given_row.spread.values = values_of(*values, *key);
        if (const toml::node* weights = given.get("weights")) {
            const toml::array* array = weights->as_array();
            if (!array) return error(*weights, "\"weights\" must be a list of numbers", "weights = [1, 2]");
            for (const toml::node& one : *array) {
                const auto weight = read_finite_number(one, "a weight", "weights = [1, 2]", file_, diagnostics_);
                if (!weight) return;
                given_row.spread.weights.push_back(*weight);
            }
        }
        if (const auto mistake = check_spread(*key, given_row.spread))
            return error(given, fmt::format("{}: {}", key->path.text, mistake->message), mistake->help);
        study_.samples.keys.push_back({*key, std::move(given_row.spread)});
    }

    Study study_;
    fs::path folder_;
    std::vector<KeyPath> varied_;
    std::size_t cases_ = 1;
};

}  // namespace

StrategyChange StudyKey::change(const schema::Value& value) const {
    StrategyChange change{.table = path.table, .key = path.key, .row = path.row, .how = how, .value = {}};
    if (how == How::set) {
        change.value = value;
    } else {
        change.number = std::get<double>(value);
    }
    return change;
}

Study read_study(const fs::path& file) {
    if (is_deck(file)) {
        throw UserError(
            fmt::format("{} is a deck or a file with [model]. Only `spondyl run` and `spondyl check` accept these; "
                        "this command needs a study (TOML) that varies a scenario",
                        file.string()));
    }
    return parse_study(read_text_file(file, "study", limits::toml_bytes), file);
}

Study parse_study(const std::string& text, const fs::path& origin) {
    Diagnostics diagnostics;
    StudyReader reader(origin, text, diagnostics);
    Study study;
    if (const auto given = parse_toml(text, 0, diagnostics)) study = reader.read(*given);
    if (!diagnostics.empty()) throw UserError(diagnostics.text());
    return study;
}

}  // namespace spondyl
