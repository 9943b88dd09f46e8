// SPDX-License-Identifier: Apache-2.0
// The mesh conforms, its surfaces close, and left mirrors right.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/mesh/cells.hpp"
#include "tests/models/geometry/column_builder.hpp"

namespace spondyl {
namespace {

using spondyl::testing::BareColumn;
using spondyl::testing::nodes_of;

const Vec3& node(const SpineMesh& mesh, int index) {
    return mesh.mesh.nodes[static_cast<std::size_t>(index)];
}

Vec3 area_vector(const SpineMesh& mesh, const Quad& q) {
    return 0.5 * (node(mesh, q[2]) - node(mesh, q[0])).cross(node(mesh, q[3]) - node(mesh, q[1]));
}

// Flux of x through a bilinear quad, 2 x 2 Gauss points: a third of it sums to the enclosed volume exactly.
double volume_share(const SpineMesh& mesh, const Quad& q) {
    const Vec3 &a = node(mesh, q[0]), &b = node(mesh, q[1]), &c = node(mesh, q[2]), &d = node(mesh, q[3]);
    double sum = 0.0;
    const double g = 0.5 / std::sqrt(3.0);
    for (const double s : {0.5 - g, 0.5 + g}) {
        for (const double t : {0.5 - g, 0.5 + g}) {
            const Vec3 x = (1 - s) * (1 - t) * a + s * (1 - t) * b + s * t * c + (1 - s) * t * d;
            const Vec3 along = (1 - t) * (b - a) + t * (c - d);
            const Vec3 across = (1 - s) * (d - a) + s * (c - b);
            sum += 0.25 * x.dot(along.cross(across)) / 3.0;
        }
    }
    return sum;
}

struct ClosedSurface {
    double volume = 0.0;
    Vec3 area = Vec3::Zero();
};

template <class Quads>
ClosedSurface integrate(const SpineMesh& mesh, const Quads& quads) {
    ClosedSurface result;
    for (const Quad& q : quads) {
        result.area += area_vector(mesh, q);
        result.volume += volume_share(mesh, q);
    }
    return result;
}

double sum_of_volumes(const SpineMesh& mesh, const std::vector<int>& elements) {
    double volume = 0.0;
    for (int e : elements) volume += element_volume<SpineCell>(nodes_of(mesh, e));
    return volume;
}

class Topology : public ::testing::TestWithParam<std::tuple<MeshDensity, BoneModel>> {
  protected:
    [[nodiscard]] SpineMesh build() const {
        const auto [density, bone] = GetParam();
        Person person;
        person.disc_grade[static_cast<std::size_t>(Disc::L4_L5)] = 2;
        return BareColumn(person, {.mesh = density, .bone = bone}).mesh;
    }
};

TEST_P(Topology, InteriorFacesBelongToTwoCellsAndFaceEachOther) {
    const SpineMesh mesh = build();
    std::map<Quad, std::vector<Quad>> faces;
    for (std::size_t c = 0; c < mesh.cells().size(); ++c) {
        const std::span<const int> cell = mesh.cells()[c];
        for (const LocalFace& local : SpineCell::faces) {
            Quad face{};
            for (std::size_t i = 0; i < 4; ++i) face[i] = cell[static_cast<std::size_t>(local.nodes()[i])];
            Quad key = face;
            std::sort(key.begin(), key.end());
            ASSERT_EQ(std::adjacent_find(key.begin(), key.end()), key.end());
            faces[key].push_back(face);
        }
    }
    for (const auto& [key, owners] : faces) {
        ASSERT_LE(owners.size(), 2u);
        if (owners.size() == 2) {
            ASSERT_LT(area_vector(mesh, owners[0]).dot(area_vector(mesh, owners[1])), 0.0);
        }
    }
}

TEST_P(Topology, EveryNodeIsUsedAndNoTwoCoincide) {
    const SpineMesh mesh = build();
    std::set<int> used;
    for (std::size_t c = 0; c < mesh.cells().size(); ++c) {
        const std::span<const int> cell = mesh.cells()[c];
        used.insert(cell.begin(), cell.end());
    }
    EXPECT_EQ(used.size(), mesh.mesh.nodes.size());
    std::set<std::array<long, 3>> places;
    for (const Vec3& p : mesh.mesh.nodes) {
        places.insert({std::lround(p.x() * 1e4), std::lround(p.y() * 1e4), std::lround(p.z() * 1e4)});
    }
    EXPECT_EQ(places.size(), mesh.mesh.nodes.size());
}

TEST_P(Topology, WholeMeshIsClosedWithTheVolumeOfItsCells) {
    const SpineMesh mesh = build();
    std::vector<int> all(mesh.cells().size());
    for (std::size_t e = 0; e < all.size(); ++e) all[e] = static_cast<int>(e);
    const ClosedSurface outside = integrate(mesh, cells_of<Quad4>(boundary_faces(mesh.cells(), all)));
    const double volume = sum_of_volumes(mesh, all);
    EXPECT_LT(outside.area.norm(), 1e-7);
    EXPECT_NEAR(outside.volume, volume, 1e-9 * volume);
}

TEST_P(Topology, NucleusSurfacesAreClosedAndOutward) {
    const SpineMesh mesh = build();
    std::size_t quads = 0;
    for (const DiscMesh& disc : mesh.discs) {
        std::vector<Quad> surface;
        for (int q : disc.nucleus_surface) surface.push_back(mesh.nucleus_quads[static_cast<std::size_t>(q)]);
        quads += surface.size();
        const ClosedSurface closed = integrate(mesh, surface);
        const double volume = sum_of_volumes(mesh, disc.nucleus_elements);
        EXPECT_GT(volume, 0.0);
        EXPECT_LT(closed.area.norm(), 1e-8);
        EXPECT_NEAR(closed.volume, volume, 1e-9 * volume);
    }
    EXPECT_EQ(quads, mesh.nucleus_quads.size());
}

TEST_P(Topology, NodesMirrorAboutTheSagittalPlane) {
    const SpineMesh mesh = build();
    const auto key = [](const Vec3& p, double side) {
        return std::array<long, 3>{std::lround(p.x() * 1e7), std::lround(p.y() * 1e7), std::lround(side * p.z() * 1e7)};
    };
    // Rounding may fall either way at a cell border, so the nearest of the sorted neighbours is compared.
    std::map<std::array<long, 3>, Vec3> places;
    for (const Vec3& p : mesh.mesh.nodes) places[key(p, 1.0)] = p;
    double worst = 0.0;
    for (const Vec3& p : mesh.mesh.nodes) {
        double nearest = 1.0;
        for (long dx = -1; dx <= 1; ++dx) {
            for (long dy = -1; dy <= 1; ++dy) {
                for (long dz = -1; dz <= 1; ++dz) {
                    auto k = key(p, -1.0);
                    k[0] += dx, k[1] += dy, k[2] += dz;
                    if (const auto it = places.find(k); it != places.end()) {
                        nearest = std::min(nearest, (it->second - Vec3(p.x(), p.y(), -p.z())).norm());
                    }
                }
            }
        }
        worst = std::max(worst, nearest);
    }
    EXPECT_LT(worst, 1e-11);
}

TEST_P(Topology, AnnulusDirectionsAreOrthonormalAndMirrored) {
    const SpineMesh mesh = build();
    std::map<std::array<long, 3>, const AnnulusPoint*> right;
    const auto centre = [&](const AnnulusPoint& point) {
        Vec3 c = Vec3::Zero();
        for (int n : mesh.cells()[static_cast<std::size_t>(point.element)]) c += 0.125 * node(mesh, n);
        return c;
    };
    const auto key = [](const Vec3& p) {
        return std::array<long, 3>{std::lround(p.x() * 1e3), std::lround(p.y() * 1e3), std::lround(p.z() * 1e3)};
    };
    for (const AnnulusPoint& point : mesh.annulus) {
        EXPECT_EQ(mesh.part[static_cast<std::size_t>(point.element)], Part::annulus);
        EXPECT_NEAR(point.circumferential.norm(), 1.0, 1e-12);
        EXPECT_NEAR(point.axial.norm(), 1.0, 1e-12);
        EXPECT_NEAR(point.circumferential.dot(point.axial), 0.0, 1e-12);
        EXPECT_GT(point.axial.y(), 0.5);
        EXPECT_GT(point.radius, 0.0);
        EXPECT_LT(point.radius, 1.0);
        EXPECT_GE(point.theta_deg, 0.0);
        EXPECT_LE(point.theta_deg, 180.0);
        if (centre(point).z() > 0.0) right[key(centre(point))] = &point;
    }
    EXPECT_EQ(2 * right.size(), mesh.annulus.size());
    std::size_t compared = 0;
    for (const AnnulusPoint& left : mesh.annulus) {
        const Vec3 c = centre(left);
        if (c.z() > 0.0) continue;
        const auto it = right.find(key({c.x(), c.y(), -c.z()}));
        if (it == right.end()) continue;  // a centre on the border of the key's rounding
        ++compared;
        const AnnulusPoint& other = *it->second;
        EXPECT_NEAR(left.theta_deg, other.theta_deg, 1e-9);
        EXPECT_LT((left.circumferential - other.circumferential.cwiseProduct(Vec3(1, 1, -1))).norm(), 1e-9);
        EXPECT_LT((left.axial - other.axial.cwiseProduct(Vec3(1, 1, -1))).norm(), 1e-9);
    }
    EXPECT_GT(compared, 9 * right.size() / 10);
}

INSTANTIATE_TEST_SUITE_P(All, Topology,
                         ::testing::Combine(::testing::Values(MeshDensity::coarse, MeshDensity::medium),
                                            ::testing::Values(BoneModel::rigid, BoneModel::deformable)));

TEST(DeformableBone, EndsAreRigidAndBodiesShareTheirNodesWithTheDiscs) {
    const SpineMesh mesh = BareColumn({}, {.mesh = MeshDensity::coarse, .bone = BoneModel::deformable}).mesh;
    EXPECT_TRUE(mesh.vertebrae.front().body_elements.empty());
    EXPECT_TRUE(mesh.vertebrae.back().body_elements.empty());
    for (std::size_t v = 1; v + 1 < mesh.vertebrae.size(); ++v) {
        const VertebraMesh& vertebra = mesh.vertebrae[v];
        EXPECT_EQ(vertebra.superior_nodes, mesh.discs[v - 1].inferior_nodes);
        EXPECT_EQ(vertebra.inferior_nodes, mesh.discs[v].superior_nodes);
        EXPECT_FALSE(vertebra.pedicle_nodes.empty());
        EXPECT_FALSE(vertebra.left_wall_nodes.empty());
        EXPECT_EQ(vertebra.left_wall_nodes.size(), vertebra.right_wall_nodes.size());
        std::set<int> body;
        for (int e : vertebra.body_elements) {
            EXPECT_EQ(mesh.level[static_cast<std::size_t>(e)], static_cast<int>(vertebra.vertebra));
            const std::span<const int> cell = mesh.cells()[static_cast<std::size_t>(e)];
            body.insert(cell.begin(), cell.end());
        }
        for (int n : vertebra.superior_nodes) EXPECT_TRUE(body.count(n));
        for (int n : vertebra.pedicle_nodes) {
            const Vec3 local = vertebra.frame.to_local(node(mesh, n));
            EXPECT_LT(local.x(), 0.0);
            EXPECT_GT(local.y(), -1.0);
        }
        for (int n : vertebra.left_wall_nodes) EXPECT_LT(node(mesh, n).z(), 0.0);
    }
}

TEST(DeformableBone, CortexLooksOutwardAndCoversTheWall) {
    const SpineMesh mesh = BareColumn({}, {.mesh = MeshDensity::coarse, .bone = BoneModel::deformable}).mesh;
    ASSERT_FALSE(mesh.cortex.empty());
    for (const CortexQuad& quad : mesh.cortex) {
        const auto index = static_cast<std::size_t>(quad.vertebra) - static_cast<std::size_t>(Vertebra::L1);
        const Vec3 centre = 0.25 * (node(mesh, quad.nodes[0]) + node(mesh, quad.nodes[1]) + node(mesh, quad.nodes[2]) +
                                    node(mesh, quad.nodes[3]));
        EXPECT_GT(area_vector(mesh, quad.nodes).dot(centre - mesh.vertebrae[index].frame.origin), 0.0);
    }
}

TEST(RigidBone, DiscsAreSeparateAndEndplatesListed) {
    const SpineMesh mesh = BareColumn({}, {.mesh = MeshDensity::coarse}).mesh;
    EXPECT_TRUE(mesh.cortex.empty());
    ASSERT_EQ(mesh.discs.size(), 5u);
    for (std::size_t d = 0; d < mesh.discs.size(); ++d) {
        EXPECT_EQ(mesh.vertebrae[d].inferior_nodes, mesh.discs[d].superior_nodes);
        EXPECT_EQ(mesh.vertebrae[d + 1].superior_nodes, mesh.discs[d].inferior_nodes);
    }
    EXPECT_TRUE(mesh.vertebrae.front().superior_nodes.empty());
}

TEST(Numbering, DependsOnTheOptionsOnly) {
    const SpineMesh small = BareColumn({Sex::female, 150.0, 30.0, {}}, {}).mesh;
    const SpineMesh large = BareColumn({Sex::male, 195.0, 60.0, {}}, {}).mesh;
    EXPECT_EQ(small.cells(), large.cells());
    EXPECT_EQ(small.part, large.part);
}

}  // namespace
}  // namespace spondyl
