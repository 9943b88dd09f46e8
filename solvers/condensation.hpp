// What a System looks like from a few of its equations: the rest is eliminated with the exact tangent.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/system/system.hpp"
#include "solvers/linear_solver.hpp"

namespace spondyl {

// The tangent of a state, factored once; questions are answered with right-hand sides.
class CondensedTangent {
  public:
    // Evaluates and factors the tangent of `state`. SolveError if singular.
    CondensedTangent(const System& system, const State& state, const std::string& linear_solver = "mumps");

    // By how much a unit of each external force lowers the reactions while prescribed motions stay:
    // G = R - K_pf K_ff^-1 F for columns of external forces split into their free part F (free_count x n) and their
    // prescribed part R (rows: `reactions`). Reaction = internal - external force, as in Assembly::residual, so forces
    // x with G x = reaction take it away, to first order. Adjoint: one solve per reaction, not per force.
    // forces[j]: pairs (equation, force per unit). reactions: prescribed equations. Result: reactions x forces.
    [[nodiscard]] Eigen::MatrixXd reaction_sensitivity(
        const std::vector<int>& reactions, const std::vector<std::vector<std::pair<int, double>>>& forces) const;

    // Stiffness of some free equations with all other free ones eliminated: the inverse of the block of K_ff^-1.
    // Symmetric, size of `equations`. SolveError if that block is singular.
    [[nodiscard]] Eigen::MatrixXd condensed_stiffness(const std::vector<int>& equations) const;

    [[nodiscard]] int negative_eigenvalues() const { return negative_eigenvalues_; }

  private:
    int free_count_ = 0;
    int total_count_ = 0;
    SymmetricMatrix coupling_;  // rows free, columns prescribed - free_count
    std::unique_ptr<LinearSolver> solver_;
    int negative_eigenvalues_ = 0;
};

}  // namespace spondyl
