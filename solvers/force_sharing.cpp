#include "solvers/force_sharing.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/error.hpp"

namespace spondyl {

namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

// Both programmes that are solved here, in y = (x - lower) / range:
//   minimise  sum_i (base_i + slope_i y_i)^p / p + cost s   subject to   A y = b,  0 <= y,  w = s - y >= 0
// with s fixed (cost 0: who pulls how hard) or free (cost 1 and no other objective: the smallest scale).
struct Programme {
    Matrix a;  // full row rank
    Vector b;
    Vector base;  // empty: no objective but s
    Vector slope;
    int power = 0;
    bool free_scale = false;
};

struct Iterate {
    Vector y, w;    // > 0
    Vector mu, nu;  // their multipliers, > 0
    Vector lambda;  // of A y = b
    double s = 1.0;
};

struct Step {
    Vector y, w, mu, nu, lambda;
    double s = 0.0;
};

double largest_step(const Vector& value, const Vector& change) {
    double step = 1.0;
    for (Eigen::Index i = 0; i < value.size(); ++i) {
        if (change[i] < 0.0) step = std::min(step, -value[i] / change[i]);
    }
    return step;
}

class InteriorPoint {
  public:
    InteriorPoint(const Programme& programme, Iterate start) : p_(programme), at_(std::move(start)) {}

    // True once primal and dual residuals and the gap are at rounding, relative to the programme's own numbers.
    bool solve();
    [[nodiscard]] const Iterate& at() const { return at_; }
    [[nodiscard]] int iterations() const { return iterations_; }
    // For the smallest scale: no s below this one meets A y = b, by duality: max of b.lambda / sum (A^T lambda)_+.
    [[nodiscard]] double lower_bound() const;

  private:
    [[nodiscard]] bool has_objective() const { return p_.base.size() > 0; }
    void linearise();
    [[nodiscard]] Step direction(const Vector& centre_y, const Vector& centre_w) const;
    [[nodiscard]] Vector normal_solve(const Vector& right_hand_side) const;
    [[nodiscard]] double gap() const { return (at_.y.dot(at_.mu) + at_.w.dot(at_.nu)) / (2.0 * size()); }
    [[nodiscard]] double size() const { return static_cast<double>(at_.y.size()); }

