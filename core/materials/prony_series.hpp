// SPDX-License-Identifier: Apache-2.0
// Relaxation of a stress at constant strain: G(t) = 1 - sum g_i (1 - exp(-t / tau_i)) is the fraction of the
// instantaneous stress that is left after t. The elastic law of the material is the instantaneous one (instantaneous
// moduli); in the long term the fraction 1 - sum g_i is left (long-term moduli).
//
// Linear superposition of the elastic stress s (quasi-linear viscoelasticity),
//     stress(t) = integral G(t - t') ds/dt' dt' = (1 - sum g_i) s + sum g_i h_i,
// reduces to one internal stress h_i per term with dh_i/dt = ds/dt - h_i / tau_i, so that no earlier history is needed.
// Over an increment in which s is linear in time the solution is exact, whatever the size of the increment:
//     h_i <- exp(-x) h_i + (1 - exp(-x)) / x (s_new - s_old),   x = dt / tau_i
// Sources: Taylor, Pister and Goudreau 1970, doi:10.1002/nme.1620020106 (recursion); Simo 1987,
// doi:10.1016/0045-7825(87)90107-1 (finite strain; with the factor exp(-x/2)); Puso and Weiss 1998,
// doi:10.1115/1.2834308 (soft tissue).
#pragma once

#include <array>
#include <cmath>

namespace spondyl {

struct PronySeries {
    static constexpr std::size_t count = 4;  // terms not needed have the share 0
    struct Term {
        double share = 0.0;  // g_i
        double time = 1.0;   // tau_i, s
    };
    std::array<Term, count> terms{};
    // For living tissue: the stress at rest does not relax, since growth and swelling maintain it. An increment then
    // starts from rest, and h_i at its beginning does not decay.
    bool keeps_rest = false;

    // The update of each h_i in an increment: h_i <- decay h_i + rise (s_new - s_old).
    struct Factors {
        std::array<double, count> decay{};
        std::array<double, count> rise{};
        double stiffness = 1.0;  // d stress / d s_new: 1 for dt = 0, the long-term share for dt infinite
    };

    [[nodiscard]] double long_term_share() const {
        double sum = 1.0;
        for (const Term& term : terms) sum -= term.share;
        return sum;
    }
    // G(t), t in s.
    [[nodiscard]] double left(double t) const {
        double sum = 1.0;
        for (const Term& term : terms) sum += term.share * std::expm1(-t / term.time);
        return sum;
    }
    [[nodiscard]] bool relaxes() const { return long_term_share() != 1.0; }
    // dt: s; 0 and infinity are allowed.
    [[nodiscard]] Factors over(double dt) const {
        Factors factors;
        factors.stiffness = long_term_share();
        for (std::size_t i = 0; i < count; ++i) {
            const double x = dt / terms[i].time;
            factors.decay[i] = keeps_rest ? 1.0 : std::exp(-x);
            factors.rise[i] = x > 0.0 ? -std::expm1(-x) / x : 1.0;
            factors.stiffness += terms[i].share * factors.rise[i];
        }
        return factors;
    }
};

}  // namespace spondyl
