// SPDX-License-Identifier: Apache-2.0
// Checks that the residual is the derivative of the energy, and the tangent that of the residual, by central
// differences along one-parameter paths s -> apply(s d): translations straight, rotations exp(s dw) R.
//
// The tangent of nodes tied to a body is the symmetric part of the residual's derivative: along such a path
// d2E/ds2 = d^T K d holds in every state, d(residual)/ds = K d only at equilibrium or where d has no spin.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <type_traits>

#include "core/system/system.hpp"

namespace spondyl::testing {

using Potential = std::function<double(const State&)>;

// Sum of the energies of all terms, including potentials of loads.
inline double reported_potential(const System& system, const State& state) {
    double sum = 0.0;
    for (const auto& term : system.terms()) {
        SlotBuilder slots;
        term->declare(system.kinematics, slots);
        std::vector<double> residual(slots.residual_dofs().size());
        sum += term->evaluate({system.kinematics, state, {.energy = true}}, residual, {}).energy;
    }
    return sum;
}

// Components uniform in [-1, 1]; zero where `keep` is false.
inline Eigen::VectorXd random_direction(const Kinematics& kinematics, std::mt19937& random,
                                        const std::function<bool(int dof)>& keep = {}) {
    std::uniform_real_distribution<double> uniform(-1.0, 1.0);
    Eigen::VectorXd d(kinematics.total_count());
    for (int i = 0; i < kinematics.total_count(); ++i) {
        d[i] = uniform(random);
        if (keep && !keep(i)) d[i] = 0.0;
    }
    return d;
}

inline State moved(const Kinematics& kinematics, State state, const Eigen::VectorXd& increment) {
    kinematics.apply(increment, state);
    return state;
}

// The state turned as a whole about the origin.
inline State turned(const Kinematics& kinematics, State state, const Mat3& rotation) {
    for (Vec3& x : state.positions) x = rotation * x;
    for (int b = 0; b < kinematics.body_count(); ++b) {
        const Vec3& centre = kinematics.body_centre(b);
        state.body_translation[b] = rotation * (centre + state.body_translation[b]) - centre;
        state.body_rotation[b] = rotation * state.body_rotation[b];
    }
    return state;
}

// Fourth-order central difference.
template <class Function>
auto derivative(Function&& f, double h) {
    using Value = std::invoke_result_t<Function, double>;
    const Value near = f(h) - f(-h);
    const Value far = f(2.0 * h) - f(-2.0 * h);
    return Value((8.0 * near - far) / (12.0 * h));
}

inline Eigen::VectorXd residual_at(const System& system, const State& state) {
    Assembly a = system.make_assembly();
    system.evaluate(state, {}, a);
    return a.residual;
}

// K d for the free rows.
inline Eigen::VectorXd tangent_times(const System& system, const Assembly& a, const Eigen::VectorXd& d) {
    const int free = system.kinematics.free_count();
    Eigen::VectorXd y = Eigen::VectorXd::Zero(free);
    for (int r = 0; r < free; ++r) {
        for (int e = a.free.row_start[r]; e < a.free.row_start[r + 1]; ++e) {
            const int c = a.free.column[e];
            y[r] += a.free.value[e] * d[c];
            if (c != r) y[c] += a.free.value[e] * d[r];
        }
        for (int e = a.coupling.row_start[r]; e < a.coupling.row_start[r + 1]; ++e) {
            y[r] += a.coupling.value[e] * d[free + a.coupling.column[e]];
        }
    }
    return y;
}

// dE/ds = residual . d along random directions, all equations.
inline void expect_residual_is_energy_derivative(const System& system, const State& state, const Potential& potential,
                                                 double tolerance = 1e-9, double step = 1e-3) {
    const Kinematics& k = system.kinematics;
    std::mt19937 random(1);
    Assembly a = system.make_assembly();
    system.evaluate(state, {}, a);
    for (int trial = 0; trial < 8; ++trial) {
        const Eigen::VectorXd d = random_direction(k, random);
        const double slope = derivative([&](double s) { return potential(moved(k, state, s * d)); }, step);
        EXPECT_NEAR(slope, a.residual.dot(d), tolerance * a.magnitude.dot(d.cwiseAbs()));
    }
}

// d2E/ds2 = d(residual . d)/ds = d^T K d along random directions of the free equations, spins included.
inline void expect_tangent_is_second_derivative(const System& system, const State& state, double tolerance = 1e-8,
                                                double step = 1e-3) {
    const Kinematics& k = system.kinematics;
    std::mt19937 random(2);
    Assembly a = system.make_assembly();
    system.evaluate(state, {.tangent = true}, a);
    for (int trial = 0; trial < 8; ++trial) {
        const Eigen::VectorXd d = random_direction(k, random, [&](int dof) { return dof < k.free_count(); });
        const Eigen::VectorXd product = tangent_times(system, a, d);
        const double slope =
            derivative([&](double s) { return residual_at(system, moved(k, state, s * d)).dot(d); }, step);
        const double scale = product.cwiseAbs().dot(d.head(k.free_count()).cwiseAbs());
        EXPECT_NEAR(slope, product.dot(d.head(k.free_count())), tolerance * scale);
    }
}

// d(residual)/ds = K d in every free row, along directions without spin but with prescribed components.
inline void expect_tangent_is_residual_derivative(const System& system, const State& state, double tolerance = 1e-8,
                                                  double step = 1e-3) {
    const Kinematics& k = system.kinematics;
    std::mt19937 random(3);
    Assembly a = system.make_assembly();
    system.evaluate(state, {.tangent = true}, a);
    for (int trial = 0; trial < 4; ++trial) {
        const Eigen::VectorXd d =
            random_direction(k, random, [&](int dof) { return k.balance(dof) != Balance::moment; });
        const Eigen::VectorXd product = tangent_times(system, a, d);
        const Eigen::VectorXd slope =
            derivative([&](double s) -> Eigen::VectorXd { return residual_at(system, moved(k, state, s * d)); }, step);
        const double scale = product.lpNorm<Eigen::Infinity>();
        for (int r = 0; r < k.free_count(); ++r) EXPECT_NEAR(slope[r], product[r], tolerance * scale) << "row " << r;
    }
}

inline void expect_consistent(const System& system, const State& state, double step = 1e-3) {
    expect_residual_is_energy_derivative(
        system, state, [&](const State& s) { return reported_potential(system, s); }, 1e-9, step);
    expect_tangent_is_second_derivative(system, state, 1e-8, step);
    expect_tangent_is_residual_derivative(system, state, 1e-8, step);
}

}  // namespace spondyl::testing
