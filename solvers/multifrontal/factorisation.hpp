// SPDX-License-Identifier: Apache-2.0
// The numerical multifrontal L D L^T. Bit-identical for any number of threads: the order of every sum and the shape of
// every BLAS call are fixed.
#pragma once

#include <vector>

#include "solvers/multifrontal/blocking.hpp"
#include "solvers/multifrontal/dense_ldlt.hpp"
#include "solvers/multifrontal/numbers.hpp"
#include "solvers/multifrontal/symbolic.hpp"
#include "solvers/multifrontal/tree_tasks.hpp"
#include "solvers/multifrontal/work_pool.hpp"

namespace spondyl::multifrontal {

class Factorisation {
  public:
    // Throws std::bad_alloc.
    explicit Factorisation(const Symbolic& symbolic);

    // Of the matrix whose pattern was analysed, scaled: scale_i a_ij scale_j. Throws std::bad_alloc.
    Pivots factor(const SymmetricMatrix& matrix, const std::vector<double>& scale);

    // A X = B for `count` right-hand sides of the unscaled matrix, one after the other, in place.
    void solve(double* right_hand_sides, int count);

  private:
    Pivots factor_front(int f, double* work, const SymmetricMatrix& matrix);
    void start_pivot_columns(int f, const FrontColumns& columns, const SymmetricMatrix& matrix) const;
    void update_behind_panel(int f, const FrontColumns& columns, Range panel, std::vector<Tile>& tiles);
    void assemble_columns(int f, Range columns) const;
    void update_tile(const FrontColumns& columns, int f, Range eliminated, const Tile& tile);
    void factor_unit(const Unit& unit, const SymmetricMatrix& matrix, Pivots& pivots);
    [[nodiscard]] FrontColumns columns_of(const Front& front, double* work = nullptr);
    [[nodiscard]] bool is_idle(int f, int count) const;
    void forward(int f, int count);
    void backward(int f, int count);
    [[nodiscard]] bool worth_threads(double operations) const;

    const Symbolic& symbolic_;
    TreeTasks tasks_;
    std::vector<double> scale_;  // by position
    Numbers factors_;
    WorkPool work_;
    std::vector<double*> contribution_;  // of each front, while it exists
    // Of each front: the right-hand sides are zero in it and below it. With forces on rigid bodies alone this holds for
    // all discs.
    std::vector<char> idle_;
    Numbers solve_work_;
    Numbers solution_;  // by position
    std::vector<double> diagonal_;
    std::vector<double> subdiagonal_;
    std::vector<int> swapped_;
};

}  // namespace spondyl::multifrontal
