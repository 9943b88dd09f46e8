// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/muscle_equilibrium.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/math/units.hpp"

namespace spondyl {

namespace {

// Rotations in a round below which the posture counts as converged, rad: for deviations with nearly no cost, where many
// postures are equivalent, and for those with a cost, so that a task and its mirror image end in the same posture.
constexpr double rest_turn = 0.2 * rad_per_deg;
constexpr double priced_rest_turn = 0.02 * rad_per_deg;
constexpr int patience = 12;                 // rounds
constexpr double far_from_balance = 1000.0;  // remaining moments divided by moment_tolerance

// Scale of the strength of muscles that are too weak, relative to the smallest one that suffices: a reserve for the
// iteration, and the largest one in a result.
constexpr double strength_reserve = 1.02;
constexpr double most_strength_reserve = 1.05;
constexpr double scale_rounding = 1e-9;
constexpr double strength_tolerance = 5e-4;  // share of a fascicle's strength that its changed length may take away

// The reason that static optimisation gives; conditions as in rotation_equations.
void tell_shortage(const SpineModel& model, const RecruitmentResult& shared, TaskVerdict& verdict) {
    constexpr std::array axes = {ShortCondition::lateral_bending, ShortCondition::axial_rotation,
                                 ShortCondition::extension};
    verdict.vertebra.reset();
    verdict.limiting.clear();
    const int condition = shared.short_condition.value();  // an infeasible problem has one
    const auto vertebra = static_cast<std::size_t>(condition / 3);
    if (vertebra + 1 >= model.mesh().vertebrae.size()) {
        verdict.short_of = ShortCondition::lumbar_flexion;
        return;
    }
    verdict.short_of = axes.at(static_cast<std::size_t>(condition % 3));
    verdict.vertebra = model.mesh().vertebrae[vertebra].vertebra;
    for (const int i : shared.at_limit) {
        if (static_cast<std::size_t>(i) >= model.muscles().size()) continue;  // a support reaction, not a muscle
        const MuscleFascicle& f = model.muscles()[static_cast<std::size_t>(i)];
        const LimitingMuscle muscle{f.group, f.side};
        if (std::ranges::find(verdict.limiting, muscle) == verdict.limiting.end()) verdict.limiting.push_back(muscle);
    }
}

// Strengths depend on lengths, which have changed since the forces were shared.
bool within_strength(const std::vector<MuscleSample>& samples, double strength_scale) {
    return std::ranges::all_of(samples, [&](const MuscleSample& sample) {
        return sample.tension - sample.passive <= (strength_scale + strength_tolerance) * sample.capacity;
    });
}

// Whether the posture has converged with these rotations of a round.
bool rests(const Shifts& shifts, const Eigen::VectorXd& turn) {
    for (Eigen::Index j = 0; j < shifts.count; ++j) {
        if (std::abs(turn[j]) > (shifts.is_free(j) ? rest_turn : priced_rest_turn)) return false;
    }
    return true;
}

// Whether the deviation that changes most, among those with a cost, reverses at least half of its change in the
// previous round.
bool turns_back(const Shifts& shifts, const Eigen::VectorXd& turn, const Eigen::VectorXd& last_turn) {
    double most = rest_turn;
    bool back = false;
    for (Eigen::Index d = 0; shifts.any && d < shifts.levels; ++d) {
        const auto beyond = [&](const Eigen::VectorXd& t) { return t[shifts.flexing(d)] + t[shifts.extending(d)]; };
        if (std::abs(beyond(turn)) <= most) continue;
        most = std::abs(beyond(turn));
        back = beyond(turn) * beyond(last_turn) < 0.0 && most > 0.5 * std::abs(beyond(last_turn));
    }
    return back;
}

}  // namespace

// What changes from round to round.
struct MuscleEquilibrium::Search {
    State& state;
    LegPose legs;
    const HeldTissue& tissue;
    const Accepted& accepted;
    const Progress& progress;
    std::vector<double> target;  // amplitudes of the next solve
    PostureDemand demand;
    Eigen::VectorXd support_reactions;  // sizes
    EquilibriumReport report = {};
    double done = 0.0;  // share of the work, for the progress alone

    // Muscles that are too weak are scaled up, so that the iteration reaches the equilibrium that shows how much
    // strength is missing. The scale is kept, or the limits would change with every round; an excess is removed at the
    // end.
    double strength_scale = 1.0;
    double before = std::numeric_limits<double>::infinity();  // moment residual of the last round
    double step = 1.0;                                        // of the last round, share of what it asked for
    // Where rotations cost nearly nothing, only the curvature of the moments, which static optimisation does not
    // include, keeps a level or the pelvis from overshooting its optimum. A deviation that reverses its direction may
    // move half as far in the next round, one that continues twice as far.
    Eigen::VectorXd trust;
    Eigen::VectorXd last_turn;
    bool feasible = false;
    bool accurate = false;  // the last state is more than a step on the way

