// SPDX-License-Identifier: Apache-2.0
// One tissue of each material law, with element data, for tests that must hold for all of them.
#pragma once

#include <array>
#include <cmath>
#include <vector>

#include "core/materials/compressible_neo_hookean.hpp"
#include "core/materials/fibre_annulus.hpp"
#include "core/materials/holzapfel_gasser_ogden.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/materials/prony.hpp"

namespace spondyl::testing {

// Two families at 30 degrees to the x axis in the x-y plane.
template <class Point>
void set_fibres(Point& point) {
    const double c = std::sqrt(0.75);
    point.a0[0] = {c, 0.5, 0.0};
    point.a0[1] = {c, -0.5, 0.0};
}

template <class Material>
struct Sample;

template <>
struct Sample<CompressibleNeoHookean> {
    static CompressibleNeoHookean material() { return {.youngs_modulus = 12.0, .poisson_ratio = 0.3}; }
    static std::vector<NoPoint<double>> points(std::size_t count) { return std::vector<NoPoint<double>>(count); }
};

template <>
struct Sample<MooneyRivlin> {
    static MooneyRivlin material() { return {.c10 = 0.12, .c01 = 0.03, .bulk_modulus = 30.0}; }
    static std::vector<NoPoint<double>> points(std::size_t count) { return std::vector<NoPoint<double>>(count); }
};

template <>
struct Sample<HolzapfelGasserOgden> {
    static HolzapfelGasserOgden material() {
        return {.c10 = 0.3, .c01 = 0.05, .kappa = 0.1, .bulk_modulus = 30.0, .cap = 3.0};
    }
    static std::vector<HolzapfelGasserOgden::Point<double>> points(std::size_t count) {
        HolzapfelGasserOgden::Point<double> point{.a0 = {}, .k1 = 1.5, .k2 = 8.0};
        set_fibres(point);
        return std::vector(count, point);
    }
};

template <>
struct Sample<FibreAnnulus> {
    static FibreAnnulus material() {
        constexpr std::array<double, 3> strain = {0.0, 0.3, 0.6};
        constexpr std::array<double, 3> stress = {0.0, 8.0, 40.0};
        const MonotoneCurve curve(strain, stress);
        return {
            .c10 = 0.18, .c01 = 0.045, .bulk_modulus = 30.0, .volume_fraction = 0.16, .curves = {curve, curve, curve}};
    }
    static std::vector<FibreAnnulus::Point<double>> points(std::size_t count) {
        FibreAnnulus::Point<double> point{.a0 = {}, .weight = 0.8, .share = {0.5, 0.2, 0.3}};
        set_fibres(point);
        return std::vector(count, point);
    }
};

template <class Material>
struct Sample<Prony<Material>> {
    static Prony<Material> material() {
        return {.material = Sample<Material>::material(), .series = {.terms = {{{0.4, 3.0}, {0.3, 1000.0}}}}};
    }
    static auto points(std::size_t count) { return Sample<Material>::points(count); }
};

}  // namespace spondyl::testing
