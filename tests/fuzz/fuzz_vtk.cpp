// SPDX-License-Identifier: Apache-2.0

// Legacy files of VTK: whatever the text, it is a mesh or a list of problems.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "io/deck/mesh_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    spondyl::DeckProblems problems;
    spondyl::Deck deck;
    spondyl::read_mesh_text(text, "fuzz.vtk", 1.0, problems.add_file("fuzz.vtk"), problems, deck);
    return 0;
}
