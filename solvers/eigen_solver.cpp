// SPDX-License-Identifier: Apache-2.0
// Eigen back end: no external library, for small problems and as a cross-check.
#include <Eigen/SparseCholesky>

#include "core/error.hpp"
#include "solvers/linear_solver.hpp"

namespace spondyl {

namespace {

// The upper triangle stored by rows is, read by columns, the lower triangle.
using Sparse = Eigen::SparseMatrix<double, Eigen::ColMajor>;

class EigenSolver final : public LinearSolver {
  public:
    [[nodiscard]] std::string name() const override { return "eigen"; }

    void analyse(const SymmetricMatrix& pattern) override { decomposition_.analyzePattern(view(pattern)); }

    FactorInfo factor(const SymmetricMatrix& matrix) override {
        decomposition_.factorize(view(matrix));
        if (decomposition_.info() != Eigen::Success) {
            throw SolveError("the stiffness matrix is singular: something can move freely");
        }
        return {};
    }

    [[nodiscard]] int negative_pivots() override {
        return static_cast<int>((decomposition_.vectorD().array() < 0.0).count());
    }

    void solve(std::span<double> right_hand_sides) override {
        const Eigen::Index size = decomposition_.rows();
        const auto values = static_cast<Eigen::Index>(right_hand_sides.size());
        SPONDYL_ASSERT(values % size == 0, "{} values for {} equations", values, size);
        Eigen::Map<Eigen::MatrixXd> x(right_hand_sides.data(), size, values / size);
        x = decomposition_.solve(x).eval();
    }

  private:
    static Eigen::Map<const Sparse> view(const SymmetricMatrix& m) {
        return {m.size,          m.size,        static_cast<Eigen::Index>(m.value.size()), m.row_start.data(),
                m.column.data(), m.value.data()};
    }

    Eigen::SimplicialLDLT<Sparse, Eigen::Lower> decomposition_;
};

}  // namespace

// LDL^T without pivoting serves both kinds of symmetry; a zero pivot is reported as singular.
std::unique_ptr<LinearSolver> make_eigen(Symmetry /*symmetry*/) {
    return std::make_unique<EigenSolver>();
}

}  // namespace spondyl
