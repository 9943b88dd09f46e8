// SPDX-License-Identifier: Apache-2.0
// Solves a sequence of slowly changing symmetric systems K x = b.
//
// A factorisation is expensive, a solve with it is cheap: one factorisation is reused for several tangents as
// preconditioner of a flexible GMRES, until that takes too many iterations (docs/adr/0004). All decisions depend on
// numbers only, never on time, so that results are reproducible.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "solvers/linear_solver.hpp"

namespace spondyl {

struct TangentSolverOptions {
    std::string linear_solver = "multifrontal";
    Symmetry symmetry = Symmetry::indefinite;
    double krylov_tolerance = 1e-2;  // residual of the linear system, relative
    int max_krylov = 4;              // iterations after which a new factorisation is cheaper; 0: factor every time
};

class TangentSolver {
  public:
    struct Counts {
        int factorisations = 0;
        int krylov_iterations = 0;
    };

    // reflection: of the model, if it is its own mirror image at rest.
    explicit TangentSolver(TangentSolverOptions options, std::optional<Reflection> reflection = std::nullopt)
        : options_(std::move(options)), reflection_(std::move(reflection)) {}

    // The pattern must be the same in every call.
    Eigen::VectorXd solve(const SymmetricMatrix& matrix, const Eigen::VectorXd& right_hand_side);

    // Factors as the next solve() would if there were no factorisation yet; not counted.
    void prepare(const SymmetricMatrix& matrix);
    // False: the next solve() factors.
    [[nodiscard]] bool factored() const { return factored_; }
    [[nodiscard]] const Counts& counts() const { return counts_; }

  private:
    void factor(const SymmetricMatrix& matrix);
    // False if not converged within max_krylov.
    bool krylov(const SymmetricMatrix& matrix, const Eigen::VectorXd& right_hand_side, Eigen::VectorXd& solution);

    TangentSolverOptions options_;
    std::optional<Reflection> reflection_;
    std::unique_ptr<LinearSolver> solver_;
    bool factored_ = false;
    Counts counts_;
    // Work space of the Krylov iterations, reused.
    std::vector<Eigen::VectorXd> basis_;
    std::vector<Eigen::VectorXd> preconditioned_;
};

// y = K x with the symmetric matrix stored as its upper triangle; bit-identical for any number of threads.
void multiply(const SymmetricMatrix& matrix, const Eigen::VectorXd& x, Eigen::VectorXd& y);

}  // namespace spondyl
