// SPDX-License-Identifier: Apache-2.0
// The compressible neo-Hookean solid,
//     W = mu/2 (I1 - 3 - 2 ln J) + lambda/4 (J^2 - 1 - 2 ln J),    I1 = tr(F^T F),  J = det F,
// with the Lame constants of Hooke's law at small strain. For tissues that are stiff and not nearly incompressible
// (bone, cartilage endplates). W is polyconvex and grows without bound as J -> 0, so that no state of compression,
// however large, lets the tissue collapse; a law linear in the Green-Lagrange strain (St. Venant-Kirchhoff) has its
// largest compressive force at a stretch of 0.58 and softens beyond. W carries the volume as well, so there is no mean
// dilatation: use it up to nu of about 0.4.
// Source: Simo and Pister 1984, doi:10.1016/0045-7825(84)90062-8; the volumetric part after Ciarlet, Mathematical
// Elasticity I (1988), section 4.10.
#pragma once

#include "core/materials/elastic_constants.hpp"
#include "core/materials/material.hpp"
#include "core/math/simd.hpp"

namespace spondyl {

struct CompressibleNeoHookean {
    double youngs_modulus = 0.0;  // MPa, at small strain
    double poisson_ratio = 0.0;
    static constexpr double bulk_modulus = 0.0;

    template <class T>
    using Point = NoPoint<T>;

    template <class T>
    T energy(const Tensor<T>& f, const Point<T>& /*point*/) const {
        const T j = determinant(f);
        const T twice_log = log(j) * 2.0;
        return (trace(left_product(f)) - 3.0 - twice_log) * (0.5 * shear_modulus(youngs_modulus, poisson_ratio)) +
               (j * j - 1.0 - twice_log) * (0.25 * lame_lambda(youngs_modulus, poisson_ratio));
    }

    // tau = mu (b - I) + lambda/2 (J^2 - 1) I,   c = lambda J^2 I (x) I + (2 mu - lambda (J^2 - 1)) Isym.
    template <class T>
    Response<T> operator()(const Tensor<T>& f, const Point<T>& /*point*/) const {
        const double lambda = lame_lambda(youngs_modulus, poisson_ratio);
        const double mu = shear_modulus(youngs_modulus, poisson_ratio);
        const T j = determinant(f);
        const T jj = j * j;
        const T pressure = (jj - 1.0) * (0.5 * lambda);
        const T volume = jj * lambda;
        const T shear = pressure * -2.0 + 2.0 * mu;
        Response<T> r{};
        r.tau = left_product(f);
        for (int s = 0; s < 6; ++s) r.tau[s] = r.tau[s] * mu;
        for (int s = 0; s < 3; ++s) {
            r.tau[s] = r.tau[s] - mu + pressure;
            for (int q = 0; q < 3; ++q) r.c[s][q] = volume;
            r.c[s][s] = volume + shear;
            r.c[s + 3][s + 3] = shear * 0.5;
        }
        return r;
    }
};

}  // namespace spondyl
