// SPDX-License-Identifier: Apache-2.0
#include "models/run/run_tasks.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/analysis/range_warnings.hpp"
#include "models/body/body_warnings.hpp"
#include "models/body/posture.hpp"
#include "models/equilibrium/task_amplitudes.hpp"
#include "models/equilibrium/task_measures.hpp"
#include "models/indices/task_indices.hpp"
#include "models/tissue/hold_relaxation.hpp"

namespace spondyl {

namespace {

class TaskRunner {
  public:
    TaskRunner(const Anatomy& anatomy, const Scenario& scenario, const RunOptions& options, RunRecord& record)
        : anatomy_(anatomy),
          scenario_(scenario),
          options_(options),
          record_(record),
          relaxation_(relaxation_of(anatomy, scenario)),
          held_(anatomy, scenario, FixedVertebrae::all, relaxation_),
          poses_(poses_of(anatomy, scenario, held_.mesh())),
          released_(held_, scenario, FixedVertebrae::bottom),
          held_newton_(held_.system(), newton_options(scenario.solver)),
          released_newton_(released_.system(), release_options(scenario.solver)),
          spine_(released_),
          muscles_(held_, released_, held_newton_, spine_, scenario.muscles, scenario.solver),
          work_(held_.system().make_assembly()) {}

    void run() {
        warn();
        state_ = released_.unloaded();
        record_.describe_mesh(released_);
        if (options_.described) options_.described(record_.result);
        std::size_t first = 0;
        if (options_.resume) {
            first = take_over(*options_.resume);
        } else {
            const bool rests = settle(released_, released_newton_, scenario_, state_, record_, options_.settled);
            settled_ = state_;
            // The rotations at rest as amplitudes, so that the path to the first task starts there.
            state_.loads = task_amplitudes(held_, settled_, Pose{}, BodyLoads{});
            if (!rests) first = scenario_.tasks.size();
            if (rests) keep(0);
        }
        for (std::size_t t = first; t < scenario_.tasks.size(); ++t) {
            run_task(t);
            if (t + 1 < scenario_.tasks.size()) keep(t + 1);
        }
        add_indices();
        record_.result.complete =
            record_.result.failure.empty() && std::ranges::all_of(record_.result.verdicts, &TaskVerdict::has_state);
        record_.describe_provenance(held_, held_newton_.options());
    }

  private:
    // Tissue that relaxes is more expensive than elastic tissue and gives the same result where no posture is kept.
    static PronySeries relaxation_of(const Anatomy& anatomy, const Scenario& scenario) {
        const bool kept =
            std::ranges::any_of(scenario.tasks, [&](const Task& task) { return hold_time_s(anatomy, task) > 0.0; });
        return kept ? hold_relaxation(anatomy.spine) : PronySeries{};
    }

    // The reported state has the accuracy of this solve.
    static NewtonOptions release_options(const SolverOptions& solver) {
        NewtonOptions options = newton_options(solver);
        options.relative_tolerance = std::min(1e-10, solver.relative_tolerance);
        return options;
    }

    void keep(std::size_t finished) {
        add_indices();
        record_.describe_provenance(held_, held_newton_.options());
        record_.keep_checkpoint({.finished = static_cast<int>(finished),
                                 .settled = {},
                                 .rest = settled_,
                                 .state = state_,
                                 .path = {},
                                 .factored_at = held_newton_.factored_at(),
                                 .released_at = released_newton_.factored_at()});
    }

    // Returns the first task that remains to be done.
    std::size_t take_over(const Result& earlier) {
        const Restart& restart = *earlier.restart;
        check_restart(restart, released_.system().kinematics, scenario_.tasks.size());
        record_.take_over(released_, earlier);
        settled_ = restart.rest;
        state_ = restart.state;
        held_newton_.remember(restart.factored_at);
        released_newton_.remember(restart.released_at);
        const auto finished = static_cast<std::size_t>(restart.finished);
        std::vector<bool> done(finished, false);
        const auto lacks = [] {
            throw UserError("the result cannot be resumed: some of its finished tasks are missing");
        };
        for (const ResultState& state : record_.result.states) {
            if (!state.task) continue;
            const auto index = static_cast<std::size_t>(std::lround(state.time) - 1);
            if (index >= finished || done[index]) lacks();
            done[index] = true;
            const Task& task = scenario_.tasks[index];
            const Pose& pose = poses_[index];
            solved_.push_back(
                {index, lift_geometry(found_pose(task, pose, state.task->lumbar_flexion_deg), held_.mesh())});
        }
        for (const TaskVerdict& verdict : earlier.verdicts) {
            const auto task = std::ranges::find(scenario_.tasks, verdict.task, &Task::name);
            const auto index = static_cast<std::size_t>(task - scenario_.tasks.begin());
            if (index >= finished) continue;  // later than the restart
            if (!verdict.has_state()) done[index] = true;
            record_.result.verdicts.push_back(verdict);
        }
        if (std::ranges::find(done, false) != done.end()) lacks();
        return finished;
    }

