// SPDX-License-Identifier: Apache-2.0
// Force and stiffness of one batch of mean-dilatation hexahedra (Q1P0).
//
// Energy per element: integral W(F) dV + V U(theta), theta = v / V (Simo, Taylor and Pister 1985,
// doi:10.1016/0045-7825(85)90033-7, with the dilatation only in U; docs/adr/0002). With b_I = F^-T grad N_I,
// g_I = integral J b_I dV, p = U'(theta), tau_t = tau + p J 1, c_t = c + p J (1 (x) 1 - 2 Isym):
//   f_I  = integral tau_t b_I dV
//   K_IJ = integral [ B_I^T c_t B_J + (b_I . tau_t b_J) 1 ] dV + U''(theta) / V  g_I (x) g_J
//
// Newton's method keeps one pressure per element as an internal variable: with p taken from it the tangent is that of
// the mixed problem in (u, p) after elimination of p, and does not suffer from the second-order volume errors of trial
// steps, which K would turn into huge pressures (docs/adr/0002).
#pragma once

#include "core/materials/material.hpp"
#include "core/terms/hex_batch.hpp"

namespace spondyl {

// Current volume of the elements of a batch and its gradient, sum of J b_I.
struct HexVolume {
    Lane value;
    Lane gradient[8][3];
};
HexVolume hex_volume(const HexBatch& batch, const Lane (&position)[8][3]);

// F at one point of all lanes.
Tensor<Lane> deformation_gradient(const HexBatch& batch, int point, const Lane (&position)[8][3]);

struct HexResult {
    Lane force[hex_forces];
    Lane stiffness[hex_stiffnesses];
    Lane energy;
    Lane smallest_volume_ratio;  // smallest det F of the eight points
};

// B_I^T c B_J + (b_I . tau b_J) 1 for all node pairs, added to the packed stiffness.
void add_stiffness(const Lane (&gradient)[8][3], const SymTensor<Lane>& tau, const SymTensor4<Lane>& c,
                   Lane (&stiffness)[hex_stiffnesses]);
// U''/V g (x) g
void add_volume_stiffness(const Lane& factor, const Lane (&gradient)[8][3], Lane (&stiffness)[hex_stiffnesses]);

// rest_ratio: the volume ratio at which U has its minimum (swelling, loss of substance).
template <bool with_tangent, class Material>
void evaluate_hex_batch(const Material& material, const typename Material::template Point<Lane>& point,
                        const HexBatch& batch, const Lane (&position)[8][3], const Lane* internal_pressure,
                        bool with_energy, HexResult& result, double rest_ratio = 1.0) {
    Tensor<Lane> f[8];
    Lane jacobian[8];
    Lane spatial[8][8][3];  // b_I at each point
    Lane volume_gradient[8][3]{};
    Lane volume = 0.0;
    Lane smallest = 1e300;
    for (int p = 0; p < 8; ++p) {
        f[p] = deformation_gradient(batch, p, position);
        const Tensor<Lane> cof = cofactor(f[p]);
        jacobian[p] = determinant(f[p]);
        smallest = std::experimental::min(smallest, jacobian[p]);
        volume += batch.weight[p] * jacobian[p];
        const Lane inverse = 1.0 / jacobian[p];
        for (int n = 0; n < 8; ++n) {
            for (int i = 0; i < 3; ++i) {
                const Lane g = cof[i][0] * batch.gradient[p][n][0] + cof[i][1] * batch.gradient[p][n][1] +
                               cof[i][2] * batch.gradient[p][n][2];
                volume_gradient[n][i] += batch.weight[p] * g;
                spatial[p][n][i] = g * inverse;
            }
        }
    }
    result.smallest_volume_ratio = smallest;
    const Lane theta = volume / batch.volume;
    const Lane pressure_of_volume = (theta - rest_ratio) * material.bulk_modulus;
    const Lane pressure = internal_pressure ? *internal_pressure : pressure_of_volume;

    for (Lane& x : result.force) x = 0.0;
    if constexpr (with_tangent) {
        for (Lane& x : result.stiffness) x = 0.0;
    }
    result.energy = 0.0;
    if (with_energy) result.energy = 0.5 * (theta - rest_ratio) * pressure_of_volume * batch.volume;
    for (int p = 0; p < 8; ++p) {
        Response<Lane> r = material(f[p], point);
        if (with_energy) result.energy += batch.weight[p] * material.energy(f[p], point);
        const Lane w = batch.weight[p];
        const Lane pj = pressure * jacobian[p] * w;
        for (int s = 0; s < 6; ++s) r.tau[s] = r.tau[s] * w + (s < 3 ? pj : Lane(0.0));
        for (int n = 0; n < 8; ++n) {
            const Lane* b = spatial[p][n];
            result.force[3 * n] += r.tau[0] * b[0] + r.tau[3] * b[1] + r.tau[5] * b[2];
            result.force[3 * n + 1] += r.tau[3] * b[0] + r.tau[1] * b[1] + r.tau[4] * b[2];
            result.force[3 * n + 2] += r.tau[5] * b[0] + r.tau[4] * b[1] + r.tau[2] * b[2];
        }
        if constexpr (with_tangent) {
            for (int s = 0; s < 6; ++s) {
                for (int t = 0; t < 6; ++t) r.c[s][t] = r.c[s][t] * w;
            }
            for (int s = 0; s < 3; ++s) {
                for (int t = 0; t < 3; ++t) r.c[s][t] += s == t ? -pj : pj;
                r.c[s + 3][s + 3] -= pj;
            }
            add_stiffness(spatial[p], r.tau, r.c, result.stiffness);
        }
    }
    if constexpr (with_tangent) {
        add_volume_stiffness(material.bulk_modulus / batch.volume, volume_gradient, result.stiffness);
    }
}

}  // namespace spondyl
