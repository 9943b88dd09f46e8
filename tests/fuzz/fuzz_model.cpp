// SPDX-License-Identifier: Apache-2.0

// Model files: whatever the text, it is a deck or a UserError. The mesh is always the same one.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "io/deck/model_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::string mesh =
        "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$PhysicalNames\n2\n2 1 \"top\"\n3 2 "
        "\"disc\"\n$EndPhysicalNames\n$Nodes\n4\n"
        "1 0 0 0\n2 1 0 0\n3 0 1 0\n4 0 0 1\n$EndNodes\n$Elements\n2\n1 2 2 1 1 1 3 2\n2 4 2 2 1 1 2 3 "
        "4\n$EndElements\n";
    try {
        spondyl::read_model_text(text, "fuzz.toml", [&](const std::filesystem::path&) { return mesh; });
    } catch (const spondyl::UserError&) {
    }
    return 0;
}