    void warn() {
        std::vector<InputWarning>& warnings = record_.result.warnings;
        const auto add = [&](const std::vector<InputWarning>& more) {
            warnings.insert(warnings.end(), more.begin(), more.end());
        };
        add(person_warnings(anatomy_.body.mass, scenario_.person));
        for (std::size_t t = 0; t < poses_.size(); ++t) {
            add(load_warnings(scenario_.tasks[t], poses_[t]));
            add(support_warnings(anatomy_, scenario_.person, scenario_.tasks[t], poses_[t], held_.mesh()));
        }
    }

    // Tasks are independent: one that has no equilibrium on the path from the previous task is tried again from rest,
    // and the next one starts from the last equilibrium.
    void run_task(std::size_t index) {
        const State before = state_;
        TaskVerdict verdict = reach_task(index);
        if (!verdict.has_state() && !solved_.empty()) {
            state_ = settled_;
            state_.loads = task_amplitudes(held_, settled_, Pose{}, BodyLoads{});
            verdict = reach_task(index);
        }
        if (!verdict.has_state()) state_ = before;
        verdict.task = scenario_.tasks[index].name;
        record_.result.verdicts.push_back(std::move(verdict));
    }

    TaskVerdict reach_task(std::size_t index) {
        const Task& task = scenario_.tasks[index];
        const MuscleOptions& options = scenario_.muscles;
        const Pose& pose = poses_[index];
        const BodyLoads loads = body_loads(anatomy_, scenario_.person, task, pose, held_.mesh());
        const std::vector<double> target = task_amplitudes(held_, held_.standing(settled_), pose, loads);
        TaskOutcome outcome;
        // Co-contraction stabilises an upright trunk; a lying person is held by the surface.
        const bool lying = find_posture(anatomy_, task.posture).legs == LegPose::lying;
        outcome.co_contraction = lying ? 0.0 : options.co_contraction;
        outcome.equilibrium = solve(index, target, pose, loads, outcome.co_contraction);
        TaskVerdict& verdict = outcome.equilibrium.verdict;
        if (verdict.kind == VerdictKind::held) {
            outcome.stability = stability_of(released_, spine_, state_, options.stiffness_gain);
            if (options.stability == StabilityRule::ensured && !lying) co_contract(index, target, pose, loads, outcome);
            verdict.stability_margin_Nm_rad = outcome.stability->margin;
        }
        if (!verdict.has_state()) return verdict;
        const State kept = release(outcome);
        ResultState& out = record_.keep_state(released_, kept, task.name, static_cast<double>(index + 1));
        const Vec3 pelvis = rotation_log(state_.body_rotation[held_.body(held_.mesh().vertebrae.size() - 1)]);
        const Pose found = found_pose(task, pose, pose.trunk_flexion_deg + pelvis.z() * deg_per_rad);
        measure_task(released_, kept, record_.reference(), found, loads, outcome, out);
        out.beyond = find_beyond(anatomy_.posture.ranges, out, released_.muscles());
        solved_.push_back({index, lift_geometry(found, held_.mesh())});
        return verdict;
    }

    // The pose with the lumbar flexion found in the equilibrium, for the same thorax.
    [[nodiscard]] Pose found_pose(const Task& task, const Pose& pose, double lumbar_flexion_deg) const {
        if (scenario_.muscles.lumbar_scatter == 0.0 || pose.pelvis_freedom_deg <= 0.0) return pose;
        return pose_with_lumbar(anatomy_, scenario_.person, task, pose, lumbar_flexion_deg, held_.mesh());
    }

    void add_indices() {
        std::vector<SolvedTask> solved;
        std::vector<ResultState*> states;
        for (ResultState& state : record_.result.states) {
            if (!state.task) continue;
            const std::size_t i = solved.size();
            solved.push_back({&scenario_.tasks[solved_[i].task], solved_[i].geometry, &state});
            states.push_back(&state);
        }
        for (const SolvedTask& end : solved) {
            for (SolvedTask& begin : solved)
                if (end.task->destination_of == begin.task->name) begin.destination = end.geometry;
        }
        const std::vector<IndexMeasures> rows = calc_indices(anatomy_, scenario_, held_.mesh(), solved);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            states[i]->indices = rows[i];
            states[i]->lifting =
                lifting_worksheet(anatomy_, scenario_.work, *solved[i].task, solved[i].geometry, solved[i].destination);
        }
    }

