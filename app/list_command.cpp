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
#include "core/text/words.hpp"
#include "io/json_text.hpp"
#include "io/scenario/diagnostics.hpp"
#include "io/scenario/strategy_file.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/anatomy/table.hpp"
#include "models/body/body_size.hpp"
#include "models/body/pose.hpp"
#include "models/body/posture.hpp"
#include "models/body/styles.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/muscles/muscle_set.hpp"
#include "models/muscles/muscle_set_folder.hpp"
#include "models/result/result.hpp"
#include "models/tissue/ligament_set.hpp"
#include "models/tissue/tissue_set.hpp"
#include "studies/uncertainty.hpp"

namespace spondyl::app {

namespace {

const Person standard_man{.sex = Sex::male, .height_cm = 175.0, .mass_kg = 75.0};

// A name that scenarios may use, with a description in one line.
struct Entry {
    std::string name;
    std::string description;
};

struct Catalogue {
    std::string_view name;
    std::string_view doc;
    std::vector<Entry> (*entries)();
    // Sets of the user's own in a folder; null: this list has none.
    std::vector<Entry> (*own)(const std::filesystem::path& folder) = nullptr;
};

// The first line of a table describes it.
std::string first_comment(const std::filesystem::path& table) {
    const std::string text = read_text_file(table, "table", limits::table_bytes);
    const std::string line = first_line(text);
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

// Files in the folder, by name.
std::vector<std::filesystem::path> contents(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> found;
    std::error_code unreachable;
    for (const auto& entry : std::filesystem::directory_iterator(folder, unreachable)) found.push_back(entry.path());
    if (unreachable) throw UserError(fmt::format("{} cannot be listed: {}", folder.string(), unreachable.message()));
    std::ranges::sort(found);
    return found;
}

bool is_table(const std::filesystem::path& file) {
    std::error_code ignored;  // a file that cannot be examined is skipped
    return file.extension() == ".csv" && std::filesystem::is_regular_file(file, ignored);
}

// Whether a table with one number a line has a parameter of such a name; false for other tables.
bool has_parameter(const std::filesystem::path& file, bool (*wanted)(std::string_view parameter)) {
    try {
        const Table table = Table::read(file);
        return std::ranges::any_of(table.rows(),
                                   [&](const Table::Row& row) { return wanted(table.text(row, "parameter")); });
    } catch (const UserError&) {
        return false;
    }
}

// The first line of a set, and the reason if it cannot be used.
template <class Load>
Entry own_entry(const std::string& name, const std::filesystem::path& table, const Load& load) {
    Entry entry{name, first_comment(table)};
    try {
        load();
    } catch (const UserError& error) {
        entry.description += fmt::format("{}Cannot be used: {}", entry.description.empty() ? "" : " ", error.what());
    }
    return entry;
}

bool names_annulus_law(std::string_view parameter) {
    return parameter == "annulus_law";
}

bool names_ligament_law(std::string_view parameter) {
    return parameter.ends_with("_law") && !names_annulus_law(parameter);
}

std::vector<Entry> own_tissue_sets(const std::filesystem::path& folder) {
    std::vector<Entry> entries;
    for (const std::filesystem::path& path : contents(folder)) {
        const std::string name = path.filename().string();
        const bool table = is_table(path);
        const std::filesystem::path parameters = table ? path : path / "parameters.csv";
        if (!is_table(parameters) || !has_parameter(parameters, names_annulus_law)) continue;
        entries.push_back(
            own_entry(table ? name : name + "/", parameters, [&] { load_tissue_set(parameters.string()); }));
    }
    return entries;
}

std::vector<Entry> own_ligament_sets(const std::filesystem::path& folder) {
    std::vector<Entry> entries;
    for (const std::filesystem::path& path : contents(folder)) {
        if (is_table(path) && has_parameter(path, names_ligament_law))
            entries.push_back(own_entry(path.filename().string(), path, [&] { load_ligament_set(path.string()); }));
    }
    return entries;
}

std::vector<Entry> own_muscle_sets(const std::filesystem::path& folder) {
    std::vector<Entry> entries;
    for (const std::filesystem::path& path : contents(folder)) {
        const std::string name = path.filename().string() + "/";
        if (!is_table(path / "fascicles.csv")) continue;
        entries.push_back(own_entry(name, path / "fascicles.csv", [&] { muscle_set_folder(path.string() + "/"); }));
    }
    return entries;
}

std::vector<Entry> posture_entries() {
    std::vector<Entry> entries;
    const SpineMesh spine = build_spine_frames(default_anatomy().spine, standard_man, {.top = Vertebra::T12});
    for (const Posture& posture : default_anatomy().posture.postures) {
        Task task;
        task.posture = posture.name;
        if (posture.style == "one_handed") task.hands = Hands::right;
        const Pose pose = pose_of(default_anatomy(), standard_man, task, spine);
        const Vec3 disc = pose.lumbosacral_disc(spine);
        std::string place;
        // Lying persons are computed upright, so that heights have no meaning.
        if (posture.lies_on == LiesOn::nothing) {
            place = fmt::format("; hands {:.0f} cm high, {} L5-S1", 0.1 * (pose.load_point.y() - pose.floor_height_mm),
                                ahead_text(0.1 * (pose.load_point.x() - disc.x()), 0));
        }
        entries.push_back(
            {posture.name, fmt::format("{} (trunk {:.0f}, lumbar {:.0f}, knees {:.0f} deg{})", posture.description,
                                       pose.trunk_flexion_deg, pose.lumbar_flexion_deg, pose.knee_flexion_deg, place)});
    }
    return entries;
}

std::vector<Entry> style_entries() {
    std::vector<Entry> entries;
    for (const PostureStyle& style : default_anatomy().posture.styles)
        entries.push_back({style.name, style.description});
    return entries;
}

std::vector<Entry> index_entries() {
    std::vector<Entry> entries;
    for (const IndexColumn& column : index_measure_columns()) {
        entries.push_back({std::string(column.name), fmt::format("{} [{}]. Source: {}. Limits: {}", column.doc,
                                                                 column.unit, column.source, column.limits)});
    }
    // Measures of a task that also serve as indices.
    for (const Column<TaskMeasures>& column : task_measure_columns()) {
        if (column.name != "strength_used" && column.name != "stability_margin_Nm_rad") continue;
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
    Catalogue{"postures", "posture of the body: posture in [[task]]; angles and hands of a man of 175 cm",
              posture_entries},
    Catalogue{"styles", "ways to bring the hands to a given position: style in [[task]]", style_entries},
    Catalogue{"muscle-sets", "paths, areas and lengths of the muscles: set in [muscles]", muscle_sets, own_muscle_sets},
    Catalogue{"strategies", "changes that can be compared with a scenario: spondyl compare", strategies},
    Catalogue{"outside-the-model", "what mechanics cannot compare, and why", outside_entries},
    Catalogue{"uncertainty", "unknown properties of a person: spondyl compare --samples", uncertainty_entries},
    Catalogue{"tissue-sets", "constants of discs and bones: set in [tissue]", tissue_sets, own_tissue_sets},
    Catalogue{"indices", "loads of a task against limits and doses: measure in [[expect]]", index_entries},
    Catalogue{"ligament-sets", "laws of the ligaments: ligaments in [tissue]", ligament_sets, own_ligament_sets},
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

int list(const std::string& name, const std::string& folder, bool json) {
    std::vector<Entry> entries;
    if (!folder.empty() && (name.empty() || find_catalogue(name).own == nullptr))
        throw UserError("--in is for the lists tissue-sets, ligament-sets and muscle-sets");
    if (!folder.empty()) {
        entries = find_catalogue(name).own(folder);
    } else if (name.empty()) {
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
        rows.reserve(entries.size());
        for (const Entry& entry : entries) rows.push_back({entry.name, entry.description});
        fmt::print("{}", text_table({"name", "description"}, rows, 2));
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
    const auto folder = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("list", "List the names that a scenario may use");
    command->add_option("list", *name, "Name of the list; without it, all lists are named")->type_name("LIST");
    command
        ->add_option("--in", *folder, "The user's own sets of that kind in a folder, which a scenario in it may name")
        ->type_name("FOLDER");
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
Examples:
  spondyl list
  spondyl list tissue-sets
  spondyl list tissue-sets --in my_study

Exit codes: 0 printed, 2 no such list or folder
)");
    command->callback([name, folder, &invocation] {
        invocation.run = [name, folder, &invocation] { return list(*name, *folder, invocation.json); };
    });
}

}  // namespace spondyl::app
