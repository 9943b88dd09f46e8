// The table of discs as comma-separated text, for spreadsheets and scripts.
#pragma once

#include <filesystem>
#include <string>

#include "models/analysis/result.hpp"

namespace spondyl {

// One row per state and disc: step, time, disc, then every measure with its unit in the name. Numbers are the shortest
// texts that read back to the same value.
std::string summary_csv(const Result& result);

// The same into a file. Throws UserError if it cannot be written.
void write_summary_csv(const Result& result, const std::filesystem::path& path);

}  // namespace spondyl
