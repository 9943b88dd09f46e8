// SPDX-License-Identifier: Apache-2.0
// Sobol indices from a polynomial fitted to given data.
#pragma once

#include <Eigen/Core>
#include <limits>
#include <vector>

namespace spondyl {

// Sums of squared coefficients of an expansion in polynomials that are orthonormal over the inputs: the parts of its
// variance that belong to one input alone (first order) and to all terms in which it takes part (total); Sudret 2008,
// doi:10.1016/j.ress.2007.04.002. Shares of the variance, 1; NaN if no expansion predicts
// left-out samples better than their mean.
struct ChaosFit {
    int degree = 0;                                        // total degree that was chosen
    double q2 = std::numeric_limits<double>::quiet_NaN();  // 1 - corrected leave-one-out error / variance
    std::vector<double> first_order;
    std::vector<double> total;
};

// One fit per column of `outputs` (samples x outputs) over independent `inputs` (samples x inputs). The polynomials of
// each input are orthonormal over its own sample (Oladyshkin and Nowak 2012, doi:10.1016/j.ress.2012.05.002), so that
// any distribution and the levels of a grid are possible. Coefficients by least squares; the degree, up to 12, is the
// one with the smallest leave-one-out error, corrected for the number of terms (Blatman and Sudret 2010,
// doi:10.1016/j.probengmech.2009.10.003), among those with at most 400 terms and two samples per term.
std::vector<ChaosFit> fit_chaos(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs);

}  // namespace spondyl
