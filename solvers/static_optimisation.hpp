// SPDX-License-Identifier: Apache-2.0
// Static optimisation of muscle recruitment: the convex programme that shares moments among muscle fascicles.
//
//   minimise  sum_i (a_i x_i)^p / p  +  sum_j q_j z_j^2 / 2
//   subject to  E x + S z = b,  lower <= x <= upper,  least <= z <= most
//
// z are shifts of the configuration at which the moments were evaluated (a posture within its kinematic scatter,
// docs/adr/0017); there may be none. First a linear programme finds how much strength the task needs (Clp, primal
// simplex), then Ipopt finds the optimum (Waechter and Biegler 2006, doi:10.1007/s10107-004-0559-y). Why two libraries:
// docs/adr/0012.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

namespace spondyl {

struct RecruitmentProblem {
    Eigen::MatrixXd balance;  // E, m x n: contribution of a unit of each force to each condition
    Eigen::VectorXd target;   // b, m
    Eigen::VectorXd weight;   // a > 0, n: 1 / area for stress, 1 for force
    Eigen::VectorXd lower;    // n
    Eigen::VectorXd upper;    // n, >= lower
    int power = 3;            // p: 2 or more

    Eigen::MatrixXd shift;        // S, m x k; empty: no shifts
    Eigen::VectorXd shift_least;  // k, <= 0
    Eigen::VectorXd shift_most;   // k, >= 0 and > least
    Eigen::VectorXd shift_cost;   // q, k, > 0
};

struct RecruitmentResult {
    bool feasible = false;
    Eigen::VectorXd force;      // x; if infeasible, the optimum of forces with 1 % more than the smallest scale below
    Eigen::VectorXd shift;      // z
    double residual = 0.0;      // max |E x + S z - b|, in the unit of b
    double needed_scale = 0.0;  // smallest factor s on (upper - lower) that suffices; <= 1: feasible. 0: below 0.001
    int iterations = 0;
    // If infeasible:
    std::optional<int> short_condition;  // the condition that costs most, or the one that contradicts the others
    std::vector<int> at_limit;           // forces whose limits cause it, most important first; empty: none does
};

// Deterministic. Sizes and signs must be right (SPONDYL_ASSERT), no UserError is thrown. A programme that is infeasible
// even without upper limits gives needed_scale = infinity.
RecruitmentResult optimise_recruitment(const RecruitmentProblem& problem);

}  // namespace spondyl
