// SPDX-License-Identifier: Apache-2.0
// Which law with which constants stands for a material of a deck.
#pragma once

#include <string>
#include <variant>

#include "models/deck/deck.hpp"
#include "models/deck/make_block.hpp"

namespace spondyl {

using BlockMaterial = std::variant<CompressibleNeoHookean, MooneyRivlin, ReducedPolynomial, HolzapfelGasserOgden>;

// What a material of a deck is here. `text` says it in one line, with the constants that were chosen.
struct MaterialChoice {
    BlockMaterial material;
    double k1 = 0.0;
    double k2 = 1.0;
    double longitudinal_modulus = 0.0;  // MPa, at small strain; fibres as if they bore all
    std::string text;
};
MaterialChoice choose_material(const DeckMaterial& material);

}  // namespace spondyl
