// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/terminal.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/json_text.hpp"
#include "io/scenario/diagnostics.hpp"
#include "io/scenario/strategy_file.hpp"
#include "models/analysis/result.hpp"
#include "models/anatomy/table.hpp"
#include "models/body/pose.hpp"
#include "models/muscles/muscle_set.hpp"
#include "models/tissue/ligament_set.hpp"
#include "models/tissue/tissue_set.hpp"
#include "studies/uncertainty.hpp"

namespace spondyl::app {

namespace {

// A name that scenarios may use, and one line on what it stands for.
struct Entry {
    std::string name;
    std::string description;
};

struct Catalogue {
    std::string_view name;
    std::string_view doc;
    std::vector<Entry> (*entries)();
};

// Tables say what they are in their first line.
std::string first_comment(const std::filesystem::path& table) {
    const std::string text = read_text_file(table, "table", limits::table_bytes);
    const std::string line = text.substr(0, text.find('\n'));
    if (!line.starts_with('#')) return {};
    const std::size_t start = line.find_first_not_of("# ");
    return start == std::string::npos ? "" : line.substr(start);
}

std::vector<Entry> tissue_sets() {
    std::vector<Entry> entries;
    const std::vector<std::string> ensemble = tissue_ensemble();
    for (const std::string& name : tissue_set_names()) {
        const bool member = std::ranges::find(ensemble, name) != ensemble.end();
        entries.push_back({name, first_comment(data_directory() / "tissue_sets" / name / "parameters.csv") +
                                     (member ? " In the ensemble." : "")});
    }
    return entries;
}

std::vector<Entry> ligament_sets() {
    std::vector<Entry> entries;
    for (const std::string& name : ligament_set_names())
        entries.push_back({name, first_comment(data_directory() / "ligament_sets" / (name + ".csv"))});
    return entries;
}

std::vector<Entry> muscle_sets() {
    std::vector<Entry> entries;
    for (const std::string& name : muscle_set_names())
        entries.push_back({name, first_comment(data_directory() / "muscle_sets" / name / "fascicles.csv")});
    return entries;
}

std::vector<Entry> posture_entries() {
    std::vector<Entry> entries;
    for (const PostureInfo& posture : postures()) entries.push_back({posture.name, posture.description});
    return entries;
}

std::vector<Entry> index_entries() {
    std::vector<Entry> entries;
    for (const IndexColumn& column : index_measure_columns()) {
        entries.push_back({std::string(column.name), fmt::format("{} [{}]. Source: {}. Limits: {}", column.doc,
                                                                 column.unit, column.source, column.limits)});
    }
    // Measures of a task that serve as indices as they are.
    for (const Column<TaskMeasures>& column : task_measure_columns()) {
        if (column.member != &TaskMeasures::strength_used && column.member != &TaskMeasures::stability_margin_Nm_rad)
            continue;
        entries.push_back({std::string(column.name),
                           fmt::format("{} [{}]. A measure of the task: docs/muscles.md.", column.doc, column.unit)});
    }
    return entries;
}

std::vector<Entry> strategies() {
    std::vector<Entry> entries;
    for (const std::string& name : strategy_names()) entries.push_back({name, find_strategy(name).description});
    return entries;
}

std::vector<Entry> uncertainty_entries() {
    std::vector<Entry> entries;
    for (const UncertainQuantity& one : person_uncertainty()) {
        entries.push_back(
            {one.name, fmt::format("{}: {}. Source: {} ({})", one.title, one.spread(), one.source, one.confidence)});
    }
    return entries;
}

std::vector<Entry> outside_entries() {
    std::vector<Entry> entries;
    for (const OutsideTheModel& one : outside_the_model()) entries.push_back({one.name, one.why});
    return entries;
}

constexpr std::array catalogues = {
    Catalogue{"postures", "how the body is held: posture in [[task]]", posture_entries},
    Catalogue{"muscle-sets", "paths, areas and lengths of the muscles: set in [muscles]", muscle_sets},
    Catalogue{"strategies", "what can be compared with a scenario: spondyl compare", strategies},
    Catalogue{"outside-the-model", "what mechanics cannot compare, and why", outside_entries},
    Catalogue{"uncertainty", "what is not known of a person: spondyl compare --samples", uncertainty_entries},
    Catalogue{"tissue-sets", "constants of discs and bones: set in [tissue]", tissue_sets},
    Catalogue{"indices", "loads of a task against limits and doses: measure in [[expect]]", index_entries},
    Catalogue{"ligament-sets", "laws of the ligaments: ligaments in [tissue]", ligament_sets},
};

const Catalogue& find_catalogue(const std::string& name) {
    std::vector<std::string_view> names;
    for (const Catalogue& catalogue : catalogues) {
        if (catalogue.name == name) return catalogue;
        names.push_back(catalogue.name);
    }
    const std::string_view guess = nearest(name, names);
    throw UserError(fmt::format("there is no list \"{}\"; {}lists: {}", name,
                                guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess),
                                fmt::join(names, ", ")));
}

int list(const std::string& name, bool json) {
    std::vector<Entry> entries;
    if (name.empty()) {
        for (const Catalogue& catalogue : catalogues)
            entries.push_back({std::string(catalogue.name), std::string(catalogue.doc)});
    } else {
        entries = find_catalogue(name).entries();
    }
    if (json) {
        nlohmann::ordered_json rows = nlohmann::ordered_json::array();
        for (const Entry& entry : entries) rows.push_back({{"name", entry.name}, {"description", entry.description}});
        fmt::print("{}\n", dump_json(nlohmann::ordered_json{{name.empty() ? "lists" : name, rows}}));
    } else {
        std::vector<std::vector<std::string>> rows;
        for (const Entry& entry : entries) rows.push_back({entry.name, entry.description});
        fmt::print("{}", text_table({"name", "what it is"}, rows, 2));
        if (name == "strategies") {
            fmt::print("\nOutside the model, each with the reason: spondyl list outside-the-model\n");
            for (const Entry& one : outside_entries()) say("{}: {}\n", one.name, one.description);
        }
    }
    return exit_ok;
}

}  // namespace

void add_list_command(CLI::App& app, Invocation& invocation) {
    const auto name = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("list", "List the names that a scenario may use");
    command->add_option("list", *name, "Which list; without it, the lists there are")->type_name("LIST");
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
Examples:
  spondyl list
  spondyl list tissue-sets

Exit codes: 0 printed, 2 no such list
)");
    command->callback(
        [name, &invocation] { invocation.run = [name, &invocation] { return list(*name, invocation.json); }; });
}

}  // namespace spondyl::app
