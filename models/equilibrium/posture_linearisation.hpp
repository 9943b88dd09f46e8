// SPDX-License-Identifier: Apache-2.0
// The linearised equilibrium of a posture for the static optimisation: the reaction moments that remain, exact to first
// order by the tangent of the finite-element spine, as a function of the muscle forces and of the deviations from the
// nominal rotations (models/equilibrium/muscle_equilibrium.hpp).
#pragma once

#include <array>
#include <vector>

#include "models/body/body_loads.hpp"
#include "models/equilibrium/abdominal_wall.hpp"
#include "models/equilibrium/free_levels.hpp"
#include "models/equilibrium/muscle_sample.hpp"
#include "models/equilibrium/vertebral_stiffness.hpp"
#include "models/spine/spine_model.hpp"
#include "solvers/newton.hpp"
#include "solvers/static_optimisation.hpp"

namespace spondyl {

struct PostureDemand {
    std::vector<double> nominal;  // amplitudes of the task, rotations at their nominal shares
    const Pose& pose;
    const BodyLoads& loads;
    double co_contraction = 0.0;
    double pelvis_limit = 0.0;    // of the deviation of the pelvis, rad; 0: held
    std::vector<FreeLevel> free;  // from above, of the present round
};

struct LinearisedPosture {
    std::vector<MuscleSample> samples;
    std::array<double, 2> wall{};  // AbdominalWall::activation
    Eigen::MatrixXd by_tension;    // G, 18 x muscles
    Eigen::VectorXd deviation;     // z now
    Eigen::MatrixXd turns;         // rotations of T12 .. L5 against the pelvis per unit of z, 18 x deviations
    Eigen::VectorXd middle;  // of the range of the deviations; the shifts of the optimisation are measured from there
    RecruitmentProblem problem;
};

class PostureLinearisation {
  public:
    // As MuscleEquilibrium.
    PostureLinearisation(const SpineModel& held, const SpineModel& released, const Newton& newton,
                         VertebralStiffness& spine, const MuscleOptions& muscles);

    [[nodiscard]] const Shifts& shifts() const { return shifts_; }

    // Reactions at the rotations of T12 .. L5, N mm.
    [[nodiscard]] Eigen::VectorXd held_moments(const State& state) const;

    // Rotation of a vertebra (number in mesh().vertebrae) since its nominal one, rad.
    [[nodiscard]] Vec3 turned(std::size_t vertebra, const State& state, const PostureDemand& demand) const;

    // moments: remaining reactions; support_reactions: present sizes; strength_scale: factor on the strength of all
    // muscles; trust: largest change of each deviation without cost, rad.
    [[nodiscard]] LinearisedPosture linearise(const State& state, const Eigen::VectorXd& moments,
                                              const PostureDemand& demand, const Eigen::VectorXd& support_reactions,
                                              double strength_scale, const Eigen::VectorXd& trust);
    // Updates the amplitudes and the support reactions by the fraction `step` of the path to the optimum.
    void update_target(const RecruitmentResult& shared, const LinearisedPosture& linear, double step,
                       const PostureDemand& demand, Eigen::VectorXd& support_reactions,
                       std::vector<double>& target) const;

  private:
    [[nodiscard]] std::vector<int> rotation_equations() const;

    // Deviations from the nominal rotations, rad, in the places of Shifts.
    [[nodiscard]] Eigen::VectorXd deviations(const State& state, const PostureDemand& demand) const;
    void apply_deviations(const Eigen::VectorXd& deviations, const PostureDemand& demand,
                          std::vector<double>& target) const;

    // Muscles first, then support reactions; limits and costs of the deviations. wall: AbdominalWall::activation;
    // strength_scale: factor on the strength of all muscles.
    [[nodiscard]] RecruitmentProblem recruitment_problem(const std::vector<MuscleSample>& samples,
                                                         const std::array<double, 2>& wall, const PostureDemand& demand,
                                                         double strength_scale) const;
    // full: cost of a fascicle at full strength, their mean.
    void limit_deviations(const PostureDemand& demand, double full, RecruitmentProblem& problem) const;
    // Effect of a unit of each reaction on the vertebrae, as in VertebralStiffness::pulls.
    [[nodiscard]] Eigen::MatrixXd support_moment_arms(const std::vector<SupportContact>& support_contacts,
                                                      const State& state) const;
    void apply_support_reactions(const std::vector<SupportContact>& support_contacts, const Eigen::VectorXd& sizes,
                                 const std::vector<double>& nominal, std::vector<double>& target) const;
    // Effect of a unit of each deviation on the vertebrae and on the moments.
    void add_deviations(const State& state, const SpinStiffness& spins, const Eigen::VectorXd& moments,
                        const PostureDemand& demand, LinearisedPosture& linear) const;
    // Limits the deviations to their free ranges and to the trust region, and measures them from the middle of that.
    void confine_deviations(const PostureDemand& demand, const Eigen::VectorXd& trust, LinearisedPosture& linear) const;

    const SpineModel& model_;
    const SpineModel& released_;
    const Newton& newton_;
    VertebralStiffness& spine_;
    MuscleOptions muscles_;
    AbdominalWall wall_;
    Vec3 scatter_;  // rad, of a vertebra about x and y, of a level about z
    Shifts shifts_;
};

}  // namespace spondyl
