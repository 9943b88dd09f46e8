// SPDX-License-Identifier: Apache-2.0
#include "solvers/least_squares.hpp"

#include <Eigen/QR>
#include <IpIpoptData.hpp>
#include <IpTNLP.hpp>
#include <algorithm>
#include <exception>
#include <limits>
#include <numeric>
#include <utility>

#include "core/error.hpp"
#include "solvers/ipopt_method.hpp"

namespace spondyl {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Ipopt::Index;
using Ipopt::Number;

// Points, their residuals, and the best of them.
class Evaluations {
  public:
    Evaluations(const LeastSquaresProblem& problem, const LeastSquaresOptions& options)
        : problem_(problem), options_(options) {}

    // Of the most recent or a new point; unset if it has no residuals.
    const std::optional<VectorXd>& residual(const VectorXd& x) {
        if (x_.size() != x.size() || x_ != x) {
            x_ = x;
            residual_ = problem_.residuals({x}).at(0);
            if (residual_ && cost(*residual_) < best_cost_) {
                best_cost_ = cost(*residual_);
                best_x_ = x;
                best_residual_ = *residual_;
            }
        }
        return residual_;
    }

    const MatrixXd& jacobian(const VectorXd& x) {
        if (jacobian_x_.size() == x.size() && jacobian_x_ == x) return jacobian_;
        const VectorXd at = x == best_x_ ? best_residual_ : known(residual(x));
        const VectorXd step = steps(x);
        std::vector<VectorXd> points(static_cast<std::size_t>(x.size()), x);
        for (Index i = 0; i < x.size(); ++i) points[static_cast<std::size_t>(i)][i] += step[i];
        const auto forward = problem_.residuals(points);
        jacobian_ = MatrixXd::Zero(at.size(), x.size());
        for (Index i = 0; i < x.size(); ++i) {
            if (const auto& moved = forward.at(static_cast<std::size_t>(i))) {
                jacobian_.col(i) = (*moved - at) / step[i];
                continue;
            }
            VectorXd back = x;
            back[i] -= step[i];
            if (const auto moved = problem_.residuals({back}).at(0)) jacobian_.col(i) = (at - *moved) / step[i];
        }
        jacobian_x_ = x;
        return jacobian_;
    }

    static double cost(const VectorXd& residual) { return 0.5 * residual.squaredNorm(); }

    [[nodiscard]] double best_cost() const { return best_cost_; }
    [[nodiscard]] const VectorXd& best_x() const { return best_x_; }
    [[nodiscard]] const VectorXd& best_residual() const { return best_residual_; }

  private:
    static const VectorXd& known(const std::optional<VectorXd>& residual) {
        SPONDYL_ASSERT(residual.has_value(), "derivatives where there are no residuals");
        return *residual;
    }

    // Away from the nearer bound.
    [[nodiscard]] VectorXd steps(const VectorXd& x) const {
        const VectorXd range = problem_.upper - problem_.lower;
        const VectorXd middle = 0.5 * (problem_.upper + problem_.lower);
        return options_.difference * (x.array() <= middle.array()).select(range, -range);
    }

    const LeastSquaresProblem& problem_;
    const LeastSquaresOptions& options_;
    VectorXd x_;
    std::optional<VectorXd> residual_;
    VectorXd jacobian_x_;
    MatrixXd jacobian_;
    VectorXd best_x_, best_residual_;
    double best_cost_ = std::numeric_limits<double>::infinity();
};

// Reduction of the cost predicted for a Gauss-Newton step within the bounds. Variables that it would carry beyond a
// bound stop there, and the step is minimised over the others.
double predicted_reduction(const LeastSquaresProblem& problem, const VectorXd& x, const VectorXd& r,
                           const MatrixXd& jacobian) {
    std::vector<Index> free(static_cast<std::size_t>(x.size()));
    std::iota(free.begin(), free.end(), 0);
    VectorXd step = VectorXd::Zero(x.size());
    while (!free.empty()) {
        VectorXd stopped = step;
        stopped(free).setZero();
        const VectorXd best =
            MatrixXd(jacobian(Eigen::all, free)).completeOrthogonalDecomposition().solve(-r - jacobian * stopped);
        step(free) = best;
        const VectorXd inside = (x + step).cwiseMax(problem.lower).cwiseMin(problem.upper) - x;
        const auto before = free.size();
        std::erase_if(free, [&](Index i) { return inside[i] != step[i]; });
        step = inside;
        if (free.size() == before) break;
    }
    return std::max(Evaluations::cost(r) - Evaluations::cost(r + jacobian * step), 0.0);
}

class LeastSquaresNlp : public Ipopt::TNLP {
  public:
    LeastSquaresNlp(const LeastSquaresProblem& problem, const LeastSquaresOptions& options, Evaluations& evaluations)
        : problem_(problem), options_(options), evaluations_(evaluations) {}

    [[nodiscard]] int iterations() const { return iterations_; }
    [[nodiscard]] std::exception_ptr thrown() const { return thrown_; }

    bool get_nlp_info(Index& n, Index& m, Index& jacobian, Index& hessian, IndexStyleEnum& style) override {
        n = static_cast<Index>(problem_.start.size());
        m = jacobian = 0;
        hessian = n * (n + 1) / 2;
        style = C_STYLE;
        return true;
    }

    bool get_bounds_info(Index n, Number* lower, Number* upper, Index, Number*, Number*) override {
        std::copy_n(problem_.lower.data(), n, lower);
        std::copy_n(problem_.upper.data(), n, upper);
        return true;
    }

