// SPDX-License-Identifier: Apache-2.0
// Pressures that no displacement feels, and the numerical inf-sup test of Chapelle and Bathe 1993
// (doi:10.1016/0045-7949(93)90340-J): on finer and finer meshes of a cube the least beta with
//   sup over u of  integral q div u dV / |u|_1  >=  beta |q|_0   for every pressure q of the elements,
// beta^2 the least eigenvalue of sum over directions of B L^-1 B^T against the pressures' mass, with B the gradients of
// the volume modes and L the Laplacian. What the elements are worth by it: docs/adr/0050.
#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <cmath>

#include "core/terms/solid_batch.hpp"
#include "tests/core/support/element_box.hpp"

namespace spondyl::testing {
namespace {

enum class Clamped { one_side, all_but_one_side };

struct InfSup {
    double beta = 0.0;
    int idle_modes = 0;  // pressures that no displacement feels
};

// A unit cube of n x n x n bricks, cut or raised to E.
template <SolidElement E>
InfSup inf_sup(int n, Clamped clamped) {
    ElementBox<E> box({n, n, n}, Vec3::Ones());
    const std::vector<Cell<E>> cells = box.cells();
    std::vector<int> number(box.nodes().size(), -1);
    int free = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        const Vec3& x = box.nodes()[i];
        const bool side = x.y() == 0.0 || x.y() == 1.0 || x.z() == 0.0 || x.z() == 1.0;
        if (x.x() != 0.0 && !(side && clamped == Clamped::all_but_one_side)) number[i] = free++;
    }
    const auto pressures = static_cast<Eigen::Index>(E::volume_modes * cells.size());
    Eigen::MatrixXd laplacian = Eigen::MatrixXd::Zero(free, free);
    std::array<Eigen::MatrixXd, 3> gradient;
    gradient.fill(Eigen::MatrixXd::Zero(free, pressures));
    for (std::size_t e = 0; e < cells.size(); ++e) {
        const std::array member = {static_cast<int>(e)};
        const SolidBatch<E> batch = make_solid_batch<E>(box.nodes(), cells, member);
        for (int p = 0; p < E::points; ++p) {
            const double weight = batch.weight[p][0];
            for (int i = 0; i < E::nodes; ++i) {
                const int row = number[static_cast<std::size_t>(cells[e][static_cast<std::size_t>(i)])];
                if (row < 0) continue;
                for (int a = 0; a < E::volume_modes; ++a) {
                    // Scaled to pressures of mean square 1 over the cube.
                    const double mode = a == 0 ? 1.0 : batch.mode[p][a - 1][0];
                    for (int d = 0; d < 3; ++d) {
                        gradient[static_cast<std::size_t>(d)](row, E::volume_modes * static_cast<int>(e) + a) +=
                            weight * mode * batch.gradient[p][i][d][0] / std::sqrt(batch.volume[0]);
                    }
                }
                for (int j = 0; j < E::nodes; ++j) {
                    const int column = number[static_cast<std::size_t>(cells[e][static_cast<std::size_t>(j)])];
                    if (column < 0) continue;
                    for (int d = 0; d < 3; ++d)
                        laplacian(row, column) += weight * batch.gradient[p][i][d][0] * batch.gradient[p][j][d][0];
                }
            }
        }
    }
    const Eigen::LLT<Eigen::MatrixXd> factor(laplacian);
    Eigen::MatrixXd felt = Eigen::MatrixXd::Zero(pressures, pressures);
    for (Eigen::MatrixXd& g : gradient) {
        factor.matrixL().solveInPlace(g);
        felt.noalias() += g.transpose() * g;
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(felt, Eigen::EigenvaluesOnly);
    const Eigen::VectorXd& values = solver.eigenvalues();
    const double nothing = 1e-10 * values.tail(1)[0];
    return {.beta = std::sqrt(std::max(values[0], 0.0)),
            .idle_modes = static_cast<int>((values.array() < nothing).count())};
}

template <class E>
class SoundElement : public ::testing::Test {};
using SoundTypes = ::testing::Types<Hex8, Hex20, Tet10>;
TYPED_TEST_SUITE(SoundElement, SoundTypes, ElementName);

// A body that can deform in all directions: every pressure is felt, on structured meshes too.
TYPED_TEST(SoundElement, HasNoIdlePressureInABodyClampedAtOneSide) {
    static_assert(TypeParam::incompressible == Incompressible::sound);
    for (const int n : {2, 3}) {
        const InfSup found = inf_sup<TypeParam>(n, Clamped::one_side);
        EXPECT_EQ(found.idle_modes, 0) << n << " cells along a side";
        EXPECT_GT(found.beta, 0.2);
    }
}

// No element here has a beta that is bounded from below: that of quadratic tetrahedra falls with the size of the cells
// h, that of hexahedra faster, that of wedges fastest.
TEST(InfSup, FallsMostSlowlyInQuadraticTetrahedra) {
    const auto fall = []<SolidElement E>(E*) {
        return inf_sup<E>(4, Clamped::one_side).beta / inf_sup<E>(2, Clamped::one_side).beta;
    };
    const double tet10 = fall(static_cast<Tet10*>(nullptr));
    const double hex8 = fall(static_cast<Hex8*>(nullptr));
    const double wedge6 = fall(static_cast<Wedge6*>(nullptr));
    SCOPED_TRACE(::testing::Message() << "from 2 to 4 cells along a side: tet10 " << tet10 << ", hex8 " << hex8
                                      << ", wedge6 " << wedge6);
    EXPECT_GT(tet10, 0.5);
    EXPECT_GT(hex8, 0.25);
    EXPECT_LT(wedge6, 0.25);
}

// The checkerboards: where all sides but one are clamped, structured meshes of hexahedra have pressures that no
// displacement feels. They carry no energy and leave the displacements as they are.
TEST(InfSup, ClampedMeshesOfHexahedraHaveCheckerboardsAndThoseOfQuadraticTetrahedraNone) {
    EXPECT_EQ(inf_sup<Tet10>(2, Clamped::all_but_one_side).idle_modes, 0);
    EXPECT_EQ(inf_sup<Tet10>(3, Clamped::all_but_one_side).idle_modes, 0);
    EXPECT_EQ(inf_sup<Hex8>(3, Clamped::all_but_one_side).idle_modes, 3);
    EXPECT_GT(inf_sup<Hex20>(3, Clamped::all_but_one_side).idle_modes, 0);
}

// Conditions that outnumber the displacements: the element locks, at one clamped side already.
TEST(InfSup, LinearTetrahedraHaveIdlePressuresWhateverTheMesh) {
    static_assert(Tet4::incompressible == Incompressible::locks);
    for (const int n : {2, 3, 4}) {
        const int pressures = 6 * n * n * n;
        EXPECT_GT(inf_sup<Tet4>(n, Clamped::one_side).idle_modes, pressures / 4) << n << " cells along a side";
    }
}

}  // namespace
}  // namespace spondyl::testing
