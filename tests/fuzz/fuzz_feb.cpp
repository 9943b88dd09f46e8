// SPDX-License-Identifier: Apache-2.0

// Models of FEBio: whatever the text, it is a deck or a UserError.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/error.hpp"
#include "io/deck/read_feb.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const bool allow : {false, true}) {
        try {
            spondyl::read_feb_text(text, "fuzz.feb", {.allow_unsupported = allow});
        } catch (const spondyl::UserError&) {
        }
    }
    return 0;
}
