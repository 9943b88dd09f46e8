// SPDX-License-Identifier: Apache-2.0
// `spondyl run` and `spondyl check` of a deck of another program.
#pragma once

#include <filesystem>
#include <string>

namespace spondyl::app {

struct DeckRunArguments {
    std::filesystem::path deck;
    std::filesystem::path directory;
    int threads = 0;
    int outputs = 1;
    bool quiet = false;
    bool allow_unsupported = false;
    bool resume = false;
};

// Reads, runs, writes result.vtkhdf and the tables as CSV; an exit code.
int run_deck_file(const DeckRunArguments& arguments, bool json);

// Reads it, builds the model of its first step and prints its contents.
int check_deck_file(const std::filesystem::path& file, bool json);

}  // namespace spondyl::app
