// SPDX-License-Identifier: Apache-2.0
#include <Eigen/QR>
#include <IpIpoptData.hpp>
#include <IpTNLP.hpp>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/error.hpp"
#include "solvers/ipopt_method.hpp"
#include "solvers/static_optimisation_programmes.hpp"

namespace spondyl {

namespace {

using Ipopt::Index;
using Ipopt::Number;
using Vector = Eigen::VectorXd;

//   minimise  sum_i (base_i + slope_i y_i)^p / p + square_i y_i^2 / 2   subject to   A y = b,  lower <= y <= upper
// Forces first (0 to 1, no square), then shifts (neither base nor slope; the wider of their limits is 1 or -1).
struct Programme {
    Eigen::MatrixXd a;  // rows of unit size
    Vector b;
    Vector base, slope, square, lower, upper;
    int power = 0;
    Vector start;

    // A bound relaxed by a hair must not turn a stress negative under an odd power.
    [[nodiscard]] Eigen::ArrayXd stress(const Vector& y) const {
        return (base.array() + slope.array() * y.array()).max(0.0);
    }
    [[nodiscard]] double cost(const Vector& y) const {
        return stress(y).pow(power).sum() / power + 0.5 * (square.array() * y.array().square()).sum();
    }
    [[nodiscard]] Eigen::ArrayXd gradient(const Vector& y) const {
        return slope.array() * stress(y).pow(power - 1) + square.array() * y.array();
    }
    [[nodiscard]] Eigen::ArrayXd hessian(const Vector& y) const {
        return (power - 1) * slope.array().square() * stress(y).pow(power - 2) + square.array();
    }
};

// The same in the words of Ipopt. Every derivative is exact; the Hessian is diagonal, the Jacobian dense and constant.
class RecruitmentNlp : public Ipopt::TNLP {
  public:
    explicit RecruitmentNlp(const Programme& programme) : p_(programme), y_(programme.start) {}

    [[nodiscard]] const Vector& y() const { return y_; }
    [[nodiscard]] int iterations() const { return iterations_; }

    bool get_nlp_info(Index& n, Index& m, Index& jacobian, Index& hessian, IndexStyleEnum& style) override {
        n = static_cast<Index>(p_.a.cols());
        m = static_cast<Index>(p_.a.rows());
        jacobian = n * m;
        hessian = n;
        style = C_STYLE;
        return true;
    }

    bool get_bounds_info(Index n, Number* lower, Number* upper, Index m, Number* g_lower, Number* g_upper) override {
        std::copy_n(p_.lower.data(), n, lower);
        std::copy_n(p_.upper.data(), n, upper);
        std::copy_n(p_.b.data(), m, g_lower);
        std::copy_n(p_.b.data(), m, g_upper);
        return true;
    }

    bool get_starting_point(Index n, bool, Number* y, bool, Number*, Number*, Index, bool, Number*) override {
        std::copy_n(p_.start.data(), n, y);
        return true;
    }

    bool eval_f(Index n, const Number* y, bool, Number& value) override {
        value = p_.cost(Eigen::Map<const Vector>(y, n));
        return true;
    }

    bool eval_grad_f(Index n, const Number* y, bool, Number* gradient) override {
        Eigen::Map<Eigen::ArrayXd>(gradient, n) = p_.gradient(Eigen::Map<const Vector>(y, n));
        return true;
    }

    bool eval_g(Index n, const Number* y, bool, Index m, Number* g) override {
        Eigen::Map<Vector>(g, m) = p_.a * Eigen::Map<const Vector>(y, n);
        return true;
    }

    bool eval_jac_g(Index n, const Number*, bool, Index m, Index, Index* row, Index* column, Number* value) override {
        if (value != nullptr) {
            std::copy_n(p_.a.data(), p_.a.size(), value);
            return true;
        }
        for (Index k = 0; k < n * m; ++k) {
            row[k] = k % m;
            column[k] = k / m;
        }
        return true;
    }

    bool eval_h(Index n, const Number* y, bool, Number factor, Index, const Number*, bool, Index, Index* row,
                Index* column, Number* value) override {
        if (value != nullptr) {
            Eigen::Map<Eigen::ArrayXd>(value, n) = factor * p_.hessian(Eigen::Map<const Vector>(y, n));
            return true;
        }
        for (Index i = 0; i < n; ++i) row[i] = column[i] = i;
        return true;
    }

    void finalize_solution(Ipopt::SolverReturn, Index n, const Number* y, const Number*, const Number*, Index,
                           const Number*, const Number*, Number, const Ipopt::IpoptData* data,
                           Ipopt::IpoptCalculatedQuantities*) override {
        y_ = Eigen::Map<const Vector>(y, n);
        iterations_ = data == nullptr ? 0 : data->iter_count();
    }