    const Programme& p_;
    Iterate at_;
    int iterations_ = 0;
    // Of the current iterate:
    Vector gradient_, curvature_;  // of the objective
    Vector primal_, dual_;         // residuals
    double scale_residual_ = 0.0;
    Vector theta_, q_;                       // 1 / (curvature + mu / y + nu / w), nu / w
    Eigen::ColPivHouseholderQR<Matrix> qr_;  // of theta^1/2 A^T: accurate where A theta A^T would not be
};

void InteriorPoint::linearise() {
    const Eigen::Index n = at_.y.size();
    gradient_ = Vector::Zero(n);
    curvature_ = Vector::Zero(n);
    if (has_objective()) {
        const Eigen::ArrayXd value = p_.base.array() + p_.slope.array() * at_.y.array();
        const Eigen::ArrayXd power = value.pow(p_.power - 2);
        gradient_ = p_.slope.array() * power * value;
        curvature_ = (p_.power - 1) * p_.slope.array().square() * power;
    }
    primal_ = p_.b - p_.a * at_.y;
    dual_ = gradient_ - p_.a.transpose() * at_.lambda - at_.mu + at_.nu;
    scale_residual_ = p_.free_scale ? 1.0 - at_.nu.sum() : 0.0;
    q_ = at_.nu.cwiseQuotient(at_.w);
    theta_ = (curvature_ + at_.mu.cwiseQuotient(at_.y) + q_).cwiseInverse();
}

Vector InteriorPoint::normal_solve(const Vector& right_hand_side) const {
    // A theta A^T = P R^T R P^T; directions that no force can move any more are left alone.
    const Eigen::Index rank = qr_.rank();
    Vector x = qr_.colsPermutation().transpose() * right_hand_side;
    const auto r = qr_.matrixR().topLeftCorner(rank, rank).template triangularView<Eigen::Upper>();
    Vector head = x.head(rank);
    r.transpose().solveInPlace(head);
    r.solveInPlace(head);
    x.setZero();
    x.head(rank) = head;
    return qr_.colsPermutation() * x;
}

// The Newton step to y mu = centre_y, w nu = centre_w with all residuals removed.
Step InteriorPoint::direction(const Vector& centre_y, const Vector& centre_w) const {
    const Vector pull_y = centre_y.cwiseQuotient(at_.y) - at_.mu;
    const Vector pull_w = centre_w.cwiseQuotient(at_.w) - at_.nu;
    const Vector g = -dual_ + pull_y - pull_w;
    const Vector theta_g = theta_.cwiseProduct(g);
    Step d;
    d.lambda = normal_solve(primal_ - p_.a * theta_g);
    if (p_.free_scale) {
        const Vector theta_q = theta_.cwiseProduct(q_);
        const Vector v = p_.a * theta_q;
        const Vector m_v = normal_solve(v);
        // sum q - q theta q, without the cancellation
        const double arrow = theta_q.dot(curvature_ + at_.mu.cwiseQuotient(at_.y));
        const double right = -scale_residual_ + pull_w.sum() + q_.dot(theta_g);
        d.s = (right + v.dot(d.lambda)) / (arrow + v.dot(m_v));
        d.lambda -= d.s * m_v;
    }
    d.y = theta_.cwiseProduct(g + d.s * q_ + p_.a.transpose() * d.lambda);
    d.w = Vector::Constant(d.y.size(), d.s) - d.y;
    d.mu = pull_y - at_.mu.cwiseQuotient(at_.y).cwiseProduct(d.y);
    d.nu = pull_w - q_.cwiseProduct(d.w);
    return d;
}

double InteriorPoint::lower_bound() const {
    const double needed = p_.b.dot(at_.lambda);
    const double range = (p_.a.transpose() * at_.lambda).cwiseMax(0.0).sum();
    if (needed <= 0.0) return 0.0;
    return range > 0.0 ? needed / range : std::numeric_limits<double>::infinity();
}

bool InteriorPoint::solve() {
    constexpr int most_iterations = 100;
    constexpr double tolerance = 1e-12;
    constexpr double smallest_gap = 1e-15;
    constexpr double hopeless = 1e9;  // a lower bound on the scale that means: no range is enough
    constexpr double short_of_boundary = 0.9995;
    for (iterations_ = 0; iterations_ < most_iterations; ++iterations_) {
        linearise();
        const double primal = primal_.lpNorm<Eigen::Infinity>() / (1.0 + p_.b.lpNorm<Eigen::Infinity>());
        const double multipliers = std::max(at_.mu.maxCoeff(), at_.nu.maxCoeff());
        const double dual = dual_.lpNorm<Eigen::Infinity>() / (1.0 + multipliers);
        const double mean = gap();
        const bool balanced = primal < tolerance && dual < tolerance && std::abs(scale_residual_) < tolerance;
        if (balanced && mean < smallest_gap) return true;
        if (p_.free_scale && lower_bound() > hopeless) return false;

        qr_.setThreshold(1e-14);
        qr_.compute(theta_.cwiseSqrt().asDiagonal() * p_.a.transpose());
        const Vector zero = Vector::Zero(at_.y.size());
        const Step predictor = direction(zero, zero);
        const double primal_reach = std::min(largest_step(at_.y, predictor.y), largest_step(at_.w, predictor.w));
        const double dual_reach = std::min(largest_step(at_.mu, predictor.mu), largest_step(at_.nu, predictor.nu));
        const double predicted = ((at_.y + primal_reach * predictor.y).dot(at_.mu + dual_reach * predictor.mu) +
                                  (at_.w + primal_reach * predictor.w).dot(at_.nu + dual_reach * predictor.nu)) /
                                 (2.0 * size());
        const double ratio = predicted / mean;
        const Vector centre = Vector::Constant(at_.y.size(), ratio * ratio * ratio * mean);
        const Step d =
            direction(centre - predictor.y.cwiseProduct(predictor.mu), centre - predictor.w.cwiseProduct(predictor.nu));
        double primal_step = std::min(largest_step(at_.y, d.y), largest_step(at_.w, d.w));
        double dual_step = std::min(largest_step(at_.mu, d.mu), largest_step(at_.nu, d.nu));
        // The objective ties primal and dual together: one step for both, unless it is linear.
        if (has_objective()) primal_step = dual_step = std::min(primal_step, dual_step);
        primal_step *= short_of_boundary;
        dual_step *= short_of_boundary;
        if (!std::isfinite(primal_step) || !std::isfinite(d.lambda.sum())) return false;
        at_.y += primal_step * d.y;
        at_.w += primal_step * d.w;
        at_.s += primal_step * d.s;
        at_.mu += dual_step * d.mu;
        at_.nu += dual_step * d.nu;
        at_.lambda += dual_step * d.lambda;
    }
    return false;
}

// Forces that can move, and conditions that are independent of each other.
struct Core {
    std::vector<int> forces;
    std::vector<int> conditions;
    int contradiction = -1;  // a condition that asks for other than those it depends on give; -1: none
};

Core find_core(const SharingProblem& problem, const Vector& missing) {
    Core core;
    for (Eigen::Index i = 0; i < problem.lower.size(); ++i) {
        if (problem.upper[i] > problem.lower[i]) core.forces.push_back(static_cast<int>(i));
    }
    const Matrix balance = problem.balance(Eigen::all, core.forces);
    const Vector size = balance.rowwise().norm();
    std::vector<int> rows;
    for (Eigen::Index r = 0; r < size.size(); ++r) {
        if (size[r] > 0.0) {
            rows.push_back(static_cast<int>(r));
        } else if (std::abs(missing[r]) > 1e-9 * (1.0 + problem.target.lpNorm<Eigen::Infinity>())) {
            core.contradiction = static_cast<int>(r);
        }
    }
    if (rows.empty()) return core;
    const Vector inverse = size(rows).cwiseInverse();
    const Matrix scaled = inverse.asDiagonal() * balance(rows, Eigen::all);
    const Vector wanted = inverse.cwiseProduct(missing(rows));
    Eigen::ColPivHouseholderQR<Matrix> qr;
    qr.setThreshold(1e-12);
    qr.compute(scaled.transpose());
    const Eigen::Index rank = qr.rank();
    const auto& order = qr.colsPermutation().indices();
    Vector independent(rank);
    for (Eigen::Index k = 0; k < rank; ++k) {
        core.conditions.push_back(rows[order[k]]);
        independent[k] = wanted[order[k]];
    }
    const auto r = qr.matrixR().topLeftCorner(rank, rank).triangularView<Eigen::Upper>();
    for (Eigen::Index k = rank; k < order.size(); ++k) {
        const Vector share = r.solve(Vector(qr.matrixR().col(k).head(rank)));
        const double terms = share.cwiseProduct(independent).lpNorm<1>() + std::abs(wanted[order[k]]);
        if (std::abs(wanted[order[k]] - share.dot(independent)) > 1e-9 * terms) core.contradiction = rows[order[k]];
    }
    std::sort(core.conditions.begin(), core.conditions.end());
    return core;
}

// Rows of A and b to unit size.
void normalise_rows(Programme& programme) {
    const Vector inverse = programme.a.rowwise().norm().cwiseInverse();
    programme.a = (inverse.asDiagonal() * programme.a).eval();
    programme.b = inverse.cwiseProduct(programme.b).eval();
}

struct Scale {
    bool found = false;
    double value = std::numeric_limits<double>::infinity();
    Vector share;         // y at that scale
    Vector contribution;  // of each condition to the scale
    Vector at_limit;      // multipliers of the upper limits, sum 1
    int iterations = 0;
};

// Smallest s with A y = b, 0 <= y <= s.
Scale smallest_scale(Programme programme) {
    normalise_rows(programme);
    const Eigen::Index n = programme.a.cols();
    programme.free_scale = true;
    // The least-norm solution gives the size of what is asked for.
    const Vector least = programme.a.transpose() * (programme.a * programme.a.transpose()).ldlt().solve(programme.b);
    const double unit = least.lpNorm<Eigen::Infinity>();
    programme.b /= unit;
    Iterate start;
    start.s = 4.0;
    start.y = (least / unit).cwiseMax(0.5);
    start.w = Vector::Constant(n, start.s) - start.y;
    start.mu = start.nu = Vector::Constant(n, 1.0 / static_cast<double>(n));
    start.lambda = Vector::Zero(programme.b.size());
    InteriorPoint method(programme, std::move(start));
    Scale scale;
    scale.found = method.solve();
    scale.iterations = method.iterations();
    scale.contribution = programme.b.cwiseProduct(method.at().lambda);
    if (!scale.found) return scale;
    scale.value = unit * method.at().s;
    scale.share = unit * method.at().y;
    scale.at_limit = method.at().nu;
    return scale;
}

std::string describe(const SharingProblem& problem, const Core& core, const Scale& scale) {
    Eigen::Index worst = 0;
    scale.contribution.maxCoeff(&worst);
    const int condition = core.conditions[static_cast<std::size_t>(worst)];
    std::string text = fmt::format("condition {} (target {:.6g}) is short", condition, problem.target[condition]);
    if (!scale.found) return text + " however large the forces may be";
    text += fmt::format("; {:.4g} times the range of the forces would do; at their limit: ", scale.value);
    // A multiplier is the share of a limit in the shortage.
    constexpr double matters = 1e-6;
    std::string list;
    for (std::size_t i = 0; i < core.forces.size(); ++i) {
        if (scale.at_limit[static_cast<Eigen::Index>(i)] < matters) continue;
        list += fmt::format("{}{}", list.empty() ? "" : ", ", core.forces[i]);
    }
    return text + list;
}

}  // namespace

