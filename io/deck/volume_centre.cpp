// SPDX-License-Identifier: Apache-2.0
#include "io/deck/volume_centre.hpp"

#include "core/elements/geometry.hpp"
#include "core/mesh/cells.hpp"

namespace spondyl {

std::optional<Vec3> volume_centre(std::span<const CellBlock> cells, std::span<const Vec3> nodes) {
    double volume = 0.0;
    Vec3 moment = Vec3::Zero();
    for (const CellBlock& block : cells) {
        with_solid_element(block.type, [&]<SolidElement E>() {
            const auto quadrature = E::quadrature();
            for (const Cell<E>& cell : cells_of<E>(std::span(&block, 1))) {
                const NodePositions<E> x = positions_of<E>(cell, nodes);
                const auto volumes = point_volumes<E>(x);
                for (std::size_t p = 0; p < E::points; ++p) {
                    const auto shape = E::shape(quadrature[p].at);
                    volume += volumes[p];
                    for (std::size_t i = 0; i < E::nodes; ++i) moment += volumes[p] * shape[i] * x[i];
                }
            }
        });
    }
    if (!(volume > 0.0)) return std::nullopt;
    return Vec3(moment / volume);
}

}  // namespace spondyl
