// Who pulls how hard: the convex programme that shares missing moments among muscle fascicles.
//
//   minimise  sum_i (a_i x_i)^p / p   subject to  E x = b,  lower <= x <= upper
//
// Primal-dual interior point with predictor and corrector (Mehrotra 1992, doi:10.1137/0802028; Nocedal and Wright,
// Numerical Optimization, ch. 19). The Hessian is diagonal, so a Newton step is one dense solve of the size of b. Why
// not a general optimiser: docs/adr/0012; tests compare with Ipopt.
#pragma once

#include <Eigen/Core>
#include <string>

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
    std::string report;  // if infeasible: which condition is short and which forces are at their limit, by index
};

// Deterministic. UserError never: sizes and signs are the caller's business (SPONDYL_ASSERT). A programme that is
// infeasible even without limits from above reports needed_scale = infinity.
SharingResult share_forces(const SharingProblem& problem);

}  // namespace spondyl
