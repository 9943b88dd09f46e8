// SPDX-License-Identifier: Apache-2.0
#include "core/terms/pressure.hpp"

#include <gtest/gtest.h>

#include "core/terms/cavity.hpp"
#include "core/terms/membrane.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/derivative_checks.hpp"
#include "tests/core/support/element_box.hpp"
#include "tests/core/support/sample_materials.hpp"

namespace spondyl::testing {
namespace {

// A solid element and the face it has.
template <SolidElement S, FaceElement F>
struct Pair {
    using Solid = S;
    using Face = F;
};

// Two cells in a row whose whole surface is a set of faces.
template <class P>
class FaceTermTest : public ::testing::Test {
  protected:
    using Solid = typename P::Solid;
    using Face = typename P::Face;

    FaceTermTest() {
        const BoxMesh box = box_mesh({2, 1, 1}, Vec3(2.0, 1.5, 1.0));
        Mesh hexahedra = box.mesh;
        CellBlock quads{.type = Quad4::type, .connectivity = {}};
        CellBlock end = quads;
        for (int c = 0; c < 2; ++c) {
            const auto all = faces(box.hexes()[static_cast<std::size_t>(c)]);
            for (std::size_t f = 0; f < all.size(); ++f) {
                const bool inside = f == (c == 0 ? 3u : 5u);
                if (!inside) quads.add(all[f]);
                if (c == 1 && f == 3) end.add(all[f]);
            }
        }
        hexahedra.face_sets["surface"] = {quads};
        hexahedra.face_sets["end"] = {end};
        mesh = convert_cells(hexahedra, Solid::type);
        surface = cells_of<Face>(mesh.face_sets.at("surface"));
        // Curved where the elements can be.
        for (Vec3& x : mesh.nodes) x += 0.1 * Vec3(std::sin(x.y() + x.z()), std::sin(x.x()), std::cos(x.x() * x.y()));
        system.kinematics.add_nodes(mesh.nodes);
        load = system.kinematics.add_load();
    }

    void add_solid() {
        system.add(std::make_unique<SolidBlock<Solid, CompressibleNeoHookean>>(
            "solid", Sample<CompressibleNeoHookean>::material(), mesh.nodes, cells_of<Solid>(mesh.blocks)));
    }
    [[nodiscard]] State strained() const {
        const Kinematics& k = system.kinematics;
        State state = k.rest();
        std::mt19937 random(11);
        k.apply(0.03 * random_direction(k, random), state);
        for (double& amplitude : state.loads) amplitude = 0.7;
        return state;
    }

