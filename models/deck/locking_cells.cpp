// SPDX-License-Identifier: Apache-2.0
#include "models/deck/locking_cells.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <numeric>

#include "core/mesh/cells.hpp"
#include "core/mesh/convert.hpp"

namespace spondyl {
namespace {

// Bulk over shear modulus from which it matters: Poisson's ratio 0.475 (docs/adr/0050).
constexpr double least_bulk_over_shear = 20.0;
// Of a material's volume: with fewer of the stiff cells the softer ones dominate.
constexpr double most_of_the_volume = 0.5;

double bulk_over_shear(const CompressibleNeoHookean& law) {
    return 2.0 * (1.0 + law.poisson_ratio) / (3.0 * (1.0 - 2.0 * law.poisson_ratio));
}
double bulk_over_shear(const MooneyRivlin& law) {
    return law.bulk_modulus / (2.0 * (law.c10 + law.c01));
}
double bulk_over_shear(const ReducedPolynomial& law) {
    return law.bulk_modulus / (2.0 * law.c[0]);
}
double bulk_over_shear(const HolzapfelGasserOgden& law) {
    return law.bulk_modulus / (2.0 * law.c10);
}

Incompressible worth(CellType type) {
    Incompressible found{};
    with_solid_element(type, [&]<SolidElement E>() { found = E::incompressible; });
    return found;
}

double volume(const DeckBlock& block) {
    Mesh mesh;
    mesh.nodes.assign(block.of.nodes.begin(), block.of.nodes.end());
    mesh.blocks = {block.of.cells};
    const std::vector<double> volumes = cell_volumes(mesh);
    return std::accumulate(volumes.begin(), volumes.end(), 0.0);
}

std::vector<std::string_view> sound_elements() {
    std::vector<std::string_view> names;
    for (const CellKind& kind : cell_kinds) {
        if (kind.dimension == 3 && worth(kind.type) == Incompressible::sound) names.push_back(kind.name);
    }
    return names;
}

}  // namespace

std::vector<LockingCells> locking_cells(const DeckModel& model) {
    std::map<int, double> of_material;
    std::vector<double> of_block;
    for (const DeckBlock& block : model.blocks()) {
        of_block.push_back(volume(block));
        of_material[block.material] += of_block.back();
    }
    std::vector<LockingCells> found;
    for (std::size_t b = 0; b < model.blocks().size(); ++b) {
        const DeckBlock& block = model.blocks()[b];
        const BlockMaterial& material = model.materials()[static_cast<std::size_t>(block.material)].material;
        const LockingCells cells{
            .material = block.of.name,
            .cells = block.of.cells.type,
            .incompressible = worth(block.of.cells.type),
            .volume_share = of_block[b] / of_material[block.material],
            .bulk_over_shear = std::visit([](const auto& law) { return bulk_over_shear(law); }, material)};
        if (cells.bulk_over_shear < least_bulk_over_shear || cells.incompressible == Incompressible::sound) continue;
        if (cells.incompressible == Incompressible::stiff && cells.volume_share < most_of_the_volume) continue;
        found.push_back(cells);
    }
    return found;
}

std::string locking_text(const LockingCells& cells) {
    const CellKind& kind = *find_cell_kind(cells.cells);
    const std::optional<CellType> quadratic = quadratic_form(cells.cells);
    const std::string better = quadratic && worth(*quadratic) == Incompressible::sound
                                   ? fmt::format("the same mesh with nodes in the middle of its edges, {}, does not",
                                                 find_cell_kind(*quadratic)->name)
                                   : fmt::format("{} do not", fmt::join(sound_elements(), ", "));
    return fmt::format(
        "{}: {:.0f} % of its volume is meshed with {}, which {} in nearly incompressible material (bulk over shear "
        "modulus "
        "{:.0f}), so that it is too stiff; {}",
        cells.material, 100.0 * cells.volume_share, kind.name,
        cells.incompressible == Incompressible::locks ? "locks" : "locks where it cannot deform in all directions",
        cells.bulk_over_shear, better);
}

}  // namespace spondyl
