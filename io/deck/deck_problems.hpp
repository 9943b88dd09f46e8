// SPDX-License-Identifier: Apache-2.0
// What is wrong with a deck, and what it asks for that is not modelled: collected, so that a user sees all of it at
// once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/deck/deck.hpp"

namespace spondyl {

// How every reader of decks reads.
struct DeckOptions {
    bool allow_unsupported = false;  // what is not supported is left out and named in Deck::unsupported
};

class DeckProblems {
  public:
    // `name` is how messages call the file. Returns the index for places.
    int add_file(std::string name);
    void error(DeckPlace where, std::string message);
    // Named once for every place.
    void unsupported(DeckPlace where, std::string what);

    // "disc.inp:12"
    [[nodiscard]] std::string text_of(DeckPlace where) const;
    [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
    [[nodiscard]] const std::vector<DeckUnsupported>& unsupported() const { return unsupported_; }
    [[nodiscard]] std::size_t errors() const { return error_count_; }
    // Errors first, then what is not supported unless that is allowed; in the order of files and lines. UserError if
    // there are any.
    void refuse(bool allow_unsupported) const;

  private:
    std::vector<std::string> files_;
    std::vector<DeckUnsupported> errors_;  // at most limits::mistakes_shown
    std::size_t error_count_ = 0;
    std::vector<DeckUnsupported> unsupported_;
};

// The name of a set as a name in result files, where a slash parts groups and a dot is the group itself.
std::string result_set_name(std::string name);

// A piece of the deck for a message: short, printable, in quotes.
std::string quote(std::string_view text);

}  // namespace spondyl
