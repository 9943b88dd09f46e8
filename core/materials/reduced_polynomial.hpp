// SPDX-License-Identifier: Apache-2.0
// The solid whose isochoric energy is a polynomial of the first invariant: W = sum_i c_i (I1bar - 3)^i, i = 1 .. 6,
// U = K/2 (J - 1)^2. One constant: neo-Hookean; three: Yeoh. Initial shear modulus mu = 2 c_1.
// Source: Yeoh 1993, doi:10.5254/1.3538343; isochoric split after Flory 1961, doi:10.1039/TF9615700829.
#pragma once

#include <array>

#include "core/materials/isochoric.hpp"
#include "core/materials/mooney_rivlin.hpp"

namespace spondyl {

struct ReducedPolynomial {
    static constexpr std::size_t terms = 6;

    std::array<double, terms> c{};  // MPa; c[0] is c_1
    double bulk_modulus = 0.0;      // MPa

    template <class T>
    using Point = NoPoint<T>;

    template <class T>
    T energy(const Tensor<T>& f, const Point<T>& /*point*/) const {
        const T x = trace(isochoric_left_cauchy_green(f)) - 3.0;
        T sum = T(0.0);
        for (std::size_t i = terms; i-- > 0;) sum = (sum + c[i]) * x;
        return sum;
    }

    // tau_f = 2 W' bbar,  c_f = 4 W'' bbar (x) bbar, with the derivatives of W with respect to I1bar.
    template <class T>
    Response<T> operator()(const Tensor<T>& f, const Point<T>& /*point*/) const {
        const SymTensor<T> bbar = isochoric_left_cauchy_green(f);
        const T x = trace(bbar) - 3.0;
        T first = T(0.0);
        T second = T(0.0);
        for (std::size_t i = terms; i-- > 0;) {
            const auto power = static_cast<double>(i + 1);
            first = first * x + c[i] * power;
            if (i > 0) second = second * x + c[i] * power * (power - 1.0);
        }
        SymTensor<T> tau;
        for (int s = 0; s < 6; ++s) tau[s] = bbar[s] * first * 2.0;
        SymTensor4<T> tangent{};
        add_dyad(tangent, T(second * 4.0), bbar);
        return project_isochoric(tau, tangent);
    }
};

}  // namespace spondyl
