// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/scenario_file.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/printable.hpp"
#include "core/text/text_file.hpp"
#include "io/deck/read_deck.hpp"
#include "io/scenario/loader.hpp"
#include "io/scenario/schema.hpp"

namespace spondyl {

namespace {

std::string toml_string(std::string_view text) {
    std::string result = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const auto hidden = find_hidden(text, at);
        const std::size_t end = hidden ? hidden->at : text.size();
        for (const char c : text.substr(at, end - at)) {
            if (c == '"' || c == '\\') result += '\\';
            result += c;
        }
        at = end;
        if (!hidden) break;
        const std::string_view as_it_is = text.substr(hidden->at, hidden->length);
        const bool named = hidden->code == '\n' || hidden->code == '\t' || hidden->code == '\r';
        result += named ? printable(as_it_is) : fmt::format("\\u{:04X}", static_cast<unsigned>(hidden->code));
        at += hidden->length;
    }
    return result + "\"";
}

// The shortest text that reads back as the same double, marked as a float even when it is whole.
std::string number(double value) {
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".en") == std::string::npos) text += ".0";  // inf and nan have an n
    return text;
}

std::string value_text(const schema::Key& key, const schema::Value& value) {
    switch (key.access.kind) {
        case schema::Kind::text:
            return toml_string(std::get<std::string>(value));
        case schema::Kind::number:
            return number(std::get<double>(value));
        case schema::Kind::integer:
            return fmt::format("{}", std::get<std::int64_t>(value));
        case schema::Kind::choice:
            return toml_string(key.choices()[static_cast<std::size_t>(std::get<std::int64_t>(value))]);
    }
    throw InternalError("a schema key of unknown kind");
}

Scenario read(std::string_view text, const std::filesystem::path& origin, bool pose_tasks, const Anatomy& anatomy,
              Diagnostics& diagnostics) {
    LocatedScenario located;
    located.top = {0, 1, 1};
    std::vector<std::filesystem::path> chain;
    apply_scenario_text(origin, std::string(text), chain, located, diagnostics);
    // A file that is not TOML at all has nothing in it that could be checked further.
    if (!located.unreadable) {
        complete_spine_for_tasks(located);
        complete_destinations(located);
        check_scenario(anatomy, located, diagnostics);
    }
    if (pose_tasks && diagnostics.empty()) check_poses(anatomy, located, diagnostics);
    return located.scenario;
}

Scenario parse(std::string_view text, const std::filesystem::path& origin, bool pose_tasks, const Anatomy& anatomy) {
    Diagnostics diagnostics;
    Scenario scenario = read(text, origin, pose_tasks, anatomy, diagnostics);
    if (!diagnostics.empty()) throw UserError(diagnostics.text());
    return scenario;
}

}  // namespace

Scenario load_scenario(const std::filesystem::path& path, const Anatomy& anatomy) {
    if (is_deck(path)) {
        throw UserError(
            fmt::format("{} is a deck or a file with [model]. Only `spondyl run` and `spondyl check` accept these; "
                        "this command needs a scenario (TOML) with a person and a spine",
                        path.string()));
    }
    return parse(read_text_file(path, "scenario", limits::toml_bytes), path, true, anatomy);
}

Scenario load_scenario_text(std::string_view text, const std::filesystem::path& origin, const Anatomy& anatomy) {
    return parse(text, origin, true, anatomy);
}

Scenario parse_scenario(std::string_view text, const std::filesystem::path& origin, const Anatomy& anatomy) {
    return parse(text, origin, false, anatomy);
}

std::vector<std::string> mistakes_in(const Scenario& scenario, const Anatomy& anatomy) {
    Diagnostics diagnostics;
    read(canonical_toml(scenario), "scenario", true, anatomy, diagnostics);
    return diagnostics.messages();
}

std::string canonical_toml(const Scenario& scenario) {
    Scenario copy = scenario;  // schema access takes a mutable scenario
    std::string text;
    for (const schema::Table& table : schema::tables()) {
        for (std::size_t i = 0; i < table.size(copy); ++i) {
            if (!table.name.empty()) text += fmt::format("\n{}\n", table.title());
            for (const schema::Key& key : table.keys) {
                if (!key.access.set || (key.applies && !key.applies(table.at(copy, i)))) continue;
                const schema::Value value = key.access.get(table.at(copy, i));
                if (!schema::is_absent(key, value)) text += fmt::format("{} = {}\n", key.name, value_text(key, value));
            }
        }
    }
    return text;
}

}  // namespace spondyl
