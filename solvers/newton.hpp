// SPDX-License-Identifier: Apache-2.0
// Newton's method over a System. Steps are shortened only where an element would turn inside out; a residual that
// stops falling ends the solve, and the load stepper then takes a smaller increment (docs/adr/0002).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/system/system.hpp"
#include "solvers/tangent_solver.hpp"

namespace spondyl {

// What a state is solved for: to be reported, to lead to the next one, or to lead to one whose loads are known only
// then.
enum class Accuracy { full, intermediate, rough };

struct NewtonOptions {
    double relative_tolerance = 1e-6;      // of the residual, against the sum of the forces that balance in it
    double energy_tolerance = 1e-8;        // work of the last correction, against the largest of the increment
    double intermediate_tolerance = 1e-5;  // takes the place of both for an intermediate state, where it is larger
    double rough_tolerance = 1e-3;         // the same for Accuracy::rough
    int max_iterations = 25;
    int max_backtracks = 8;
    double backtrack = 0.4;       // a step that inverts an element is retried at this share of its length
    double stagnation = 0.7;      // a residual must be below this share of the largest
    int patience = 4;             // of this many iterations before it
    double length_scale = 20.0;   // mm: turns moments into forces when residuals are measured
    double pressure_scale = 1.0;  // MPa: turns volumes into work, and over length_scale into forces
    TangentSolverOptions tangent;
};

// One solve at fixed loads.
struct NewtonReport {
    bool converged = false;
    int iterations = 0;
    int factorisations = 0;
    int krylov_iterations = 0;
    double residual = 0.0;   // N, Euclidean norm over free equations, each brought to forces by its scale
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

    // Moves `state` to equilibrium under state.loads. On failure `state` is what the last iteration left.
    NewtonReport solve(State& state, const Progress& progress = {}, Accuracy accuracy = Accuracy::full);

    // The assembly at the state solve() ended with: residual (reactions in its prescribed part), and the tangent of the
    // iteration.
    [[nodiscard]] const Assembly& assembly() const { return assembly_; }
    [[nodiscard]] const NewtonOptions& options() const { return options_; }

    // One factorisation serves many solves, so that the bits of a solve depend on the state it was made at. none: the
    // next solve makes its own. Another Newton of an equal system goes on with the same bits after remember().
    [[nodiscard]] const std::optional<State>& factored_at() const { return factored_at_; }
    // SolveError if the tangent is singular there.
    void remember(const std::optional<State>& factored_at);

  private:
    struct Norms {
        double residual = 0.0;
        double reference = 0.0;
        int worst_equation = -1;
    };
    // Makes a force, N, of what an equation balances.
    [[nodiscard]] double force_scale(int equation) const;
    [[nodiscard]] Norms norms() const;
    // Of residual and energy.
    [[nodiscard]] double least_tolerance(Accuracy accuracy) const;
    // The residual, N, that rounding of the positions alone can cause: eps times stiffness times coordinates. At rest
    // nothing else is there to compare with.
    [[nodiscard]] double rounding() const;
    void describe(const Norms& norms, const TangentSolver::Counts& before, NewtonReport& report) const;
    // Empty: go on. residuals: of earlier iterations.
    [[nodiscard]] std::string reason_to_stop(int iteration, double residual,
                                             const std::vector<double>& residuals) const;
    // Of the linear equations; gap: what is missing to the values of the supports.
    [[nodiscard]] Eigen::VectorXd right_hand_side(const Eigen::VectorXd& gap, bool supports_reached) const;
    // Moves `state` along `direction`, as far as no element turns inside out, and evaluates it there.
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
