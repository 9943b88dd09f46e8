// SPDX-License-Identifier: Apache-2.0

// Surfaces of bones: whatever the bytes, in each format they are a surface or a message. What is read can be cleaned.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/error.hpp"
#include "models/geometry/surface_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const char* name : {"fuzz.stl", "fuzz.ply", "fuzz.obj"}) {
        try {
            spondyl::clean_surface(spondyl::parse_surface(bytes, name), 1e-3);
        } catch (const spondyl::UserError&) {
        }
    }
    return 0;
}
