// SPDX-License-Identifier: Apache-2.0
#include "io/deck/deck_laws.hpp"

#include <fmt/format.h>

#include <cmath>
#include <span>

#include "core/text/limits.hpp"

namespace spondyl {

namespace {

// N/mm and N: stiffness and strength of a rod of such a material of 1 mm.
constexpr double largest_stiffness = 1e9;

std::string moduli_problem(std::span<const double> moduli, double d) {
    for (const double modulus : moduli) {
        if (std::abs(modulus) > largest_modulus)
            return fmt::format("the constant {:g} is beyond {:g} MPa", modulus, largest_modulus);
    }
    if (d < 0.0) return fmt::format("D1 is {:g} and must not be negative", d);
    if (d > 0.0 && 2.0 / d > largest_modulus)
        return fmt::format("the bulk modulus {:g} MPa is beyond {:g} MPa", 2.0 / d, largest_modulus);
    return {};
}

std::string problem(std::monostate /*law*/) {
    return {};
}

std::string problem(const DeckElastic& law) {
    const double e = law.youngs_modulus;
    const double nu = law.poisson_ratio;
    if (!(e > 0.0) || !(nu > -1.0 && nu <= 0.5)) {
        return fmt::format("Young's modulus {:g} must be positive, Poisson's ratio {:g} above -1 and at most 0.5", e,
                           nu);
    }
    // Of 0.5 the material is incompressible in the deck, and its bulk modulus is chosen here.
    return moduli_problem({{e}}, 6.0 * (1.0 - 2.0 * nu) / e);
}

constexpr std::string_view no_shear = "the initial shear modulus of these constants is not positive";

std::string problem(const DeckMooneyRivlin& law) {
    if (!(law.c10 + law.c01 > 0.0)) return std::string(no_shear);
    return moduli_problem({{law.c10, law.c01}}, law.d);
}

std::string problem(const DeckReducedPolynomial& law) {
    if (law.c.empty() || !(law.c.front() > 0.0)) return std::string(no_shear);
    return moduli_problem(law.c, law.d);
}

std::string problem(const DeckHolzapfel& law) {
    if (!(law.c10 > 0.0) || law.d < 0.0 || law.k1 < 0.0 || !(law.k2 > 0.0) || law.kappa < 0.0 ||
        law.kappa > 1.0 / 3.0 + 1e-6) {
        return "HOLZAPFEL needs C10 > 0, D >= 0, k1 >= 0, k2 > 0 and kappa from 0 to 1/3";
    }
    return moduli_problem({{law.c10, law.k1, law.k2}}, law.d);
}

}  // namespace

std::string law_problem(const DeckLaw& law) {
    return std::visit([](const auto& of) { return problem(of); }, law);
}

std::string law_problem(const DeckSpringLaw& law) {
    if (law.points.size() < (law.straight_on ? 2U : 1U)) return "a spring without its stiffness or its table";
    for (std::size_t i = 0; i < law.points.size(); ++i) {
        const auto [elongation, force] = law.points[i];
        if (!std::isfinite(elongation) || !std::isfinite(force) || std::abs(force) > largest_stiffness ||
            std::abs(elongation) > limits::deck_coordinate) {
            return fmt::format("a spring with the force {:g} N at the elongation {:g}: at most {:g} N and {:g} mm",
                               force, elongation, largest_stiffness, limits::deck_coordinate);
        }
        if (i == 0) continue;
        const auto [before, force_before] = law.points[i - 1];
        if (!(elongation > before))
            return fmt::format("the elongation {:g} of a spring does not exceed the one before, {:g}", elongation,
                               before);
        if (std::abs(force - force_before) > largest_stiffness * (elongation - before))
            return fmt::format("a spring stiffer than {:g} N/mm", largest_stiffness);
    }
    if (law.straight_on && law.points[1].second < law.points[0].second)
        return "the stiffness of a spring must not be negative";
    return {};
}

}  // namespace spondyl
