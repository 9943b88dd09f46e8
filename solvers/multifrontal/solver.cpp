// SPDX-License-Identifier: Apache-2.0
// The multifrontal back end: analysis, scaling, factorisation and, where pivots were replaced, iterative refinement.
#include <omp.h>

#include <cmath>
#include <memory>
#include <new>
#include <optional>

#include "core/error.hpp"
#include "solvers/blas_kernels.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/multifrontal/factorisation.hpp"
#include "solvers/multifrontal/scaling.hpp"
#include "solvers/ordering.hpp"
#include "solvers/tangent_solver.hpp"

namespace spondyl {

namespace {

using namespace multifrontal;

class MultifrontalSolver final : public LinearSolver {
  public:
    [[nodiscard]] std::string name() const override { return "multifrontal"; }

    void analyse(const SymmetricMatrix& pattern) override {
        factorisation_.reset();
        symbolic_ = std::make_unique<Symbolic>(multifrontal::analyse(pattern, nested_dissection(pattern)));
    }

    FactorInfo factor(const SymmetricMatrix& matrix) override {
        SPONDYL_ASSERT(symbolic_ && matrix.value.size() == symbolic_->entry.size(), "{} values were not analysed",
                       matrix.value.size());
        weak_.reset();
        scale_ = equilibrate(matrix);
        Pivots pivots;
        try {
            if (!factorisation_) factorisation_ = std::make_unique<Factorisation>(*symbolic_);
            prepare_blas(omp_get_max_threads());  // after the factors, since BLAS needs memory in addition to them
            pivots = factorisation_->factor(matrix, scale_);
        } catch (const std::bad_alloc&) {
            factorisation_.reset();
            throw SolveError(
                fmt::format("the linear solver ran out of memory ({} MB for {} equations): use a coarser mesh",
                            (symbolic_->factor_size + symbolic_->work_size) * sizeof(double) >> 20U, symbolic_->size));
        }
        // Accuracy is lost in proportion to the growth of the terms in the elimination.
        constexpr double harmless_growth = 1e6;
        if (pivots.replaced > 0 || !(pivots.growth < harmless_growth)) {
            weak_ = matrix;
            if (pivots.replaced > 0 && singular()) {
                weak_.reset();
                throw SolveError("the stiffness matrix is singular: something can move freely");
            }
        }
        negative_pivots_ = pivots.negative;
        return {.operations = symbolic_->smallest_operations, .replaced_pivots = pivots.replaced};
    }

    [[nodiscard]] int negative_pivots() override { return negative_pivots_; }

    void solve(std::span<double> right_hand_sides) override {
        SPONDYL_ASSERT(factorisation_, "nothing was factored");
        const auto size = static_cast<std::size_t>(symbolic_->size);
        SPONDYL_ASSERT(right_hand_sides.size() % size == 0, "{} values for {} equations", right_hand_sides.size(),
                       symbolic_->size);
        const std::size_t count = right_hand_sides.size() / size;
        if (!weak_) {
            factorisation_->solve(right_hand_sides.data(), static_cast<int>(count));
            return;
        }
        for (std::size_t r = 0; r < count; ++r) refine(right_hand_sides.subspan(r * size, size));
    }

  private:
    // Solves and refines with the original matrix as long as that reduces the residual. Returns the relative residual,
    // scaled like the matrix.
    double refine(std::span<double> right_hand_side) {
        const Eigen::Map<Eigen::VectorXd> b(right_hand_side.data(), symbolic_->size);
        const Eigen::Map<const Eigen::VectorXd> scale(scale_.data(), symbolic_->size);
        const double size = b.cwiseProduct(scale).norm();
        Eigen::VectorXd solution = Eigen::VectorXd::Zero(symbolic_->size);
        Eigen::VectorXd best = solution;
        Eigen::VectorXd residual = b;
        Eigen::VectorXd product;
        double left = 1.0;
        constexpr int most = 20;
        constexpr double enough = 1e-15;
        constexpr double least_gain = 0.5;
        for (int i = 0; i < most && size > 0.0 && left > enough; ++i) {
            factorisation_->solve(residual.data(), 1);
            solution += residual;
            multiply(*weak_, solution, product);
            residual = b - product;
            const double now = residual.cwiseProduct(scale).norm() / size;
            if (!(now < left)) break;
            best = solution;
            const bool slow = now > least_gain * left;
            left = now;
            if (slow) break;
        }
        std::copy(best.begin(), best.end(), right_hand_side.begin());
        return left;
    }

    // A replaced pivot does no harm if the matrix is regular: refinement then converges for any right-hand side. For a
    // singular matrix a residual outside its range remains.
    bool singular() {
        std::vector<double> trial(scale_.size());
        std::uint32_t state = 1;
        for (std::size_t i = 0; i < trial.size(); ++i) {
            state = state * 1664525U + 1013904223U;  // any fixed sequence without a pattern
            trial[i] = (std::ldexp(static_cast<double>(state), -31) - 1.0) / scale_[i];
        }
        constexpr double reached = 1e-8;
        return !(refine(trial) < reached);
    }

    std::unique_ptr<Symbolic> symbolic_;
    std::unique_ptr<Factorisation> factorisation_;
    std::vector<double> scale_;
    int negative_pivots_ = 0;
    std::optional<SymmetricMatrix> weak_;  // the matrix, if its factorisation needs refinement
};

}  // namespace

// One factorisation serves both kinds of symmetry.
std::unique_ptr<LinearSolver> make_multifrontal(Symmetry /*symmetry*/) {
    return std::make_unique<MultifrontalSolver>();
}

}  // namespace spondyl
