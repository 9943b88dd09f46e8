// SPDX-License-Identifier: Apache-2.0
// The lines of an .inp deck: keyword lines with parameters, data lines with fields, comments skipped, *INCLUDE followed
// wherever it stands, also between the data lines of a keyword.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/deck/deck_problems.hpp"

namespace spondyl {

// The text of a file; UserError if it cannot be had.
using OpenText = std::function<std::string(const std::filesystem::path&)>;

// "*SOLID SECTION, ELSET=A, MATERIAL=B". Keywords and the names of parameters are in capitals, with single blanks.
struct InpCard {
    std::string keyword;  // without the star
    std::vector<std::pair<std::string, std::string>> parameters;
    DeckPlace where;

    // Null if it is not given; of a parameter without a value the empty text.
    [[nodiscard]] const std::string* find(std::string_view parameter) const;
    [[nodiscard]] bool has(std::string_view parameter) const { return find(parameter) != nullptr; }
};

// Valid until the next line is asked for.
struct InpData {
    std::string_view raw;
    std::vector<std::string_view> fields;  // between commas, without blanks around them
    DeckPlace where;
};

class InpLines {
  public:
    // `text` of the file that messages call `path`; what it includes is looked for beside it.
    InpLines(std::string text, const std::filesystem::path& path, OpenText open, DeckProblems& problems);

    // The next keyword line; data lines before it are skipped. False at the end.
    bool next_card(InpCard& card);
    // The next data line of the current card; false if another keyword or the end follows.
    bool next_data(InpData& data);
    // Puts a file in front of the lines to come: the data of a card with INPUT=.
    void include(std::string_view name, DeckPlace where);

    // Of the line that was read last.
    [[nodiscard]] DeckPlace place() const { return place_; }
    // False if reading ended before the text did, because of a limit.
    [[nodiscard]] bool whole() const { return whole_; }

  private:
    struct Source {
        std::string text;
        std::size_t at = 0;
        int file = 0;
        int line = 0;
        std::filesystem::path path;
    };
    void push(std::string text, const std::filesystem::path& path);
    // The next line that is no comment and not blank; views stay valid until the next call.
    bool next_line(std::string_view& line);
    // The same with *INCLUDE followed.
    bool next_content(std::string_view& line);
    InpCard read_card(std::string_view line);
    void stop(std::string message);

    OpenText open_;
    DeckProblems& problems_;
    std::filesystem::path folder_;
    std::vector<std::unique_ptr<Source>> sources_;
    std::optional<std::string_view> pending_;  // a line that was looked at and not yet used
    DeckPlace place_;
    std::size_t lines_ = 0;
    std::size_t bytes_ = 0;
    std::size_t includes_ = 0;
    bool whole_ = true;
};

// In capitals, for names and keywords, which are not case-sensitive in decks.
std::string upper(std::string_view text);
std::string_view trimmed(std::string_view text);

}  // namespace spondyl
