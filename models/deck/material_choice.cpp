// SPDX-License-Identifier: Apache-2.0
#include "models/deck/material_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/materials/neo_hookean.hpp"

namespace spondyl {

namespace {

// Bulk over shear modulus of a material that the deck calls incompressible: Poisson's ratio 0.4995.
constexpr double incompressible_ratio = 1000.0;
// From this Poisson's ratio on Hooke's law becomes the nearly incompressible neo-Hookean solid with its element
// pressure; below, the compressible one.
constexpr double nearly_incompressible_ratio = 0.45;
// Of the exponent k2 E^2 in a deck's Holzapfel law: far beyond any stress that a tissue bears, so that the law is that
// of the deck, and near enough to keep a trial step from overflowing.
constexpr double holzapfel_cap = 12.0;
double bulk_modulus_of(double d, double stiffness) {
    return d > 0.0 ? 2.0 / d : incompressible_ratio * stiffness;
}

double longitudinal(double bulk, double shear) {
    return bulk + 4.0 / 3.0 * shear;
}

std::string bulk_text(double d, double bulk) {
    return d > 0.0 ? fmt::format("K = 2/D = {:g} MPa", bulk)
                   : fmt::format("incompressible in the deck, K = {:g} MPa here", bulk);
}

MaterialChoice choose(const DeckElastic& law) {
    MaterialChoice choice;
    if (law.poisson_ratio < nearly_incompressible_ratio) {
        choice.material = CompressibleNeoHookean{law.youngs_modulus, law.poisson_ratio};
        choice.longitudinal_modulus = lame_lambda(law.youngs_modulus, law.poisson_ratio) +
                                      2.0 * shear_modulus(law.youngs_modulus, law.poisson_ratio);
        choice.text = fmt::format("compressible neo-Hookean, E = {:g} MPa, nu = {:g} at small strain",
                                  law.youngs_modulus, law.poisson_ratio);
        return choice;
    }
    const double shear = shear_modulus(law.youngs_modulus, law.poisson_ratio);
    const double bulk =
        law.poisson_ratio < 0.5 ? bulk_modulus(law.youngs_modulus, law.poisson_ratio) : incompressible_ratio * shear;
    choice.material = neo_hookean(shear, bulk);
    choice.longitudinal_modulus = longitudinal(bulk, shear);
    choice.text = fmt::format("nearly incompressible neo-Hookean, mu = {:g} MPa, K = {:g} MPa", shear, bulk);
    return choice;
}

MaterialChoice choose(const DeckMooneyRivlin& law) {
    const double bulk = bulk_modulus_of(law.d, 2.0 * (law.c10 + law.c01));
    return {.material = MooneyRivlin{law.c10, law.c01, bulk},
            .longitudinal_modulus = longitudinal(bulk, 2.0 * (law.c10 + law.c01)),
            .text = fmt::format("{}, C10 = {:g}, C01 = {:g} MPa; {}", law.c01 == 0.0 ? "neo-Hookean" : "Mooney-Rivlin",
                                law.c10, law.c01, bulk_text(law.d, bulk))};
}

MaterialChoice choose(const DeckReducedPolynomial& law) {
    ReducedPolynomial material;
    std::ranges::copy(law.c, material.c.begin());
    material.bulk_modulus = bulk_modulus_of(law.d, 2.0 * law.c[0]);
    return {.material = material,
            .longitudinal_modulus = longitudinal(material.bulk_modulus, 2.0 * law.c[0]),
            .text = fmt::format("reduced polynomial, C = {:g} MPa; {}", fmt::join(law.c, ", "),
                                bulk_text(law.d, material.bulk_modulus))};
}

MaterialChoice choose(const DeckHolzapfel& law) {
    // Fibres resist a change of volume as well, with about k1.
    const double bulk = bulk_modulus_of(law.d, 2.0 * law.c10 + law.k1);
    HolzapfelGasserOgden material{.c10 = law.c10,
                                  .kappa = std::min(law.kappa, 1.0 / 3.0),  // decks round a third up
                                  .bulk_modulus = bulk,
                                  .cap = holzapfel_cap};
    // Two families in one direction, each with half the stiffness, are one.
    return {.material = material,
            .k1 = law.families == 1 ? 0.5 * law.k1 : law.k1,
            .k2 = law.k2,
            .longitudinal_modulus = longitudinal(bulk, 2.0 * law.c10) + 4.0 * law.k1,
            .text = fmt::format("Holzapfel-Gasser-Ogden, C10 = {:g}, k1 = {:g} MPa, k2 = {:g}, kappa = {:g}, {} fibre "
                                "famil{}; {}",
                                law.c10, law.k1, law.k2, law.kappa, law.families, law.families == 1 ? "y" : "ies",
                                bulk_text(law.d, bulk))};
}

MaterialChoice choose(std::monostate /*law*/) {
    return {.material = CompressibleNeoHookean{}, .text = "none"};
}

}  // namespace

MaterialChoice choose_material(const DeckMaterial& material) {
    MaterialChoice choice = std::visit([](const auto& law) { return choose(law); }, material.law);
    choice.text = material.name + ": " + choice.text;
    return choice;
}

}  // namespace spondyl
