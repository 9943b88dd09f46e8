// SPDX-License-Identifier: Apache-2.0

// Scenario files: whatever the text, it is a scenario or a UserError.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        // A scenario that is accepted can be written and read again.
        const spondyl::Scenario scenario = spondyl::parse_scenario(text, "fuzz/input.toml");
        spondyl::parse_scenario(spondyl::canonical_toml(scenario), "fuzz/canonical.toml");
    } catch (const spondyl::UserError&) {
    }
    return 0;
}