    // The increment of the current round ends in its state and starts from rest; the linearisation refers to the same
    // increment.
    void since_rest() const {
        state.history = tissue.rest;
        state.step = {.time = 0.0, .dt = tissue.increment_s};
    }
};

MuscleEquilibrium::MuscleEquilibrium(const SpineModel& held, const SpineModel& released, Newton& newton,
                                     VertebralStiffness& spine, const MuscleOptions& muscles,
                                     const SolverOptions& solver, EquilibriumOptions options)
    : model_(held),
      released_(released),
      newton_(newton),
      muscles_(muscles),
      solver_(solver),
      options_(options),
      levels_(held.anatomy().posture, held.mesh()),
      linearisation_(held, released, newton, spine, muscles) {}

bool MuscleEquilibrium::solve_spine(Search& search, double first_increment, Accuracy accuracy) {
    search.since_rest();
    LoadStepper stepper(model_.system(), newton_,
                        {.first_increment = first_increment,
                         .min_increment = solver_.min_increment,
                         .extrapolate = search.report.rounds == 0,  // no longer where muscles take over
                         .accuracy = accuracy,
                         .duration = search.tissue.increment_s});
    const PathReport path = stepper.follow(
        search.state, search.target, {1.0},
        [&](const IncrementRecord& record, const State& reached, bool) {
            if (search.accepted) search.accepted(record, reached);
        },
        [&](double fraction, int iteration, double residual) {
            if (search.progress)
                search.progress(search.done + 0.5 * (1.0 - search.done) * fraction, iteration, residual);
        });
    search.since_rest();
    search.done += 0.5 * (1.0 - search.done);
    if (!path.complete) {
        search.report.verdict.kind = VerdictKind::no_equilibrium;
        search.report.verdict.progress = path.fraction;
        search.report.verdict.solver_report = path.failure;
    }
    return path.complete;
}

bool MuscleEquilibrium::is_balanced(const Search& search) const {
    const bool turning = linearisation_.shifts().any && !rests(linearisation_.shifts(), search.last_turn);
    return search.report.moment_residual <= options_.moment_tolerance && search.report.rounds > 1 &&
           (!turning || search.report.rounds >= patience) &&
           (search.accurate || within_strength(sample_muscles(released_, search.state), search.strength_scale));
}

void MuscleEquilibrium::assess_strength(const RecruitmentResult& shared, const LinearisedPosture& linear,
                                        Search& search) const {
    EquilibriumReport& report = search.report;
    report.wall_activation = std::ranges::max(linear.wall);
    report.needed_scale = std::max(search.strength_scale * shared.needed_scale,
                                   report.wall_activation > 1.0 ? report.wall_activation : 0.0);
    search.feasible = report.needed_scale <= 1.0 + scale_rounding;
    if (!shared.feasible) {
        tell_shortage(model_, shared, report.verdict);
    } else if (report.wall_activation > 1.0) {
        report.verdict.short_of = ShortCondition::abdominal_pressure;
        report.verdict.vertebra.reset();
        report.verdict.limiting.clear();
    }
}

void MuscleEquilibrium::choose_step(const RecruitmentResult& shared, const LinearisedPosture& linear,
                                    Search& search) const {
    const Shifts& shifts = linearisation_.shifts();
    // Where contact or slack fibres make moments change abruptly, half a step prevents rounds from alternating. A
    // step whose residual is one and a half times that predicted has met such a place. A cost does not prevent a
    // level from alternating either where muscles are at their limits.
    const Eigen::VectorXd turn =
        shifts.any ? Eigen::VectorXd(linear.middle + shared.shift - linear.deviation) : Eigen::VectorXd();
    search.step = turns_back(shifts, turn, search.last_turn) ? std::max(0.25, 0.5 * search.step)
                  : search.report.moment_residual > (1.5 - search.step) * search.before ? 0.5
                                                                                        : 1.0;
    search.before = search.report.moment_residual;
    if (!shifts.any) return;
    for (Eigen::Index j = 0; j < shifts.count; ++j) {
        const double farther = std::max(std::abs(turn[j]), std::abs(search.last_turn[j]));
        const bool back = turn[j] * search.last_turn[j] < 0.0;
        search.trust[j] = back ? std::max(rest_turn, 0.5 * farther) : std::min(std::numbers::pi, 2.0 * search.trust[j]);
    }
    search.last_turn = turn;
}

bool MuscleEquilibrium::share_moments(const Eigen::VectorXd& moments, Search& search) {
    const double pelvis = linearisation_.turned(model_.mesh().vertebrae.size() - 1, search.state, search.demand).z();
    search.demand.free = levels_.free(search.demand.pose, search.legs, pelvis, muscles_.level_scatter);
    const LinearisedPosture linear = linearisation_.linearise(
        search.state, moments, search.demand, search.support_reactions, search.strength_scale, search.trust);
    const RecruitmentResult shared = optimise_recruitment(linear.problem);
    assess_strength(shared, linear, search);
    if (!std::isfinite(shared.needed_scale)) {
        search.report.verdict.kind = VerdictKind::unbalanced;
        return false;
    }
    if (!shared.feasible) search.strength_scale = strength_reserve * search.report.needed_scale;
    choose_step(shared, linear, search);
    linearisation_.update_target(shared, linear, search.step, search.demand, search.support_reactions, search.target);
    search.report.support_reactions.assign(search.support_reactions.begin(), search.support_reactions.end());
    return true;
}

void MuscleEquilibrium::conclude(Search& search) const {
    model_.system().commit(search.state);
    search.state.step = {};  // sudden changes from here on
    const EquilibriumReport& report = search.report;
    TaskVerdict& verdict = search.report.verdict;
    verdict.rounds = report.rounds;
    verdict.moment_residual_Nm = report.moment_residual / 1000.0;
    verdict.needed_scale = report.needed_scale;
    verdict.needed_stress_MPa = report.needed_scale * muscles_.max_stress_MPa;
    verdict.co_contraction = search.demand.co_contraction;
    if (search.feasible) {
        verdict.kind = VerdictKind::held;
        verdict.short_of.reset();  // of a round before
        verdict.vertebra.reset();
        verdict.limiting.clear();
    } else {
        verdict.kind = VerdictKind::too_weak;
    }
}

EquilibriumReport MuscleEquilibrium::solve(State& state, const std::vector<double>& target, const Pose& pose,
                                           LegPose legs, const BodyLoads& loads, const HeldTissue& tissue,
                                           double co_contraction, const Accepted& accepted, const Progress& progress) {
    const Eigen::Index shifts = linearisation_.shifts().count;
    Search search{.state = state,
                  .legs = legs,
                  .tissue = tissue,
                  .accepted = accepted,
                  .progress = progress,
                  .target = target,
                  .demand = {.nominal = target,
                             .pose = pose,
                             .loads = loads,
                             .co_contraction = co_contraction,
                             .pelvis_limit = muscles_.lumbar_scatter * pose.pelvis_freedom_deg * rad_per_deg,
                             .free = {}},
                  .support_reactions = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(loads.support_contacts.size())),
                  .trust = Eigen::VectorXd::Constant(shifts, std::numbers::pi),
                  .last_turn = Eigen::VectorXd::Zero(shifts)};
    EquilibriumReport& report = search.report;
    report.support_reactions.assign(loads.support_contacts.size(), 0.0);
    const std::vector<LoadId>& tension = model_.body_loads().tension;
    for (const LoadId t : tension)
        search.target[static_cast<std::size_t>(t)] = state.loads[static_cast<std::size_t>(t)];
    // The equilibrium of another task is a better start than rest.
    const bool from_rest =
        std::ranges::all_of(tension, [&](LoadId t) { return state.loads[static_cast<std::size_t>(t)] == 0.0; });
    const double first_increment = (from_rest ? 1.0 : 2.0) * solver_.first_increment;
    if (!solve_spine(search, std::min(1.0, first_increment), Accuracy::rough)) return report;
    report.rounds = 1;
    while (true) {
        const Eigen::VectorXd moments = linearisation_.held_moments(state);
        report.moment_residual = moments.cwiseAbs().maxCoeff();
        if (is_balanced(search)) {
            if (search.strength_scale <= most_strength_reserve * std::max(1.0, report.needed_scale)) {
                if (search.accurate) break;
                if (!solve_spine(search, 1.0, Accuracy::full)) return report;
                search.accurate = true;
                continue;
            }
            search.strength_scale = std::max(1.0, strength_reserve * report.needed_scale);
        }
        if (report.rounds >= options_.max_rounds) {
            report.verdict.kind = VerdictKind::not_converged;
            report.verdict.rounds = report.rounds;
            report.verdict.moment_residual_Nm = report.moment_residual / 1000.0;
            return report;
        }
        if (!share_moments(moments, search)) return report;
        const bool far = from_rest && report.rounds == 1;
        // The next round changes the forces by far more than the error of a rough solve.
        const bool rough = report.moment_residual > far_from_balance * options_.moment_tolerance;
        if (!solve_spine(search, far ? solver_.first_increment : 1.0, rough ? Accuracy::rough : Accuracy::intermediate))
            return report;
        ++report.rounds;
        search.accurate = false;
    }
    conclude(search);
    return report;
}

}  // namespace spondyl
