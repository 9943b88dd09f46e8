// SPDX-License-Identifier: Apache-2.0
#include "models/run/run_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/version.hpp"
#include "models/analysis/joint_measures.hpp"
#include "models/analysis/measures.hpp"
#include "models/analysis/range_warnings.hpp"
#include "models/analysis/rest_result.hpp"
#include "models/run/run_stopped.hpp"
#include "models/spine/injuries.hpp"
#include "models/tissue/resting_pressure.hpp"

namespace spondyl {

void RunRecord::describe_mesh(const SpineModel& model) {
    cells_ = result_cells(model);
    result.mesh = result_mesh(model.mesh(), cells_);
    result.bones = bone_surfaces(model.mesh());
    result.fit = model.mesh().fit;
    result.fascicles = fascicle_infos(model);
    result.facets = facet_joints(model);
    for (const MuscleFascicle& m : model.muscles()) {
        result.muscles.push_back(
            {.name = m.name, .group = std::string(name(m.group)), .side = m.side, .area_mm2 = m.area_mm2});
    }
}

void RunRecord::describe_provenance(const SpineModel& model, const NewtonOptions& options) {
    result.provenance = {{"program", "spondyl"},
                         {"version", std::string(version())},
                         {"git_hash", std::string(git_hash())},
                         {"compiler", std::string(compiler())},
                         {"build_type", std::string(build_type())},
                         {"linear_solver", options.tangent.linear_solver},
                         {"relative_tolerance", fmt::format("{}", options.relative_tolerance)},
                         {"simd_lanes", fmt::format("{}", lane_width)},
                         {"unknowns", fmt::format("{}", model.system().kinematics.free_count())},
                         {"elements", fmt::format("{}", model.mesh().cells().size())}};
}

void RunRecord::set_reference(const SpineModel& model, const State& settled) {
    settled_ = settled;
    reference_ = reference_at(model, settled);
}

void RunRecord::look_for_stop() const {
    if (stop_requested && stop_requested()) throw RunStopped();
}

double RunRecord::seconds() const {
    return seconds_before_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
}

void RunRecord::keep_checkpoint(Restart restart) {
    restart.settled = settled_;
    restart.states = static_cast<int>(result.states.size());
    restart.history = static_cast<int>(result.history.size());
    result.restart = std::move(restart);
    if (!keep) return;
    result.complete = false;
    result.failure = "the run was stopped before its end";
    result.wall_seconds = seconds();
    keep(result);
    result.failure.clear();
}

void RunRecord::take_over(const SpineModel& model, const Result& earlier) {
    const auto refuse = [](const char* why) {
        throw UserError(fmt::format("the result cannot be resumed: {}; run without --resume to start anew", why));
    };
    const Restart& restart = *earlier.restart;
    const auto count = [&](int wanted, std::size_t there) {
        if (wanted < 0 || static_cast<std::size_t>(wanted) > there)
            refuse("it has fewer states than its restart data say");
        return wanted;
    };
    if (earlier.mesh.nodes != result.mesh.nodes || earlier.mesh.blocks != result.mesh.blocks ||
        earlier.bones.size() != result.bones.size() || earlier.fascicles.size() != result.fascicles.size() ||
        earlier.facets.size() != result.facets.size() || earlier.muscles.size() != result.muscles.size() ||
        earlier.settle.size() != model.mesh().discs.size()) {
        refuse("its mesh is different");
    }
    result.states.assign(earlier.states.begin(), earlier.states.begin() + count(restart.states, earlier.states.size()));
    result.history.assign(earlier.history.begin(),
                          earlier.history.begin() + count(restart.history, earlier.history.size()));
    if (result.states.empty()) refuse("it has no states");
    result.settle = earlier.settle;
    result.restart = restart;
    seconds_before_ = earlier.wall_seconds;
    set_reference(model, restart.settled);
}

ResultState& RunRecord::keep_state(const SpineModel& model, const State& state, const std::string& step, double time) {
    const StateSamples samples(model, state);
    const JointSamples joints(model, state);
    ResultState kept;
    kept.step = step;
    kept.time = time;
    for (std::size_t n = 0; n < result.mesh.nodes.size(); ++n) {
        kept.displacement.push_back(state.positions[n] - result.mesh.nodes[n]);
    }
    kept.cell_fields = cell_fields(cells_, samples);
    kept.discs = measure_discs(model, state, samples, joints, reference_);
    measure_joints(model, state, joints, reference_, kept);
    kept.beyond = find_beyond(model.anatomy().posture.ranges, kept, model.muscles());
    for (std::size_t v = 0; v < model.mesh().vertebrae.size(); ++v) {
        const int body = model.body(v);
        kept.bones.push_back({state.body_translation[body], state.body_rotation[body]});
    }
    result.states.push_back(std::move(kept));
    return result.states.back();
}

void RunRecord::keep_increment(double time, const NewtonReport& newton, double energy, double external_work) {
    result.history.push_back({.time = time,
                              .iterations = newton.iterations,
                              .factorisations = newton.factorisations,
                              .residual_N = newton.residual,
                              .energy_Nmm = energy,
                              .external_work_Nmm = external_work,
                              .converged = true});
}

namespace {

constexpr double close_enough = 0.01;  // of the pressure that a nucleus has at rest

bool settle_under(const std::vector<double>& amplitudes, const System& system, Newton& newton, const Scenario& scenario,
                  State& state, RunRecord& record, Accuracy accuracy = Accuracy::full) {
    const auto accepted = [&](const IncrementRecord& increment, const State& reached, bool) {
        Assembly work = system.make_assembly();
        system.evaluate(reached, {.energy = true}, work);
        record.keep_increment(0.0, increment.newton, work.energy, 0.0);
    };
    // A specimen has rested, and its relaxation is complete. For a person, the stress at rest itself is the known
    // quantity.
    const double duration = takes_time(scenario) ? std::numeric_limits<double>::infinity() : 0.0;
    LoadStepper stepper(system, newton,
                        {.first_increment = 1.0,
                         .min_increment = scenario.solver.min_increment,
                         .accuracy = accuracy,
                         .duration = duration});
    const PathReport path =
        stepper.follow(state, amplitudes, {1.0}, accepted, [&](double, int, double) { record.look_for_stop(); });
    if (!path.complete) record.result.failure = fmt::format("settling of the unloaded spine: {}", path.failure);
    return path.complete;
}

// Volumes of the nuclei that give every disc its resting pressure. The pressure of a disc depends almost only on its
// own nucleus, so each disc has its own secant iteration.
bool swell(const SpineModel& model, Newton& newton, const Scenario& scenario, const std::vector<double>& wanted,
           State& state, RunRecord& record) {
    constexpr double first_guess = 0.01;  // relative volume
    constexpr double farthest = 0.05;     // bounds secant steps, too long where the disc stiffens
    constexpr int most_trials = 12;
    const std::vector<LoadId>& volume = model.loads().nucleus_volume;
    const auto pressures = [&] {
        std::vector<double> values;
        for (const DiscMeasures& disc :
             measure_discs(model, state, StateSamples(model, state), JointSamples(model, state), record.reference())) {
            values.push_back(disc.nucleus_pressure_MPa);
        }
        return values;
    };
    std::vector<double> target = model.amplitudes({}, state);
    std::vector<double> before = pressures();
    std::vector<double> step(volume.size(), first_guess);
    for (int trial = 0; trial < most_trials; ++trial) {
        for (std::size_t d = 0; d < volume.size(); ++d) target[static_cast<std::size_t>(volume[d])] += step[d];
        if (!settle_under(target, model.system(), newton, scenario, state, record, Accuracy::intermediate))
            return false;
        const std::vector<double> now = pressures();
        bool done = true;
        for (std::size_t d = 0; d < volume.size(); ++d) {
            const double missing = wanted[d] - now[d];
            done = done && std::abs(missing) <= close_enough * wanted[d];
            const double slope = step[d] != 0.0 ? (now[d] - before[d]) / step[d] : 0.0;
            step[d] =
                slope > 0.0 ? std::clamp(missing / slope, -farthest, farthest) : std::copysign(first_guess, missing);
        }
        if (done) return settle_under(target, model.system(), newton, scenario, state, record);
        before = now;
    }
    record.result.failure = "settling of the unloaded spine: no volume of the nuclei gives them their resting pressure";
    return false;
}

// Whether a spine in equilibrium has its resting pressures; wanted: empty where nothing swells.
bool rests(const std::vector<DiscMeasures>& discs, const std::vector<double>& wanted, const SpineModel& model,
           const State& state) {
    for (std::size_t d = 0; d < discs.size(); ++d) {
        const double volume = state.loads[static_cast<std::size_t>(model.loads().nucleus_volume[d])];
        if (wanted.empty() ? volume != 0.0
                           : !(std::abs(wanted[d] - discs[d].nucleus_pressure_MPa) <= close_enough * wanted[d]))
            return false;
    }
    return true;
}

// False: the tangent there is singular, and Newton has no factorisation.
bool goes_on_from(const std::optional<State>& factored_at, Newton& newton) {
    try {
        newton.remember(factored_at);
    } catch (const SolveError&) {
        newton.remember(std::nullopt);
        return false;
    }
    return true;
}

}  // namespace

bool settle(const SpineModel& model, Newton& newton, const Scenario& scenario, State& state, RunRecord& record,
            SettledStore* store) {
    const std::vector<double> resting = resting_pressures(model.anatomy().spine, scenario, model.mesh());
    const bool swells = std::ranges::any_of(resting, [](double p) { return p > 0.0; });
    // In people motions are measured from standing, in a test machine from the rest position of the specimen.
    const auto refer = [&] { record.set_reference(model, scenario.tasks.empty() ? state : model.standing(state)); };
    const auto measure = [&] {
        return measure_discs(model, state, StateSamples(model, state), JointSamples(model, state), record.reference());
    };

    if (store) {
        const std::optional<SettledSpine> kept =
            store->find(settle_subject(scenario, model, newton), [&] { record.look_for_stop(); });
        if (kept && holds(*kept, scenario, model, newton.options())) {
            state = kept->undamaged;
            refer();
            const std::vector<DiscMeasures> settled = measure();
            if (rests(settled, swells ? resting : std::vector<double>(), model, state) &&
                goes_on_from(kept->factored_at, newton)) {
                record.result.settle = settle_shifts(model, state, settled);
                record.result.history = kept->history;
                if (kept->injured) state = *kept->injured;
                record.keep_state(model, state, std::string(rest_state_name), 0.0);
                return true;
            }
            state = model.unloaded();
        }
    }

    bool complete = settle_under(model.amplitudes({}, state), model.system(), newton, scenario, state, record);
    refer();
    if (complete && swells) {
        complete = swell(model, newton, scenario, resting, state, record);
        refer();
    }
    record.result.settle = settle_shifts(model, state, measure());
    SettledSpine spine{.undamaged = state, .injured = {}, .factored_at = {}, .history = {}};
    if (complete && has_lost_nucleus(scenario)) {
        std::vector<double> injured = state.loads;
        for (std::size_t d = 0; d < model.nucleus_loss().size(); ++d) {
            injured[static_cast<std::size_t>(model.loads().nucleus_volume[d])] -= model.nucleus_loss()[d];
        }
        complete = settle_under(injured, model.system(), newton, scenario, state, record);
        state.loads = injured;
        spine.injured = state;
    }
    state.step = {};  // time starts with the first load step
    record.keep_state(model, state, std::string(rest_state_name), 0.0);
    if (complete && store) {
        spine.undamaged.step = {};
        if (spine.injured) spine.injured->step = {};
        spine.factored_at = newton.factored_at();
        spine.history = record.result.history;
        store->keep(spine);
    }
    return complete;
}

NewtonOptions newton_options(const SolverOptions& solver) {
    return {.relative_tolerance = solver.relative_tolerance, .max_iterations = solver.max_iterations, .tangent = {}};
}

}  // namespace spondyl
