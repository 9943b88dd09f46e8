// SPDX-License-Identifier: Apache-2.0

// Study files: whatever the text, it is a study or a UserError. The base may be one of the scenarios beside the shipped
// example.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "io/study/study_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        spondyl::parse_study(text, SPONDYL_SOURCE_DIR "/docs/examples/sweep/input.toml");
    } catch (const spondyl::UserError&) {
    }
    return 0;
}
