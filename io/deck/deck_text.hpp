// SPDX-License-Identifier: Apache-2.0
// What the writers of decks share.
#pragma once

#include <optional>
#include <string>
#include <utility>
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

// A spring along a line with its force over how much longer it is than its nodes lie apart in the mesh, whatever its
// law counts from; of other springs their law as it is.
DeckSpringLaw law_from_mesh(const Deck& deck, const DeckSpring& spring);

// The stiffness of a law that is a straight line through the origin; nothing of another.
std::optional<double> linear_stiffness(const DeckSpringLaw& law);

// Beyond the points of a law that goes on straight, this far (mm) in tables of programs whose springs end constant.
inline constexpr double far_elongation = 1000.0;
std::vector<std::pair<double, double>> far_points(const DeckSpringLaw& law);

}  // namespace spondyl
