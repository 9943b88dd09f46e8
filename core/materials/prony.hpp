// SPDX-License-Identifier: Apache-2.0
// Stress relaxation of any material: quasi-linear viscoelasticity of its second Piola-Kirchhoff stress.
//
//     S(t) = integral G(t - t') dS_e/dt' dt',   S_e = 2 dW/dC of the elastic law,   G: core/materials/prony_series.hpp
//
// W is the instantaneous law: with dt = 0 (static) the stress is that of W. The volumetric energy U of the element is
// not part of W and does not relax. The stresses are referred to the reference configuration, so that rotations do not
// change them (Puso and Weiss 1998, doi:10.1115/1.2834308, for W as a whole; Simo 1987,
// doi:10.1016/0045-7825(87)90107-1).
//
// With Q = sum g_i (decay_i H_i - rise_i S_e,old) known at the start of an increment, S = a S_e + Q, a the `stiffness`
// of its factors. That is the derivative of the increment's potential a W + Q : (C - 1) / 2, and
//     tau = a tau_e + F Q F^T,   c = a c_e.
#pragma once

#include <array>

#include "core/materials/material.hpp"
#include "core/materials/prony_series.hpp"

namespace spondyl {

template <class Material>
struct Prony {
    Material material;  // instantaneous
    PronySeries series;
    double bulk_modulus = material.bulk_modulus;  // MPa

    template <class T>
    using Point = typename Material::template Point<T>;

    template <class T>
    struct History {
        SymTensor<T> elastic;                               // S_e, MPa
        std::array<SymTensor<T>, PronySeries::count> over;  // H_i, MPa
    };

    template <class T>
    T energy(const Tensor<T>& f, const Point<T>& point, const History<T>& past, double dt) const {
        const PronySeries::Factors factors = series.over(dt);
        const SymTensor<T> q = carried(past, factors);
        const SymTensor<T> c = right_product(f);
        T work = 0.0;
        for (int s = 0; s < 6; ++s) work = work + q[s] * (s < 3 ? c[s] - 1.0 : c[s] * 2.0);
        return material.energy(f, point) * factors.stiffness + work * 0.5;
    }

    template <class T>
    Response<T> operator()(const Tensor<T>& f, const Point<T>& point, const History<T>& past, double dt) const {
        const PronySeries::Factors factors = series.over(dt);
        Response<T> r = material(f, point);
        const SymTensor<T> q = push_forward(f, carried(past, factors));
        for (int s = 0; s < 6; ++s) {
            r.tau[s] = r.tau[s] * factors.stiffness + q[s];
            for (int t = 0; t < 6; ++t) r.c[s][t] = r.c[s][t] * factors.stiffness;
        }
        return r;
    }

    template <class T>
    History<T> remember(const Tensor<T>& f, const Point<T>& point, const History<T>& past, double dt) const {
        const PronySeries::Factors factors = series.over(dt);
        History<T> now;
        now.elastic = elastic_stress(f, point);
        for (std::size_t i = 0; i < PronySeries::count; ++i) {
            for (int s = 0; s < 6; ++s) {
                now.over[i][s] =
                    past.over[i][s] * factors.decay[i] + (now.elastic[s] - past.elastic[s]) * factors.rise[i];
            }
        }
        return now;
    }

    // Directions and stretches of the fibres are those of the elastic law; their stress is the instantaneous one, since
    // the contribution of a single fibre family to the relaxation is not stored.
    template <class M = Material>
    requires requires(const M& m, const Tensor<double>& f, const Point<double>& p) { m.fibre_state(f, p); }
    [[nodiscard]] auto fibre_state(const Tensor<double>& f, const Point<double>& point) const {
        return material.fibre_state(f, point);
    }

  private:
    // F^-1 tau_e F^-T
    template <class T>
    SymTensor<T> elastic_stress(const Tensor<T>& f, const Point<T>& point) const {
        const Tensor<T> cof = cofactor(f);
        const T inverse = 1.0 / determinant(f);
        Tensor<T> back;
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j) back[i][j] = cof[j][i] * inverse;
        }
        return push_forward(back, material(f, point).tau);
    }
    // Q
    template <class T>
    SymTensor<T> carried(const History<T>& past, const PronySeries::Factors& factors) const {
        SymTensor<T> q{};
        for (std::size_t i = 0; i < PronySeries::count; ++i) {
            const double share = series.terms[i].share;
            for (int s = 0; s < 6; ++s) {
                q[s] =
                    q[s] + past.over[i][s] * (share * factors.decay[i]) - past.elastic[s] * (share * factors.rise[i]);
            }
        }
        return q;
    }
};

}  // namespace spondyl
