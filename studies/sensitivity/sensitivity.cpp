// SPDX-License-Identifier: Apache-2.0
#include "studies/sensitivity/sensitivity.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "studies/sensitivity/polynomial_chaos.hpp"
#include "studies/sensitivity/ranks.hpp"

namespace spondyl {

namespace {

constexpr double no_index = std::numeric_limits<double>::quiet_NaN();
// Residuals below this share of the whole are rounding errors.
constexpr double nothing_left = 1e-18;

Eigen::MatrixXd with_constant(const Eigen::MatrixXd& columns) {
    Eigen::MatrixXd all(columns.rows(), columns.cols() + 1);
    all << Eigen::VectorXd::Ones(columns.rows()), columns;
    return all;
}

// Least squares on the columns and a constant; empty if they do not determine it.
class Regression {
  public:
    explicit Regression(const Eigen::MatrixXd& columns) : terms_(with_constant(columns)), factors_(terms_) {}

    // More samples than terms, so that the fit can be tested.
    [[nodiscard]] bool good() const { return terms_.rows() > terms_.cols() && factors_.rank() == terms_.cols(); }
    [[nodiscard]] Eigen::VectorXd coefficients(const Eigen::VectorXd& output) const { return factors_.solve(output); }
    [[nodiscard]] Eigen::VectorXd residual(const Eigen::VectorXd& output) const {
        return output - terms_ * coefficients(output);
    }

  private:
    Eigen::MatrixXd terms_;
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> factors_;
};

Eigen::MatrixXd without_column(const Eigen::MatrixXd& matrix, Eigen::Index column) {
    Eigen::MatrixXd rest(matrix.rows(), matrix.cols() - 1);
    rest << matrix.leftCols(column), matrix.rightCols(matrix.cols() - column - 1);
    return rest;
}

void regress(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs, std::vector<Sensitivity>& all) {
    const Regression regression(inputs);
    if (!regression.good()) return;
    for (Eigen::Index m = 0; m < outputs.cols(); ++m) {
        const double squares = squares_about_mean(outputs.col(m));
        if (squares == 0.0) continue;
        Sensitivity& one = all[static_cast<std::size_t>(m)];
        const Eigen::VectorXd coefficients = regression.coefficients(outputs.col(m));
        for (Eigen::Index i = 0; i < inputs.cols(); ++i)
            one.inputs[static_cast<std::size_t>(i)].regression =
                coefficients[i + 1] * std::sqrt(squares_about_mean(inputs.col(i)) / squares);
        one.regression_r2 = 1.0 - regression.residual(outputs.col(m)).squaredNorm() / squares;
    }
}

void correlate_ranks(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs, std::vector<Sensitivity>& all) {
    Eigen::MatrixXd input_ranks(inputs.rows(), inputs.cols()), output_ranks(outputs.rows(), outputs.cols());
    for (Eigen::Index i = 0; i < inputs.cols(); ++i) input_ranks.col(i) = ranks_of(inputs.col(i));
    for (Eigen::Index m = 0; m < outputs.cols(); ++m) output_ranks.col(m) = ranks_of(outputs.col(m));
    for (Eigen::Index i = 0; i < inputs.cols(); ++i) {
        const Regression others(without_column(input_ranks, i));
        if (!others.good()) continue;
        const Eigen::VectorXd own = others.residual(input_ranks.col(i));
        if (own.squaredNorm() <= nothing_left * input_ranks.col(i).squaredNorm()) continue;
        for (Eigen::Index m = 0; m < outputs.cols(); ++m) {
            const Eigen::VectorXd left = others.residual(output_ranks.col(m));
            if (left.squaredNorm() <= nothing_left * output_ranks.col(m).squaredNorm()) continue;
            all[static_cast<std::size_t>(m)].inputs[static_cast<std::size_t>(i)].rank_correlation =
                own.dot(left) / (own.norm() * left.norm());
        }
    }
}

}  // namespace

double first_order_by_classes(const Eigen::VectorXd& input, const Eigen::VectorXd& output) {
    const Eigen::Index samples = output.size();
    const double squares = samples > 0 ? squares_about_mean(output) : 0.0;
    if (squares == 0.0) return no_index;
    std::vector<Eigen::Index> order(static_cast<std::size_t>(samples));
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](Eigen::Index i) { return std::pair(input[i], i); });
    std::size_t levels = 1;
    for (std::size_t i = 1; i < order.size(); ++i) levels += input[order[i]] != input[order[i - 1]] ? 1 : 0;
    const auto most = static_cast<std::size_t>(std::sqrt(static_cast<double>(samples)));
    const std::size_t wanted = std::min(levels, most);
    std::size_t classes = 0;
    double within = 0.0;
    for (std::size_t first = 0; first < order.size(); ++classes) {
        // Up to the next even division of the samples; equal inputs stay in one class.
        std::size_t end = levels <= most ? first + 1 : (classes + 1) * order.size() / wanted;
        end = std::max(end, first + 1);
        while (end < order.size() && input[order[end]] == input[order[end - 1]]) ++end;
        Eigen::VectorXd members(static_cast<Eigen::Index>(end - first));
        for (std::size_t i = first; i < end; ++i) members[static_cast<Eigen::Index>(i - first)] = output[order[i]];
        within += squares_about_mean(members);
        first = end;
    }
    const auto free = samples - static_cast<Eigen::Index>(classes);
    if (classes < 2 || free < 1) return no_index;
    return 1.0 - within / static_cast<double>(free) * static_cast<double>(samples - 1) / squares;
}

std::vector<Sensitivity> sensitivities(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs,
                                       bool independent) {
    std::vector<Sensitivity> all(static_cast<std::size_t>(outputs.cols()));
    for (Sensitivity& one : all) one.inputs.resize(static_cast<std::size_t>(inputs.cols()));
    regress(inputs, outputs, all);
    correlate_ranks(inputs, outputs, all);
    if (!independent) return all;
    const std::vector<ChaosFit> fits = fit_chaos(inputs, outputs);
    for (std::size_t m = 0; m < all.size(); ++m) {
        all[m].chaos_q2 = fits[m].q2;
        for (std::size_t i = 0; i < all[m].inputs.size(); ++i) {
            InputSensitivity& one = all[m].inputs[i];
            one.first_order = first_order_by_classes(inputs.col(static_cast<Eigen::Index>(i)),
                                                     outputs.col(static_cast<Eigen::Index>(m)));
            one.chaos_first_order = fits[m].first_order[i];
            one.chaos_total = fits[m].total[i];
        }
    }
    return all;
}

}  // namespace spondyl
