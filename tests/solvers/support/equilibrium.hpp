// SPDX-License-Identifier: Apache-2.0
// Solves from rest to equilibrium under given loads to the highest accuracy, for comparison with closed forms.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "solvers/load_stepper.hpp"

namespace spondyl::testing {

// Nearly incompressible solids cannot reach an arbitrary tolerance: positions rounded at 1e-16 give forces of
// 1e-16 times bulk modulus times area.
inline NewtonOptions tight(double relative_tolerance) {
    NewtonOptions options;
    options.relative_tolerance = relative_tolerance;
    options.energy_tolerance = 1e-12;
    options.tangent.max_krylov = 0;
    return options;
}

struct Equilibrium {
    State state;
    Eigen::VectorXd residual;  // the prescribed part holds the reactions, N and N mm
    double energy = 0.0;       // stored, N mm
    PathReport path;
};

inline Equilibrium find_equilibrium(const System& system, const std::vector<double>& loads, double increment = 1.0,
                                    double relative_tolerance = 1e-9) {
    Newton newton(system, tight(relative_tolerance));
    LoadStepper stepper(system, newton, {.first_increment = increment, .max_increment = increment});
    Equilibrium e;
    e.state = system.kinematics.rest();
    e.path = stepper.follow(e.state, loads, {1.0});
    EXPECT_TRUE(e.path.complete) << e.path.failure;
    Assembly a = system.make_assembly();
    system.evaluate(e.state, {.energy = true}, a);
    e.residual = a.residual;
    e.energy = a.energy;
    return e;
}

// Relative error of a mesh with cells twice as large over that of the finer one, as a power of two.
inline double observed_order(double coarse_error, double fine_error) {
    return std::log2(std::abs(coarse_error / fine_error));
}

// Second-order extrapolation to cells of size zero.
inline double richardson(double coarse, double fine) {
    return fine + (fine - coarse) / 3.0;
}

}  // namespace spondyl::testing
