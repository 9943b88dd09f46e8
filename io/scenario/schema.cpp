// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "io/scenario/muscle_keys.hpp"
#include "io/scenario/person_keys.hpp"
#include "io/scenario/spine_keys.hpp"
#include "io/scenario/step_keys.hpp"
#include "io/scenario/task_keys.hpp"
#include "io/scenario/work_keys.hpp"

namespace spondyl::schema {

namespace {

constexpr std::array top_level = {
    Key{.name = "title",
        .access = bind<&Scenario::title>(),
        .required = true,
        .doc = "Title of the case in one line; shown in tables, pictures and reports."},
    Key{.name = "description",
        .access = bind<&Scenario::description>(),
        .longest = limits::text_characters,
        .lines = true,
        .doc = "Purpose of the case, and which results to look at."},
    Key{.name = "extends",
        .access = {.kind = Kind::text, .get = [](const void*) -> Value { return std::string(); }},
        .longest = limits::path_characters,
        .doc = "Another scenario file to start from, relative to this file. Keys given here replace its keys one by "
               "one; a [[step]], [[task]], [[injury]] or [[muscle_change]] list given here replaces its whole list, "
               "and an empty one (`step = []`) removes it. Its [[expect]] rows are not taken over, because they apply "
               "only to that file."},
};

// Backed by one struct, at the end of a path from the scenario.
template <auto... path>
Table single_table(Table table) {
    table.size = [](const Scenario&) -> std::size_t { return 1; };
    table.at = [](Scenario& s, std::size_t) -> void* { return &detail::follow(s, path...); };
    return table;
}

// Backed by a list of structs, one for each [[name]].
template <auto list>
Table list_table(Table table) {
    table.repeated = true;
    table.size = [](const Scenario& s) { return (s.*list).size(); };
    table.resize = [](Scenario& s, std::size_t n) { (s.*list).resize(n); };
    table.at = [](Scenario& s, std::size_t i) -> void* { return &(s.*list)[i]; };
    return table;
}

std::vector<Table> person_tables() {
    return {
        single_table<>({.name = "", .doc = "Keys before the first table.", .keys = top_level}),
        single_table<&Scenario::person>(
            {.name = "person", .doc = "The person whose spine is modelled.", .keys = person_keys()}),
        single_table<&Scenario::person>({.name = "person.disc_grade",
                                         .doc = "Degeneration of each disc. Discs that are not named stay healthy.",
                                         .keys = disc_grade_keys()}),
        single_table<&Scenario::person>(
            {.name = "person.facet_grade",
             .doc = "Osteoarthritis of the facet joints of each level, named by its disc. Joints that are not named "
                    "stay healthy.",
             .keys = facet_grade_keys()}),
        Table{.name = "person.bones",
              .doc = "The person's own vertebrae, as surfaces from a segmentation. Discs are meshed between their "
                     "endplates; ligaments, joints and muscles are attached at the landmarks that the fit finds: "
                     "docs/own_bones.md. Modelled vertebrae above the highest and below the lowest one named here "
                     "follow from stature, sex and age.",
              .keys = bone_keys(),
              .size = [](const Scenario& s) -> std::size_t { return s.person.bones.any() ? 1 : 0; },
              .at = [](Scenario& s, std::size_t) -> void* { return &s.person.bones; }},
    };
}

// The spine, and load steps.
std::vector<Table> spine_tables() {
    return {
        single_table<&Scenario::spine>(
            {.name = "spine", .doc = "The part of the spine that is modelled, and how.", .keys = spine_keys()}),
        single_table<&Scenario::tissue>(
            {.name = "tissue", .doc = "Material constants of the tissues.", .keys = tissue_keys()}),
        single_table<&Scenario::structures>(
            {.name = "structures",
             .doc = "The structures that connect the vertebrae besides the discs, at all levels alike. Removing them "
                    "one after the other reproduces a stepwise reduction experiment; with all of them removed only the "
                    "discs remain.",
             .keys = structures_keys()}),
        list_table<&Scenario::injuries>(
            {.name = "injury",
             .doc = "Local changes at single levels; one level may have several. None by default.",
             .keys = injury_keys()}),
        single_table<&Scenario::solver>(
            {.name = "solver", .doc = "Settings of the nonlinear solver.", .keys = solver_keys()}),
        list_table<&Scenario::steps>(
            {.name = "step",
             .doc = "Loads at the end of a step; within the step they change linearly from the end of the previous "
                    "step. A load that a step does not name goes back to 0. The steps run in the given order. A file "
                    "has at least one [[step]] or at least one [[task]], not both.",
             .keys = step_keys()}),
    };
}

// Tasks of the whole body, and expected results.
std::vector<Table> task_tables() {
    return {
        single_table<&Scenario::muscles>({.name = "muscles",
                                          .doc = "The muscles in tasks, and how the load is distributed among them.",
                                          .keys = muscle_keys()}),
        list_table<&Scenario::muscle_changes>({.name = "muscle_change",
                                               .doc = "Strengthening, atrophy or denervation of a muscle group; "
                                                      "several changes of one group are multiplied. None by default.",
                                               .keys = muscle_change_keys()}),
        single_table<&Scenario::work>(
            {.name = "work",
             .doc = "Frequency and conditions of the tasks, used only by the indices; a [[task]] may have values of "
                    "its own. The loads of a task do not depend on them. Any two of frequency, duration and lifts per "
                    "day determine the third.",
             .keys = work_keys()}),
        list_table<&Scenario::tasks>(
            {.name = "task",
             .doc = "A task of the whole body: its posture, the load in the hands, and supports. Weight, load and "
                    "muscle forces are in equilibrium with the spine. The result of a task does not depend on the "
                    "others; they run in the given order, each starting from the state of the previous one. Tasks "
                    "replace [[step]]; the model then extends from T12 to S1.",
             .keys = task_keys()}),
        list_table<&Scenario::expect>(
            {.name = "expect",
             .doc = "An expected result: a measure of a disc or of a task that lies within value +- tolerance at the "
                    "end of a step or task. `spondyl run` prints each row as pass or FAIL.",
             .keys = expect_keys()}),
    };
}

}  // namespace

const Key* Table::find(std::string_view key) const {
    for (const Key& candidate : keys) {
        if (candidate.name == key) return &candidate;
    }
    return nullptr;
}

std::string Table::title() const {
    if (name.empty()) return "the top level";
    return repeated ? fmt::format("[[{}]]", name) : fmt::format("[{}]", name);
}

std::span<const Table> tables() {
    static const std::vector<Table> all = [] {
        std::vector<Table> list = person_tables();
        std::ranges::move(spine_tables(), std::back_inserter(list));
        std::ranges::move(task_tables(), std::back_inserter(list));
        return list;
    }();
    return all;
}

const Table* find_table(std::string_view name) {
    for (const Table& table : tables()) {
        if (table.name == name) return &table;
    }
    return nullptr;
}

Value default_of(const Table& table, const Key& key) {
    Scenario scenario;
    if (table.repeated) table.resize(scenario, 1);
    return key.access.get(table.at(scenario, 0));
}

bool is_absent(const Key& key, const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return true;
    const std::string* text = std::get_if<std::string>(&value);
    return text && text->empty() && !key.required && (!key.choices().empty() || !key.absent.empty());
}

std::string allowed_text(const Key& key) {
    if (!key.choices().empty()) {
        std::string list;
        for (std::string_view choice : key.choices()) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", choice);
        return "one of " + list;
    }
    if (key.access.kind == Kind::text)
        return fmt::format("{} of at most {} characters", key.lines ? "text" : "one line", key.longest);
    const Limits& limits = key.limits;
    const bool below = limits.least > -std::numeric_limits<double>::infinity();
    const bool above = limits.most < std::numeric_limits<double>::infinity();
    const bool plain = key.unit == "1" || key.unit == "1 or g" || key.unit == "of the measure";
    const std::string unit = plain ? "" : fmt::format(" {}", key.unit);
    if (below && above && limits.least_excluded) {
        return fmt::format("greater than {} and at most {}{}", limits.least, limits.most, unit);
    }
    if (below && above) return fmt::format("{} to {}{}", limits.least, limits.most, unit);
    if (below) return fmt::format("{} {}{}", limits.least_excluded ? "greater than" : "at least", limits.least, unit);
    return "any finite number" + unit;
}

}  // namespace spondyl::schema
