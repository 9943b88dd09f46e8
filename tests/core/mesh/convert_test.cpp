// SPDX-License-Identifier: Apache-2.0
#include "core/mesh/convert.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <map>

#include "core/elements/geometry.hpp"
#include "core/error.hpp"
#include "tests/core/support/box_mesh.hpp"

namespace spondyl::testing {
namespace {

BoxMesh shaken_box() {
    BoxMesh box = box_mesh({3, 2, 2}, Vec3(3.0, 2.0, 2.5));
    distort_inside(box, 0.2, 4);
    // Numbers in no order: the cuts through faces must still agree.
    std::vector<int> order(box.mesh.nodes.size());
    for (std::size_t n = 0; n < order.size(); ++n) order[n] = static_cast<int>(n);
    std::shuffle(order.begin(), order.end(), std::mt19937(9));
    std::vector<Vec3> nodes(order.size());
    for (std::size_t n = 0; n < order.size(); ++n) nodes[static_cast<std::size_t>(order[n])] = box.mesh.nodes[n];
    box.mesh.nodes = nodes;
    for (int& n : box.mesh.blocks[0].connectivity) n = order[static_cast<std::size_t>(n)];
    return box;
}

template <class E>
double volume(const Mesh& mesh) {
    double sum = 0.0;
    for (const Cell<E>& cell : cells_of<E>(mesh.blocks)) {
        const double v = element_volume<E>(positions_of<E>(cell, mesh.nodes));
        EXPECT_GT(v, 0.0);
        sum += v;
    }
    return sum;
}

TEST(ConvertCells, TetrahedraFillTheBoxWithFacesThatMeet) {
    const Mesh mesh = convert_cells(shaken_box().mesh, Tet4::type);
    EXPECT_EQ(mesh.blocks[0].size(), 6u * 12u);
    EXPECT_NEAR(volume<Tet4>(mesh), 15.0, 1e-12);
    std::map<Triangle, int> owners;
    for (const Cell<Tet4>& t : cells_of<Tet4>(mesh.blocks)) {
        for (std::size_t left_out = 0; left_out < 4; ++left_out) {
            Triangle face{};
            for (std::size_t i = 0; i < 3; ++i) face[i] = t[(left_out + 1 + i) % 4];
            std::sort(face.begin(), face.end());
            ++owners[face];
        }
    }
    const auto single = std::ranges::count_if(owners, [](const auto& o) { return o.second == 1; });
    EXPECT_EQ(single, 2 * 2 * (3 * 2 + 3 * 2 + 2 * 2));  // two triangles for each quad of the surface
    for (const auto& [face, count] : owners) EXPECT_LE(count, 2);
}

TEST(ConvertCells, OtherCellsFillTheBox) {
    BoxMesh box = box_mesh({3, 2, 2}, Vec3(3.0, 2.0, 2.5));
    EXPECT_NEAR(volume<Wedge6>(convert_cells(box.mesh, Wedge6::type)), 15.0, 1e-12);
    EXPECT_NEAR(volume<Tet10>(convert_cells(shaken_box().mesh, Tet10::type)), 15.0, 1e-12);
    const Mesh quadratic = convert_cells(shaken_box().mesh, Hex20::type);
    EXPECT_NEAR(volume<Hex20>(quadratic), 15.0, 1e-12);
    // 36 corners and an edge node for each of 3*3*3 + 4*2*3 + 4*3*2 edges, none of them twice.
    EXPECT_EQ(quadratic.nodes.size(), 36u + 75u);
}

TEST(ConvertCells, SetsGoAlong) {
    const BoxMesh box = box_mesh({2, 1, 1}, Vec3(2.0, 1.0, 1.0));
    Mesh mesh = box.mesh;
    for (const auto& [j, k] : {std::pair(0, 0), {1, 0}, {0, 1}, {1, 1}})
        mesh.node_sets["end"].push_back(box.node(2, j, k));
    mesh.cell_sets["right"] = {1};
    CellBlock quads{.type = Quad4::type, .connectivity = {}};
    quads.add(faces(box.hexes()[1])[3]);
    mesh.face_sets["end"] = {quads};
    const Mesh fine = convert_cells(mesh, Tet10::type);
    // Four corners, four edges and a diagonal.
    EXPECT_EQ(fine.node_sets.at("end").size(), 9u);
    for (const int n : fine.node_sets.at("end")) EXPECT_EQ(fine.nodes[static_cast<std::size_t>(n)].x(), 2.0);
    EXPECT_EQ(fine.cell_sets.at("right"), std::vector<int>({6, 7, 8, 9, 10, 11}));
    const auto triangles = cells_of<Tri6>(fine.face_sets.at("end"));
    ASSERT_EQ(triangles.size(), 2u);
    double area = 0.0;
    for (const Cell<Tri6>& t : triangles) {
        const auto x = positions_of<Tri6>(t, fine.nodes);
        for (const auto& q : Tri6::quadrature()) {
            const auto j = jacobian<Tri6>(x, Tri6::gradient(q.at));
            const Vec3 normal = j.col(0).cross(j.col(1));
            EXPECT_GT(normal.x(), 0.0);
            area += q.weight * normal.norm();
        }
    }
    EXPECT_NEAR(area, 1.0, 1e-13);
}

TEST(ConvertCells, RefusesFacesAndWhatNoCutOfCellsGives) {
    const BoxMesh box = box_mesh({1, 1, 1}, Vec3::Ones());
    EXPECT_THROW(convert_cells(box.mesh, Quad4::type), InternalError);
    EXPECT_THROW(convert_cells(convert_cells(box.mesh, Tet4::type), Hex8::type), InternalError);
    EXPECT_THROW(convert_cells(convert_cells(box.mesh, Tet4::type), Wedge6::type), InternalError);
    EXPECT_THROW(convert_cells(convert_cells(box.mesh, Hex20::type), Tet4::type), InternalError);
}

TEST(ConvertCells, WedgesAreCutAndTetrahedraRaisedToo) {
    const Mesh wedges = convert_cells(box_mesh({3, 2, 2}, Vec3(3.0, 2.0, 2.5)).mesh, Wedge6::type);
    const Mesh tetrahedra = convert_cells(wedges, Tet4::type);
    EXPECT_EQ(tetrahedra.blocks[0].size(), 3 * wedges.blocks[0].size());
    EXPECT_NEAR(volume<Tet4>(tetrahedra), 15.0, 1e-12);
    EXPECT_NEAR(volume<Tet10>(convert_cells(tetrahedra, Tet10::type)), 15.0, 1e-12);
}

TEST(QuadraticForm, HasTheCornersOfTheLinearElement) {
    EXPECT_EQ(quadratic_form(Hex8::type), Hex20::type);
    EXPECT_EQ(quadratic_form(Tet4::type), Tet10::type);
    EXPECT_EQ(quadratic_form(Quad4::type), Quad8::type);
    EXPECT_EQ(quadratic_form(Tri3::type), Tri6::type);
    EXPECT_EQ(quadratic_form(Wedge6::type), std::nullopt);
    EXPECT_EQ(quadratic_form(Tet10::type), std::nullopt);
}

}  // namespace
}  // namespace spondyl::testing
