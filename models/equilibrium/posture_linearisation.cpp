// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/posture_linearisation.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "core/system/rotation.hpp"
#include "models/equilibrium/pelvis_rotation.hpp"
#include "models/equilibrium/task_amplitudes.hpp"

namespace spondyl {

namespace {

constexpr double farthest_departure = 2.0;  // of a vertebra to the side and about its axis, scatters: 95 % of persons

// Cost of a deviation without nominal cost at its limit, relative to that of a deviation by one scatter beyond it: it
// decides only between postures with the same muscle forces.
constexpr double nearly_no_price = 1e-4;
constexpr double least_width = 1e-7;  // rad, of what is free where nothing is
// Unit of the condition on angles, N mm / rad: about that of a level, so that it weighs as the moments do.
constexpr double angle_unit = 1e5;
// Stress of support reactions, over that of the largest fascicle under the same force.
constexpr double nearly_free = 0.01;

// Minimum activation of a fascicle. The co-contraction is that of trunk flexors and extensors, where it was measured;
// for deep muscles no data are known. wall: share that holds the abdominal pressure, left and right.
double least_activation(const MuscleFascicle& fascicle, const LeastContraction& asked,
                        const std::array<double, 2>& wall, double co_contraction) {
    switch (fascicle.group) {
        case MuscleGroup::psoas:
        case MuscleGroup::quadratus_lumborum:
            return 0.0;
        case MuscleGroup::external_oblique:
        case MuscleGroup::internal_oblique:
            return std::max({co_contraction, asked.abdominal, std::min(1.0, wall[place_of(fascicle.side)])});
        case MuscleGroup::rectus_abdominis:
            return std::max(co_contraction, asked.abdominal);
        case MuscleGroup::multifidus:
        case MuscleGroup::longissimus_lumborum:
        case MuscleGroup::longissimus_thoracis:
        case MuscleGroup::iliocostalis_lumborum:
        case MuscleGroup::iliocostalis_thoracis:
            return std::max(co_contraction, asked.back);
        case MuscleGroup::latissimus_dorsi:
            return co_contraction;
    }
    return 0.0;
}

Eigen::VectorXd passive_slopes(const std::vector<MuscleSample>& samples) {
    Eigen::VectorXd slopes(static_cast<Eigen::Index>(samples.size()));
    for (std::size_t m = 0; m < samples.size(); ++m) slopes[static_cast<Eigen::Index>(m)] = samples[m].passive_slope;
    return slopes;
}

}  // namespace

PostureLinearisation::PostureLinearisation(const SpineModel& held, const SpineModel& released, const Newton& newton,
                                           VertebralStiffness& spine, const MuscleOptions& muscles)
    : model_(held),
      released_(released),
      newton_(newton),
      spine_(spine),
      muscles_(muscles),
      wall_(released, transversus_share(muscles.set)),
      scatter_(muscles.level_scatter * level_scatter(held.anatomy().posture.kinematics)),
      shifts_(static_cast<Eigen::Index>(held.mesh().vertebrae.size()) - 1, !scatter_.isZero()) {}

Vec3 PostureLinearisation::turned(std::size_t vertebra, const State& state, const PostureDemand& demand) const {
    const Mat3 nominal = rotation_exp(amplitude(demand.nominal, model_.body_loads().bodies[vertebra].rotation));
    return rotation_log(Mat3(state.body_rotation[model_.body(vertebra)] * nominal.transpose()));
}

Eigen::VectorXd PostureLinearisation::deviations(const State& state, const PostureDemand& demand) const {
    Eigen::VectorXd z = Eigen::VectorXd::Zero(shifts_.count);
    if (!shifts_.any) return z;
    const double pelvis = turned(static_cast<std::size_t>(shifts_.levels), state, demand).z();
    z[shifts_.pelvis()] = pelvis;
    Vec3 above = turned(0, state, demand);
    for (Eigen::Index d = 0; d < shifts_.levels; ++d) {
        const Vec3 below = turned(static_cast<std::size_t>(d) + 1, state, demand);
        const double level = above.z() - below.z() + demand.free[static_cast<std::size_t>(d)].share * pelvis;
        const FreeLevel& free = demand.free[static_cast<std::size_t>(d)];
        z[shifts_.inside(d)] = std::clamp(level, free.least, free.most);
        z[shifts_.flexing(d)] = std::min(0.0, level - free.least);
        z[shifts_.extending(d)] = std::max(0.0, level - free.most);
        if (d + 1 < shifts_.levels) {
            for (int c = 0; c < 2; ++c) z[shifts_.side(d + 1, c)] = below[c];
        }
        above = below;
    }
    return z;
}

void PostureLinearisation::apply_deviations(const Eigen::VectorXd& z, const PostureDemand& demand,
                                            std::vector<double>& target) const {
    const auto& bodies = model_.body_loads().bodies;
    double extended = z[shifts_.pelvis()];
    for (Eigen::Index v = shifts_.levels; v > 0; --v) {
        Vec3 turned(0.0, 0.0, extended);
        if (v < shifts_.levels) {
            for (int c = 0; c < 2; ++c) turned[c] = z[shifts_.side(v, c)];
        }
        const BodyLoadIds::Body& body = bodies[static_cast<std::size_t>(v)];
        const Vec3 rotation =
            rotation_log(Mat3(rotation_exp(turned) * rotation_exp(amplitude(demand.nominal, body.rotation))));
        for (int c = 0; c < 3; ++c) target[static_cast<std::size_t>(body.rotation[c])] = rotation[c];
        extended += z[shifts_.inside(v - 1)] + z[shifts_.flexing(v - 1)] + z[shifts_.extending(v - 1)] -
                    demand.free[static_cast<std::size_t>(v - 1)].share * z[shifts_.pelvis()];
    }
}

std::vector<int> PostureLinearisation::rotation_equations() const {
    std::vector<int> equations;
    for (std::size_t v = 0; v + 1 < model_.mesh().vertebrae.size(); ++v) {
        for (int c = 3; c < 6; ++c) equations.push_back(model_.system().kinematics.body_dof(model_.body(v), c));
    }
    return equations;
}

Eigen::VectorXd PostureLinearisation::held_moments(const State& state) const {
    const std::vector<int> equations = rotation_equations();
    // For tissue without history, this is the state at the end of Newton's method.
    Assembly since_rest;
    if (!state.history.empty()) {
        since_rest = model_.system().make_assembly();
        model_.system().evaluate(state, {}, since_rest);
    }
    const Assembly& assembly = state.history.empty() ? newton_.assembly() : since_rest;
    Eigen::VectorXd moments(static_cast<Eigen::Index>(equations.size()));
    for (std::size_t i = 0; i < equations.size(); ++i) {
        moments[static_cast<Eigen::Index>(i)] = assembly.residual[equations[i]];
    }
    return moments;
}

RecruitmentProblem PostureLinearisation::recruitment_problem(const std::vector<MuscleSample>& samples,
                                                             const std::array<double, 2>& wall,
                                                             const PostureDemand& demand, double strength_scale) const {
    const auto n = static_cast<Eigen::Index>(samples.size());
    const auto all = n + static_cast<Eigen::Index>(demand.loads.support_contacts.size());
    RecruitmentProblem p;
    p.power = muscles_.cost == MuscleCost::stress_cubed ? 3 : 2;
    p.weight.resize(all);
    p.lower.resize(all);
    p.upper.resize(all);
    double full = 0.0;  // cost of a fascicle at full strength, their mean
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto m = static_cast<std::size_t>(i);
        const MuscleFascicle& fascicle = model_.muscles()[m];
        p.weight[i] = muscles_.cost == MuscleCost::force_squared ? 1.0 : 1.0 / fascicle.area_mm2;
        p.lower[i] = samples[m].capacity *
                     least_activation(fascicle, demand.loads.least_contraction, wall, demand.co_contraction);
        p.upper[i] = p.lower[i] + strength_scale * (samples[m].capacity - p.lower[i]);
        full += std::pow(p.weight[i] * fascicle.strength(), p.power) / static_cast<double>(p.power * n);
    }
    const double slightest = nearly_free * p.weight.head(n).minCoeff();
    for (std::size_t l = 0; l < demand.loads.support_contacts.size(); ++l) {
        const auto i = n + static_cast<Eigen::Index>(l);
        p.weight[i] = slightest;
        p.lower[i] = 0.0;
        p.upper[i] = demand.loads.support_contacts[l].most;
    }
    if (shifts_.any) limit_deviations(demand, full, p);
    return p;
}

