// SPDX-License-Identifier: Apache-2.0
// The multifrontal back end beyond what linear_solver_test.cpp asks of all: indefinite matrices of every kind, threads,
// memory, and its parts.
#include <gtest/gtest.h>
#include <omp.h>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <numeric>
#include <set>
#include <thread>

#include "core/error.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/multifrontal/contribution.hpp"
#include "solvers/multifrontal/dense_ldlt.hpp"
#include "solvers/multifrontal/scaling.hpp"
#include "solvers/multifrontal/space.hpp"
#include "solvers/multifrontal/symbolic.hpp"
#include "solvers/multifrontal/tree_work.hpp"
#include "solvers/ordering.hpp"
#include "solvers/tangent_solver.hpp"
#include "tests/solvers/support/random_matrices.hpp"

namespace spondyl::testing {
namespace {

std::unique_ptr<LinearSolver> multifrontal_solver() {
    return make_multifrontal(Symmetry::indefinite);
}

// |b - A x| against what rounding of A and x alone can make.
double backward_error(const SymmetricMatrix& m, const Eigen::VectorXd& x, const Eigen::VectorXd& b) {
    const Eigen::MatrixXd a = dense(m);
    const Eigen::VectorXd scale = a.cwiseAbs() * x.cwiseAbs() + b.cwiseAbs();
    return ((b - a * x).cwiseAbs().array() / scale.array()).maxCoeff();
}

Eigen::MatrixXd random_indefinite(int size, double filled, std::mt19937& random) {
    std::uniform_real_distribution<double> entry(-1.0, 1.0);
    std::uniform_real_distribution<double> chance(0.0, 1.0);
    Eigen::MatrixXd a = Eigen::MatrixXd::Zero(size, size);
    for (int c = 0; c < size; ++c) {
        for (int r = 0; r <= c; ++r) {
            if (r == c || chance(random) < filled) a(r, c) = a(c, r) = entry(random);
        }
    }
    return a;
}

TEST(Multifrontal, SolvesRandomIndefiniteMatricesWithTheirInertia) {
    std::mt19937 random(7);
    for (int sample = 0; sample < 60; ++sample) {
        const int size = 1 + sample * 4;
        const Eigen::MatrixXd a = random_indefinite(size, 4.0 / size, random);
        const SymmetricMatrix m = sparse(a);
        const auto solver = multifrontal_solver();
        solver->analyse(m);
        solver->factor(m);
        const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(a).eigenvalues();
        EXPECT_EQ(solver->negative_pivots(), (values.array() < 0.0).count()) << size;
        const Eigen::VectorXd b = Eigen::VectorXd::Random(size);
        EXPECT_LT(backward_error(m, solution(*solver, b), b), 1e-10) << size;
    }
}

// Branches of the tree without a force are left out on the way up; the next right-hand side must not notice.
TEST(Multifrontal, SolvesForcesAtSingleEquationsBetweenFullOnes) {
    std::mt19937 random(11);
    constexpr int size = 300;
    const SymmetricMatrix m = sparse(random_indefinite(size, 4.0 / size, random));
    const auto solver = multifrontal_solver();
    solver->analyse(m);
    solver->factor(m);
    const Eigen::MatrixXd inverse = dense(m).inverse();
    const Eigen::VectorXd full = Eigen::VectorXd::Random(size);
    const Eigen::VectorXd of_full = solution(*solver, full);
    for (int e = 0; e < size; e += 7) {
        const Eigen::VectorXd x = solution(*solver, Eigen::VectorXd::Unit(size, e));
        EXPECT_LT((x - inverse.col(e)).norm(), 1e-8 * inverse.col(e).norm()) << e;
        EXPECT_EQ(solution(*solver, full), of_full) << e;
    }
    EXPECT_EQ(solution(*solver, Eigen::VectorXd::Zero(size)), Eigen::VectorXd::Zero(size));
}

// Zero diagonals wherever they come in the elimination.
TEST(Multifrontal, SolvesSaddlePointsWithZeroDiagonals) {
    std::mt19937 random(8);
    for (int sample = 0; sample < 20; ++sample) {
        const Eigen::MatrixXd ordered = random_saddle(60 + sample, 12, random, 0.0);
        Eigen::PermutationMatrix<Eigen::Dynamic> shuffle(ordered.rows());
        shuffle.setIdentity();
        std::shuffle(shuffle.indices().data(), shuffle.indices().data() + ordered.rows(), random);
        const Eigen::MatrixXd a = shuffle * ordered * shuffle.transpose();
        const SymmetricMatrix m = sparse(a);
        const auto solver = multifrontal_solver();
        solver->analyse(m);
        solver->factor(m);
        EXPECT_EQ(solver->negative_pivots(), 12);
        const Eigen::VectorXd x = Eigen::VectorXd::Random(a.rows());
        EXPECT_LT((solution(*solver, a * x) - x).norm(), 1e-9 * x.norm());
    }
}

// A pivot that is zero when its front comes, because what makes the matrix regular lies in a later front.
TEST(Multifrontal, ReplacesPivotsThatComeTooEarlyAndCorrects) {
    constexpr int size = 400;
    Eigen::MatrixXd a = Eigen::MatrixXd::Zero(size, size);
    for (int i = 0; i + 1 < size; ++i) a(i, i + 1) = a(i + 1, i) = 1.0 + 0.001 * i;
    const SymmetricMatrix m = sparse(a);
    const auto solver = multifrontal_solver();
    solver->analyse(m);
    solver->factor(m);
    EXPECT_EQ(solver->negative_pivots(), size / 2);
    const Eigen::VectorXd x = Eigen::VectorXd::Random(size);
    EXPECT_LT((solution(*solver, a * x) - x).norm(), 1e-8 * x.norm());
}

// Bone beside nucleus, moments beside forces, pressures: rows that differ by twelve orders of magnitude.
TEST(Multifrontal, UnitsDoNotMatter) {
    std::mt19937 random(9);
    const Eigen::MatrixXd a = random_saddle(80, 3, random);
    std::uniform_real_distribution<double> exponent(-6.0, 6.0);
    Eigen::VectorXd unit(a.rows());
    for (double& u : unit) u = std::pow(10.0, exponent(random));
    const Eigen::MatrixXd scaled = unit.asDiagonal() * a * unit.asDiagonal();
    const auto solver = multifrontal_solver();
    solver->analyse(sparse(scaled));
    solver->factor(sparse(scaled));
    EXPECT_EQ(solver->negative_pivots(), 3);
    const Eigen::VectorXd x = Eigen::VectorXd::Random(a.rows());
    const Eigen::VectorXd b = unit.asDiagonal() * (a * x);
    const Eigen::VectorXd found = unit.asDiagonal() * solution(*solver, b);
    EXPECT_LT((found - x).norm(), 1e-10 * x.norm());
}

TEST(Multifrontal, SingularMatricesAreSolveErrors) {
    std::mt19937 random(10);
    const auto throws = [](const Eigen::MatrixXd& a) {
        const auto solver = multifrontal_solver();
        solver->analyse(sparse(a));
        EXPECT_THROW(solver->factor(sparse(a)), SolveError);
    };
    throws(Eigen::MatrixXd::Zero(1, 1));
    throws(Eigen::MatrixXd::Zero(5, 5));
    // Springs between points that nothing holds, next to a body that is held.
    SymmetricMatrix loose = solid_grid(5, 0.0, 1);
    for (int r = 0; r < loose.size; ++r) loose.value[loose.row_start[r]] -= 0.01;
    throws(dense(loose));
    Eigen::MatrixXd both = Eigen::MatrixXd::Zero(loose.size + 40, loose.size + 40);
    both.topLeftCorner(40, 40) = random_spd(40, random);
    both.bottomRightCorner(loose.size, loose.size) = dense(loose);
    throws(both);
    // Two equations that say the same.
    Eigen::MatrixXd twice = random_spd(50, random);
    twice.row(20) = twice.row(30);
    twice.col(20) = twice.col(30);
    twice(20, 20) = twice(30, 30);
    throws(twice);
}

// A solver that met a singular matrix goes on with the next.
TEST(Multifrontal, ASingularMatrixLeavesNoTrace) {
    const SymmetricMatrix m = solid_grid(5, 0.0, 2);
    SymmetricMatrix loose = m;
    for (int r = 0; r < loose.size; ++r) loose.value[loose.row_start[r]] -= 0.01;
    const Eigen::VectorXd b = Eigen::VectorXd::Random(m.size);
    const auto fresh = multifrontal_solver();
    fresh->analyse(m);
    fresh->factor(m);
    const auto used = multifrontal_solver();
    used->analyse(m);
    EXPECT_THROW(used->factor(loose), SolveError);
    used->factor(m);
    EXPECT_EQ(solution(*used, b), solution(*fresh, b));
}

TEST(Multifrontal, PatternsThatFallApart) {
    std::mt19937 random(11);
    // Diagonal; blocks; blocks tied together by one dense row.
    Eigen::MatrixXd a = Eigen::MatrixXd::Zero(331, 331);
    for (int i = 0; i < 331; ++i) a(i, i) = i % 3 == 0 ? -2.0 : 1.0 + i;
    std::vector<Eigen::MatrixXd> cases = {a};
    for (int block = 0; block < 5; ++block) a.block(10 + 60 * block, 10 + 60 * block, 50, 50) = random_spd(50, random);
    cases.push_back(a);
    a.row(330).setConstant(0.3);
    a.col(330).setConstant(0.3);
    cases.push_back(a);
    for (const Eigen::MatrixXd& c : cases) {
        const SymmetricMatrix m = sparse(c);
        const auto solver = multifrontal_solver();
        solver->analyse(m);
        const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(c).eigenvalues();
        solver->factor(m);
        EXPECT_EQ(solver->negative_pivots(), (values.array() < 0.0).count());
        const Eigen::VectorXd x = Eigen::VectorXd::Random(m.size);
        EXPECT_LT((solution(*solver, c * x) - x).norm(), 1e-10 * x.norm());
    }
}

// Discs between two rigid bodies each: the bodies come last, no front mixes two discs before them.
TEST(Multifrontal, DiscsAreIndependentSubtrees) {
    const SymmetricMatrix disc = solid_grid(6, 0.0, 3);
    constexpr int discs = 3;
    SymmetricMatrix m;
    m.size = discs * disc.size + discs;
    m.row_start.push_back(0);
    for (int d = 0; d < discs; ++d) {
        for (int r = 0; r < disc.size; ++r) {
            for (int e = disc.row_start[r]; e < disc.row_start[r + 1]; ++e) {
                m.column.push_back(d * disc.size + disc.column[e]);
                m.value.push_back(disc.value[e]);
            }
            for (const int body : {d, (d + 1) % discs}) {
                if (body > (d + 1) % discs && d == discs - 1) continue;
                m.column.push_back(discs * disc.size + body);
                m.value.push_back(0.01);
            }
            m.row_start.push_back(static_cast<int>(m.column.size()));
        }
    }
    for (int b = 0; b < discs; ++b) {
        m.column.push_back(discs * disc.size + b);
        m.value.push_back(50.0);
        m.row_start.push_back(static_cast<int>(m.column.size()));
    }
    const std::vector<int> position = nested_dissection(m);
    for (int b = 0; b < discs; ++b) EXPECT_GE(position[discs * disc.size + b], discs * disc.size);
    const multifrontal::Symbolic symbolic = multifrontal::analyse(m, position);
    for (int f = 0; f < symbolic.front_count(); ++f) {
        const multifrontal::Front& front = symbolic.fronts[f];
        std::set<int> of;
        bool bodies = false;
        for (int i = 0; i < front.pivots; ++i) {
            const int equation = symbolic.equation[front.first + i];
            if (equation < discs * disc.size) {
                of.insert(equation / disc.size);
            } else {
                bodies = true;
            }
        }
        EXPECT_TRUE(of.size() <= 1 || bodies) << f;
    }
}

class MultifrontalThreadsTest : public ::testing::Test {
  protected:
    void TearDown() override { omp_set_num_threads(before_); }
    int before_ = omp_get_max_threads();
};

TEST_F(MultifrontalThreadsTest, TheSameBitsOnAnyNumberOfThreads) {
    for (const double shift : {0.0, 3.0}) {
        const SymmetricMatrix m = solid_grid(12, shift, 4);
        const Eigen::MatrixXd b = Eigen::MatrixXd::Random(m.size, 5);
        Eigen::MatrixXd one;
        int negative = 0;
        for (const int threads : {1, 2, 3, 8}) {
            omp_set_num_threads(threads);
            const auto solver = multifrontal_solver();
            solver->analyse(m);
            solver->factor(m);
            const int count = solver->negative_pivots();
            Eigen::MatrixXd x = b;
            solver->solve(std::span(x.data(), static_cast<std::size_t>(x.size())));
            if (threads == 1) {
                one = x;
                negative = count;
                Eigen::VectorXd product;
                multiply(m, x.col(3), product);
                EXPECT_LT((product - b.col(3)).norm(), 1e-9 * b.col(3).norm());
                EXPECT_EQ(count > 0, shift > 0.0);
            }
            EXPECT_EQ(x, one) << threads;
            EXPECT_EQ(count, negative);
            solver->factor(m);  // in memory that was used before
            EXPECT_EQ(solution(*solver, b.col(2)), solution(*solver, b.col(2)));
        }
    }
}

TEST_F(MultifrontalThreadsTest, TwoSolversAtOnceInOneProcess) {
    const std::vector<SymmetricMatrix> matrices = {solid_grid(10, 0.0, 5), solid_grid(11, 3.0, 6)};
    std::vector<Eigen::VectorXd> alone;
    const auto work = [&](std::size_t i) {
        const auto solver = multifrontal_solver();
        solver->analyse(matrices[i]);
        solver->factor(matrices[i]);
        return solution(*solver, Eigen::VectorXd::LinSpaced(matrices[i].size, -1.0, 1.0));
    };
    for (std::size_t i = 0; i < matrices.size(); ++i) alone.push_back(work(i));
    std::vector<int> equal(matrices.size(), 0);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < matrices.size(); ++i) {
            threads.emplace_back([&, i] {
                omp_set_num_threads(2);
                for (int round = 0; round < 4; ++round) equal[i] += work(i) == alone[i] ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(equal, std::vector<int>({4, 4}));
}

TEST(Multifrontal, FrontsHoldEveryEntryOnceAndPassOnWhatParentsHave) {
    const SymmetricMatrix m = solid_grid(9, 0.0, 12);
    const multifrontal::Symbolic s = multifrontal::analyse(m, nested_dissection(m));
    std::vector<int> seen(m.column.size(), 0);
    for (const int e : s.entry) ++seen[e];
    EXPECT_EQ(std::ranges::count(seen, 1), std::ssize(seen));
    int pivots = 0;
    for (int f = 0; f < s.front_count(); ++f) {
        const multifrontal::Front& front = s.fronts[f];
        EXPECT_EQ(front.first, pivots);
        pivots += front.pivots;
        if (front.parent < 0) {
            EXPECT_EQ(front.contribution_rows(), 0);
            continue;
        }
        EXPECT_GT(front.parent, f);
        const multifrontal::Front& parent = s.fronts[front.parent];
        for (int i = 0; i < front.contribution_rows(); ++i) {
            EXPECT_EQ(s.rows[front.row_list + front.pivots + i],
                      s.rows[parent.row_list + s.place[front.place_list + i]]);
        }
    }
    EXPECT_EQ(pivots, m.size);
    EXPECT_GE(s.operations, s.smallest_operations);
    EXPECT_LT(s.operations, 1.5 * s.smallest_operations);
    double units = 0.0;
    for (const multifrontal::Unit& u : s.units) units += u.operations;
    EXPECT_NEAR(units, s.operations, 1e-9 * s.operations);
}

// Discs side by side: the work of all, the chain of one.
TEST(Multifrontal, PartsThatDoNotMeetShortenTheLongestChain) {
    const SymmetricMatrix one = solid_grid(8, 0.0, 15);
    constexpr int copies = 6;
    SymmetricMatrix many;
    many.size = copies * one.size;
    many.row_start.push_back(0);
    for (int d = 0; d < copies; ++d) {
        for (int r = 0; r < one.size; ++r) {
            for (int e = one.row_start[r]; e < one.row_start[r + 1]; ++e) {
                many.column.push_back(d * one.size + one.column[e]);
                many.value.push_back(one.value[e]);
            }
            many.row_start.push_back(static_cast<int>(many.column.size()));
        }
    }
    const multifrontal::TreeWork single = tree_work(multifrontal::analyse(one, nested_dissection(one)));
    const multifrontal::TreeWork side_by_side = tree_work(multifrontal::analyse(many, nested_dissection(many)));
    EXPECT_NEAR(side_by_side.total, copies * single.total, 0.1 * side_by_side.total);
    EXPECT_LT(side_by_side.longest, 1.5 * single.longest);
    EXPECT_LE(single.longest, single.total);
    EXPECT_LT(side_by_side.speed_up(16), side_by_side.total / side_by_side.longest);
    EXPECT_LE(side_by_side.speed_up(1), 1.0);
}

TEST(Multifrontal, OperationsAreThoseOfTheDenseFactorOfADenseMatrix) {
    constexpr int size = 40;
    const SymmetricMatrix m = sparse(Eigen::MatrixXd::Ones(size, size));
    const multifrontal::Symbolic s = multifrontal::analyse(m, nested_dissection(m));
    EXPECT_EQ(s.front_count(), 1);
    EXPECT_DOUBLE_EQ(s.smallest_operations, size * (size + 1.0) * (2.0 * size + 1.0) / 6.0);
}

TEST(Multifrontal, DensePivotsFactorAnyRegularMatrix) {
    std::mt19937 random(13);
    for (const int size : {1, 2, 31, 32, 33, 100, 200}) {
        const Eigen::MatrixXd a = random_indefinite(size, 1.0, random);
        Eigen::MatrixXd l = a;
        Eigen::MatrixXd scratch(size, size);
        Eigen::VectorXd d(size);
        Eigen::VectorXd e(size);
        std::vector<int> swapped(static_cast<std::size_t>(size));
        const multifrontal::FrontColumns columns{.a = l.data(),
                                                 .rows = size,
                                                 .pivots = size,
                                                 .diagonal = d.data(),
                                                 .subdiagonal = e.data(),
                                                 .swapped = swapped.data(),
                                                 .scratch = scratch.data()};
        const multifrontal::Pivots pivots = multifrontal::factor_diagonal_block(columns, 0, size);
        Eigen::MatrixXd middle = d.asDiagonal();
        for (int j = 0; j + 1 < size; ++j) {
            if (e[j] != 0.0) middle(j + 1, j) = middle(j, j + 1) = e[j];
        }
        Eigen::MatrixXd permuted = a;
        for (int j = 0; j < size; ++j) {
            permuted.row(j).swap(permuted.row(swapped[j]));
            permuted.col(j).swap(permuted.col(swapped[j]));
        }
        const Eigen::MatrixXd unit = l.triangularView<Eigen::UnitLower>();
        // Rounding grows with what elimination subtracts.
        EXPECT_LT((unit * middle * unit.transpose() - permuted).cwiseAbs().maxCoeff(),
                  1e-13 * std::max(1.0, pivots.growth))
            << size;
        const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(a).eigenvalues();
        EXPECT_EQ(pivots.negative, (values.array() < 0.0).count()) << size;
    }
}

TEST(Multifrontal, ScalingMakesTheLargestEntryOfEachRowAboutOne) {
    std::mt19937 random(14);
    Eigen::MatrixXd a = random_saddle(50, 4, random, 0.0);
    for (int i = 0; i < a.rows(); ++i) {
        const double unit = std::pow(10.0, i % 7 - 3);
        a.row(i) *= unit;
        a.col(i) *= unit;
    }
    const std::vector<double> scale = multifrontal::equilibrate(sparse(a));
    const Eigen::Map<const Eigen::VectorXd> s(scale.data(), a.rows());
    const Eigen::VectorXd largest = (s.asDiagonal() * a * s.asDiagonal()).cwiseAbs().rowwise().maxCoeff();
    EXPECT_GT(largest.minCoeff(), 0.2);
    EXPECT_LT(largest.maxCoeff(), 5.0);
    for (const double value : scale) {
        int exponent = 0;
        EXPECT_EQ(std::frexp(value, &exponent), 0.5);  // a power of two rounds nothing
    }
}

TEST(Multifrontal, ContributionsLieStripByStripWithoutGapsOrOverlap) {
    for (const int rows : {1, 63, 64, 65, 200, 1100}) {
        const multifrontal::ContributionLayout layout{rows};
        std::vector<char> taken(layout.size(), 0);
        for (int j = 0; j < rows; ++j) {
            for (int i = j; i < rows; ++i) {
                const std::ptrdiff_t at = layout.column(nullptr, j) + i - static_cast<double*>(nullptr);
                ASSERT_GE(at, 0);
                ASSERT_LT(at, std::ssize(taken));
                ASSERT_EQ(taken[at]++, 0);
            }
        }
        EXPECT_LT(static_cast<double>(layout.size()), 0.5 * rows * (rows + 1.0) + 0.5 * layout.width() * rows);
    }
}

TEST(Multifrontal, SpaceGivesTheTightestGapAndNeverTheSamePlaceTwice) {
    multifrontal::Space space(1000);
    const std::size_t a = space.take(100);
    const std::size_t b = space.take(50);
    const std::size_t c = space.take(20);
    const std::size_t d = space.take(200);
    space.give_back(a);
    space.give_back(c);
    EXPECT_EQ(space.take(24), c);
    EXPECT_EQ(space.take(90), a);
    EXPECT_GT(space.take(90), d);
    EXPECT_EQ(space.take(1000), multifrontal::Space::full);
    space.give_back(b);
    EXPECT_EQ(space.take(48), b - 8);  // places begin and end at cache lines
    EXPECT_LE(space.extent(), 1000U);
}

}  // namespace
}  // namespace spondyl::testing
