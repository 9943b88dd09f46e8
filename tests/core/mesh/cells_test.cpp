// SPDX-License-Identifier: Apache-2.0
#include "core/mesh/cells.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "core/mesh/convert.hpp"
#include "tests/core/support/box_mesh.hpp"

namespace spondyl::testing {
namespace {

TEST(Cells, are_counted_through_all_blocks) {
    const BoxMesh box = box_mesh({3, 1, 1}, Vec3(3, 1, 1));
    Mesh mesh = box.mesh;
    mesh.blocks.push_back({.type = Tri3::type, .connectivity = {0, 1, 5, 1, 2, 6}});
    EXPECT_EQ(cell_count(mesh), 5U);
    std::vector<std::size_t> numbers, sizes;
    for_each_cell(mesh, [&](std::size_t cell, const CellKind& kind, std::span<const int> nodes) {
        EXPECT_EQ(nodes.size(), static_cast<std::size_t>(kind.nodes));
        numbers.push_back(cell);
        sizes.push_back(nodes.size());
        if (cell == 4) {
            EXPECT_EQ(nodes[1], 2);
        }
    });
    EXPECT_EQ(numbers, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
    EXPECT_EQ(sizes, (std::vector<std::size_t>{8, 8, 8, 3, 3}));
    EXPECT_EQ(cell_count(Mesh{}), 0U);
}

TEST(Cells, have_the_volume_of_the_body_whatever_their_kind) {
    const BoxMesh box = box_mesh({2, 3, 2}, Vec3(4, 3, 5));
    for (const CellType type : {Hex8::type, Hex20::type, Tet4::type, Tet10::type, Wedge6::type}) {
        const std::vector<double> volumes = cell_volumes(convert_cells(box.mesh, type));
        EXPECT_NEAR(std::accumulate(volumes.begin(), volumes.end(), 0.0), 60.0, 1e-10) << find_cell_kind(type)->name;
    }
}

TEST(Cells, faces_have_an_area_and_a_sheared_box_base_times_height) {
    Mesh mesh;
    for (const double z : {0.0, 3.0}) {
        const Vec3 shear(0.7 * z, -0.4 * z, z);
        for (const Vec3& corner : {Vec3(0, 0, 0), Vec3(2, 0, 0), Vec3(2, 5, 0), Vec3(0, 5, 0)})
            mesh.nodes.push_back(corner + shear);
    }
    mesh.blocks = {{.type = Hex8::type, .connectivity = {0, 1, 2, 3, 4, 5, 6, 7}},
                   {.type = Quad4::type, .connectivity = {4, 5, 6, 7}},
                   {.type = Tri3::type, .connectivity = {0, 1, 2}}};
    const std::vector<double> volumes = cell_volumes(mesh);
    EXPECT_NEAR(volumes[0], 30.0, 1e-12);
    EXPECT_NEAR(volumes[1], 10.0, 1e-12);
    EXPECT_NEAR(volumes[2], 5.0, 1e-12);
}

}  // namespace
}  // namespace spondyl::testing