void PostureLinearisation::limit_deviations(const PostureDemand& demand, double full, RecruitmentProblem& p) const {
    const auto dear = [&](double scatter) { return 2.0 * full / std::pow(std::max(least_width, scatter), 2); };
    p.shift_least.resize(shifts_.count);
    p.shift_most.resize(shifts_.count);
    p.shift_cost.resize(shifts_.count);
    const auto allow = [&](Eigen::Index j, double least, double most, double cost) {
        p.shift_least[j] = least;
        p.shift_most[j] = most;
        p.shift_cost[j] = cost;
    };
    for (Eigen::Index v = 1; v < shifts_.levels; ++v) {
        for (int c = 0; c < 2; ++c) {
            const double most = farthest_departure * scatter_[c];
            allow(shifts_.side(v, c), -most, most, dear(scatter_[c]));
        }
    }
    for (Eigen::Index d = 0; d < shifts_.levels; ++d) {
        const FreeLevel& level = demand.free[static_cast<std::size_t>(d)];
        const double width = std::max(least_width, level.half_width());
        allow(shifts_.inside(d), -width, width, nearly_no_price * dear(width));
        allow(shifts_.flexing(d), -std::max(least_width, level.flexing), 0.0, dear(level.flexing_scatter));
        allow(shifts_.extending(d), 0.0, std::max(least_width, level.extending), dear(level.extending_scatter));
    }
    const double pelvis = std::max(least_width, demand.pelvis_limit);
    allow(shifts_.pelvis(), -pelvis, pelvis, nearly_no_price * dear(pelvis));
}

