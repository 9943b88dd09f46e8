// SPDX-License-Identifier: Apache-2.0
// The two optimisation problems behind optimise_recruitment, each solved by a library made for its kind. Both need
// conditions that are independent of each other and forces whose limits differ.
#pragma once

#include <Eigen/Core>

#include "solvers/static_optimisation.hpp"

namespace spondyl {

struct SmallestScale {
    double value = 0.0;            // infinity: no s suffices; 0: the shifts alone nearly do
    Eigen::VectorXd share;         // y at that scale
    Eigen::VectorXd shift;         // z at that scale
    Eigen::VectorXd contribution;  // of each condition to the scale; sum 1
    Eigen::VectorXd at_limit;      // share of each upper limit in the lack of strength; sum 1
    int iterations = 0;
};

// Unit of each shift, in which the wider of its two limits is 1.
[[nodiscard]] inline Eigen::VectorXd shift_width(const RecruitmentProblem& problem) {
    return problem.shift_most.cwiseMax(-problem.shift_least);
}

// Smallest s with A y + C z = b, 0 <= y <= s, least <= z <= most: a linear programme, by Clp. Shifts in units in which
// their limits are of order one. The solution is a vertex, and so exact to rounding.
SmallestScale smallest_scale(const Eigen::MatrixXd& a, const Eigen::MatrixXd& c, const Eigen::VectorXd& least,
                             const Eigen::VectorXd& most, const Eigen::VectorXd& b);

struct Optimum {
    Eigen::VectorXd force;
    Eigen::VectorXd shift;
    int iterations = 0;
};

// The optimum of a feasible problem, by Ipopt with exact derivatives, from a known feasible solution. InternalError if
// Ipopt fails.
Optimum least_effort(const RecruitmentProblem& problem, const Optimum& known);

}  // namespace spondyl
