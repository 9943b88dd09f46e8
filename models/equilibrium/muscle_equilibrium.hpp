// SPDX-License-Identifier: Apache-2.0
// The muscle forces that hold a posture, in one equilibrium with the finite-element spine.
//
// Rotations of all vertebrae are held, translations are free. The finite-element spine under gravity, loads and the
// current muscle forces F says which moments M the holding still has to give (18 for T12 .. L5). Its tangent, condensed
// to the vertebrae, says how these change with every muscle force and every rotation, discs, ligaments and facets
// included:
//     M(F + dF, z + dz) = M(F, z) - G dF + K dz        (SpinStiffness, exact to first order)
// A posture is known for the thorax. How much of its rotation is the pelvis' and how much the lumbar spine's is known
// within a scatter between persons, and so are the rotations of the levels between them. z are the deviations from
// the nominal shares (kinematic scatter), chosen together with the forces (docs/adr/0017, 0023, 0027, 0048): free
// within that scatter, at a price beyond it, and such that the thorax stays where it is. Static optimisation of muscle
// recruitment finds the cheapest answer with M = 0 (optimise_recruitment) and the spine is solved again, until nothing
// is left to hold. As G and K are exact the moments fall quadratically: a handful of finite-element solves.
// docs/theory.md; it replaces the fixed-point relaxation of kinematics-driven models (Arjmand and Shirazi-Adl 2006,
// doi:10.1016/j.jbiomech.2004.11.030).
#pragma once

#include <functional>
#include <vector>

#include "models/body/body_loads.hpp"
#include "models/equilibrium/abdominal_wall.hpp"
#include "models/equilibrium/free_levels.hpp"
#include "models/equilibrium/muscle_sample.hpp"
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

// What a posture is taken from, and how long it is kept: every equilibrium is one increment from rest.
struct HeldTissue {
    std::vector<double> rest;  // State::history of the settled spine
    double increment_s = 0.0;  // even_increment
};

struct EquilibriumReport {
    TaskVerdict verdict;                    // but the name of the task; complete: it has a state
    int rounds = 0;                         // finite-element solves
    double moment_residual = 0.0;           // N mm, largest
    double needed_scale = 0.0;              // factor on the strength of all muscles that would just do
    std::vector<double> support_reactions;  // sizes, parallel to BodyLoads::support_contacts
    double wall_activation =
        0.0;  // of transversus and obliques, that the abdominal pressure asks for; more active side
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
    EquilibriumReport solve(State& state, std::vector<double> target, const Pose& pose, LegPose legs,
                            const BodyLoads& loads, const HeldTissue& tissue, double co_contraction,
                            const Accepted& accepted = {}, const Progress& progress = {});

  private:
    struct Demand {
        std::vector<double> nominal;  // amplitudes of the task, rotations at their nominal shares
        const Pose& pose;
        const BodyLoads& loads;
        double co_contraction = 0.0;
        double pelvis_limit = 0.0;    // of the deviation of the pelvis, rad; 0: held
        std::vector<FreeLevel> free;  // from above, of the present round
    };
    // The equilibrium as static optimisation sees it, exact to first order.
    struct Linearised {
        std::vector<MuscleSample> samples;
        std::array<double, 2> wall{};  // AbdominalWall::activation
        Eigen::MatrixXd by_tension;    // G, 18 x muscles
        Eigen::VectorXd deviation;     // z now
        Eigen::MatrixXd turns;         // rotations of T12 .. L5 against the pelvis per unit of z, 18 x deviations
        Eigen::VectorXd middle;  // of the deviations that the optimisation may choose; its shifts count from there
        RecruitmentProblem problem;
    };
    // moments: still to hold; support_reactions: sizes now; strength_scale: factor on the strength of all muscles;
    // trust: how far what is free may turn from where it is, rad, for each deviation.
    [[nodiscard]] Linearised linearise(const State& state, const Eigen::VectorXd& moments, const Demand& demand,
                                       const Eigen::VectorXd& support_reactions, double strength_scale,
                                       const Eigen::VectorXd& trust);
    // Puts `step` of the way to the optimum into the amplitudes and the support reactions.
    void update_target(const RecruitmentResult& shared, const Linearised& linear, double step, const Demand& demand,
                       Eigen::VectorXd& support_reactions, std::vector<double>& target) const;

    // Reactions at the rotations of T12 .. L5, N mm.
    [[nodiscard]] Eigen::VectorXd held_moments(const State& state) const;
    [[nodiscard]] std::vector<int> rotation_equations() const;

    // Deviations from the nominal rotations, rad, in the places of Shifts.
    [[nodiscard]] Eigen::VectorXd deviations(const State& state, const Demand& demand) const;
    // Whether the posture has come to rest with these turns of a round.
    [[nodiscard]] bool rests(const Eigen::VectorXd& turn) const;
    // Whether what turns most beyond what is free goes back at least half of what it was turned in the round before.
    [[nodiscard]] bool turns_back(const Eigen::VectorXd& turn, const Eigen::VectorXd& last_turn) const;
    void apply_deviations(const Eigen::VectorXd& deviations, const Demand& demand, std::vector<double>& target) const;
    // Muscles first, then support reactions; limits and costs of the deviations. wall: AbdominalWall::activation;
    // strength_scale: factor on the strength of all muscles.
    [[nodiscard]] RecruitmentProblem recruitment_problem(const std::vector<MuscleSample>& samples,
                                                         const std::array<double, 2>& wall, const Demand& demand,
                                                         double strength_scale) const;
    // Rotation of a vertebra (number in mesh().vertebrae) since its nominal one, rad.
    [[nodiscard]] Vec3 turned(std::size_t vertebra, const State& state, const Demand& demand) const;
    // What a unit of each does to the vertebrae, as in VertebralStiffness::pulls.
    [[nodiscard]] Eigen::MatrixXd support_moment_arms(const std::vector<SupportContact>& support_contacts,
                                                      const State& state) const;
    void apply_support_reactions(const std::vector<SupportContact>& support_contacts, const Eigen::VectorXd& sizes,
                                 const std::vector<double>& nominal, std::vector<double>& target) const;

    const SpineModel& model_;
    const SpineModel& released_;
    Newton& newton_;
    VertebralStiffness& spine_;
    MuscleOptions muscles_;
    SolverOptions solver_;
    EquilibriumOptions options_;
    AbdominalWall wall_;
    LevelScatter levels_;
    Vec3 scatter_;  // rad, of a vertebra about x and y, of a level about z
    Shifts shifts_;
};

}  // namespace spondyl