    Mesh mesh;
    std::vector<Cell<Face>> surface;
    System system;
    LoadId load = 0;
};

using Pairs = ::testing::Types<Pair<Hex8, Quad4>, Pair<Hex20, Quad8>, Pair<Tet4, Tri3>, Pair<Tet10, Tri6>>;
TYPED_TEST_SUITE(FaceTermTest, Pairs);

// Inside a closed surface the pressure has the potential p v, v the volume of the elements.
TYPED_TEST(FaceTermTest, PressureAllAroundIsTheDerivativeOfPressureTimesVolume) {
    this->add_solid();
    this->system.add(std::make_unique<Pressure<typename TestFixture::Face>>("pressure", this->surface, this->load));
    this->system.prepare();
    const State state = this->strained();
    const auto potential = [&](const State& s) {
        double volume = 0.0;
        for (const auto& cell : cells_of<typename TestFixture::Solid>(this->mesh.blocks)) {
            volume += element_volume<typename TestFixture::Solid>(
                positions_of<typename TestFixture::Solid>(cell, s.positions));
        }
        return reported_potential(this->system, s) + 0.7 * volume;
    };
    // Volumes inside curved quadratic faces are polynomials beyond the degree of the tetrahedra's quadrature.
    if constexpr (!std::is_same_v<typename TestFixture::Solid, Tet10>) {
        expect_residual_is_energy_derivative(this->system, state, potential);
    }
    expect_tangent_is_second_derivative(this->system, state);
    expect_tangent_is_residual_derivative(this->system, state);
}

TYPED_TEST(FaceTermTest, PressureOnAnEndPushesWithItsArea) {
    const auto end = cells_of<typename TestFixture::Face>(this->mesh.face_sets.at("end"));
    this->add_solid();
    this->system.add(std::make_unique<Pressure<typename TestFixture::Face>>("pressure", end, this->load));
    this->system.prepare();
    const Kinematics& k = this->system.kinematics;
    // Straight again: the end is 1.5 x 1 mm.
    State state = k.rest();
    for (Vec3& x : state.positions) {
        const Vec3 bent = x;
        Vec3 straight = x;
        for (int i = 0; i < 60; ++i) {
            straight = bent - 0.1 * Vec3(std::sin(straight.y() + straight.z()), std::sin(straight.x()),
                                         std::cos(straight.x() * straight.y()));
        }
        x = straight;
    }
    const auto force_along_x = [&](double amplitude) {
        state.loads = {amplitude};
        const Eigen::VectorXd r = residual_at(this->system, state);
        double sum = 0.0;
        for (int n = 0; n < k.node_count(); ++n) sum += r[k.node_dof(n, 0)];
        return sum;
    };
    // Internal minus external force; the external one points along -x.
    EXPECT_NEAR(force_along_x(0.7) - force_along_x(0.0), 0.7 * 1.5, 1e-12);
    // With a border that moves the symmetric part of the tangent is what counts.
    expect_tangent_is_second_derivative(this->system, this->strained());
}

TYPED_TEST(FaceTermTest, CavityDerivativesAreConsistent) {
    Kinematics& k = this->system.kinematics;
    const int scalar = k.add_scalar();
    this->add_solid();
    const auto& cavity = this->system.add(
        std::make_unique<Cavity<typename TestFixture::Face>>("fluid", this->mesh.nodes, this->surface, scalar, 20.0));
    this->system.prepare();
    State state = this->strained();
    state.scalars = {0.4};
    expect_tangent_is_second_derivative(this->system, state);
    expect_tangent_is_residual_derivative(this->system, state);
    // The volume of a closed surface: the same seen from anywhere, and that of the elements.
    std::vector<Vec3> far = state.positions;
    for (Vec3& x : far) x += Vec3(30.0, -20.0, 10.0);
    EXPECT_NEAR(cavity.volume(far), cavity.volume(state.positions), 1e-10);
    if constexpr (!std::is_same_v<typename TestFixture::Solid, Tet10>) {
        double volume = 0.0;
        for (const auto& cell : cells_of<typename TestFixture::Solid>(this->mesh.blocks)) {
            volume += element_volume<typename TestFixture::Solid>(
                positions_of<typename TestFixture::Solid>(cell, state.positions));
        }
        EXPECT_NEAR(cavity.volume(state.positions), volume, 1e-12);
    }
}

TYPED_TEST(FaceTermTest, MembraneDerivativesAreConsistent) {
    this->add_solid();
    this->system.add(std::make_unique<Membrane<typename TestFixture::Face>>("skin", this->mesh.nodes, this->surface,
                                                                            50.0, 0.3, 0.4));
    this->system.prepare();
    expect_consistent(this->system, this->strained(), 1e-4);
}

// The coefficients of the volume under a face are fractions with the denominator that the element states.
TYPED_TEST(FaceTermTest, VolumeUnderAFaceHasRationalCoefficients) {
    const auto triples = volume_triples<typename TestFixture::Face>();
    double exact = 0.0;
    const auto& cell = this->surface.front();
    const auto x = positions_of<typename TestFixture::Face>(cell, this->mesh.nodes);
    for (const auto& q : TestFixture::Face::quadrature()) {
        const auto n = TestFixture::Face::shape(q.at);
        Vec3 at = Vec3::Zero();
        for (std::size_t i = 0; i < n.size(); ++i) at += n[i] * x[i];
        const auto j = jacobian<typename TestFixture::Face>(x, TestFixture::Face::gradient(q.at));
        exact += q.weight * at.dot(j.col(0).cross(j.col(1))) / 3.0;
    }
    double sum = 0.0;
    for (const VolumeTriple& t : triples) {
        sum += t.numerator / TestFixture::Face::volume_denominator * x[t.node[0]].dot(x[t.node[1]].cross(x[t.node[2]]));
    }
    EXPECT_NEAR(sum, exact, 1e-14);
}

}  // namespace
}  // namespace spondyl::testing
