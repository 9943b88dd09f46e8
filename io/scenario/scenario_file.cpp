// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/scenario_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "io/scenario/loader.hpp"
#include "io/scenario/schema.hpp"

namespace spondyl {

namespace {

std::string toml_string(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        switch (c) {
            case '"':
                result += "\\\"";
                break;
            case '\\':
                result += "\\\\";
                break;
            case '\n':
                result += "\\n";
                break;
            case '\t':
                result += "\\t";
                break;
            case '\r':
                result += "\\r";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                    result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
                } else {
                    result += c;
                }
        }
    }
    return result + "\"";
}

// The shortest text that reads back as the same double, marked as a float even when it is whole.
std::string number(double value) {
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
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
            return toml_string(key.choices[static_cast<std::size_t>(std::get<std::int64_t>(value))]);
    }
    throw InternalError("a schema key of unknown kind");
}

}  // namespace

namespace {

std::string read_text(const std::filesystem::path& path) {
    if (std::filesystem::is_directory(path)) {
        throw UserError(fmt::format("cannot read the scenario {}: it is a folder", path.string()));
    }
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw UserError(fmt::format("cannot read the scenario {}: {}", path.string(), std::strerror(errno)));
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace

Scenario load_scenario(const std::filesystem::path& path) {
    return parse_scenario(read_text(path), path);
}

std::vector<std::string> task_places(const std::filesystem::path& path) {
    LocatedScenario located;
    located.top = {0, 1, 1};
    Diagnostics diagnostics;
    std::vector<std::filesystem::path> chain;
    apply_scenario_text(path, read_text(path), chain, located, diagnostics);
    std::vector<std::string> places;
    for (std::size_t i = 0; i < located.scenario.tasks.size(); ++i) {
        const auto found = located.where.find(fmt::format("task.{}", i));
        places.push_back(diagnostics.place(found == located.where.end() ? located.top : found->second));
    }
    return places;
}

Scenario parse_scenario(std::string_view text, const std::filesystem::path& origin) {
    LocatedScenario located;
    located.top = {0, 1, 1};
    Diagnostics diagnostics;
    std::vector<std::filesystem::path> chain;
    apply_scenario_text(origin, std::string(text), chain, located, diagnostics);
    // A file that is not TOML at all has nothing in it that could be checked further.
    if (!located.unreadable) {
        stretch_for_tasks(located);
        check_scenario(located, diagnostics);
    }
    if (!diagnostics.empty()) throw UserError(diagnostics.text());
    return located.scenario;
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
