// SPDX-License-Identifier: Apache-2.0
#include "io/deck/read_deck.hpp"

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/deck/inp_lines.hpp"
#include "io/deck/model_file.hpp"
#include "io/deck/read_feb.hpp"
#include "io/deck/read_inp.hpp"

namespace spondyl {

namespace {

bool has_model(const std::filesystem::path& file) {
    try {
        return has_model_table(read_text_file(file, "scenario", limits::toml_bytes));
    } catch (const UserError&) {
        return false;  // the reader of the file reports why it cannot be read
    }
}

using DeckReader = Deck (*)(const std::filesystem::path&, const DeckOptions&);

DeckReader deck_reader_of(const std::filesystem::path& file) {
    const std::string extension = upper(file.extension().string());
    if (extension == ".INP") return &read_inp;
    if (extension == ".FEB") return &read_feb;
    if (extension == ".TOML" && has_model(file)) return &read_model_file;
    return nullptr;
}

}  // namespace

bool is_deck(const std::filesystem::path& file) {
    return deck_reader_of(file) != nullptr;
}

Deck read_deck(const std::filesystem::path& file, const DeckOptions& options) {
    const DeckReader read = deck_reader_of(file);
    SPONDYL_ASSERT(read != nullptr, "no reader for {}", file.string());
    return read(file, options);
}

}  // namespace spondyl