Eigen::MatrixXd PostureLinearisation::support_moment_arms(const std::vector<SupportContact>& support_contacts,
                                                          const State& state) const {
    const BodyLoadIds& ids = model_.body_loads();
    const Vec3 arm = state.body_rotation[model_.body(0)] * amplitude(state.loads, ids.bodies[0].support.arm);
    Eigen::MatrixXd columns = Eigen::MatrixXd::Zero(6 * static_cast<Eigen::Index>(ids.bodies.size() - 1),
                                                    static_cast<Eigen::Index>(support_contacts.size()));
    for (std::size_t l = 0; l < support_contacts.size(); ++l) {
        columns.col(static_cast<Eigen::Index>(l)).head<6>() << support_contacts[l].force,
            arm.cross(support_contacts[l].force) + support_contacts[l].couple;
    }
    return columns;
}

void PostureLinearisation::apply_support_reactions(const std::vector<SupportContact>& support_contacts,
                                                   const Eigen::VectorXd& sizes, const std::vector<double>& nominal,
                                                   std::vector<double>& target) const {
    const BodyLoadIds::Body& top = model_.body_loads().bodies[0];
    Vec3 force = amplitude(nominal, top.support.force);
    Vec3 couple = amplitude(nominal, top.couple);
    for (std::size_t l = 0; l < support_contacts.size(); ++l) {
        force += sizes[static_cast<Eigen::Index>(l)] * support_contacts[l].force;
        couple += sizes[static_cast<Eigen::Index>(l)] * support_contacts[l].couple;
    }
    for (std::size_t c = 0; c < 3; ++c) {
        target[static_cast<std::size_t>(top.support.force[c])] = force[static_cast<Eigen::Index>(c)];
        target[static_cast<std::size_t>(top.couple[c])] = couple[static_cast<Eigen::Index>(c)];
    }
}

LinearisedPosture PostureLinearisation::linearise(const State& state, const Eigen::VectorXd& moments,
                                                  const PostureDemand& demand, const Eigen::VectorXd& support_reactions,
                                                  double strength_scale, const Eigen::VectorXd& trust) {
    LinearisedPosture l;
    l.samples = sample_muscles(released_, state);
    const SpinStiffness spins(spine_.matrix(state, l.samples));
    l.by_tension = spins.moments_of(spine_.pulls(l.samples));
    l.deviation = deviations(state, demand);
    l.wall = wall_.activation(state, l.samples, demand.loads.wall);
    l.problem = recruitment_problem(l.samples, l.wall, demand, strength_scale);
    Eigen::VectorXd active(l.problem.lower.size());
    for (std::size_t m = 0; m < l.samples.size(); ++m) {
        active[static_cast<Eigen::Index>(m)] = l.samples[m].tension - l.samples[m].passive;
    }
    active.tail(support_reactions.size()) = support_reactions;
    const Eigen::Index conditions = moments.size() + (shifts_.any ? 1 : 0);
    l.problem.balance = Eigen::MatrixXd::Zero(conditions, active.size());
    l.problem.balance.topRows(moments.size()) << l.by_tension,
        spins.moments_of(support_moment_arms(demand.loads.support_contacts, state));
    l.problem.target = l.problem.balance * active;
    l.problem.target.head(moments.size()) += moments;
    if (shifts_.any) {
        add_deviations(state, spins, moments, demand, l);
        confine_deviations(demand, trust, l);
    }
    return l;
}

