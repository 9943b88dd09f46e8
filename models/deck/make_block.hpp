// SPDX-License-Identifier: Apache-2.0
// Terms of the cells of a deck: one for every kind of cell and material. Each material is one file, since a file of all
// elements with one material takes the compiler a minute.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/materials/compressible_neo_hookean.hpp"
#include "core/materials/holzapfel_gasser_ogden.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/materials/reduced_polynomial.hpp"
#include "core/terms/solid_block.hpp"

namespace spondyl {

struct BlockCells {
    std::string name;
    CellBlock cells;
    std::span<const Vec3> nodes;
    std::vector<std::array<Vec3, fibre_family_count>> fibres;  // per cell, unit, global; for materials with fibres
    double k1 = 0.0;                                           // MPa, of each family
    double k2 = 1.0;
};

std::unique_ptr<SolidBlockBase> make_block(const CompressibleNeoHookean& material, const BlockCells& cells);
std::unique_ptr<SolidBlockBase> make_block(const MooneyRivlin& material, const BlockCells& cells);
std::unique_ptr<SolidBlockBase> make_block(const ReducedPolynomial& material, const BlockCells& cells);
std::unique_ptr<SolidBlockBase> make_block(const HolzapfelGasserOgden& material, const BlockCells& cells);

// For those files.
template <class Material>
std::unique_ptr<SolidBlockBase> make_block_of(const Material& material, const BlockCells& cells) {
    std::unique_ptr<SolidBlockBase> block;
    with_solid_element(cells.cells.type, [&]<SolidElement E>() {
        std::vector<typename Material::template Point<double>> points;
        if constexpr (requires(typename Material::template Point<double> p) { p.a0; }) {
            for (const auto& directions : cells.fibres) {
                auto& point = points.emplace_back();
                for (std::size_t f = 0; f < directions.size(); ++f) {
                    for (std::size_t c = 0; c < 3; ++c) point.a0[f][c] = directions[f][static_cast<Eigen::Index>(c)];
                }
                point.k1 = cells.k1;
                point.k2 = cells.k2;
            }
        }
        block = std::make_unique<SolidBlock<E, Material>>(cells.name, material, cells.nodes,
                                                          cells_of<E>(std::span(&cells.cells, 1)), std::move(points));
    });
    SPONDYL_ASSERT(block != nullptr, "no solid element of type {}", static_cast<int>(cells.cells.type));
    return block;
}

}  // namespace spondyl
