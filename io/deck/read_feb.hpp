// SPDX-License-Identifier: Apache-2.0
// Reader of models in the format of FEBio (.feb), versions 3.0 and 4.0. docs/decks.md lists what is read and how it is
// mapped.
#pragma once

#include <filesystem>
#include <string>

#include "io/deck/deck_problems.hpp"

namespace spondyl {

// UserError with every mistake and everything that is not supported, each with file and line.
Deck read_feb(const std::filesystem::path& file, const DeckOptions& options = {});

// The same from a text; `name` is how messages call the file.
Deck read_feb_text(std::string_view text, const std::filesystem::path& name, const DeckOptions& options = {});

}  // namespace spondyl
