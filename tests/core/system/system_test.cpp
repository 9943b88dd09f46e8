// SPDX-License-Identifier: Apache-2.0
#include "core/system/system.hpp"

#include <gtest/gtest.h>
#include <omp.h>

#include "core/error.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/cavity.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/membrane.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/derivative_checks.hpp"
#include "tests/core/support/sample_materials.hpp"

namespace spondyl::testing {
namespace {

// A block of two tissues between two rigid bodies, covered by a skin, with a fluid cell inside and a cable outside.
class SystemTest : public ::testing::Test {
  protected:
    SystemTest() {
        BoxMesh box = box_mesh({5, 4, 4}, Vec3(10, 8, 8));
        distort_inside(box, 0.15, 3);
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        const int lower = k.add_body(Vec3(5, 4, -2));
        const int upper = k.add_body(Vec3(5, 4, 10));
        for (int j = 0; j <= 4; ++j) {
            for (int i = 0; i <= 5; ++i) {
                k.tie(box.node(i, j, 0), lower);
                k.tie(box.node(i, j, 4), upper);
            }
        }
        k.prescribe(box.node(0, 0, 2), 1);
        load = k.add_load();
        const int pressure = k.add_scalar();
        std::vector<Hex> inner;
        std::vector<Hex> outer;
        for (std::size_t e = 0; e < box.hexes().size(); ++e) (e % 3 == 0 ? inner : outer).push_back(box.hexes()[e]);
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>("inner", Sample<MooneyRivlin>::material(),
                                                                    box.mesh.nodes, inner));
        system.add(std::make_unique<SolidBlock<Hex8, FibreAnnulus>>("outer", Sample<FibreAnnulus>::material(),
                                                                    box.mesh.nodes, outer,
                                                                    Sample<FibreAnnulus>::points(outer.size())));
        std::vector<Quad> skin;
        for (int l = 0; l < 4; ++l) {
            for (int i = 0; i < 5; ++i) {
                skin.push_back(
                    {box.node(i, 0, l), box.node(i + 1, 0, l), box.node(i + 1, 0, l + 1), box.node(i, 0, l + 1)});
            }
        }
        system.add(std::make_unique<Membrane<Quad4>>("skin", box.mesh.nodes, skin, 40.0, 0.3, 0.2));
        system.add(std::make_unique<Cavity<Quad4>>("nucleus", box.mesh.nodes, faces(box.hexes()[27]), pressure, 20.0));
        system.add(std::make_unique<Cable>(
            std::vector<CablePoint>{
                {{box.node(0, 0, 0)}, {1.0}}, {{box.node(0, 2, 2)}, {1.0}}, {{box.node(3, 1, 4)}, {1.0}}},
            7.0, load));
        system.prepare();
        std::mt19937 random(21);
        state = moved(k, k.rest(), 0.1 * random_direction(k, random));
        state.loads[load] = 1.0;
    }
    [[nodiscard]] Assembly assemble(int threads) const {
        const int before = omp_get_max_threads();
        omp_set_num_threads(threads);
        Assembly a = system.make_assembly();
        system.evaluate(state, {.tangent = true, .energy = true}, a);
        omp_set_num_threads(before);
        return a;
    }
    System system;
    State state;
    LoadId load = 0;
};

TEST_F(SystemTest, EveryBitIsTheSameForAnyNumberOfThreads) {
    const Assembly one = assemble(1);
    ASSERT_GT(one.residual.norm(), 0.0);
    for (const int threads : {2, 3}) {
        const Assembly many = assemble(threads);
        EXPECT_TRUE((one.residual.array() == many.residual.array()).all());
        EXPECT_TRUE((one.magnitude.array() == many.magnitude.array()).all());
        EXPECT_EQ(one.free.value, many.free.value);
        EXPECT_EQ(one.coupling.value, many.coupling.value);
        EXPECT_EQ(one.energy, many.energy);
        EXPECT_EQ(one.smallest_volume_ratio, many.smallest_volume_ratio);
        EXPECT_EQ(one.worst_element, many.worst_element);
    }
}

TEST_F(SystemTest, PatternIsAnUpperTriangleWithSortedColumnsAndFullDiagonal) {
    const Assembly a = assemble(1);
    const SymmetricMatrix& m = a.free;
    ASSERT_EQ(m.size, system.kinematics.free_count());
    ASSERT_EQ(m.row_start.size(), static_cast<std::size_t>(m.size) + 1);
    for (int r = 0; r < m.size; ++r) {
        ASSERT_LT(m.row_start[r], m.row_start[r + 1]);
        EXPECT_EQ(m.column[m.row_start[r]], r);
        for (int e = m.row_start[r] + 1; e < m.row_start[r + 1]; ++e) EXPECT_LT(m.column[e - 1], m.column[e]);
    }
}

TEST_F(SystemTest, TangentOfAllTermsTogetherIsTheResidualsDerivative) {
    expect_tangent_is_second_derivative(system, state, 1e-7, 1e-4);
    expect_tangent_is_residual_derivative(system, state, 1e-7, 1e-4);
}

// The scale of the residual is the sum of what balances in it, so that a state in equilibrium still has one.
TEST_F(SystemTest, MagnitudeBoundsTheResidual) {
    const Assembly a = assemble(1);
    EXPECT_TRUE((a.residual.cwiseAbs().array() <= a.magnitude.array() * (1.0 + 1e-14)).all());
}

TEST(System, AnEquationWithoutStiffnessIsABug) {
    System system;
    system.kinematics.add_node(Vec3::Zero());
    EXPECT_THROW(system.prepare(), InternalError);
}

}  // namespace
}  // namespace spondyl::testing
