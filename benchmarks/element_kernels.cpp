// SPDX-License-Identifier: Apache-2.0
// Stress and tangent at integration points, force and stiffness of hexahedra and of the other elements: one core, data
// in cache.
#include <benchmark/benchmark.h>

#include <numeric>

#include "core/materials/compressible_neo_hookean.hpp"
#include "core/mesh/convert.hpp"
#include "core/terms/solid_kernel.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/sample_materials.hpp"

namespace {

using namespace spondyl;
using spondyl::testing::Sample;

// A row of elements under a stretch along the fibres, as many as fill the lanes.
template <class Material>
struct Row {
    Row() {
        const auto box = spondyl::testing::box_mesh({lane_width, 1, 1}, Vec3(lane_width, 1.0, 1.0));
        const std::vector<Cell<Hex8>> cells = box.hexes();
        std::vector<int> members(lane_width);
        for (int l = 0; l < lane_width; ++l) members[static_cast<std::size_t>(l)] = l;
        batch = make_solid_batch<Hex8>(box.mesh.nodes, cells, members);
        std::vector<Vec3> moved = box.mesh.nodes;
        for (Vec3& x : moved) x = Vec3(1.1 * x.x() + 0.05 * x.y(), 0.97 * x.y(), 0.95 * x.z() + 0.02 * x.x());
        gather_positions(batch, moved, position);
        const auto points = Sample<Material>::points(cells.size());
        point = pack_lanes<Material::template Point>(std::span(points), batch);
    }
    SolidBatch<Hex8> batch;
    Lane position[Hex8::nodes][3];
    typename Material::template Point<Lane> point;
};

template <class Material>
void stress_and_tangent_at_points(benchmark::State& state) {
    const Material material = Sample<Material>::material();
    const Row<Material> row;
    Tensor<Lane> f = deformation_gradient(row.batch, 0, row.position);
    for (auto _ : state) {
        benchmark::DoNotOptimize(f);
        auto response = material(f, row.point);
        benchmark::DoNotOptimize(response);
    }
    state.SetItemsProcessed(state.iterations() * lane_width);
}

template <class Material, bool with_tangent>
void hexahedra(benchmark::State& state) {
    const Material material = Sample<Material>::material();
    Row<Material> row;
    SolidResult<Hex8> result;
    for (auto _ : state) {
        benchmark::DoNotOptimize(row.position);
        evaluate_solid_batch<with_tangent, Hex8>(material, row.point, row.batch, row.position, nullptr, false, result);
        benchmark::DoNotOptimize(result);
    }
    state.SetItemsProcessed(state.iterations() * lane_width);
}

// Force and stiffness of another element, as many as fill the lanes.
template <SolidElement E>
void elements(benchmark::State& state) {
    const Mesh mesh =
        convert_cells(spondyl::testing::box_mesh({lane_width, 1, 1}, Vec3(lane_width, 1.0, 1.0)).mesh, E::type);
    const std::vector<Cell<E>> cells = cells_of<E>(mesh.blocks);
    std::vector<int> members(lane_width);
    std::iota(members.begin(), members.end(), 0);
    const SolidBatch<E> batch = make_solid_batch<E>(mesh.nodes, cells, members);
    std::vector<Vec3> moved = mesh.nodes;
    for (Vec3& x : moved) x = Vec3(1.1 * x.x() + 0.05 * x.y(), 0.97 * x.y(), 0.95 * x.z() + 0.02 * x.x());
    Lane position[E::nodes][3];
    gather_positions(batch, moved, position);
    const MooneyRivlin material = Sample<MooneyRivlin>::material();
    SolidResult<E> result;
    for (auto _ : state) {
        benchmark::DoNotOptimize(position);
        evaluate_solid_batch<true, E>(material, {}, batch, position, nullptr, false, result);
        benchmark::DoNotOptimize(result);
    }
    state.SetItemsProcessed(state.iterations() * lane_width);
}

BENCHMARK(stress_and_tangent_at_points<CompressibleNeoHookean>);
BENCHMARK(stress_and_tangent_at_points<MooneyRivlin>);
BENCHMARK(stress_and_tangent_at_points<HolzapfelGasserOgden>);
BENCHMARK(stress_and_tangent_at_points<FibreAnnulus>);

BENCHMARK(hexahedra<MooneyRivlin, false>);
BENCHMARK(hexahedra<CompressibleNeoHookean, true>);
BENCHMARK(hexahedra<MooneyRivlin, true>);
BENCHMARK(hexahedra<HolzapfelGasserOgden, true>);
BENCHMARK(hexahedra<FibreAnnulus, true>);

BENCHMARK(elements<Hex20>);
BENCHMARK(elements<Tet10>);
BENCHMARK(elements<Wedge6>);
BENCHMARK(elements<Tet4>);

}  // namespace
