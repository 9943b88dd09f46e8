// The two programmes behind share_forces, each handed to the library that is made for it. Both want conditions that
// are independent of each other and forces with room to move.
#pragma once

#include <Eigen/Core>

#include "solvers/force_sharing.hpp"

namespace spondyl {

struct SmallestScale {
    double value = 0.0;            // infinity: no s is enough
    Eigen::VectorXd share;         // y at that scale
    Eigen::VectorXd contribution;  // of each condition to the scale; sum 1
    Eigen::VectorXd at_limit;      // share of each upper limit in the shortage; sum 1
    int iterations = 0;
};

// Smallest s with A y = b, 0 <= y <= s: a linear programme, by Clp. The answer is a vertex, so exact to rounding.
SmallestScale smallest_scale(const Eigen::MatrixXd& a, const Eigen::VectorXd& b);

struct Optimum {
    Eigen::VectorXd force;
    int iterations = 0;
};

// The optimum of a feasible problem, by Ipopt with exact derivatives, from forces known to meet the conditions.
// InternalError if Ipopt gives up.
Optimum least_effort(const SharingProblem& problem, const Eigen::VectorXd& known);

}  // namespace spondyl
