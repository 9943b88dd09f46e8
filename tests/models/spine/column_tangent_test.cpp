// SPDX-License-Identifier: Apache-2.0
// The tangent of a whole column in the multifrontal solver: what MUMPS says of it, discs as parts of their own, work
// for many threads.
#include <gtest/gtest.h>

#include <set>

#include "models/anatomy/anatomy.hpp"
#include "models/spine/spine_model.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/multifrontal/tree_work.hpp"
#include "solvers/ordering.hpp"

namespace spondyl::testing {
namespace {

class ColumnTangent : public ::testing::Test {
  protected:
    static Scenario scenario() {
        Scenario s;
        s.spine.top = Vertebra::L1;
        s.spine.bottom = Vertebra::L5;
        s.spine.mesh = MeshDensity::coarse;
        return s;
    }
    // Pushed together by a tenth of a millimetre a level, and bent.
    ColumnTangent()
        : model(default_anatomy(), scenario(), FixedVertebrae::bottom), assembly(model.system().make_assembly()) {
        const Kinematics& k = model.system().kinematics;
        State state = k.rest();
        Eigen::VectorXd move = Eigen::VectorXd::Zero(k.total_count());
        for (int b = 0; b < k.body_count(); ++b) {
            for (int c = 0; c < 3; ++c) {
                move[k.body_dof(b, c)] = -1e-3 * k.body_centre(b)[c];
                move[k.body_dof(b, c + 3)] = 1e-3 * b;
            }
        }
        for (int n = 0; n < k.node_count(); ++n) {
            for (int c = 0; c < 3 && k.body_of(n) < 0 && k.node_dof(n, c) >= 0; ++c) {
                move[k.node_dof(n, c)] = -1e-3 * k.reference()[static_cast<std::size_t>(n)][c];
            }
        }
        model.system().apply(move, 1.0, state);
        model.system().evaluate(state, {.tangent = true, .iterates = true}, assembly);
    }
    SpineModel model;
    Assembly assembly;
    Assembly at_rest = model.system().make_assembly();
};

TEST_F(ColumnTangent, HasTheSameSolutionAndInertiaAsWithMumps) {
    const SymmetricMatrix& tangent = assembly.free;
    Eigen::VectorXd solutions[2];
    int negative[2];
    for (int i = 0; i < 2; ++i) {
        const auto solver = make_linear_solver(i == 0 ? "multifrontal" : "mumps", Symmetry::indefinite);
        solver->analyse(tangent);
        EXPECT_EQ(solver->factor(tangent).replaced_pivots, 0);
        negative[i] = solver->negative_pivots();
        solutions[i] = assembly.residual.head(tangent.size);
        solver->solve(std::span(solutions[i].data(), static_cast<std::size_t>(tangent.size)));
    }
    EXPECT_EQ(negative[0], negative[1]);
    // Two directions of rounding in a matrix of condition 1e9.
    EXPECT_LT((solutions[0] - solutions[1]).norm(), 1e-7 * solutions[1].norm());
}

// At rest the column is its own mirror image; pushed and turned it is not.
TEST_F(ColumnTangent, IsFactoredAsTwoHalvesWhereItIsSymmetric) {
    const System& system = model.system();
    const auto reflection = find_reflection(system.kinematics);
    ASSERT_TRUE(reflection.has_value());
    for (const bool symmetric : {true, false}) {
        if (symmetric) system.evaluate(system.kinematics.rest(), {.tangent = true, .iterates = true}, at_rest);
        const SymmetricMatrix& tangent = symmetric ? at_rest.free : assembly.free;
        const Eigen::VectorXd force = Eigen::VectorXd::Random(tangent.size);
        Eigen::VectorXd solutions[2];
        double operations[2];
        double again[2];  // the odd half is left out the second time
        for (int i = 0; i < 2; ++i) {
            const auto solver = i == 0 ? make_linear_solver("multifrontal", Symmetry::indefinite)
                                       : make_linear_solver("multifrontal", Symmetry::indefinite, reflection);
            solver->analyse(tangent);
            operations[i] = solver->factor(tangent).operations;
            again[i] = solver->factor(tangent).operations;
            solutions[i] = force;
            solver->solve(std::span(solutions[i].data(), static_cast<std::size_t>(tangent.size)));
        }
        EXPECT_LT((solutions[0] - solutions[1]).norm(), 1e-7 * solutions[0].norm()) << symmetric;
        if (symmetric) {
            EXPECT_LT(operations[1], 0.5 * operations[0]);
            EXPECT_LT(again[1], 0.3 * again[0]);
        } else {
            EXPECT_EQ(operations[1], operations[0]);
        }
    }
}

TEST_F(ColumnTangent, FallsApartIntoDiscsThatKeepManyThreadsBusy) {
    const SymmetricMatrix& tangent = assembly.free;
    const Kinematics& k = model.system().kinematics;
    const std::vector<int> position = nested_dissection(tangent);
    int moving = 0;
    int first = tangent.size;
    for (int b = 0; b < k.body_count(); ++b) {
        for (int c = 0; c < 6; ++c) {
            if (k.body_dof(b, c) >= k.free_count()) continue;
            ++moving;
            first = std::min(first, position[k.body_dof(b, c)]);
        }
    }
    EXPECT_EQ(first, tangent.size - moving) << "bodies last";
    const multifrontal::TreeWork work = tree_work(multifrontal::analyse(tangent, position));
    EXPECT_GT(work.total / work.longest, 8.0);
}

}  // namespace
}  // namespace spondyl::testing