void PostureLinearisation::add_deviations(const State& state, const SpinStiffness& spins,
                                          const Eigen::VectorXd& moments, const PostureDemand& demand,
                                          LinearisedPosture& l) const {
    // A vertebra that turns stretches resting muscles: lengths change by -G^T dz, and passive forces with them.
    const Eigen::MatrixXd stiffness =
        spins.stiffness + l.by_tension * passive_slopes(l.samples).asDiagonal() * l.by_tension.transpose();
    l.turns = Eigen::MatrixXd::Zero(moments.size(), shifts_.count);
    l.problem.shift = Eigen::MatrixXd::Zero(l.problem.target.size(), shifts_.count);
    const Eigen::Index flexes = 2;
    for (Eigen::Index v = 1; v < shifts_.levels; ++v) {
        for (int c = 0; c < 2; ++c) l.turns(3 * v + c, shifts_.side(v, c)) = 1.0;
    }
    for (Eigen::Index d = 0; d < shifts_.levels; ++d) {
        for (const Eigen::Index column : {shifts_.inside(d), shifts_.flexing(d), shifts_.extending(d)}) {
            for (Eigen::Index v = 0; v <= d; ++v) l.turns(3 * v + flexes, column) = 1.0;
            l.problem.shift(moments.size(), column) = angle_unit;
        }
        l.turns.col(shifts_.pelvis()) -=
            demand.free[static_cast<std::size_t>(d)].share * l.turns.col(shifts_.inside(d));
    }
    l.problem.shift.topRows(moments.size()) = -stiffness * l.turns;
    // All vertebrae rotate with the pelvis; the shares of the levels rotate the thorax back, so that further deviations
    // of the levels must cancel.
    l.problem.shift.col(shifts_.pelvis()).head(moments.size()) -=
        spins.moments_of(forces_of_rigid_rotation(model_, state, moments, Vec3::UnitZ()));
}

void PostureLinearisation::confine_deviations(const PostureDemand& demand, const Eigen::VectorXd& trust,
                                              LinearisedPosture& l) const {
    l.middle = Eigen::VectorXd::Zero(shifts_.count);
    const auto confine = [&](Eigen::Index j, double least, double most) {
        const double now = std::clamp(l.deviation[j], least, most);
        const double low = std::max(least, now - trust[j]);
        const double high = std::min(most, now + trust[j]);
        l.middle[j] = 0.5 * (low + high);
        l.problem.shift_most[j] = std::max(least_width, 0.5 * (high - low));
        l.problem.shift_least[j] = -l.problem.shift_most[j];
    };
    for (Eigen::Index d = 0; d < shifts_.levels; ++d) {
        const FreeLevel& free = demand.free[static_cast<std::size_t>(d)];
        confine(shifts_.inside(d), free.least, free.most);
    }
    confine(shifts_.pelvis(), -demand.pelvis_limit, demand.pelvis_limit);
    l.problem.target += l.problem.shift * (l.deviation - l.middle);
}

void PostureLinearisation::update_target(const RecruitmentResult& shared, const LinearisedPosture& l, double step,
                                         const PostureDemand& demand, Eigen::VectorXd& support_reactions,
                                         std::vector<double>& target) const {
    Eigen::VectorXd tensions = shared.force.head(l.by_tension.cols());
    for (std::size_t m = 0; m < l.samples.size(); ++m) tensions[static_cast<Eigen::Index>(m)] += l.samples[m].passive;
    if (l.problem.shift_most.size() > 0) {
        const Eigen::VectorXd turned = l.middle + shared.shift - l.deviation;
        tensions -= passive_slopes(l.samples).cwiseProduct(l.by_tension.transpose() * (l.turns * turned));
        apply_deviations(l.deviation + step * turned, demand, target);
    }
    const std::vector<LoadId>& tension = model_.body_loads().tension;
    for (std::size_t m = 0; m < l.samples.size(); ++m) {
        const double now = l.samples[m].tension;
        const double wanted = std::max(0.0, tensions[static_cast<Eigen::Index>(m)]);
        target[static_cast<std::size_t>(tension[m])] = now + step * (wanted - now);
    }
    support_reactions += step * (shared.force.tail(support_reactions.size()) - support_reactions);
    apply_support_reactions(demand.loads.support_contacts, support_reactions, demand.nominal, target);
}

}  // namespace spondyl
