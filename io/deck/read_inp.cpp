// SPDX-License-Identifier: Apache-2.0
#include "io/deck/read_inp.hpp"

#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"

namespace spondyl {

Deck read_inp(const std::filesystem::path& file, const DeckOptions& options) {
    const auto open = [](const std::filesystem::path& path) {
        return read_text_file(path, "deck", limits::deck_file_bytes);
    };
    return read_inp_text(open(file), file, open, options);
}

}  // namespace spondyl