    EquilibriumReport solve(std::size_t index, const std::vector<double>& target, const Pose& pose,
                            const BodyLoads& loads, double least_activation) {
        const auto accepted = [&](const IncrementRecord& increment, const State& reached) {
            held_.system().evaluate(reached, {.energy = true}, work_);
            record_.keep_increment(static_cast<double>(index) + increment.fraction, increment.newton, work_.energy,
                                   0.0);
        };
        const auto progress = [&](double fraction, int iteration, double residual) {
            record_.look_for_stop();
            if (!options_.progress) return;
            options_.progress({.step = scenario_.tasks[index].name,
                               .time = static_cast<double>(index) + fraction,
                               .end_time = static_cast<double>(scenario_.tasks.size()),
                               .iteration = iteration,
                               .residual = residual});
        };
        const HeldTissue tissue{
            .rest = settled_.history,
            .increment_s = even_increment(relaxation_, hold_time_s(anatomy_, scenario_.tasks[index]))};
        const LegPose legs = find_posture(anatomy_, scenario_.tasks[index].posture).legs;
        return muscles_.solve(state_, target, pose, legs, loads, tissue, least_activation, accepted, progress);
    }

    // Raises the minimum activation of every fascicle until the posture has the required margin: regula falsi from
    // below, on a margin that rises with it. If the margin cannot be reached, the last equilibrium remains, with its
    // margin.
    void co_contract(std::size_t index, const std::vector<double>& target, const Pose& pose, const BodyLoads& loads,
                     TaskOutcome& outcome) {
        const double wanted = scenario_.muscles.stability_margin_Nm_rad;
        constexpr double most = 0.5;
        constexpr double first_rise = 0.02;
        constexpr int trials = 8;
        double low = outcome.co_contraction;
        double high = low + first_rise;
        for (int trial = 0; trial < trials && outcome.stability->margin < wanted && low < most; ++trial) {
            const State before = state_;
            const EquilibriumReport report = solve(index, target, pose, loads, high);
            if (report.verdict.kind != VerdictKind::held) {
                state_ = before;
                break;
            }
            const double low_margin = outcome.stability->margin;
            outcome.equilibrium = report;
            outcome.co_contraction = high;
            outcome.stability = stability_of(released_, spine_, state_, scenario_.muscles.stiffness_gain);
            const double slope = (outcome.stability->margin - low_margin) / (high - low);
            low = high;
            // Slightly more than by linear extrapolation: the margin must be reached or exceeded.
            const double next = slope > 0.0 ? high + 1.05 * (wanted - outcome.stability->margin) / slope : 2.0 * high;
            high = std::min(most, std::max(next, high + 0.1 * first_rise));
        }
        if (wanted > 0.0 && outcome.stability->margin < wanted) {
            outcome.equilibrium.verdict.kind = VerdictKind::unstable;
            outcome.equilibrium.verdict.wanted_margin_Nm_rad = wanted;
        }
    }

    // Releases the rotations; muscles keep their forces and their short-range stiffness. Returns the state of
    // equilibrium of the spine or, if it is unstable, the held equilibrium.
    State release(TaskOutcome& outcome) {
        State free = state_;
        const BodyLoadIds& ids = released_.body_loads();
        for (std::size_t m = 0; m < ids.held_length.size(); ++m) {
            free.loads[static_cast<std::size_t>(ids.held_length[m])] = released_.muscle_paths()->length(m, state_);
        }
        free.loads[static_cast<std::size_t>(ids.gain)] = scenario_.muscles.stiffness_gain;
        const NewtonReport report = released_newton_.solve(free, [&](int, double) { record_.look_for_stop(); });
        double drift = 0.0;
        for (std::size_t v = 0; v < ids.bodies.size(); ++v) {
            const int body = released_.body(v);
            const Mat3 turned = free.body_rotation[body] * state_.body_rotation[body].transpose();
            drift = std::max(drift, rotation_log(turned).norm() * deg_per_rad);
        }
        constexpr double believable = 10.0;  // a larger rotation is a different posture
        const bool stands = report.converged && drift < believable;
        if (stands) outcome.release_drift_deg = drift;
        return stands ? free : state_;
    }

    const Anatomy& anatomy_;
    const Scenario& scenario_;
    const RunOptions& options_;
    RunRecord& record_;
    PronySeries relaxation_;
    SpineModel held_;
    std::vector<Pose> poses_;  // computed first, so that an impossible posture is reported at once
    SpineModel released_;
    Newton held_newton_;
    Newton released_newton_;
    VertebralStiffness spine_;
    MuscleEquilibrium muscles_;
    Assembly work_;  // for energies only
    State settled_;
    State state_;
    struct Solved {
        std::size_t task;
        LiftGeometry geometry;
    };
    std::vector<Solved> solved_;  // so far, in the order of the states
};

}  // namespace

void run_tasks(const Anatomy& anatomy, const Scenario& scenario, const RunOptions& options, RunRecord& record) {
    if (scenario.spine.top != Vertebra::T12 || scenario.spine.bottom != Vertebra::S1 ||
        scenario.spine.bone != BoneModel::rigid) {
        throw UserError(
            "a [[task]] needs the whole lumbar spine with rigid bone: spine.top = \"T12\", bottom = \"S1\", "
            "bone = \"rigid\"");
    }
    TaskRunner(anatomy, scenario, options, record).run();
}

}  // namespace spondyl
