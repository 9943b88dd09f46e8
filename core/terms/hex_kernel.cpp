// SPDX-License-Identifier: Apache-2.0
#include "core/terms/hex_kernel.hpp"

namespace spondyl {

Tensor<Lane> deformation_gradient(const HexBatch& batch, int point, const Lane (&position)[8][3]) {
    Tensor<Lane> f;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            Lane sum = position[0][i] * batch.gradient[point][0][j];
            for (int n = 1; n < 8; ++n) sum += position[n][i] * batch.gradient[point][n][j];
            f[i][j] = sum;
        }
    }
    return f;
}

HexVolume hex_volume(const HexBatch& batch, const Lane (&position)[8][3]) {
    HexVolume volume;
    volume.value = 0.0;
    for (auto& node : volume.gradient) {
        for (Lane& component : node) component = 0.0;
    }
    for (int p = 0; p < 8; ++p) {
        const Tensor<Lane> f = deformation_gradient(batch, p, position);
        const Tensor<Lane> cof = cofactor(f);
        volume.value += batch.weight[p] * determinant(f);
        for (int n = 0; n < 8; ++n) {
            for (int i = 0; i < 3; ++i) {
                volume.gradient[n][i] +=
                    batch.weight[p] * (cof[i][0] * batch.gradient[p][n][0] + cof[i][1] * batch.gradient[p][n][1] +
                                       cof[i][2] * batch.gradient[p][n][2]);
            }
        }
    }
    return volume;
}

void add_stiffness(const Lane (&gradient)[8][3], const SymTensor<Lane>& tau, const SymTensor4<Lane>& c,
                   Lane (&stiffness)[hex_stiffnesses]) {
    // Column a of B_J has three entries: direction a paired with each gradient component.
    Lane cb[6][3];
    for (int j = 0; j < 8; ++j) {
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
            // Slot of the pair (i, j) in the order of for_each_hex_stiffness: rows of pairs before i, then j.
            const int before = i * 6 + 9 * (i * 8 - i * (i + 1) / 2);
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

void add_volume_stiffness(const Lane& factor, const Lane (&gradient)[8][3], Lane (&stiffness)[hex_stiffnesses]) {
    for_each_hex_stiffness([&](int slot, int row, int column) {
        stiffness[slot] += factor * gradient[row / 3][row % 3] * gradient[column / 3][column % 3];
    });
}

}  // namespace spondyl
