// SPDX-License-Identifier: Apache-2.0
// The files of a run: the result file and the tables beside it, written and replaced as one set.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "io/file_set.hpp"
#include "models/result/result.hpp"

namespace spondyl {

struct DeckRestart;

inline constexpr const char* result_file_name = "result.vtkhdf";
inline constexpr const char* summary_file_name = "discs.csv";
inline constexpr const char* ligament_file_name = "ligaments.csv";
inline constexpr const char* facet_file_name = "facets.csv";
inline constexpr const char* task_file_name = "tasks.csv";
inline constexpr const char* index_file_name = "indices.csv";
inline constexpr const char* lifting_file_name = "lifting.csv";
inline constexpr const char* muscle_file_name = "muscles.csv";

// Subfolder of the result folder for the files of a run in progress, with the same names.
inline constexpr const char* incomplete_folder_name = "incomplete";

// List of the files that render and export made of the result beside it.
inline constexpr const char* made_list_name = ".spondyl-files";

// The result file and its tables as the new set; subfolder: "" or incomplete_folder_name. Tables of the other kind of
// result, a spine or a deck, are removed there.
void add_result(FileSet& set, const Result& result, const std::string& subfolder = "");
// The same for a result without anatomy, with its tables as NAME.csv.
void add_field_result(FileSet& set, const FieldResult& result, const std::string& subfolder = "",
                      const DeckRestart* restart = nullptr);
// Files of a run there that are not part of the new set are removed, including its pictures and exports.
void remove_result(FileSet& set, const std::filesystem::path& folder, const std::string& subfolder);
// Pictures and exports that render and export made of the result that is replaced.
void remove_made(FileSet& set, const std::filesystem::path& folder, const std::string& subfolder = "");

// UserError if a table beside the result file belongs to another run than `result`, which was read from it. Missing
// files are no error; results of versions without run_id are not checked.
void check_tables(const std::filesystem::path& file, const RunInfo& result);

// Files that render or export made beside a result.
struct MadeFiles {
    std::string run_id;  // of the result
    std::vector<std::string> names;
};
// Empty if there is no list. Names other than pictures or exports are left out, since the list may come from an
// untrusted source.
MadeFiles read_made(const std::filesystem::path& folder);
// The list with `names` added. Files of another run in an older list are removed from the folder by the set.
void add_made(FileSet& set, const std::filesystem::path& folder, const std::string& run_id,
              const std::vector<std::string>& names);

// Size of the files of a result with this many states, within about ten per cent, from a result that is described but
// has no states.
std::size_t estimated_size(const Result& described, std::size_t states);
// The same for a mesh whose tables are small compared with its fields.
std::size_t estimated_size(const Mesh& mesh, std::size_t states);

}  // namespace spondyl
