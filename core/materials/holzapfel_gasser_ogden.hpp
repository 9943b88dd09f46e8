// SPDX-License-Identifier: Apache-2.0
// Annulus as a matrix with two families of dispersed fibres whose stress rises exponentially.
//
//   W = C10 (I1bar - 3) + C01 (I2bar - 3) + sum over families psi(E),   U = K/2 (J - 1)^2
//   E = kappa (I1bar - 3) + (1 - 3 kappa) (I4bar - 1),   I4bar = J^(-2/3) |F a0|^2
//   psi(E) = k1/(2 k2) (exp(k2 E^2) - 1)  for E > 0, else 0
//
// Source: Gasser, Ogden, Holzapfel 2006, doi:10.1098/rsif.2005.0073, eqs. 4.1-4.4, with the family switched off by the
// sign of E and C10 = c/2. kappa runs from 0 (aligned) to 1/3 (isotropic).
//
// Where k2 E^2 exceeds `cap`, dpsi/dE continues linearly with its slope there: stress and tangent stay continuous
// and a trial step of Newton's method cannot overflow. With the default 3 the cap is reached at stresses of tens of
// MPa in the fitted annulus sets (docs/tissues.md), above what a lamella survives.
#pragma once

#include <cmath>

#include "core/materials/fibre.hpp"
#include "core/materials/isochoric.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/math/simd.hpp"

namespace spondyl {

struct HolzapfelGasserOgden {
    double c10 = 0.0;           // MPa
    double c01 = 0.0;           // MPa
    double kappa = 0.0;         // dispersion, 0 .. 1/3
    double bulk_modulus = 0.0;  // MPa
    double cap = 3.0;           // k2 E^2 from where on the fibre stress is linear in E

    template <class T>
    struct Point {
        Vector<T> a0[fibre_family_count];  // unit, reference configuration
        T k1;                              // MPa
        T k2;                              // > 0
    };

    template <class T>
    T energy(const Tensor<T>& f, const Point<T>& point) const {
        const SymTensor<T> bbar = isochoric_left_cauchy_green(f);
        T w = mooney_rivlin_energy(c10, c01, bbar);
        for (const Vector<T>& a0 : point.a0) {
            const Fibre<T> fibre = stretch_family(point, trace(bbar), isochoric_fibre(f, a0));
            w = w + (fibre.exponential - 1.0) * point.k1 / (point.k2 * 2.0) +
                fibre.slope_at_cap * fibre.excess * fibre.excess * 0.5 + fibre.stress_below_cap * fibre.excess;
        }
        return w;
    }

    // Per family with h = dE/dCbar pushed forward = kappa bbar + (1 - 3 kappa) abar (x) abar:
    //   tau_f = 2 psi' h,  c_f = 4 psi'' h (x) h.
    template <class T>
    Response<T> operator()(const Tensor<T>& f, const Point<T>& point) const {
        const SymTensor<T> bbar = isochoric_left_cauchy_green(f);
        const T i1 = trace(bbar);
        SymTensor<T> tau{};
        SymTensor4<T> c{};
        add_mooney_rivlin(c10, c01, bbar, tau, c);
        for (const Vector<T>& a0 : point.a0) {
            const SymTensor<T> aa = isochoric_fibre(f, a0);
            if (!any(pulls(family_strain(i1, aa)))) continue;
            const Fibre<T> fibre = stretch_family(point, i1, aa);
            SymTensor<T> h;
            for (int s = 0; s < 6; ++s) h[s] = bbar[s] * kappa + aa[s] * (1.0 - 3.0 * kappa);
            const T twice_stress = fibre.stress() * 2.0;
            for (int s = 0; s < 6; ++s) tau[s] = tau[s] + twice_stress * h[s];
            add_dyad(c, T(fibre.tangent * 4.0), h);
        }
        return project_isochoric(tau, c);
    }

    // Stretch of each family and the Cauchy stress that it adds along its own direction. The law describes the
    // lamella as a whole, so the stress is per area of tissue, not of the fibre phase alone.
    [[nodiscard]] FibreStates fibre_state(const Tensor<double>& f, const Point<double>& point) const {
        const SymTensor<double> bbar = isochoric_left_cauchy_green(f);
        FibreStates states;
        for (int family = 0; family < fibre_family_count; ++family) {
            const Vector<double> a = f * point.a0[family];
            const double stretch = std::sqrt(dot(a, a));
            const Vector<double> n = {a[0] / stretch, a[1] / stretch, a[2] / stretch};
            const SymTensor<double> aa = isochoric_fibre(f, point.a0[family]);
            const SymTensor<double> nn = outer(n);
            double along = 0.0;  // n . h n
            for (int s = 0; s < 6; ++s) {
                along += (s < 3 ? 1.0 : 2.0) * nn[s] * (bbar[s] * kappa + aa[s] * (1.0 - 3.0 * kappa));
            }
            const double psi_prime = stretch_family(point, trace(bbar), aa).stress();
            states[static_cast<std::size_t>(family)] = {stretch, 2.0 * psi_prime * along / determinant(f), n};
        }
        return states;
    }

  private:
    // Parts of psi' and psi'' that energy and stress have in common.
    template <class T>
    struct Fibre {
        T exponential;       // exp(k2 E^2), E limited to [0, cap]
        T stress_below_cap;  // psi' at the limited E
        T slope_at_cap;      // psi'' at the limited E
        T excess;            // E beyond the cap
        T tangent;           // psi'' at E: zero when switched off
        [[nodiscard]] T stress() const { return stress_below_cap + slope_at_cap * excess; }
    };

    // J^(-2/3) F a0 (x) F a0
    template <class T>
    static SymTensor<T> isochoric_fibre(const Tensor<T>& f, const Vector<T>& a0) {
        SymTensor<T> aa = outer(f * a0);
        const T scale = inverse_two_thirds_power(determinant(f));
        for (int s = 0; s < 6; ++s) aa[s] = aa[s] * scale;
        return aa;
    }

    // At rest E is zero but for rounding errors, and the tangent is taken as that of stretched fibres: otherwise the
    // first step of Newton's method would be computed without fibres.
    template <class T>
    static auto pulls(const T& strain) {
        constexpr double rounding = 1e-12;
        return strain > -rounding;
    }

    template <class T>
    T family_strain(const T& i1, const SymTensor<T>& aa) const {
        return (i1 - 3.0) * kappa + (trace(aa) - 1.0) * (1.0 - 3.0 * kappa);
    }

    template <class T>
    Fibre<T> stretch_family(const Point<T>& point, const T& i1, const SymTensor<T>& aa) const {
        const T strain = family_strain(i1, aa);
        const T tensile = select(strain > 0.0, strain, T(0.0));
        const T limit = sqrt(T(cap) / point.k2);
        const T limited = select(tensile < limit, tensile, limit);
        const T k2_e2 = point.k2 * limited * limited;
        Fibre<T> fibre;
        fibre.exponential = exp(k2_e2);
        fibre.stress_below_cap = point.k1 * limited * fibre.exponential;
        fibre.slope_at_cap = point.k1 * (k2_e2 * 2.0 + 1.0) * fibre.exponential;
        fibre.excess = tensile - limited;
        fibre.tangent = select(pulls(strain), fibre.slope_at_cap, T(0.0));
        return fibre;
    }
};

}  // namespace spondyl
