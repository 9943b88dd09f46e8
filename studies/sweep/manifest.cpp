// SPDX-License-Identifier: Apache-2.0
#include "studies/sweep/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <new>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/json_text.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* format_name = "spondyl sweep 1";

Json json_of(const SweepValue& value) {
    return std::visit([](const auto& held) { return Json(held); }, value);
}

SweepValue value_of(const Json& json) {
    if (json.is_string()) return json.get<std::string>();
    return json.get<double>();
}

SweepManifest manifest_of(const Json& json) {
    if (json.at("format") != format_name) throw UserError(fmt::format("it is not of the format \"{}\"", format_name));
    SweepManifest manifest{.title = json.at("title"),
                           .description = json.at("description"),
                           .base = json.at("base"),
                           .samples = json.at("samples"),
                           .inputs = {},
                           .measures = {},
                           .cases = {}};
    for (const Json& one : json.at("inputs"))
        manifest.inputs.push_back({one.at("key"), one.at("how"), one.at("unit"), one.at("from")});
    for (const Json& one : json.at("measures"))
        manifest.measures.push_back({one.at("name"), one.at("step"), one.at("part"), one.at("column"), one.at("unit")});
    for (const Json& one : json.at("cases")) {
        SweepCase& added = manifest.cases.emplace_back(SweepCase{one.at(0), one.at(1), one.at(2), {}});
        // Names of files and folders are made of it, some of which a sweep removes.
        const auto is_digit = [](char c) { return '0' <= c && c <= '9'; };
        if (added.id.empty() || !std::ranges::all_of(added.id, is_digit))
            throw UserError(fmt::format("\"{}\" is no number of a case", added.id));
        for (const Json& value : one.at(3)) added.values.push_back(value_of(value));
        if (added.values.size() != manifest.inputs.size())
            throw UserError(fmt::format("case {} has {} values for {} inputs", added.id, added.values.size(),
                                        manifest.inputs.size()));
    }
    return manifest;
}

}  // namespace

fs::path sweep_files::manifest(const fs::path& sweep) {
    return sweep / "manifest.json";
}
fs::path sweep_files::scenario(const fs::path& sweep, const std::string& id) {
    return sweep / "scenarios" / (id + ".toml");
}
fs::path sweep_files::record(const fs::path& sweep, const std::string& id) {
    return sweep / "cases" / (id + ".json");
}
fs::path sweep_files::failure(const fs::path& sweep, const std::string& id) {
    return sweep / "failures" / (id + ".json");
}
fs::path sweep_files::fields(const fs::path& sweep, const std::string& id) {
    return sweep / "fields" / id;
}
fs::path sweep_files::work(const fs::path& sweep) {
    return sweep / "work";
}

std::string sweep_files::content(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string manifest_text(const SweepManifest& manifest) {
    Json inputs = Json::array(), measures = Json::array();
    for (const SweepInput& one : manifest.inputs)
        inputs.push_back({{"key", one.key}, {"how", one.how}, {"unit", one.unit}, {"from", one.from}});
    for (const SweepMeasure& one : manifest.measures)
        measures.push_back(
            {{"name", one.name}, {"step", one.step}, {"part", one.part}, {"column", one.column}, {"unit", one.unit}});
    const Json head = {{"format", format_name}, {"title", manifest.title},     {"description", manifest.description},
                       {"base", manifest.base}, {"samples", manifest.samples}, {"inputs", inputs},
                       {"measures", measures}};
    // One line a case, so that people and line-based tools can read it.
    std::string text = dump_json(head, 1);
    text.resize(text.rfind('\n'));
    text += ",\n \"cases\": [";
    for (std::size_t i = 0; i < manifest.cases.size(); ++i) {
        const SweepCase& one = manifest.cases[i];
        Json values = Json::array();
        for (const SweepValue& value : one.values) values.push_back(json_of(value));
        text += fmt::format("{}\n  {}", i == 0 ? "" : ",",
                            dump_json(Json::array({one.id, one.sha256, one.strategy, values}), -1));
    }
    return text + "\n ]\n}\n";
}

SweepManifest read_manifest(const fs::path& sweep) {
    const fs::path file = sweep_files::manifest(sweep);
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        throw UserError(
            fmt::format("there is no {}; spondyl sweep plan STUDY -o {} writes one", file.string(), sweep.string()));
    return parse_manifest(read_text_file(file, "plan", limits::plan_file_bytes), file);
}

SweepManifest parse_manifest(const std::string& text, const fs::path& file) {
    try {
        return manifest_of(Json::parse(text));
    } catch (const std::bad_alloc&) {
        throw;  // no fault of the file
    } catch (const std::exception& error) {
        throw UserError(fmt::format("{} is no plan of a sweep: {}", file.string(), error.what()));
    }
}

}  // namespace spondyl
