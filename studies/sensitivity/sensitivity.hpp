// SPDX-License-Identifier: Apache-2.0
// Influence of each input of a study on its outputs, from the cases that were computed, whatever their number.
#pragma once

#include <Eigen/Core>
#include <limits>
#include <vector>

namespace spondyl {

// NaN where the samples are too few, or the input or the output is the same in all of them.
struct InputSensitivity {
    // Standardised regression coefficient: change of the output in its standard deviations for one of the input.
    double regression = std::numeric_limits<double>::quiet_NaN();
    // Partial rank correlation: the same for monotonic instead of linear influence, -1 to 1, the other inputs
    // accounted for (Marino et al. 2008, doi:10.1016/j.jtbi.2008.04.011).
    double rank_correlation = std::numeric_limits<double>::quiet_NaN();
    // Share of the output's variance that the input explains alone, from means over classes of the input (Plischke et
    // al. 2013, doi:10.1016/j.ejor.2012.11.047): its levels, or about sqrt(samples) classes of equal size; corrected
    // for the number of classes (Kelley 1935, doi:10.1073/pnas.21.9.554), so that no influence is 0 on average; below
    // it for points that are spread more evenly than by chance, such as Sobol's.
    double first_order = std::numeric_limits<double>::quiet_NaN();
    // First-order and total Sobol index of a polynomial fit (polynomial_chaos.hpp).
    double chaos_first_order = std::numeric_limits<double>::quiet_NaN();
    double chaos_total = std::numeric_limits<double>::quiet_NaN();
};

struct Sensitivity {
    double regression_r2 = std::numeric_limits<double>::quiet_NaN();  // share of the variance the linear fit explains
    double chaos_q2 = std::numeric_limits<double>::quiet_NaN();       // the same of the polynomial, left-out samples
    std::vector<InputSensitivity> inputs;
};

// One per column of `outputs` (samples x outputs); `inputs` is samples x inputs. Shares of variance are computed for
// `independent` inputs alone; for rows that a person chose they have no meaning.
std::vector<Sensitivity> sensitivities(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs, bool independent);

// The first_order of one input and output.
double first_order_by_classes(const Eigen::VectorXd& input, const Eigen::VectorXd& output);

}  // namespace spondyl
