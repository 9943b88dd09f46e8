// SPDX-License-Identifier: Apache-2.0
// Decks of all supported formats, which are distinguished by the extension of their names.
#pragma once

#include <filesystem>

#include "io/deck/deck_problems.hpp"

namespace spondyl {

// By its extension: .inp, .feb, in whatever letters; and .toml that has a table [model].
bool is_deck(const std::filesystem::path& file);

// UserError with every mistake and everything that is not supported, each with file and line.
Deck read_deck(const std::filesystem::path& file, const DeckOptions& options = {});

}  // namespace spondyl
