// SPDX-License-Identifier: Apache-2.0
#include "app/kept_text.hpp"

#include <fmt/format.h>

#include "io/results/result_tables.hpp"

namespace spondyl::app {

std::string kept_text(const std::optional<std::filesystem::path>& kept) {
    if (!kept) return "No states were kept.";
    std::string text = fmt::format("The states computed so far are in {}.", kept->string());
    if (kept->parent_path().filename() == incomplete_folder_name)
        text += " Older files in the folder above are unchanged.";
    return text;
}

}  // namespace spondyl::app
