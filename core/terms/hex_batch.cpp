// SPDX-License-Identifier: Apache-2.0
#include "core/terms/hex_batch.hpp"

#include <Eigen/LU>

#include "core/error.hpp"

namespace spondyl {

HexBatch make_hex_batch(std::span<const Vec3> reference, std::span<const Hex> elements, std::span<const int> members) {
    HexBatch batch;
    batch.count = static_cast<int>(members.size());
    batch.volume = 0.0;
    const auto points = hex8_gauss_points();
    for (int l = 0; l < lane_width; ++l) {
        const int e = members[static_cast<std::size_t>(std::min(l, batch.count - 1))];
        batch.element[l] = e;
        std::array<Vec3, 8> corners;
        for (std::size_t i = 0; i < 8; ++i) {
            batch.node[i][l] = elements[e][i];
            corners[i] = reference[elements[e][i]];
        }
        for (std::size_t p = 0; p < 8; ++p) {
            const HexGradient local = hex8_local_gradient(points[p]);
            const Mat3 jacobian = hex8_jacobian(corners, local);
            const double det = jacobian.determinant();
            SPONDYL_ASSERT(det > 0.0, "element {} of the mesh is inverted (Jacobian {} mm^3)", e, det);
            const Mat3 inverse_transpose = jacobian.inverse().transpose();
            batch.weight[p][l] = det;
            batch.volume[l] += det;
            for (std::size_t i = 0; i < 8; ++i) {
                const Vec3 g = inverse_transpose * local[i];
                for (int d = 0; d < 3; ++d) batch.gradient[p][i][d][l] = g[d];
            }
        }
    }
    return batch;
}

void gather_positions(const HexBatch& batch, std::span<const Vec3> positions, Lane (&gathered)[8][3]) {
    for (int n = 0; n < 8; ++n) {
        for (int l = 0; l < lane_width; ++l) {
            const Vec3& x = positions[batch.node[n][l]];
            for (int d = 0; d < 3; ++d) gathered[n][d][l] = x[d];
        }
    }
}

}  // namespace spondyl
