// SPDX-License-Identifier: Apache-2.0
// Reader of decks in the format of Abaqus and CalculiX (.inp), as Abaqus/CAE and people write them. docs/decks.md lists
// what is read and how it is mapped.
#pragma once

#include <filesystem>
#include <string>

#include "io/deck/inp_lines.hpp"
#include "models/deck/deck.hpp"

namespace spondyl {

// UserError with every mistake and everything that is not supported, each with file and line.
Deck read_inp(const std::filesystem::path& file, const DeckOptions& options = {});

// The same from a text; `open` gives the texts of the files that it includes.
Deck read_inp_text(std::string text, const std::filesystem::path& name, const OpenText& open,
                   const DeckOptions& options = {});

}  // namespace spondyl
