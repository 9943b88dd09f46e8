// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/deck/model_keys.hpp"
#include "io/scenario/schema.hpp"
#include "io/scenario/schema_documents.hpp"
#include "models/analysis/measure_catalogue.hpp"

namespace spondyl {

namespace {

using schema::Key;
using schema::Kind;
using schema::Table;

// `value`: the default.
std::string default_text(const Key& key, const schema::Value& value) {
    if (key.required) return "required";
    if (!key.access.set) return "";
    if (schema::is_absent(key, value)) return std::string(key.absent);
    if (const auto* text = std::get_if<std::string>(&value)) return fmt::format("`\"{}\"`", *text);
    if (const auto* number = std::get_if<double>(&value)) return fmt::format("`{}`", *number);
    const std::int64_t integer = std::get<std::int64_t>(value);
    if (key.access.kind == Kind::choice)
        return fmt::format("`\"{}\"`", key.choices()[static_cast<std::size_t>(integer)]);
    return fmt::format("`{}`", integer);
}

std::string allowed_cell(const Key& key) {
    if (key.name == "measure") {
        return "a column of the [disc table](#columns-of-the-disc-table) or the [task "
               "table](#columns-of-the-task-table), an [index](#indices-of-a-task), a [measure of a ligament or a load "
               "of a step](#measures-of-ligaments-and-loads-of-steps); the name may be preceded by `task.` or `index.`";
    }
    if (key.choices().empty()) {
        return fmt::format("{}{}", key.access.kind == Kind::integer ? "whole number, " : "", schema::allowed_text(key));
    }
    std::string list;
    for (std::string_view choice : key.choices()) list += fmt::format("{}`\"{}\"`", list.empty() ? "" : ", ", choice);
    return list;
}

std::string key_cell(const Key& key) {
    // A bare TOML key holds letters, digits, _ and -, which the disc names do.
    return fmt::format("`{}`", key.name);
}

template <class DefaultOf>
std::string key_rows(std::span<const Key> keys, const DefaultOf& default_of) {
    std::string text = "| key | default | allowed | meaning |\n| --- | --- | --- | --- |\n";
    for (const Key& key : keys) {
        std::string doc(key.doc);
        if (!key.source.empty()) doc += fmt::format(" Source: {}.", key.source);
        text += fmt::format("| {} | {} | {} | {} |\n", key_cell(key), default_text(key, default_of(key)),
                            allowed_cell(key), doc);
    }
    return text;
}

std::string table_section(const Table& table) {
    return fmt::format("\n## {}\n\n{}\n\n", table.name.empty() ? "Top level" : fmt::format("`{}`", table.title()),
                       table.doc) +
           key_rows(table.keys, [&](const Key& key) { return schema::default_of(table, key); });
}

std::string model_section(const ModelTable& table) {
    return fmt::format("\n### {}\n\n{}\n\n", table.name.empty() ? "Top level" : fmt::format("`{}`", table.title),
                       table.doc) +
           key_rows(table.keys, [&](const Key& key) { return key.access.get(table.defaults); });
}

std::string measure_rows(MeasureOf of, std::string_view heading = "measure") {
    std::string text = fmt::format("| {} | unit | meaning |\n| --- | --- | --- |\n", heading);
    for (const Measure& measure : measures()) {
        if (measure.of == of) text += fmt::format("| `{}` | {} | {} |\n", measure.column, measure.unit, measure.doc);
    }
    return text;
}

// The rows of one ligament; the others have the same measures.
std::string ligament_rows() {
    std::string text = "| measure | unit | meaning |\n| --- | --- | --- |\n";
    const std::string first = fmt::format("{}.", ligament_names.front());
    for (const Measure& measure : measures()) {
        if (measure.of == MeasureOf::ligament && measure.name.starts_with(first))
            text += fmt::format("| `{}` | {} | {} |\n", measure.column, measure.unit, measure.doc);
    }
    return text;
}

std::string measure_sections() {
    std::string text;
    text += "\n## Columns of the disc table\n\n";
    text += "Loads are the action of the upper on the lower body, in the disc's own current mid-disc frame.\n\n";
    text += measure_rows(MeasureOf::disc);
    text += "\n## Columns of the task table\n\n";
    text +=
        "One row per task. Moments are those of the loads on the part of the body above L5-S1, about the centre of "
        "that disc.\n\n";
    text += measure_rows(MeasureOf::task);
    text += "\n## Indices of a task\n\n";
    text +=
        "One row per task. An index that does not apply to a task, or whose inputs the file does not give, has no "
        "value. [indices.md](../indices.md) has the sources, the limits and the inputs of each.\n\n";
    text += measure_rows(MeasureOf::index, "index");
    text += "\n## Measures of ligaments and loads of steps\n\n";
    text += fmt::format(
        "These names are preceded by the name of the ligament, as in `{}.force_N`: {}. Forces, moments and shares are "
        "summed over both sides; of the strains the largest is taken.\n\n",
        ligament_names.front(), fmt::join(ligament_names, ", "));
    text += ligament_rows();
    text += "\nThese names are preceded by `load.`; the value is that of the state:\n\n";
    text += measure_rows(MeasureOf::load, "load");
    return text;
}

}  // namespace

std::string reference_markdown() {
    std::string text = R"(# Scenario files

<!-- Written by `spondyl schema --markdown`; edit io/scenario/schema.cpp instead. -->

A scenario is a [TOML](https://toml.io) file. It describes the person, the part of the spine that is modelled, and its
loads: those of a testing machine (`[[step]]`) or the tasks of a whole body (`[[task]]`). The name of a key includes its
unit. A key that is not listed here is an error.

Frame: x anterior, y cranial, z to the subject's right; origin at the centre of the S1 endplate.

The smallest complete file:

```toml
title = "Lumbar column under a follower load"

[[step]]
name = "follower 500 N"
follower_load_N = 500
```

The same for a whole body:

```toml
title = "Standing with 20 kg in both hands"

[[task]]
name = "hold 20 kg"
load_kg = 20
load_distance_cm = 35
```

`spondyl check FILE` reads a scenario and builds its mesh without solving. `spondyl schema --json` prints the JSON
schema that editors use to complete and check keys; `scenarios/scenario.schema.json` is a copy of it.
)";
    for (const Table& table : schema::tables()) text += table_section(table);
    text += measure_sections();
    text += "\n## Models without a spine\n\n";
    text +=
        "A file with `[model]` defines materials, supports and loads for a mesh from another program, or runs a deck; "
        "it has none of the tables above. The units are N, mm and MPa. [decks.md](../decks.md) has examples.\n";
    for (const ModelTable& table : model_tables()) text += model_section(table);
    return text;
}

}  // namespace spondyl
