// SPDX-License-Identifier: Apache-2.0
// Model files: TOML with a table [model], which give materials, supports and loads to a mesh from elsewhere. The keys
// are the rows of io/deck/model_keys.hpp.
#pragma once

#include <filesystem>
#include <string>

#include "io/deck/inp_lines.hpp"

namespace spondyl {

// Whether a text is TOML with a table [model].
bool has_model_table(std::string_view text);

// UserError with every mistake of the file, each with file, line, column, the line itself and what is allowed; then
// with those of the mesh.
Deck read_model_file(const std::filesystem::path& file, const DeckOptions& options = {});

// The same from a text; `open` gives the text of the mesh and of what a deck includes.
Deck read_model_text(const std::string& text, const std::filesystem::path& name, const OpenText& open,
                     const DeckOptions& options = {});

}  // namespace spondyl
