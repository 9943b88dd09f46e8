// Who pulls how hard: the convex programme that shares missing moments among muscle fascicles.
//
//   minimise  sum_i (a_i x_i)^p / p   subject to  E x = b,  lower <= x <= upper
//
// First a linear programme asks how much strength the task needs (Clp, dual simplex); if there is enough, Ipopt finds
// the optimum (Waechter and Biegler 2006, doi:10.1007/s10107-004-0559-y). Why two libraries: docs/adr/0012.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace spondyl {

struct SharingProblem {
    Eigen::MatrixXd balance;  // E, m x n: what a unit of each force gives to each condition
    Eigen::VectorXd target;   // b, m
    Eigen::VectorXd weight;   // a > 0, n: 1 / area for stress, 1 for force
    Eigen::VectorXd lower;    // n
    Eigen::VectorXd upper;    // n, >= lower
    int power = 3;            // p: 2 or more
};

struct SharingResult {
    bool feasible = false;
    Eigen::VectorXd force;      // x; if infeasible, the one of the smallest scale below
    double residual = 0.0;      // max |E x - b|, in the unit of b
    double needed_scale = 0.0;  // smallest factor s on (upper - lower) with which E x = b can be met; <= 1: feasible
    int iterations = 0;
    // If infeasible:
    int short_condition = -1;   // the condition that costs most, or the one that contradicts the others
    std::vector<int> at_limit;  // forces whose limit is the reason, most important first; empty: no limit is
};

// Deterministic. UserError never: sizes and signs are the caller's business (SPONDYL_ASSERT). A programme that is
// infeasible even without limits from above reports needed_scale = infinity.
SharingResult share_forces(const SharingProblem& problem);

}  // namespace spondyl
