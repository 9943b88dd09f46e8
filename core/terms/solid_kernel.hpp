// SPDX-License-Identifier: Apache-2.0
// Force and stiffness of one batch of solid elements.
//
// Energy per element: integral W(F) dV + integral U(theta) dV with U(theta) = K/2 (theta - rest)^2. theta is the
// projection of J = det F on a few functions psi_a of the reference position, orthogonal over the element with mean
// square 1 (core/elements/geometry.hpp):
//   theta = sum_a theta_a psi_a,     theta_a = 1/V integral psi_a J dV
// With psi_0 = 1 alone this is the mean dilatation theta = v / V (Q1P0: Simo, Taylor and Pister 1985,
// doi:10.1016/0045-7825(85)90033-7, with the dilatation only in U; docs/adr/0002); with linear ones besides, the
// discontinuous linear pressure of Sussman and Bathe 1987 (doi:10.1016/0045-7949(87)90265-3). How many an element takes
// is its volume_modes (docs/adr/0025).
//
// With b_I = F^-T grad N_I, p_a = K (theta_a - rest delta_a0), p = sum_a p_a psi_a, g_aI = integral psi_a J b_I dV,
// tau_t = tau + p J 1, c_t = c + p J (1 (x) 1 - 2 Isym):
//   f_I  = integral tau_t b_I dV
//   K_IJ = integral [ B_I^T c_t B_J + (b_I . tau_t b_J) 1 ] dV + sum_a K/V g_aI (x) g_aJ
// (The force may use the p of theta although the virtual work contains J, since theta - rest lies in the space of the
// psi.)
//
// Newton's method keeps the p_a of each element as internal variables: with p taken from them the tangent is that of
// the mixed problem in (u, p) after elimination of p, and does not suffer from the second-order volume errors of trial
// steps, which K would turn into huge pressures (docs/adr/0002).
//
// Functions that are not inlined are so deliberately: every caller then rounds alike.
#pragma once

#include "core/materials/material.hpp"
#include "core/terms/solid_batch.hpp"

namespace spondyl {

// For each mode of the elements of a batch: integral of psi_a J and its gradient, sum of psi_a J b_I.
template <SolidElement E>
struct SolidVolume {
    Lane value[E::volume_modes];
    Lane gradient[E::volume_modes][E::nodes][3];
};

// F at one point of all lanes.
template <SolidElement E>
[[gnu::noinline]] Tensor<Lane> deformation_gradient(const SolidBatch<E>& batch, int point,
                                                    const Lane (&position)[E::nodes][3]) {
    Tensor<Lane> f;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            Lane sum = position[0][i] * batch.gradient[point][0][j];
            for (int n = 1; n < E::nodes; ++n) sum += position[n][i] * batch.gradient[point][n][j];
            f[i][j] = sum;
        }
    }
    return f;
}

template <SolidElement E>
[[gnu::noinline]] SolidVolume<E> solid_volume(const SolidBatch<E>& batch, const Lane (&position)[E::nodes][3]) {
    SolidVolume<E> volume;
    for (int a = 0; a < E::volume_modes; ++a) {
        volume.value[a] = 0.0;
        for (auto& node : volume.gradient[a]) {
            for (Lane& component : node) component = 0.0;
        }
    }
    for (int p = 0; p < E::points; ++p) {
        const Tensor<Lane> f = deformation_gradient(batch, p, position);
        const Tensor<Lane> cof = cofactor(f);
        const Lane determinant_f = determinant(f);
        for (int a = 0; a < E::volume_modes; ++a) {
            const Lane weight = a == 0 ? batch.weight[p] : batch.weight[p] * batch.mode[p][a - 1];
            volume.value[a] += weight * determinant_f;
            for (int n = 0; n < E::nodes; ++n) {
                for (int i = 0; i < 3; ++i) {
                    volume.gradient[a][n][i] +=
                        weight * (cof[i][0] * batch.gradient[p][n][0] + cof[i][1] * batch.gradient[p][n][1] +
                                  cof[i][2] * batch.gradient[p][n][2]);
                }
            }
        }
    }
    return volume;
}

template <SolidElement E>
struct SolidResult {
    Lane force[force_count<E>];  // derivative of the energy
    Lane stiffness[stiffness_count<E>];
    Lane stiffness_force[force_count<E>];  // with the pressures of the stiffness; only together with it
    Lane energy;
    Lane smallest_volume_ratio;  // smallest det F of the points
};