SharingResult share_forces(const SharingProblem& problem) {
    const Eigen::Index n = problem.lower.size();
    SPONDYL_ASSERT(problem.balance.cols() == n && problem.upper.size() == n && problem.weight.size() == n &&
                       problem.balance.rows() == problem.target.size(),
                   "{} forces, {} x {} balance", n, problem.balance.rows(), problem.balance.cols());
    SPONDYL_ASSERT(problem.power >= 2, "power {}", problem.power);
    for (Eigen::Index i = 0; i < n; ++i) {
        SPONDYL_ASSERT(problem.lower[i] >= 0.0 && problem.upper[i] >= problem.lower[i] &&
                           std::isfinite(problem.upper[i]) && problem.weight[i] > 0.0,
                       "force {}: {} to {}, weight {}", i, problem.lower[i], problem.upper[i], problem.weight[i]);
    }
    SPONDYL_ASSERT(problem.balance.allFinite() && problem.target.allFinite(), "balance or target not finite");

    SharingResult result;
    result.force = problem.lower;
    const auto finish = [&] {
        result.residual = problem.target.size() == 0
                              ? 0.0
                              : (problem.balance * result.force - problem.target).lpNorm<Eigen::Infinity>();
        return result;
    };
    const Vector missing = problem.target - problem.balance * problem.lower;
    const Core core = find_core(problem, missing);
    if (core.contradiction >= 0) {
        result.needed_scale = std::numeric_limits<double>::infinity();
        result.report = fmt::format("condition {} (target {:.6g}) contradicts the others or no force acts on it",
                                    core.contradiction, problem.target[core.contradiction]);
        return finish();
    }
    // The least forces already balance: nothing to share.
    if (core.conditions.empty() || missing(core.conditions).isZero(0.0)) {
        result.feasible = true;
        return finish();
    }

    const Vector lower = problem.lower(core.forces);
    const Vector range = problem.upper(core.forces) - lower;
    const Vector weight = problem.weight(core.forces);
    const Matrix balance = problem.balance(core.conditions, core.forces);
    Programme programme;
    programme.a = balance * range.asDiagonal();
    programme.b = missing(core.conditions);
    const Scale scale = smallest_scale(programme);
    result.iterations = scale.iterations;
    result.needed_scale = scale.value;
    constexpr double rounding = 1e-9;
    result.feasible = scale.value <= 1.0 + rounding;
    if (!result.feasible) result.report = describe(problem, core, scale);
    if (!scale.found) return finish();

    // A hair of room where only one choice of the decisive forces is left, so that there is an interior.
    constexpr double room = 1e-8;
    const double limit = std::max(1.0, scale.value * (1.0 + room));
    // No optimal stress can exceed the norm of all stresses of a solution already known; twice that is never active.
    const Vector known = lower + range.cwiseProduct(scale.share);
    const Eigen::ArrayXd stress = weight.cwiseProduct(known).array();
    const double peak = stress.maxCoeff();
    const double unit = peak * std::pow((stress / peak).pow(problem.power).sum(), 1.0 / problem.power);
    const Vector width = (limit * range).cwiseMin((2.0 * unit * weight.cwiseInverse() - lower).eval());

    programme.a = balance * width.asDiagonal();
    programme.b = missing(core.conditions);
    normalise_rows(programme);
    programme.power = problem.power;
    programme.base = weight.cwiseProduct(lower) / unit;
    programme.slope = weight.cwiseProduct(width) / unit;
    Iterate start;
    const Eigen::Index moving = width.size();
    start.y = (known - lower).cwiseQuotient(width).cwiseMax(0.01).cwiseMin(0.99);
    start.w = Vector::Ones(moving) - start.y;
    const double pressure = 1.0 / static_cast<double>(moving);
    start.mu = pressure * start.y.cwiseInverse();
    start.nu = pressure * start.w.cwiseInverse();
    start.lambda = Vector::Zero(programme.b.size());
    InteriorPoint method(programme, std::move(start));
    const bool solved = method.solve();
    SPONDYL_ASSERT(solved, "no optimum of {} forces under {} conditions after {} iterations", moving,
                   programme.b.size(), method.iterations());
    result.iterations += method.iterations();
    const Vector highest = lower + std::max(1.0, scale.value) * range;
    for (Eigen::Index i = 0; i < moving; ++i) {
        const int force = core.forces[static_cast<std::size_t>(i)];
        result.force[force] = std::clamp(lower[i] + width[i] * method.at().y[i], lower[i], highest[i]);
    }
    return finish();
}

}  // namespace spondyl
