// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "io/deck/model_keys.hpp"
#include "io/json_text.hpp"
#include "io/scenario/schema.hpp"
#include "io/scenario/schema_documents.hpp"

namespace spondyl {

namespace {

using Json = nlohmann::ordered_json;
using schema::Key;
using schema::Kind;
using schema::Table;

Json number_or_integer(Kind kind, double value) {
    if (kind == Kind::integer) return static_cast<std::int64_t>(value);
    return value;
}

Json default_json(const Key& key, const schema::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<double>(&value)) return *number;
    const std::int64_t integer = std::get<std::int64_t>(value);
    if (key.access.kind == Kind::choice) return key.choices()[static_cast<std::size_t>(integer)];
    return integer;
}

// `value`: the default.
Json key_json(const Key& key, const schema::Value& value) {
    Json json;
    switch (key.access.kind) {
        case Kind::number:
            json["type"] = "number";
            break;
        case Kind::integer:
            json["type"] = "integer";
            break;
        default:
            json["type"] = "string";
            break;
    }
    json["description"] =
        key.unit.empty() || key.unit == "1" ? std::string(key.doc) : fmt::format("{} Unit: {}.", key.doc, key.unit);
    if (!key.choices().empty()) json["enum"] = key.choices();
    if (key.limits.least > -std::numeric_limits<double>::infinity()) {
        json[key.limits.least_excluded ? "exclusiveMinimum" : "minimum"] =
            number_or_integer(key.access.kind, key.limits.least);
    }
    if (key.limits.most < std::numeric_limits<double>::infinity()) {
        json["maximum"] = number_or_integer(key.access.kind, key.limits.most);
    }
    if (key.required && key.access.kind == Kind::text && key.choices().empty()) json["minLength"] = 1;
    if (key.access.kind == Kind::text && key.choices().empty()) json["maxLength"] = key.longest;
    if (!key.required && key.access.set && !schema::is_absent(key, value)) json["default"] = default_json(key, value);
    return json;
}

// Nested tables find their place by their name, e.g. "person.disc_grade" in the properties of "person".
Json table_json(const Table& table) {
    Json json;
    json["type"] = "object";
    json["description"] = table.doc;
    json["additionalProperties"] = false;
    Json required = Json::array();
    for (const Key& key : table.keys) {
        json["properties"][std::string(key.name)] = key_json(key, schema::default_of(table, key));
        if (key.required) required.push_back(key.name);
    }
    if (table.repeated) json["required"] = required;
    return json;
}

// The tables of a file with [model]: nested by their names.
Json model_json(std::string_view name) {
    const ModelTable& table = model_table(name);
    Json json = {{"type", "object"}, {"description", table.doc}, {"additionalProperties", false}};
    Json required = Json::array();
    for (const Key& key : table.keys) {
        json["properties"][std::string(key.name)] = key_json(key, key.access.get(table.defaults));
        if (key.required) required.push_back(key.name);
    }
    for (const std::string_view inner : table.inner) {
        json["properties"][std::string(inner)] =
            inner == "materials" ? Json{{"type", "object"}, {"additionalProperties", model_json("model.materials.*")}}
                                 : model_json(fmt::format("{}.{}", name, inner));
    }
    if (!required.empty()) json["required"] = required;
    if (table.repeated) return {{"type", "array"}, {"description", table.doc}, {"items", json}};
    return json;
}

}  // namespace

std::string json_schema() {
    Json root;
    root["$schema"] = "http://json-schema.org/draft-07/schema#";
    root["title"] = "Spondyl scenario";
    for (const Table& table : schema::tables()) {
        Json json = table_json(table);
        if (table.name.empty()) {
            root.update(json);
            continue;
        }
        if (table.repeated) json = Json{{"type", "array"}, {"description", table.doc}, {"items", json}};
        Json* parent = &root;
        std::string_view name = table.name;
        for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
            parent = &(*parent)["properties"][std::string(name.substr(0, dot))];
            name = name.substr(dot + 1);
        }
        (*parent)["properties"][std::string(name)] = json;
    }
    root["properties"]["model"] = model_json("model");
    // Empty lists are for files that extend another one: they remove its list.
    root["anyOf"] = Json::array({Json{{"required", {"extends"}}}, Json{{"required", {"title", "step"}}},
                                 Json{{"required", {"title", "task"}}}, Json{{"required", {"title", "model"}}}});
    return dump_json(root) + "\n";
}

}  // namespace spondyl
