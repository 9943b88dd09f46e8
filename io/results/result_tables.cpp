// SPDX-License-Identifier: Apache-2.0
#include "io/results/result_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "io/results/field_result_file.hpp"
#include "io/results/result_file.hpp"
#include "io/results/summary_csv.hpp"
#include "models/deck/deck_tables.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

struct Table {
    const char* name;
    std::string (*text)(const Result&);
};
constexpr std::array tables = {Table{summary_file_name, summary_csv}, Table{ligament_file_name, ligaments_csv},
                               Table{facet_file_name, facets_csv},    Table{task_file_name, tasks_csv},
                               Table{index_file_name, indices_csv},   Table{lifting_file_name, lifting_csv},
                               Table{muscle_file_name, muscles_csv}};

std::string in(const std::string& subfolder, const std::string& name) {
    return subfolder.empty() ? name : subfolder + "/" + name;
}

std::string table_file(std::string_view name) {
    return std::string(name) + ".csv";
}

void remove_spine_tables(FileSet& set, const std::string& subfolder) {
    for (const Table& table : tables) set.remove(in(subfolder, table.name));
}

void remove_deck_tables(FileSet& set, const std::string& subfolder) {
    for (const std::string_view name : deck_table_names) set.remove(in(subfolder, table_file(name)));
}

// The names of all tables that may be beside a result.
std::vector<std::string> all_result_tables() {
    std::vector<std::string> names;
    names.reserve(tables.size() + deck_table_names.size());
    for (const Table& table : tables) names.emplace_back(table.name);
    for (const std::string_view name : deck_table_names) names.push_back(table_file(name));
    return names;
}

// A name in the folder itself of a kind that render and export write.
bool is_made_name(const std::string& text) {
    const fs::path name = text;
    if (!name.has_filename() || name.has_parent_path() || text.front() == '.') return false;
    constexpr std::array kinds = {".png", ".vtu", ".vtp", ".pvd"};
    return text.find('\0') == std::string::npos && std::ranges::find(kinds, name.extension()) != kinds.end();
}

// The last row of a table; empty if there is only the header.
std::string last_row(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    constexpr std::streamoff longest = 65536;  // far more than a row has
    const std::streamoff size = stream.tellg();
    const std::streamoff begin = std::max<std::streamoff>(0, size - longest);
    stream.seekg(begin);
    std::string tail(static_cast<std::size_t>(std::max<std::streamoff>(0, size - begin)), '\0');
    stream.read(tail.data(), static_cast<std::streamsize>(tail.size()));
    tail.erase(tail.find_last_not_of("\r\n") + 1);
    const std::size_t line = tail.rfind('\n');
    return line == std::string::npos ? std::string() : tail.substr(line + 1);
}

}  // namespace

void add_result(FileSet& set, const Result& result, const std::string& subfolder) {
    set.add(in(subfolder, result_file_name), [&](const fs::path& file) { write_results(result, file); });
    for (const Table& table : tables) set.add_text(in(subfolder, table.name), table.text(result));
    remove_deck_tables(set, subfolder);
}

void add_field_result(FileSet& set, const FieldResult& result, const std::string& subfolder,
                      const DeckRestart* restart) {
    set.add(in(subfolder, result_file_name), [&](const fs::path& file) { write_field_result(result, file, restart); });
    for (const DataTable& table : result.tables)
        set.add_text(in(subfolder, table_file(table.name)), data_table_csv(table, result));
    remove_spine_tables(set, subfolder);
}

void remove_made(FileSet& set, const fs::path& folder, const std::string& subfolder) {
    for (const std::string& name : read_made(folder / subfolder).names) set.remove(in(subfolder, name));
    set.remove(in(subfolder, made_list_name));
}

void remove_result(FileSet& set, const fs::path& folder, const std::string& subfolder) {
    remove_made(set, folder, subfolder);
    set.remove(in(subfolder, result_file_name));
    remove_spine_tables(set, subfolder);
    remove_deck_tables(set, subfolder);
    set.remove_folder(subfolder);
}

void check_tables(const fs::path& file, const RunInfo& result) {
    if (result.run_id.empty() || file.filename() != result_file_name) return;
    const std::string wanted = fmt::format(",{},{}", result.run_id, result.scenario_sha256);
    for (const std::string& table : all_result_tables()) {
        const fs::path beside = file.parent_path() / table;
        if (!fs::is_regular_file(beside)) continue;
        const std::string row = last_row(beside);
        if (row.empty() || row.ends_with(wanted)) continue;
        throw UserError(fmt::format(
            "the files of {} are not of one run: {} does not carry the run_id {} of {}. Run the scenario "
            "again, or move away what does not belong there",
            file.has_parent_path() ? file.parent_path().string() : ".", table, result.run_id, result_file_name));
    }
}

MadeFiles read_made(const fs::path& folder) {
    MadeFiles made;
    std::ifstream stream(folder / made_list_name, std::ios::binary);
    if (!stream) return made;
    try {
        const nlohmann::json json = nlohmann::json::parse(stream);
        json.at("run_id").get_to(made.run_id);
        json.at("files").get_to(made.names);
    } catch (const nlohmann::json::exception&) {
        return {};  // if the list is damaged, the files are kept
    }
    std::erase_if(made.names, [](const std::string& name) { return !is_made_name(name); });
    return made;
}

void add_made(FileSet& set, const fs::path& folder, const std::string& run_id, const std::vector<std::string>& names) {
    MadeFiles made = read_made(folder);
    if (made.run_id != run_id) {
        for (const std::string& name : made.names) set.remove(name);
        made = {.run_id = run_id, .names = {}};
    }
    made.names.insert(made.names.end(), names.begin(), names.end());
    std::ranges::sort(made.names);
    made.names.erase(std::unique(made.names.begin(), made.names.end()), made.names.end());
    set.add_text(made_list_name, nlohmann::ordered_json{{"run_id", made.run_id}, {"files", made.names}}.dump(
                                     1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
                                     "\n");
}

namespace {

constexpr std::size_t size_overhead = 1U << 20U;

}  // namespace

std::size_t estimated_size(const Result& described, std::size_t states) {
    // Per node three displacements, per cell what measures/cell_fields has; doubles hardly compress.
    constexpr std::size_t numbers_per_cell = 24;
    constexpr std::size_t bytes_per_muscle = 900;  // path, arms, and its row in muscles.csv
    std::size_t surfaces = 0;
    for (const BoneSurface& bone : described.bones)
        surfaces += 24 * bone.surface.points.size() + 12 * bone.surface.triangles.size();
    const std::size_t once = 24 * described.mesh.nodes.size() + 20 * described.mesh.part.size() + surfaces;
    const std::size_t each = 24 * described.mesh.nodes.size() + 8 * numbers_per_cell * described.mesh.part.size() +
                             64 * described.fascicles.size() + bytes_per_muscle * described.muscles.size();
    return size_overhead + once + states * each;
}

std::size_t estimated_size(const Mesh& mesh, std::size_t states) {
    // Per node displacement and reaction; per cell stress, strain and five other numbers, four for fibres.
    constexpr std::size_t numbers_per_cell = 27;
    std::size_t corners = 0;
    std::size_t cells = 0;
    for (const CellBlock& block : mesh.blocks) {
        corners += block.connectivity.size();
        cells += block.size();
    }
    const std::size_t once = 24 * mesh.nodes.size() + 8 * corners + 24 * cells;
    return size_overhead + once + states * (48 * mesh.nodes.size() + 8 * numbers_per_cell * cells);
}

}  // namespace spondyl