    bool get_starting_point(Index n, bool, Number* x, bool, Number*, Number*, Index, bool, Number*) override {
        std::copy_n(problem_.start.data(), n, x);
        return true;
    }

    // False makes Ipopt take a shorter step.
    bool eval_f(Index n, const Number* x, bool, Number& value) override {
        return guarded([&] {
            const auto& residual = evaluations_.residual(Eigen::Map<const VectorXd>(x, n));
            if (residual) value = Evaluations::cost(*residual);
            return residual.has_value();
        });
    }

    bool eval_grad_f(Index n, const Number* x, bool, Number* gradient) override {
        return guarded([&] {
            const VectorXd at = Eigen::Map<const VectorXd>(x, n);
            const auto residual = evaluations_.residual(at);
            if (!residual) return false;
            Eigen::Map<VectorXd>(gradient, n) = evaluations_.jacobian(at).transpose() * *residual;
            return true;
        });
    }

    bool eval_g(Index, const Number*, bool, Index, Number*) override { return true; }
    bool eval_jac_g(Index, const Number*, bool, Index, Index, Index*, Index*, Number*) override { return true; }

    bool eval_h(Index n, const Number* x, bool, Number factor, Index, const Number*, bool, Index, Index* row,
                Index* column, Number* value) override {
        if (value == nullptr) {
            for (Index i = 0, k = 0; i < n; ++i) {
                for (Index j = 0; j <= i; ++j, ++k) {
                    row[k] = i;
                    column[k] = j;
                }
            }
            return true;
        }
        return guarded([&] {
            const MatrixXd& jacobian = evaluations_.jacobian(Eigen::Map<const VectorXd>(x, n));
            const MatrixXd hessian = factor * jacobian.transpose() * jacobian;
            for (Index i = 0, k = 0; i < n; ++i) {
                for (Index j = 0; j <= i; ++j, ++k) value[k] = hessian(i, j);
            }
            return true;
        });
    }

    // Stops the search when the predicted reduction is negligible: Ipopt's own criterion measures the barrier problem,
    // not the cost.
    bool intermediate_callback(Ipopt::AlgorithmMode, Index iteration, Number, Number, Number, Number, Number, Number,
                               Number, Number, Index, const Ipopt::IpoptData*,
                               Ipopt::IpoptCalculatedQuantities*) override {
        iterations_ = iteration;
        if (thrown_) return false;
        return guarded([&] {
            if (evaluations_.best_cost() < options_.exact) return false;
            const VectorXd& x = evaluations_.best_x();
            if (x.size() == 0 || iteration == 0) return true;
            const VectorXd& r = evaluations_.best_residual();
            return predicted_reduction(problem_, x, r, evaluations_.jacobian(x)) >
                   options_.settled * evaluations_.best_cost();
        });
    }

    void finalize_solution(Ipopt::SolverReturn, Index, const Number*, const Number*, const Number*, Index,
                           const Number*, const Number*, Number, const Ipopt::IpoptData*,
                           Ipopt::IpoptCalculatedQuantities*) override {}

  private:
    // Exceptions must not pass through Ipopt.
    template <class Function>
    bool guarded(Function&& function) {
        if (thrown_) return false;
        try {
            return std::forward<Function>(function)();
        } catch (...) {
            thrown_ = std::current_exception();
            return false;
        }
    }

    const LeastSquaresProblem& problem_;
    const LeastSquaresOptions& options_;
    Evaluations& evaluations_;
    std::exception_ptr thrown_;
    int iterations_ = 0;
};

void check(const LeastSquaresProblem& problem) {
    const auto n = problem.start.size();
    SPONDYL_ASSERT(n > 0 && problem.lower.size() == n && problem.upper.size() == n, "{} variables", n);
    SPONDYL_ASSERT((problem.lower.array() < problem.upper.array()).all(), "empty range");
    SPONDYL_ASSERT((problem.lower.array() <= problem.start.array()).all() &&
                       (problem.start.array() <= problem.upper.array()).all(),
                   "start out of range");
}

}  // namespace

LeastSquaresFit minimise_squares(const LeastSquaresProblem& problem, const LeastSquaresOptions& options) {
    check(problem);
    Evaluations evaluations(problem, options);
    // Before Ipopt moves the start away from its bounds: the start may already be the optimum.
    if (!evaluations.residual(problem.start)) throw SolveError("least squares: there are no residuals at the start");
    Ipopt::SmartPtr<LeastSquaresNlp> nlp = new LeastSquaresNlp(problem, options, evaluations);
    const auto method = ipopt_method({{"nlp_scaling_method", "none"},
                                      {"max_iter", options.max_iterations},
                                      {"bound_relax_factor", 0.0},
                                      // Start close to bounds and with a small barrier parameter, since evaluations
                                      // are expensive.
                                      {"bound_push", 1e-3},
                                      {"bound_frac", 1e-3},
                                      {"mu_init", 1e-4},
                                      {"tol", 1e-9}});
    method->OptimizeTNLP(nlp);  // its status is not used: the best point is known and tested below
    if (nlp->thrown()) std::rethrow_exception(nlp->thrown());

    LeastSquaresFit fit{.x = evaluations.best_x(),
                        .residual = evaluations.best_residual(),
                        .jacobian = evaluations.jacobian(evaluations.best_x()),
                        .settled = false,
                        .iterations = nlp->iterations()};
    const double cost = Evaluations::cost(fit.residual);
    fit.settled = cost < options.exact ||
                  predicted_reduction(problem, fit.x, fit.residual, fit.jacobian) <= options.settled * cost;
    return fit;
}

}  // namespace spondyl
