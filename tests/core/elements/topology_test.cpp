// SPDX-License-Identifier: Apache-2.0
// Faces close an element, and its pieces fill it.
#include "core/elements/topology.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <map>
#include <set>

#include "core/elements/geometry.hpp"
#include "tests/core/support/element_box.hpp"

namespace spondyl::testing {
namespace {

template <class E>
Vec3 place(int node) {
    Vec3 x = Vec3::Zero();
    for (std::size_t d = 0; d < E::dimension; ++d) x[static_cast<Eigen::Index>(d)] = E::node_positions[node][d];
    return x;
}

template <class E>
double reference_volume() {
    double volume = 0.0;
    for (const auto& point : E::quadrature()) volume += point.weight;
    return volume;
}

template <class E>
class SolidTopology : public ::testing::Test {};
TYPED_TEST_SUITE(SolidTopology, SolidTypes);

TYPED_TEST(SolidTopology, tetrahedra_fill_the_element_and_use_all_its_nodes) {
    using E = TypeParam;
    double volume = 0.0;
    std::set<int> used;
    for (const LocalTetrahedron& t : E::tetrahedra) {
        const Vec3 a = place<E>(t[0]);
        const double piece = (place<E>(t[1]) - a).cross(place<E>(t[2]) - a).dot(place<E>(t[3]) - a) / 6.0;
        EXPECT_GT(piece, 1e-9);
        volume += piece;
        used.insert(t.begin(), t.end());
    }
    EXPECT_NEAR(volume, reference_volume<E>(), 1e-12);
    EXPECT_EQ(used.size(), static_cast<std::size_t>(E::nodes));
}

TYPED_TEST(SolidTopology, faces_close_the_element_with_their_fronts_outside) {
    using E = TypeParam;
    double volume = 0.0;  // divergence theorem, over the flat triangles of each face
    std::set<int> used;
    std::map<std::pair<int, int>, int> edges;  // between corners, in their direction
    for (const LocalFace& face : E::faces) {
        ASSERT_EQ(face.nodes().size(), static_cast<std::size_t>(find_cell_kind(face.type)->nodes));
        for (const LocalTriangle& t : cell_topology(face.type).triangles) {
            const auto at = [&](std::size_t k) { return place<E>(face.nodes()[static_cast<std::size_t>(t[k])]); };
            volume += at(0).cross(at(1)).dot(at(2)) / 6.0;
        }
        used.insert(face.nodes().begin(), face.nodes().end());
        const bool triangle = find_cell_kind(face.type)->name.starts_with("tri");
        const std::size_t corners = triangle ? 3 : 4;
        for (std::size_t k = 0; k < corners; ++k) ++edges[{face.nodes()[k], face.nodes()[(k + 1) % corners]}];
    }
    EXPECT_NEAR(volume, reference_volume<E>(), 1e-12);
    EXPECT_EQ(used.size(), static_cast<std::size_t>(E::nodes));
    for (const auto& [edge, count] : edges) {
        EXPECT_EQ(count, 1) << edge.first << " to " << edge.second;
        EXPECT_TRUE(edges.contains({edge.second, edge.first})) << "no face on the other side of an edge";
    }
}

TEST(FaceTopology, triangles_cover_the_face) {
    const auto check = []<class E>(E*) {
        double area = 0.0;
        std::set<int> used;
        for (const LocalTriangle& t : E::triangles) {
            const Vec3 a = place<E>(t[0]);
            const double piece = 0.5 * (place<E>(t[1]) - a).cross(place<E>(t[2]) - a).z();
            EXPECT_GT(piece, 1e-9) << E::name;
            area += piece;
            used.insert(t.begin(), t.end());
        }
        EXPECT_NEAR(area, reference_volume<E>(), 1e-12) << E::name;
        EXPECT_EQ(used.size(), static_cast<std::size_t>(E::nodes)) << E::name;
    };
    const auto all = [&]<class... E>(std::tuple<E...>*) { (check(static_cast<E*>(nullptr)), ...); };
    all(static_cast<FaceElements*>(nullptr));
}

}  // namespace
}  // namespace spondyl::testing
