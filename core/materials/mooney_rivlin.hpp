// SPDX-License-Identifier: Apache-2.0
// Mooney-Rivlin solid: W = C10 (I1bar - 3) + C01 (I2bar - 3), U = K/2 (J - 1)^2. C01 = 0 is neo-Hookean.
// Initial shear modulus mu = 2 (C10 + C01).
// Source: Rivlin 1948, doi:10.1098/rsta.1948.0024; isochoric split after Flory 1961, doi:10.1039/TF9615700829.
#pragma once

#include "core/materials/isochoric.hpp"
#include "core/math/simd.hpp"

namespace spondyl {

// Adds the fictitious stress and tangent of the matrix, given bbar = J^(-2/3) F F^T.
//   tau_f = 2 (C10 + C01 I1bar) bbar - 2 C01 bbar^2,   c_f = 4 C01 (bbar (x) bbar - bbar (.) bbar)
template <class T>
void add_mooney_rivlin(double c10, double c01, const SymTensor<T>& bbar, SymTensor<T>& tau, SymTensor4<T>& c) {
    const SymTensor<T> bb = square(bbar);
    const T first = (trace(bbar) * c01 + c10) * 2.0;
    for (int s = 0; s < 6; ++s) tau[s] = tau[s] + first * bbar[s] - bb[s] * (2.0 * c01);
    if (c01 == 0.0) return;
    for (int p = 0; p < 6; ++p) {
        for (int q = 0; q < 6; ++q) {
            c[p][q] = c[p][q] + (bbar[p] * bbar[q] - symmetric_product(bbar, p, q)) * (4.0 * c01);
        }
    }
}

template <class T>
T mooney_rivlin_energy(double c10, double c01, const SymTensor<T>& bbar) {
    const T i1 = trace(bbar);
    const T i2 = (i1 * i1 - trace(square(bbar))) * 0.5;
    return (i1 - 3.0) * c10 + (i2 - 3.0) * c01;
}

// J^(-2/3) F F^T
template <class T>
SymTensor<T> isochoric_left_cauchy_green(const Tensor<T>& f) {
    SymTensor<T> b = left_product(f);
    const T scale = inverse_two_thirds_power(determinant(f));
    for (int s = 0; s < 6; ++s) b[s] = b[s] * scale;
    return b;
}

struct MooneyRivlin {
    double c10 = 0.0;           // MPa
    double c01 = 0.0;           // MPa
    double bulk_modulus = 0.0;  // MPa

    template <class T>
    using Point = NoPoint<T>;

    template <class T>
    T energy(const Tensor<T>& f, const Point<T>& /*point*/) const {
        return mooney_rivlin_energy(c10, c01, isochoric_left_cauchy_green(f));
    }

    template <class T>
    Response<T> operator()(const Tensor<T>& f, const Point<T>& /*point*/) const {
        SymTensor<T> tau{};
        SymTensor4<T> c{};
        add_mooney_rivlin(c10, c01, isochoric_left_cauchy_green(f), tau, c);
        return project_isochoric(tau, c);
    }
};

}  // namespace spondyl
