// SPDX-License-Identifier: Apache-2.0

// Decks: whatever the text, it is a deck or a UserError. Every file that it includes holds the same text.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "io/deck/read_inp.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    for (const bool allow : {false, true}) {
        try {
            spondyl::read_inp_text(text, "fuzz.inp", [&](const std::filesystem::path&) { return text; },
                                   {.allow_unsupported = allow});
        } catch (const spondyl::UserError&) {
        }
    }
    return 0;
}
