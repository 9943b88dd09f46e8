// SPDX-License-Identifier: Apache-2.0

// Meshes of Gmsh: whatever the text, it is a mesh or a list of problems.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "io/deck/mesh_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    spondyl::DeckProblems problems;
    spondyl::Deck deck;
    spondyl::read_mesh_text(text, "fuzz.msh", 1.0, problems.add_file("fuzz.msh"), problems, deck);
    return 0;
}
