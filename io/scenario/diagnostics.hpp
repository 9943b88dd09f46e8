// SPDX-License-Identifier: Apache-2.0
// Mistakes in scenario files, collected and printed the way a compiler does: file, line, column, the line itself.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace spondyl {

struct SourcePosition {
    int file = -1;  // index given by Diagnostics::add_file
    int line = 1;   // both count from 1
    int column = 1;

    auto operator<=>(const SourcePosition&) const = default;  // NOLINT(modernize-use-nullptr): there is no pointer
};

class Diagnostics {
  public:
    // `name` is the name of the file in messages; `text` is quoted in them. Returns the index for positions.
    int add_file(std::string name, std::string_view text);
    void error(SourcePosition where, std::string message, std::string help = {});

    [[nodiscard]] bool empty() const { return errors_.empty(); }
    // "base.toml:3:1", for messages that point to a second place.
    [[nodiscard]] std::string place(SourcePosition where) const;
    // What is wrong, without places and help.
    [[nodiscard]] std::vector<std::string> messages() const;
    // All errors, file by file and line by line, with their number at the end.
    [[nodiscard]] std::string text() const;

  private:
    struct File {
        std::string name;
        std::vector<std::string> lines;
    };
    struct Error {
        SourcePosition where;
        std::string message;
        std::string help;
    };
    std::vector<File> files_;
    std::vector<Error> errors_;
};

// The candidate that the user most probably meant, or empty. Edits and swaps of neighbouring characters count 1 each,
// up to half of the longer word; a candidate that starts with the word comes first (height -> height_cm). Case is
// ignored.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace spondyl
