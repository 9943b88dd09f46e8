// SPDX-License-Identifier: Apache-2.0
// The linear elastic solid for finite rotations (St. Venant-Kirchhoff): the second Piola-Kirchhoff stress is
// linear in the Green-Lagrange strain E = (F^T F - I)/2,
//     W = lambda/2 (tr E)^2 + mu E:E.
// For stiff tissues at small strain (bone, cartilage endplates): Hooke's law, free of stress under any rotation.
// It softens under strong compression (stretch below about 0.6) and is no model of soft tissue. W carries the
// volume as well, so there is no mean dilatation: use it up to nu of about 0.4.
// Source: Holzapfel, Nonlinear Solid Mechanics (2000), eq. 6.151.
#pragma once

#include "core/materials/elastic_constants.hpp"
#include "core/materials/material.hpp"
#include "core/math/simd.hpp"

namespace spondyl {

struct LinearElastic {
    double youngs_modulus = 0.0;  // MPa
    double poisson_ratio = 0.0;
    static constexpr double bulk_modulus = 0.0;

    template <class T>
    using Point = NoPoint<T>;

    template <class T>
    T energy(const Tensor<T>& f, const Point<T>& /*point*/) const {
        const SymTensor<T> c = right_product(f);
        SymTensor<T> strain;
        for (int s = 0; s < 6; ++s) strain[s] = (c[s] - (s < 3 ? 1.0 : 0.0)) * 0.5;
        const T volume_strain = trace(strain);
        return volume_strain * volume_strain * (0.5 * lame_lambda(youngs_modulus, poisson_ratio)) +
               trace(square(strain)) * shear_modulus(youngs_modulus, poisson_ratio);
    }

    // With b = F F^T:  tau = lambda tr(E) b + mu (b^2 - b),  c = lambda b (x) b + 2 mu b (.) b.
    template <class T>
    Response<T> operator()(const Tensor<T>& f, const Point<T>& /*point*/) const {
        const double lambda = lame_lambda(youngs_modulus, poisson_ratio);
        const double mu = shear_modulus(youngs_modulus, poisson_ratio);
        const SymTensor<T> b = left_product(f);
        const SymTensor<T> bb = square(b);
        const T pressure = (trace(b) - 3.0) * (0.5 * lambda);
        Response<T> r;
        for (int s = 0; s < 6; ++s) r.tau[s] = pressure * b[s] + (bb[s] - b[s]) * mu;
        for (int p = 0; p < 6; ++p) {
            for (int q = p; q < 6; ++q) {
                r.c[p][q] = b[p] * b[q] * lambda + symmetric_product(b, p, q) * (2.0 * mu);
                r.c[q][p] = r.c[p][q];
            }
        }
        return r;
    }
};

}  // namespace spondyl
