// SPDX-License-Identifier: Apache-2.0
// What the writers of decks share.
#pragma once

#include <string>
#include <vector>

#include "models/deck/deck.hpp"

namespace spondyl {

// A deck as the text of a file.
struct DeckText {
    std::string text;
    // What the format or the program that reads it does not express, a sentence each; also in the header of the text.
    std::vector<std::string> left_out;
};

// In at most 20 characters, which is all that CalculiX reads of a field: the shortest text that gives the same number,
// or 13 digits where that is longer.
std::string deck_number(double value);

// Names that differ by more than capitals and hold nothing but letters, digits, "_" and "-", for each of `names`.
std::vector<std::string> plain_names(const std::vector<std::string>& names);

// Title, units, program, and what is left out, each line behind `mark`.
std::string deck_header(const Deck& deck, const std::vector<std::string>& left_out, const std::string& mark);

// Cells of one material and one set of fibre directions.
struct DeckRegion {
    int material = -1;
    int orientation = -1;    // -1: none
    std::vector<int> cells;  // ascending
};

// In the order of their first cells.
std::vector<DeckRegion> deck_regions(const Deck& deck);

}  // namespace spondyl
