// SPDX-License-Identifier: Apache-2.0
// From the fictitious stress and tangent of an isochoric energy to the Kirchhoff stress and tangent.
// Source: Holzapfel, Nonlinear Solid Mechanics (2000), eqs. 6.90-6.91 and 6.168, in Kirchhoff form.
#pragma once

#include "core/materials/material.hpp"

namespace spondyl {

// For W(Cbar), Cbar = J^(-2/3) C:
//   tau_fictitious = 2 Fbar dW/dCbar Fbar^T,  c_fictitious = 4 push-forward of d2W/dCbar2 (without the projection)
//   tau = dev tau_f
//   c   = P : c_f : P + 2/3 tr(tau_f) P - 2/3 (dev tau_f (x) I + I (x) dev tau_f),   P = Isym - 1/3 I (x) I
template <class T>
Response<T> project_isochoric(const SymTensor<T>& tau_f, const SymTensor4<T>& c_f) {
    Response<T> r;
    const T tr = tau_f[0] + tau_f[1] + tau_f[2];
    const T third = tr * (1.0 / 3.0);
    r.tau = tau_f;
    for (int i = 0; i < 3; ++i) r.tau[i] = tau_f[i] - third;

    // Row means over the normal components give I : c_f; P : c_f : P subtracts them on both sides.
    T row[6];
    for (int i = 0; i < 6; ++i) row[i] = (c_f[i][0] + c_f[i][1] + c_f[i][2]) * (1.0 / 3.0);
    const T mean = (row[0] + row[1] + row[2]) * (1.0 / 3.0);
    const T two_thirds_tr = tr * (2.0 / 3.0);
    for (int i = 0; i < 6; ++i) {
        for (int j = i; j < 6; ++j) {
            T value = c_f[i][j];
            if (j < 3) value = value - row[i] - row[j] + mean - r.tau[i] * (2.0 / 3.0) - r.tau[j] * (2.0 / 3.0);
            if (i < 3 && j >= 3) value = value - row[j] - r.tau[j] * (2.0 / 3.0);
            if (i == j) value = value + two_thirds_tr * (i < 3 ? 1.0 : 0.5);
            if (i < 3 && j < 3) value = value - two_thirds_tr * (1.0 / 3.0);
            r.c[i][j] = value;
            r.c[j][i] = value;
        }
    }
    return r;
}

// a (x) a for a symmetric a, scaled.
template <class T>
void add_dyad(SymTensor4<T>& c, const T& scale, const SymTensor<T>& a) {
    for (int i = 0; i < 6; ++i) {
        const T ai = scale * a[i];
        for (int j = 0; j < 6; ++j) c[i][j] = c[i][j] + ai * a[j];
    }
}

}  // namespace spondyl
