// SPDX-License-Identifier: Apache-2.0
// Where `spondyl run` puts its files and where the other commands find them.
#pragma once

#include <filesystem>

namespace spondyl::app {

inline constexpr const char* result_file_name = "result.vtkhdf";
inline constexpr const char* summary_file_name = "discs.csv";
inline constexpr const char* ligament_file_name = "ligaments.csv";
inline constexpr const char* facet_file_name = "facets.csv";
inline constexpr const char* task_file_name = "tasks.csv";
inline constexpr const char* index_file_name = "indices.csv";
inline constexpr const char* lifting_file_name = "lifting.csv";
inline constexpr const char* muscle_file_name = "muscles.csv";

// A result is named by its file or by the folder that `run` wrote. Throws UserError if neither is there.
std::filesystem::path find_result(const std::filesystem::path& named);

}  // namespace spondyl::app