  private:
    const Programme& p_;
    Vector y_;
    int iterations_ = 0;
};

// An interior point stops a little inside of every limit, and its last digits depend on how memory was laid out. Forces
// that are at a limit but for that are put on it; Newton's method on the others brings the answer to rounding.
Vector refine(const Programme& p, const Vector& found) {
    constexpr double at_limit = 1e-6;
    constexpr double hair = 1e-3;  // what goes farther is no refinement, and the answer stays what it was
    constexpr int most_steps = 20;
    const Eigen::Index m = p.b.size();
    Vector y = found;
    std::vector<Eigen::Index> free(static_cast<std::size_t>(y.size()));
    std::iota(free.begin(), free.end(), 0);
    double margin = at_limit;
    for (int step = 0; step < most_steps; ++step) {
        std::erase_if(free, [&](Eigen::Index i) {
            if (y[i] > p.lower[i] + margin && y[i] < p.upper[i] - margin) return false;
            y[i] = y[i] < 0.5 * (p.upper[i] + p.lower[i]) ? p.lower[i] : p.upper[i];
            return true;
        });
        margin = 0.0;
        const auto n = static_cast<Eigen::Index>(free.size());
        if (n == 0) break;
        const Vector gradient = p.gradient(y).matrix()(free);
        const Vector hessian = p.hessian(y).matrix()(free);
        // What costs most sets the unit: elsewhere powers of small stresses would drown.
        const double largest = gradient.lpNorm<Eigen::Infinity>();
        Eigen::MatrixXd kkt = Eigen::MatrixXd::Zero(n + m, n + m);
        kkt.topLeftCorner(n, n) = (hessian / largest).asDiagonal();
        kkt.topRightCorner(n, m) = p.a(Eigen::all, free).transpose();
        kkt.bottomLeftCorner(m, n) = p.a(Eigen::all, free);
        Vector residual(n + m);
        residual << -gradient / largest, p.b - p.a * y;
        const Vector change = kkt.completeOrthogonalDecomposition().solve(residual).head(n);
        y(free) += change;
        if ((y - found).lpNorm<Eigen::Infinity>() > hair || !y.allFinite()) return found;
        if (change.lpNorm<Eigen::Infinity>() < 1e-14) break;
    }
    y = y.cwiseMax(p.lower).cwiseMin(p.upper);
    constexpr double rounding = 1e-13;
    const double before = (p.b - p.a * found).lpNorm<Eigen::Infinity>();
    return (p.b - p.a * y).lpNorm<Eigen::Infinity>() <= std::max(before, rounding) ? y : found;
}

// The unit of effort: that of a solution already known, as one stress.
double effort_of(const RecruitmentProblem& problem, const Optimum& known) {
    const Eigen::ArrayXd stress = problem.weight.cwiseProduct(known.force).array();
    const double shifts = 0.5 * problem.power * problem.shift_cost.dot(known.shift.cwiseAbs2());
    const double peak = std::max(stress.maxCoeff(), std::pow(shifts, 1.0 / problem.power));
    return peak * std::pow((stress / peak).pow(problem.power).sum() + shifts / std::pow(peak, problem.power),
                           1.0 / problem.power);
}

// In units in which limits are 0 and 1, rows of the conditions have unit size and the effort of the known solution is
// of order one.
Programme scaled_programme(const RecruitmentProblem& problem, const Optimum& known, double unit, const Vector& width,
                           const Vector& unit_shift) {
    const Eigen::Index n = width.size();
    const Eigen::Index k = unit_shift.size();
    Programme programme;
    programme.a.resize(problem.target.size(), n + k);
    programme.a << problem.balance * width.asDiagonal(), problem.shift * unit_shift.asDiagonal();
    programme.b = problem.target - problem.balance * problem.lower;
    const Vector inverse = programme.a.rowwise().norm().cwiseInverse();
    programme.a = (inverse.asDiagonal() * programme.a).eval();
    programme.b = inverse.cwiseProduct(programme.b).eval();
    programme.power = problem.power;
    const auto joined = [&](const Vector& force, const Vector& shift) {
        Vector all(n + k);
        all << force, shift;
        return all;
    };
    programme.base = joined(problem.weight.cwiseProduct(problem.lower) / unit, Vector::Zero(k));
    programme.slope = joined(problem.weight.cwiseProduct(width) / unit, Vector::Zero(k));
    programme.square = joined(Vector::Zero(n),
                              problem.shift_cost.cwiseProduct(unit_shift.cwiseAbs2()) / std::pow(unit, problem.power));
    programme.lower = joined(Vector::Zero(n), problem.shift_least.cwiseQuotient(unit_shift));
    programme.upper = joined(Vector::Ones(n), problem.shift_most.cwiseQuotient(unit_shift));
    programme.start = joined((known.force - problem.lower).cwiseQuotient(width), known.shift.cwiseQuotient(unit_shift));
    return programme;
}

Ipopt::SmartPtr<Ipopt::IpoptApplication> interior_point_method() {
    return ipopt_method({{"tol", 1e-11},
                         {"constr_viol_tol", 1e-12},
                         {"bound_relax_factor", 1e-10},  // an interior where the strength is only just enough
                         {"nlp_scaling_method", "none"},
                         {"jac_c_constant", "yes"},
                         {"mu_strategy", "adaptive"}});
}

}  // namespace

Optimum least_effort(const RecruitmentProblem& problem, const Optimum& known) {
    const double unit = effort_of(problem, known);
    // No optimal stress can exceed what all of a solution already known costs; twice that is never active.
    const Vector width =
        (problem.upper - problem.lower).cwiseMin(2.0 * unit * problem.weight.cwiseInverse() - problem.lower);
    const Vector unit_shift = shift_width(problem);
    const Programme programme = scaled_programme(problem, known, unit, width, unit_shift);

    const Ipopt::SmartPtr<RecruitmentNlp> nlp = new RecruitmentNlp(programme);
    const Ipopt::ApplicationReturnStatus status = interior_point_method()->OptimizeTNLP(GetRawPtr(nlp));
    SPONDYL_ASSERT(status == Ipopt::Solve_Succeeded || status == Ipopt::Solved_To_Acceptable_Level,
                   "no optimum of {} forces under {} conditions after {} iterations: Ipopt status {}",
                   problem.lower.size(), problem.target.size(), nlp->iterations(), static_cast<int>(status));
    const Vector best = refine(programme, nlp->y());
    const auto forces = best.head(width.size());
    const auto shifts = best.tail(unit_shift.size());
    return {.force = (problem.lower + width.cwiseProduct(forces)).cwiseMax(problem.lower).cwiseMin(problem.upper),
            .shift = unit_shift.cwiseProduct(shifts),
            .iterations = nlp->iterations()};
}

}  // namespace spondyl
