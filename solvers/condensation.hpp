// SPDX-License-Identifier: Apache-2.0
// Condensation of a System to a few of its equations: the others are eliminated with the exact tangent.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <string>
#include <vector>

#include "core/system/system.hpp"
#include "solvers/linear_solver.hpp"

namespace spondyl {

// The tangent of a state, factored once and used for any number of right-hand sides. What depends on the mesh alone is
// prepared once, for any number of states.
class CondensedTangent {
  public:
    explicit CondensedTangent(const System& system, const std::string& linear_solver = "multifrontal");

    // Evaluates and factors the tangent of `state`. SolveError if singular.
    void factor(const State& state);

    // For the state factored last: stiffness of some free equations after elimination of all other free ones, the
    // inverse of their block of K_ff^-1. Symmetric, size of `equations`. SolveError if that block is singular.
    [[nodiscard]] Eigen::MatrixXd condensed_stiffness(const std::vector<int>& equations) const;

  private:
    const System& system_;
    Assembly assembly_;
    std::unique_ptr<LinearSolver> solver_;
};

}  // namespace spondyl
