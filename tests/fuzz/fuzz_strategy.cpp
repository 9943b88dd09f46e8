// SPDX-License-Identifier: Apache-2.0

// Strategy files: whatever the text, it is a strategy or a UserError, and so is what it makes of a scenario.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/strategy_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const spondyl::Scenario lift = spondyl::parse_scenario(
        "title = \"Lift\"\n[[task]]\nname = \"lift\"\nposture = \"lift_stoop\"\nload_kg = 15\nload_distance_cm = 45\n",
        "fuzz/lift.toml");
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        spondyl::with_strategy(lift, spondyl::parse_strategy(text, "fuzz/input.toml"));
    } catch (const spondyl::UserError&) {
    }
    return 0;
}