// B_I^T c B_J + (b_I . tau b_J) 1 for all node pairs, added to the packed stiffness.
template <SolidElement E>
[[gnu::noinline]] void add_stiffness(const Lane (&gradient)[E::nodes][3], const SymTensor<Lane>& tau,
                                     const SymTensor4<Lane>& c, Lane (&stiffness)[stiffness_count<E>]) {
    // Column a of B_J has three entries: direction a paired with each gradient component.
    Lane cb[6][3];
    for (int j = 0; j < E::nodes; ++j) {
        const Lane* b = gradient[j];
        for (int s = 0; s < 6; ++s) {
            cb[s][0] = c[s][0] * b[0] + c[s][3] * b[1] + c[s][5] * b[2];
            cb[s][1] = c[s][3] * b[0] + c[s][1] * b[1] + c[s][4] * b[2];
            cb[s][2] = c[s][5] * b[0] + c[s][4] * b[1] + c[s][2] * b[2];
        }
        const Lane t0 = tau[0] * b[0] + tau[3] * b[1] + tau[5] * b[2];
        const Lane t1 = tau[3] * b[0] + tau[1] * b[1] + tau[4] * b[2];
        const Lane t2 = tau[5] * b[0] + tau[4] * b[1] + tau[2] * b[2];
        for (int i = 0; i <= j; ++i) {
            const Lane* d = gradient[i];
            const Lane geometric = d[0] * t0 + d[1] * t1 + d[2] * t2;
            // Slot of the pair (i, j) in the order of for_each_stiffness: rows of pairs before i, then j.
            const int before = i * 6 + 9 * (i * E::nodes - i * (i + 1) / 2);
            Lane* k = stiffness + before + (j == i ? 0 : 6 + 9 * (j - i - 1));
            int slot = 0;
            for (int a = 0; a < 3; ++a) {
                const int s0 = sym_index[a][0];
                const int s1 = sym_index[a][1];
                const int s2 = sym_index[a][2];
                for (int e = (i == j ? a : 0); e < 3; ++e) {
                    Lane value = cb[s0][e] * d[0] + cb[s1][e] * d[1] + cb[s2][e] * d[2];
                    if (a == e) value += geometric;
                    k[slot++] += value;
                }
            }
        }
    }
}

// factor g (x) g
template <SolidElement E>
[[gnu::noinline]] void add_volume_stiffness(const Lane& factor, const Lane (&gradient)[E::nodes][3],
                                            Lane (&stiffness)[stiffness_count<E>]) {
    for_each_stiffness<E>([&](int slot, int row, int column) {
        stiffness[slot] += factor * gradient[row / 3][row % 3] * gradient[column / 3][column % 3];
    });
}

// Evaluates a material at one of the points of a batch; with history: its history there and the time since, s.
template <SolidElement E, class Material>
struct Past {
    using Point = typename Material::template Point<Lane>;
    Response<Lane> respond(const Material& material, const Tensor<Lane>& f, const Point& point, int /*p*/) const {
        return material(f, point);
    }
    Lane energy(const Material& material, const Tensor<Lane>& f, const Point& point, int /*p*/) const {
        return material.energy(f, point);
    }
};
template <SolidElement E, HasHistory Material>
struct Past<E, Material> {
    using Point = typename Material::template Point<Lane>;
    std::array<typename Material::template History<Lane>, E::points> at;
    double dt = 0.0;

    Response<Lane> respond(const Material& material, const Tensor<Lane>& f, const Point& point, int p) const {
        return material(f, point, at[p], dt);
    }
    Lane energy(const Material& material, const Tensor<Lane>& f, const Point& point, int p) const {
        return material.energy(f, point, at[p], dt);
    }
};

// What a batch needs of its deformation, per point.
template <SolidElement E>
struct SolidKinematics {
    Tensor<Lane> f[E::points];
    Lane jacobian[E::points];
    Lane gradient[E::points][E::nodes][3];  // b_I
    SolidVolume<E> volume;
    Lane smallest_jacobian;
};

template <SolidElement E>
[[gnu::always_inline]] inline void evaluate_kinematics(const SolidBatch<E>& batch, const Lane (&position)[E::nodes][3],
                                                       SolidKinematics<E>& kinematics) {
    constexpr int modes = E::volume_modes;
    auto& [f, jacobian, gradient, volume, smallest] = kinematics;
    for (int a = 0; a < modes; ++a) {
        volume.value[a] = 0.0;
        for (auto& node : volume.gradient[a]) {
            for (Lane& component : node) component = 0.0;
        }
    }
    smallest = 1e300;
    for (int p = 0; p < E::points; ++p) {
        f[p] = deformation_gradient(batch, p, position);
        const Tensor<Lane> cof = cofactor(f[p]);
        jacobian[p] = determinant(f[p]);
        smallest = smaller(smallest, jacobian[p]);
        volume.value[0] += batch.weight[p] * jacobian[p];
        for (int a = 1; a < modes; ++a) volume.value[a] += batch.weight[p] * batch.mode[p][a - 1] * jacobian[p];
        const Lane inverse = 1.0 / jacobian[p];
        for (int n = 0; n < E::nodes; ++n) {
            for (int i = 0; i < 3; ++i) {
                const Lane g = cof[i][0] * batch.gradient[p][n][0] + cof[i][1] * batch.gradient[p][n][1] +
                               cof[i][2] * batch.gradient[p][n][2];
                volume.gradient[0][n][i] += batch.weight[p] * g;
                for (int a = 1; a < modes; ++a) {
                    volume.gradient[a][n][i] += batch.weight[p] * batch.mode[p][a - 1] * g;
                }
                gradient[p][n][i] = g * inverse;
            }
        }
    }
}

