// SPDX-License-Identifier: Apache-2.0
#include "studies/sensitivity/polynomial_chaos.hpp"

#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "studies/sensitivity/ranks.hpp"

namespace spondyl {

namespace {

constexpr int most_degree = 12;
constexpr Eigen::Index most_terms = 400;

using Powers = std::vector<int>;  // degree in each input

// Columns: polynomials of degree 0, 1, ... at the samples, orthonormal over them by the three-term recurrence. As many
// as the input has distinct values, at most `most_degree` + 1.
Eigen::MatrixXd orthonormal_polynomials(const Eigen::VectorXd& input) {
    const auto count = static_cast<double>(input.size());
    const double scale = std::sqrt(squares_about_mean(input) / count);
    Eigen::MatrixXd polynomials = Eigen::MatrixXd::Ones(input.size(), 1);
    if (scale == 0.0) return polynomials;
    const Eigen::ArrayXd x = (input.array() - input.mean()) / scale;
    for (int degree = 1; degree <= most_degree; ++degree) {
        Eigen::VectorXd next = x * polynomials.col(degree - 1).array();
        const double before = next.norm();
        // Twice, since orthogonality is lost to rounding after a single pass.
        for (int pass = 0; pass < 2; ++pass) next -= polynomials * (polynomials.transpose() * next) / count;
        if (next.norm() < 1e-8 * before) break;  // all distinct values are used
        polynomials.conservativeResize(Eigen::NoChange, degree + 1);
        polynomials.col(degree) = next * std::sqrt(count) / next.norm();
    }
    return polynomials;
}

// All multi-indices of total degree up to `degree`, none beyond the degrees of the inputs, in a fixed order; the
// constant first.
void add_powers(const std::vector<Eigen::MatrixXd>& polynomials, int degree, Powers& begun, std::vector<Powers>& all) {
    if (begun.size() == polynomials.size()) {
        all.push_back(begun);
        return;
    }
    const auto most = std::min<Eigen::Index>(degree, polynomials[begun.size()].cols() - 1);
    for (int own = 0; own <= most; ++own) {
        begun.push_back(own);
        add_powers(polynomials, degree - own, begun, all);
        begun.pop_back();
    }
}

Eigen::MatrixXd terms_at_samples(const std::vector<Eigen::MatrixXd>& polynomials, const std::vector<Powers>& powers) {
    Eigen::MatrixXd terms(polynomials.front().rows(), static_cast<Eigen::Index>(powers.size()));
    for (Eigen::Index t = 0; t < terms.cols(); ++t) {
        terms.col(t).setOnes();
        const Powers& own = powers[static_cast<std::size_t>(t)];
        for (std::size_t i = 0; i < own.size(); ++i) {
            if (own[i] > 0) terms.col(t).array() *= polynomials[i].col(own[i]).array();
        }
    }
    return terms;
}

void take_indices(ChaosFit& fit, const std::vector<Powers>& powers, const Eigen::VectorXd& coefficients) {
    const std::size_t inputs = powers.front().size();
    fit.first_order.assign(inputs, 0.0);
    fit.total.assign(inputs, 0.0);
    double variance = 0.0;
    for (std::size_t t = 1; t < powers.size(); ++t) {
        const double part = std::pow(coefficients[static_cast<Eigen::Index>(t)], 2);
        variance += part;
        int active = 0;
        for (const int own : powers[t]) active += own > 0 ? 1 : 0;
        for (std::size_t i = 0; i < inputs; ++i) {
            if (powers[t][i] == 0) continue;
            fit.total[i] += part;
            if (active == 1) fit.first_order[i] += part;
        }
    }
    for (std::vector<double>* shares : {&fit.first_order, &fit.total})
        for (double& share : *shares) share /= variance;
}

}  // namespace

std::vector<ChaosFit> fit_chaos(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs) {
    std::vector<ChaosFit> fits(static_cast<std::size_t>(outputs.cols()));
    const auto inputs_count = static_cast<std::size_t>(inputs.cols());
    for (ChaosFit& fit : fits) {
        fit.first_order.assign(inputs_count, std::numeric_limits<double>::quiet_NaN());
        fit.total = fit.first_order;
    }
    if (inputs.cols() == 0 || inputs.rows() == 0) return fits;
    std::vector<Eigen::MatrixXd> polynomials;
    for (Eigen::Index i = 0; i < inputs.cols(); ++i) polynomials.push_back(orthonormal_polynomials(inputs.col(i)));
    const auto samples = static_cast<double>(inputs.rows());
    std::size_t terms_before = 0;
    for (int degree = 1; degree <= most_degree; ++degree) {
        std::vector<Powers> powers;
        Powers begun;
        add_powers(polynomials, degree, begun, powers);
        const auto count = static_cast<Eigen::Index>(powers.size());
        if (powers.size() == terms_before || count > most_terms || 2 * count > inputs.rows()) break;
        terms_before = powers.size();
        const Eigen::MatrixXd terms = terms_at_samples(polynomials, powers);
        const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> factors(terms);
        if (factors.rank() < count) break;
        const Eigen::MatrixXd coefficients = factors.solve(outputs);
        const Eigen::MatrixXd inverse =
            (terms.transpose() * terms / samples).ldlt().solve(Eigen::MatrixXd::Identity(count, count));
        const Eigen::ArrayXd leverage = (terms * inverse).cwiseProduct(terms).rowwise().sum() / samples;
        const double correction = samples / (samples - static_cast<double>(count)) * (1.0 + inverse.trace() / samples);
        const Eigen::MatrixXd residuals = outputs - terms * coefficients;
        for (Eigen::Index m = 0; m < outputs.cols(); ++m) {
            const double squares = squares_about_mean(outputs.col(m));
            if (squares == 0.0) continue;
            const double left_out = (residuals.col(m).array() / (1.0 - leverage)).square().sum();
            const double q2 = 1.0 - correction * left_out / squares;
            ChaosFit& fit = fits[static_cast<std::size_t>(m)];
            // Not better than the mean: rejected.
            if (!(q2 > 0.0) || q2 <= fit.q2) continue;
            fit.degree = degree;
            fit.q2 = q2;
            take_indices(fit, powers, coefficients.col(m));
        }
    }
    return fits;
}

}  // namespace spondyl
