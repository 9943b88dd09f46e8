// The muscle forces that hold a posture, in one equilibrium with the finite-element spine.
//
// Rotations of all vertebrae are held, translations are free. The finite-element spine under gravity, loads and the
// current muscle forces F says which moments the holding still has to give (18 for T12 .. L5). Its condensed tangent
// says how these change with every muscle force, discs, ligaments and facets included:
//     M(F + dF) = M(F) + G dF        (CondensedTangent::reaction_sensitivity, exact to first order)
// Sharing takes the cheapest forces with M = 0 (share_forces) and the spine is solved again, until nothing is left to
// hold. As G is exact the moments fall quadratically: a handful of finite-element solves. docs/theory.md; it replaces
// the fixed-point relaxation of kinematics-driven models (Arjmand and Shirazi-Adl 2006,
// doi:10.1016/j.jbiomech.2004.11.030).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/spine/spine_model.hpp"
#include "solvers/load_stepper.hpp"

namespace spondyl {

struct EquilibriumOptions {
    double moment_tolerance = 1.0;  // N mm, on every held moment
    int max_rounds = 15;
};

struct EquilibriumReport {
    bool complete = false;         // nothing is left to hold
    bool feasible = false;         // and no muscle is asked for more than it has
    std::string failure;           // for the user, if not complete or not feasible
    int rounds = 0;                // finite-element solves
    double moment_residual = 0.0;  // N mm, largest
    double needed_scale = 0.0;     // factor on the strength of all muscles that would just do
};

class MuscleEquilibrium {
  public:
    // held: Hold::every_vertebra; newton: of its system.
    MuscleEquilibrium(const SpineModel& held, Newton& newton, const MuscleOptions& muscles, const SolverOptions& solver,
                      EquilibriumOptions options = {})
        : model_(held), newton_(newton), muscles_(muscles), solver_(solver), options_(options) {}

    using Accepted = std::function<void(const IncrementRecord&, const State&)>;
    using Progress = std::function<void(double fraction, int iteration, double relative_residual)>;

    // Takes `state` (any converged state of the model) to the task with amplitudes `target` (task_amplitudes); the
    // tensions it comes with are the first guess. least_activation: share of its capacity that every fascicle gives at
    // least (co-contraction). If the muscles are too weak the state is the equilibrium with muscles stronger by
    // needed_scale, and `feasible` is false.
    EquilibriumReport solve(State& state, std::vector<double> target, double least_activation,
                            const Accepted& accepted = {}, const Progress& progress = {});

  private:
    // Reactions at the rotations of T12 .. L5, N mm.
    [[nodiscard]] Eigen::VectorXd held_moments(const State& state) const;
    [[nodiscard]] std::vector<int> rotation_equations() const;

    const SpineModel& model_;
    Newton& newton_;
    MuscleOptions muscles_;
    SolverOptions solver_;
    EquilibriumOptions options_;
};

}  // namespace spondyl
