// SPDX-License-Identifier: Apache-2.0
// Direct solution of symmetric sparse systems behind one small interface; each back end is one file.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/system/reflection.hpp"
#include "core/system/sparse_matrix.hpp"

namespace spondyl {

// What the analysis step may assume.
enum class Symmetry { positive_definite, indefinite };

struct FactorInfo {
    double operations = 0.0;  // floating-point, of the elimination; 0: the back end does not count
    int replaced_pivots = 0;  // too weak to be eliminated as they were; solutions are corrected for it
};

class LinearSolver {
  public:
    LinearSolver() = default;
    LinearSolver(const LinearSolver&) = delete;
    LinearSolver& operator=(const LinearSolver&) = delete;
    virtual ~LinearSolver() = default;

    [[nodiscard]] virtual std::string name() const = 0;
    // Ordering and symbolic factorisation of the pattern (values are not read).
    virtual void analyse(const SymmetricMatrix& pattern) = 0;
    // Numerical factorisation; the pattern is the analysed one. Throws SolveError if singular; a part that is factored
    // where it is needed only throws it later, from negative_pivots() or solve().
    virtual FactorInfo factor(const SymmetricMatrix& matrix) = 0;
    // Of the last factorisation: negative pivots, as many as the matrix has negative eigenvalues (Sylvester).
    [[nodiscard]] virtual int negative_pivots() = 0;
    // Overwrites right-hand sides, one after the other, with their solutions. Uses the last factorisation. Several at
    // once are much cheaper than one by one: the factor is read once.
    virtual void solve(std::span<double> right_hand_sides) = 0;
};

// Multifrontal LDL^T on all threads (solvers/multifrontal). The default. Many at once in one process.
std::unique_ptr<LinearSolver> make_multifrontal(Symmetry symmetry);
// MUMPS, double precision LDL^T (Amestoy et al. 2001, doi:10.1137/S0895479899358194). One at a time in a process.
std::unique_ptr<LinearSolver> make_mumps(Symmetry symmetry);
// Eigen's simplicial LDL^T: always there, an order of magnitude slower on large meshes.
std::unique_ptr<LinearSolver> make_eigen(Symmetry symmetry);

// By name: "multifrontal", "mumps" or "eigen". Throws UserError naming the choices.
std::unique_ptr<LinearSolver> make_linear_solver(const std::string& name, Symmetry symmetry);
// For a model that may be its own mirror image: a matrix that the reflection does not change, except for rounding, is
// factored as two of half the size (symmetry_adapted_solver.cpp), any other as a whole.
std::unique_ptr<LinearSolver> make_linear_solver(const std::string& name, Symmetry symmetry,
                                                 std::optional<Reflection> reflection);
std::vector<std::string> linear_solver_names();

}  // namespace spondyl
