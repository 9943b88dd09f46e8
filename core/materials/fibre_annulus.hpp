// SPDX-License-Identifier: Apache-2.0
// Annulus as a Mooney-Rivlin matrix with two families of fibres that follow measured stress-strain curves.
//
//   W = C10 (I1bar - 3) + C01 (I2bar - 3) + volume_fraction * weight * sum over families Psi(lambda - 1)
//   Psi' = sum over curves share_c * curve_c,   lambda = |F a0|,   U = K/2 (J - 1)^2
//
// A curve gives the nominal stress of the fibre phase (force per reference area of fibre, MPa) over the nominal
// strain lambda - 1. It is zero up to its first point: fibres take tension only, after a slack. The stretch is that
// of the whole deformation, not of its isochoric part: fibres that follow only the isochoric part swell under
// tension (Gueltekin, Dal, Holzapfel 2019, doi:10.1007/s00466-018-1602-9). Shares blend the curves of the sectors of
// the annulus, so that the tissue changes smoothly around the circumference; they add up to one. Fibre and matrix share
// the space by the rule of mixtures of reinforced continua; the matrix constants are those of the tissue, not reduced
// by 1 - volume_fraction, as in the finite-element models the values come from.
#pragma once

#include <array>
#include <cmath>

#include "core/materials/fibre.hpp"
#include "core/materials/isochoric.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/math/curve.hpp"
#include "core/math/simd.hpp"

namespace spondyl {

struct FibreAnnulus {
    static constexpr int curve_count = 3;

    double c10 = 0.0;              // MPa
    double c01 = 0.0;              // MPa
    double bulk_modulus = 0.0;     // MPa
    double volume_fraction = 0.0;  // of the fibres of both families, split evenly
    std::array<MonotoneCurve, curve_count> curves;

    template <class T>
    struct Point {
        Vector<T> a0[fibre_family_count];  // unit, reference configuration
        T weight;                          // factor on the fibre stress
        T share[curve_count];              // share of each curve, sum 1
    };

    template <class T>
    T energy(const Tensor<T>& f, const Point<T>& point) const {
        T w = mooney_rivlin_energy(c10, c01, isochoric_left_cauchy_green(f));
        for (const Vector<T>& a0 : point.a0) {
            const Vector<T> a = f * a0;
            const T strain = sqrt(dot(a, a)) - 1.0;
            T sum = T(0.0);
            for (int k = 0; k < curve_count; ++k) {
                sum = sum + point.share[k] * curves[static_cast<std::size_t>(k)].integral(strain);
            }
            w = w + sum * point.weight * family_fraction();
        }
        return w;
    }

    // Per family with a = F a0 and the nominal stress p(lambda) per area of tissue:
    //   tau = p/lambda a (x) a,   c = (p' lambda - p)/lambda^3 a (x) a (x) a (x) a.
    template <class T>
    Response<T> operator()(const Tensor<T>& f, const Point<T>& point) const {
        SymTensor<T> tau{};
        SymTensor4<T> c{};
        add_mooney_rivlin(c10, c01, isochoric_left_cauchy_green(f), tau, c);
        Response<T> r = project_isochoric(tau, c);
        for (const Vector<T>& a0 : point.a0) {
            const Vector<T> a = f * a0;
            const T stretch = sqrt(dot(a, a));
            if (!any(stretch > 1.0 + slack())) continue;
            const MonotoneCurve::Sample<T> fibre = blend(point, T(stretch - 1.0));
            const T scale = point.weight * family_fraction() / stretch;
            const SymTensor<T> aa = outer(a);
            const T stress = fibre.value * scale;
            const T tangent = (fibre.derivative * stretch - fibre.value) * scale / (stretch * stretch);
            for (int s = 0; s < 6; ++s) r.tau[s] = r.tau[s] + stress * aa[s];
            add_dyad(r.c, tangent, aa);
        }
        return r;
    }

    // Stretch of each family and the Cauchy stress in the fibre phase (the fibre taken as incompressible).
    [[nodiscard]] FibreStates fibre_state(const Tensor<double>& f, const Point<double>& point) const {
        FibreStates states;
        for (int family = 0; family < fibre_family_count; ++family) {
            const Vector<double> a = f * point.a0[family];
            const double stretch = std::sqrt(dot(a, a));
            const double stress = point.weight * blend(point, stretch - 1.0).value * stretch;
            states[static_cast<std::size_t>(family)] = {
                stretch, stress, {a[0] / stretch, a[1] / stretch, a[2] / stretch}};
        }
        return states;
    }

  private:
    [[nodiscard]] double family_fraction() const { return volume_fraction / fibre_family_count; }

    [[nodiscard]] double slack() const {
        return std::fmin(curves[0].first(), std::fmin(curves[1].first(), curves[2].first()));
    }

    template <class T>
    MonotoneCurve::Sample<T> blend(const Point<T>& point, const T& strain) const {
        MonotoneCurve::Sample<T> sum{T(0.0), T(0.0)};
        for (int k = 0; k < curve_count; ++k) {
            if (!any(point.share[k] != 0.0)) continue;
            const MonotoneCurve::Sample<T> one = curves[static_cast<std::size_t>(k)].evaluate(strain);
            sum.value = sum.value + point.share[k] * one.value;
            sum.derivative = sum.derivative + point.share[k] * one.derivative;
        }
        return sum;
    }
};

}  // namespace spondyl
