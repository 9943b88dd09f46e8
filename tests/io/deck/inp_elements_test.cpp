// SPDX-License-Identifier: Apache-2.0
// Faces and degenerate shapes of the elements of Abaqus.
#include "io/deck/inp_elements.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <numeric>

#include "core/elements/geometry.hpp"

namespace spondyl {
namespace {

template <FaceElement E>
double volume_under(const std::vector<int>& nodes, const std::vector<Vec3>& x, Vec3& area) {
    std::array<Vec3, E::nodes> at;
    for (std::size_t i = 0; i < nodes.size(); ++i) at[i] = x[static_cast<std::size_t>(nodes[i])];
    double volume = 0.0;
    for (const auto& q : E::quadrature()) {
        const auto t = jacobian<E>(at, local_gradient<E>(q.at));
        const auto shape = E::shape(q.at);
        Vec3 here = Vec3::Zero();
        for (std::size_t i = 0; i < at.size(); ++i) here += shape[i] * at[i];
        const Vec3 normal = q.weight * t.col(0).cross(t.col(1));
        area += normal;
        volume += here.dot(normal) / 3.0;
    }
    return volume;
}

// The volume enclosed by the faces of an element; their areas must add up to nothing.
double enclosed_volume(const InpElementType& type, const std::vector<int>& nodes, const std::vector<Vec3>& x) {
    Vec3 area = Vec3::Zero();
    double volume = 0.0;
    for (int f = 1; f <= static_cast<int>(type.faces.size()); ++f) {
        const auto face = face_of_inp_element(type, nodes, f);
        if (!face) continue;
        if (face->type == Tri3::type) volume += volume_under<Tri3>(face->nodes, x, area);
        if (face->type == Tri6::type) volume += volume_under<Tri6>(face->nodes, x, area);
        if (face->type == Quad4::type) volume += volume_under<Quad4>(face->nodes, x, area);
        if (face->type == Quad8::type) volume += volume_under<Quad8>(face->nodes, x, area);
    }
    EXPECT_LT(area.norm(), 1e-12);
    return volume;
}

double cell_volume(const InpCell& cell, const std::vector<Vec3>& x) {
    double volume = 0.0;
    with_solid_element(cell.type, [&]<SolidElement E>() {
        NodePositions<E> at;
        for (std::size_t i = 0; i < E::nodes; ++i) at[i] = x[static_cast<std::size_t>(cell.nodes[i])];
        volume = element_volume<E>(at);
    });
    return volume;
}

TEST(InpElements, faces_point_outward_and_enclose_the_element) {
    for (const char* name : {"C3D4", "C3D6", "C3D8R", "C3D10", "C3D20H"}) {
        SCOPED_TRACE(name);
        const InpElementType* type = find_inp_element(name);
        ASSERT_NE(type, nullptr);
        std::vector<int> nodes(static_cast<std::size_t>(type->nodes));
        std::iota(nodes.begin(), nodes.end(), 0);
        std::vector<Vec3> x;
        with_solid_element(type->cell, [&]<SolidElement E>() {
            for (const auto& p : E::node_positions)
                x.emplace_back(2.0 * p[0] + 0.3 * p[1], p[1] + 0.1 * p[2], 1.5 * p[2]);
        });
        const auto cell = cell_of_nodes(type->cell, nodes);
        ASSERT_TRUE(cell);
        EXPECT_GT(cell_volume(*cell, x), 0.0);
        EXPECT_NEAR(enclosed_volume(*type, nodes, x), cell_volume(*cell, x), 1e-12);
    }
    EXPECT_EQ(find_inp_element("C3D15"), nullptr);
}

// Every two opposite edges of every face of a brick drawn together: a wedge of half the volume, right side out.
TEST(InpElements, bricks_with_edges_drawn_together_are_wedges) {
    const InpElementType& type = *find_inp_element("C3D8");
    std::vector<Vec3> x;
    x.reserve(Hex8::node_positions.size());
    for (const auto& p : Hex8::node_positions) x.emplace_back(p[0], p[1], p[2]);
    int wedges = 0;
    for (const LocalFace& face : type.faces) {
        for (const std::size_t first : {0, 1}) {
            std::vector<int> nodes(8);
            std::iota(nodes.begin(), nodes.end(), 0);
            const auto n = [&](std::size_t i) { return face.nodes()[(first + i) % 4]; };
            nodes[static_cast<std::size_t>(n(1))] = n(0);
            nodes[static_cast<std::size_t>(n(2))] = n(3);
            const auto cell = cell_of_nodes(type.cell, nodes);
            ASSERT_TRUE(cell);
            EXPECT_EQ(cell->type, Wedge6::type);
            EXPECT_NEAR(cell_volume(*cell, x), 4.0, 1e-12);
            EXPECT_NEAR(enclosed_volume(type, nodes, x), 4.0, 1e-12);
            ++wedges;
        }
    }
    EXPECT_EQ(wedges, 12);
}

TEST(InpElements, bricks_drawn_to_a_point_are_tetrahedra_and_others_are_nothing) {
    const InpElementType& type = *find_inp_element("C3D8");
    std::vector<Vec3> x;
    x.reserve(Hex8::node_positions.size());
    for (const auto& p : Hex8::node_positions) x.emplace_back(p[0], p[1], p[2]);
    const auto tet = cell_of_nodes(type.cell, std::array{0, 1, 2, 2, 4, 4, 4, 4});
    ASSERT_TRUE(tet);
    EXPECT_EQ(tet->type, Tet4::type);
    EXPECT_NEAR(cell_volume(*tet, x), 8.0 / 6.0, 1e-12);
    const auto upside_down = cell_of_nodes(type.cell, std::array{0, 0, 0, 0, 4, 5, 6, 6});
    ASSERT_TRUE(upside_down);
    EXPECT_GT(cell_volume(*upside_down, x), 0.0);
    EXPECT_FALSE(cell_of_nodes(type.cell, std::array{0, 1, 2, 3, 4, 4, 4, 4})) << "a pyramid";
    EXPECT_FALSE(cell_of_nodes(type.cell, std::array{0, 0, 0, 0, 0, 0, 0, 0}));
    EXPECT_FALSE(cell_of_nodes(Tet4::type, std::array{0, 1, 2, 2}));
}

}  // namespace
}  // namespace spondyl
