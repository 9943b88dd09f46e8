// SPDX-License-Identifier: Apache-2.0
// Newton's method for a System. Steps are shortened only where an element would be inverted; if the residual stops
// decreasing the solve ends, and the load stepper then takes a smaller increment (docs/adr/0002).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/system/system.hpp"
#include "solvers/tangent_solver.hpp"

namespace spondyl {

// Purpose of a solve: a state to be reported, one on the way to the next, or one on the way to a state whose loads are
// not yet known.
enum class Accuracy { full, intermediate, rough };

struct NewtonOptions {
    double relative_tolerance = 1e-6;      // of the residual, against the sum of the forces that balance in it
    double energy_tolerance = 1e-8;        // work of the last correction, against the largest of the increment
    double intermediate_tolerance = 1e-5;  // replaces both for an intermediate state, where it is larger
    double rough_tolerance = 1e-3;         // the same for Accuracy::rough
    int max_iterations = 25;
    int max_backtracks = 8;
    double backtrack = 0.4;       // a step that inverts an element is retried at this fraction of its length
    double stagnation = 0.7;      // a residual must be below this fraction of the largest
    int patience = 4;             // of this many iterations before it
    double length_scale = 20.0;   // mm: converts moments to forces in the norm of residuals
    double pressure_scale = 1.0;  // MPa: converts volumes to work and, divided by length_scale, to forces
    TangentSolverOptions tangent;
};

// One solve at fixed loads.
struct NewtonReport {
    bool converged = false;
    int iterations = 0;
    int factorisations = 0;
    int krylov_iterations = 0;
    double residual = 0.0;   // N, Euclidean norm over free equations, each converted to a force by its scale
    double reference = 0.0;  // N, norm of the force magnitudes the residual is compared with
    double smallest_volume_ratio = 1.0;
    int worst_element = -1;  // element with the smallest volume ratio, numbered within worst_term
    std::string worst_term;
    int worst_equation = -1;  // free equation with the largest residual
    std::string reason;       // why it stopped, if it did not converge
};

class Newton {
  public:
    using Progress = std::function<void(int iteration, double relative_residual)>;

    explicit Newton(const System& system, NewtonOptions options = {});

    // Moves `state` to equilibrium under state.loads. On failure `state` is that of the last iteration.
    NewtonReport solve(State& state, const Progress& progress = {}, Accuracy accuracy = Accuracy::full);

    // The assembly at the state solve() ended with: residual (reactions in its prescribed part), and the tangent of the
    // iteration.
    [[nodiscard]] const Assembly& assembly() const { return assembly_; }
    [[nodiscard]] const NewtonOptions& options() const { return options_; }

    // One factorisation serves many solves, so that the last bits of a solution depend on the state at which it was
    // made. none: the next solve factors at its own state. After remember(), another Newton of an equal system
    // continues bit-identically.
    [[nodiscard]] const std::optional<State>& factored_at() const { return factored_at_; }
    // SolveError if the tangent is singular there.
    void remember(const std::optional<State>& factored_at);

  private:
    struct Norms {
        double residual = 0.0;
        double reference = 0.0;
        int worst_equation = -1;
    };
    // Factor that converts the residual of an equation to a force, N.
    [[nodiscard]] double force_scale(int equation) const;
    [[nodiscard]] Norms norms() const;
    // Lower limit of the tolerances of residual and energy.
    [[nodiscard]] double least_tolerance(Accuracy accuracy) const;
    // The residual, N, that rounding of the positions alone can cause: eps times stiffness times coordinates. At rest
    // there is no other reference.
    [[nodiscard]] double rounding() const;
    void describe(const Norms& norms, const TangentSolver::Counts& before, NewtonReport& report) const;
    // Empty: continue. residuals: of earlier iterations.
    [[nodiscard]] std::string reason_to_stop(int iteration, double residual,
                                             const std::vector<double>& residuals) const;
    // Of the linear equations; gap: increment still missing in the prescribed components.
    [[nodiscard]] Eigen::VectorXd right_hand_side(const Eigen::VectorXd& gap, bool supports_reached) const;
    // Moves `state` along `direction`, as far as no element is inverted, and evaluates it there.
    bool take_step(const Eigen::VectorXd& direction, State& state);

    const System& system_;
    NewtonOptions options_;
    TangentSolver tangent_solver_;
    double largest_coordinate_ = 0.0;  // mm
    std::optional<State> factored_at_;
    State start_;        // of the step being taken
    Assembly assembly_;  // residual, and tangent with the internal variables of the state
};

}  // namespace spondyl