// tau b_I for all nodes, added to the force.
template <SolidElement E>
[[gnu::always_inline]] inline void add_force(const Lane (&gradient)[E::nodes][3], const SymTensor<Lane>& tau,
                                             Lane (&force)[force_count<E>]) {
    for (int n = 0; n < E::nodes; ++n) {
        const Lane* b = gradient[n];
        force[3 * n] += tau[0] * b[0] + tau[3] * b[1] + tau[5] * b[2];
        force[3 * n + 1] += tau[3] * b[0] + tau[1] * b[1] + tau[4] * b[2];
        force[3 * n + 2] += tau[5] * b[0] + tau[4] * b[1] + tau[2] * b[2];
    }
}

// w c + p J w (1 (x) 1 - 2 Isym), pj = p J w.
[[gnu::always_inline]] inline void add_pressure(const Lane& w, const Lane& pj, SymTensor4<Lane>& c) {
    for (int s = 0; s < 6; ++s) {
        for (int t = 0; t < 6; ++t) c[s][t] = c[s][t] * w;
    }
    for (int s = 0; s < 3; ++s) {
        for (int t = 0; t < 3; ++t) c[s][t] += s == t ? -pj : pj;
        c[s + 3][s + 3] -= pj;
    }
}

// The stiffness of the volume. The force so far has the pressures of the stiffness; where these are not those of theta,
// the difference is added: pressures enter the force only multiplied by g_a.
template <SolidElement E>
[[gnu::always_inline]] inline void add_volume(const Lane& factor, const SolidVolume<E>& volume,
                                              const Lane* internal_pressures,
                                              const Lane (&pressure_of_volume)[E::volume_modes],
                                              SolidResult<E>& result) {
    constexpr int modes = E::volume_modes;
    for (int a = 0; a < modes; ++a) add_volume_stiffness<E>(factor, volume.gradient[a], result.stiffness);
    for (int k = 0; k < force_count<E>; ++k) {
        result.stiffness_force[k] = result.force[k];
        if (!internal_pressures) continue;
        for (int a = 0; a < modes; ++a) {
            result.force[k] += (pressure_of_volume[a] - internal_pressures[a]) * volume.gradient[a][k / 3][k % 3];
        }
    }
}

// internal_pressures: p_a per mode of the stiffness, or null for those of theta, with which the force is. rest_ratio:
// the volume ratio at which U has its minimum (swelling, loss of substance).
template <bool with_tangent, SolidElement E, class Material>
void evaluate_solid_batch(const Material& material, const typename Material::template Point<Lane>& point,
                          const SolidBatch<E>& batch, const Lane (&position)[E::nodes][3],
                          const Lane* internal_pressures, bool with_energy, SolidResult<E>& result,
                          double rest_ratio = 1.0, const Past<E, Material>& past = {}) {
    constexpr int modes = E::volume_modes;
    SolidKinematics<E> kinematics;
    evaluate_kinematics(batch, position, kinematics);
    result.smallest_volume_ratio = kinematics.smallest_jacobian;
    result.energy = 0.0;
    Lane pressure_of_volume[modes];
    Lane pressure[modes];
    for (int a = 0; a < modes; ++a) {
        const Lane dilatation = kinematics.volume.value[a] / batch.volume - (a == 0 ? rest_ratio : 0.0);
        pressure_of_volume[a] = dilatation * material.bulk_modulus;
        pressure[a] = with_tangent && internal_pressures ? internal_pressures[a] : pressure_of_volume[a];
        if (with_energy) result.energy += 0.5 * dilatation * pressure_of_volume[a] * batch.volume;
    }

    for (Lane& x : result.force) x = 0.0;
    if constexpr (with_tangent) {
        for (Lane& x : result.stiffness) x = 0.0;
    }
    for (int p = 0; p < E::points; ++p) {
        Response<Lane> r = past.respond(material, kinematics.f[p], point, p);
        if (with_energy) result.energy += batch.weight[p] * past.energy(material, kinematics.f[p], point, p);
        const Lane w = batch.weight[p];
        Lane pressure_here = pressure[0];
        for (int a = 1; a < modes; ++a) pressure_here += pressure[a] * batch.mode[p][a - 1];
        const Lane pj = pressure_here * kinematics.jacobian[p] * w;
        for (int s = 0; s < 6; ++s) r.tau[s] = r.tau[s] * w + (s < 3 ? pj : Lane(0.0));
        add_force<E>(kinematics.gradient[p], r.tau, result.force);
        if constexpr (with_tangent) {
            add_pressure(w, pj, r.c);
            add_stiffness<E>(kinematics.gradient[p], r.tau, r.c, result.stiffness);
        }
    }
    if constexpr (with_tangent) {
        add_volume<E>(material.bulk_modulus / batch.volume, kinematics.volume, internal_pressures, pressure_of_volume,
                      result);
    }
}

}  // namespace spondyl
