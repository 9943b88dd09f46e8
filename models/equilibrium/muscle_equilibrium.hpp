// SPDX-License-Identifier: Apache-2.0
// The muscle forces that hold a posture, in one equilibrium with the finite-element spine.
//
// Rotations of all vertebrae are held, translations are free. The finite-element spine under gravity, loads and the
// current muscle forces F gives the reaction moments M of the held rotations (18 for T12 .. L5). Its tangent, condensed
// to the vertebrae, gives the change of these with every muscle force and every rotation, discs, ligaments and facets
// included:
// M(F + dF, z + dz) = M(F, z) - G dF + K dz        (SpinStiffness, exact to first order)
// The rotation of the thorax is known from the posture. The shares of pelvis and lumbar spine in it are known within a
// scatter between persons, and so are the rotations of the levels. z are the deviations from the nominal shares
// (kinematic scatter), determined together with the forces (docs/adr/0017, 0023, 0027, 0048): without cost within that
// scatter, at a cost beyond it, and such that the thorax does not move. Static optimisation of muscle recruitment finds
// the solution with M = 0 and the lowest cost (optimise_recruitment), and the spine is solved again, until the
// reactions vanish. As G and K are exact, convergence is quadratic: a few finite-element solves.
// docs/theory.md; it replaces the fixed-point relaxation of kinematics-driven models (Arjmand and Shirazi-Adl 2006,
// doi:10.1016/j.jbiomech.2004.11.030).
#pragma once

#include <functional>
#include <vector>

#include "models/body/body_loads.hpp"
#include "models/equilibrium/free_levels.hpp"
#include "models/equilibrium/posture_linearisation.hpp"
#include "models/equilibrium/vertebral_stiffness.hpp"
#include "models/result/verdict.hpp"
#include "models/spine/spine_model.hpp"
#include "solvers/load_stepper.hpp"
#include "solvers/static_optimisation.hpp"

namespace spondyl {

struct EquilibriumOptions {
    double moment_tolerance = 10.0;  // N mm, on every held moment: lets a posture drift by about 0.01 deg
    int max_rounds = 25;
};

// Reference state of a posture, and how long it is kept: every equilibrium is one increment from rest.
struct HeldTissue {
    std::vector<double> rest;  // State::history of the settled spine
    double increment_s = 0.0;  // even_increment
};

struct EquilibriumReport {
    TaskVerdict verdict;                    // but the name of the task; complete: it has a state
    int rounds = 0;                         // finite-element solves
    double moment_residual = 0.0;           // N mm, largest
    double needed_scale = 0.0;              // factor on the strength of all muscles that just suffices
    std::vector<double> support_reactions;  // sizes, parallel to BodyLoads::support_contacts
    double wall_activation = 0.0;  // of transversus and obliques, required by the abdominal pressure; more active side
};

class MuscleEquilibrium {
  public:
    // held: FixedVertebrae::all; newton: of its system. released: the same with FixedVertebrae::bottom; spine: of it.
    MuscleEquilibrium(const SpineModel& held, const SpineModel& released, Newton& newton, VertebralStiffness& spine,
                      const MuscleOptions& muscles, const SolverOptions& solver, EquilibriumOptions options = {});

    using Accepted = std::function<void(const IncrementRecord&, const State&)>;
    using Progress = std::function<void(double fraction, int iteration, double relative_residual)>;

    // Takes `state` (any converged state of the model) to the task with amplitudes `target` (task_amplitudes) of
    // `pose`, which has its legs as `legs`, or to the same thorax above another rotation of the pelvis within
    // pose.pelvis_freedom_deg; the tensions it comes with are the first guess. Of `loads` it takes the support
    // contacts, whose reactions are unknowns of the static optimisation at next to no cost, the pressure that the
    // abdominal wall holds and the contraction that the task asks for. co_contraction: share of its capacity that every
    // fascicle gives at least, psoas and quadratus lumborum apart. If the muscles are too weak the state is the
    // equilibrium with muscles stronger by needed_scale, and the verdict says so. The history of the state is that of
    // `tissue` at the end of its time.
    EquilibriumReport solve(State& state, const std::vector<double>& target, const Pose& pose, LegPose legs,
                            const BodyLoads& loads, const HeldTissue& tissue, double co_contraction,
                            const Accepted& accepted = {}, const Progress& progress = {});

  private:
    struct Search;

    // The finite-element spine under the target of `search`; false, with the verdict, if it has no equilibrium.
    bool solve_spine(Search& search, double first_increment, Accuracy accuracy);
    // Balanced, and the posture has converged or has had enough rounds.
    [[nodiscard]] bool is_balanced(const Search& search) const;
    // Static optimisation of the moments that are still held, and the target of the next round; false, with the
    // verdict, if no strength is enough.
    bool share_moments(const Eigen::VectorXd& moments, Search& search);
    // How much strength is missing, and of which muscles.
    void assess_strength(const RecruitmentResult& shared, const LinearisedPosture& linear, Search& search) const;
    // How far to go towards the optimum, and how far the next round may turn the vertebrae.
    void choose_step(const RecruitmentResult& shared, const LinearisedPosture& linear, Search& search) const;
    void conclude(Search& search) const;

    const SpineModel& model_;
    const SpineModel& released_;
    Newton& newton_;
    MuscleOptions muscles_;
    SolverOptions solver_;
    EquilibriumOptions options_;
    LevelScatter levels_;
    PostureLinearisation linearisation_;
};

}  // namespace spondyl
