// SPDX-License-Identifier: Apache-2.0
// Statistics of columns of numbers that the sensitivity measures share.
#pragma once

#include <Eigen/Core>

namespace spondyl {

// 1 for the smallest; equal numbers share the mean of their ranks.
Eigen::VectorXd ranks_of(const Eigen::VectorXd& values);

// Sum of squares about the mean; exactly 0 where it is no more than rounding.
double squares_about_mean(const Eigen::VectorXd& values);

}  // namespace spondyl
