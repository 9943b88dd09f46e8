// SPDX-License-Identifier: Apache-2.0
// Small decks for tests, and files that exist only in the test.
#pragma once

#include <map>
#include <string>

#include "core/error.hpp"
#include "io/deck/read_inp.hpp"

namespace spondyl::test {

using Texts = std::map<std::string, std::string>;

// Reads "deck.inp" of these texts.
inline Deck read_texts(const Texts& texts, bool allow_unsupported = false) {
    const OpenText open = [&](const std::filesystem::path& path) {
        const auto found = texts.find(path.generic_string());
        if (found == texts.end()) throw UserError("cannot read the deck " + path.generic_string());
        return found->second;
    };
    return read_inp_text(texts.at("deck.inp"), "deck.inp", open, {.allow_unsupported = allow_unsupported});
}

inline Deck read_text_deck(const std::string& text, bool allow_unsupported = false) {
    return read_texts({{"deck.inp", text}}, allow_unsupported);
}

// The message of the refusal; empty if the deck is read.
inline std::string refusal(const Texts& texts, bool allow_unsupported = false) {
    try {
        read_texts(texts, allow_unsupported);
    } catch (const UserError& error) {
        return error.what();
    }
    return {};
}

inline std::string refusal(const std::string& text, bool allow_unsupported = false) {
    return refusal(Texts{{"deck.inp", text}}, allow_unsupported);
}

inline const std::string cube_nodes =
    "*NODE, NSET=ALL\n"
    "1, 0, 0, 0\n2, 1, 0, 0\n3, 1, 1, 0\n4, 0, 1, 0\n"
    "5, 0, 0, 1\n6, 1, 0, 1\n7, 1, 1, 1\n8, 0, 1, 1\n";

inline const std::string cube_mesh = cube_nodes + "*ELEMENT, TYPE=C3D8, ELSET=CUBE\n1, 1,2,3,4,5,6,7,8\n";

inline const std::string cube_tissue =
    "*MATERIAL, NAME=RUBBER\n*HYPERELASTIC, NEO HOOKE\n0.2, 0.01\n*SOLID SECTION, ELSET=CUBE, MATERIAL=RUBBER\n";

// x = 0, y = 0, z = 0 are planes of symmetry.
inline const std::string cube_supports =
    "*NSET, NSET=X0\n1, 4, 5, 8\n*NSET, NSET=Y0\n1, 2, 5, 6\n*NSET, NSET=Z0\n1, 2, 3, 4\n*NSET, NSET=Z1\n5, 6, 7, 8\n"
    "*BOUNDARY\nX0, 1\nY0, 2\nZ0, 3\n";

inline const std::string cube_step = "*STEP, NLGEOM\n*STATIC\n0.5, 1.\n*BOUNDARY\nZ1, 3, 3, 0.2\n*END STEP\n";

inline const std::string cube_deck = cube_mesh + cube_tissue + cube_supports + cube_step;

}  // namespace spondyl::test
