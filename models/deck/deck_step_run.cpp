// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_step_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/system/check_state.hpp"
#include "models/deck/sound_state.hpp"

namespace spondyl {

namespace {

constexpr double default_first_increment = 0.25;  // of a step, where the deck says nothing
constexpr double least_increment = 1e-4;          // of a step

// An equilibrium was found that is no state of a body.
struct Unsound {
    std::string problem;
};

NewtonOptions newton_options(const Deck& deck, double relative_tolerance) {
    NewtonOptions options;
    options.relative_tolerance = relative_tolerance;
    if (std::ranges::any_of(deck.materials, [](const DeckMaterial& material) {
            return std::holds_alternative<DeckHolzapfel>(material.law);
        })) {
        // Fibres become taut only during the step, however small the load: at rest none carries a force.
        options.patience = 12;
        options.max_iterations = 50;
    }
    return options;
}

// Of a step, after a path of this share of it; `tried` began the path.
double next_increment(const std::vector<IncrementRecord>& increments, double share, double tried) {
    constexpr double growth = 1.5;
    constexpr double least_of_path = 1e-3;
    const std::size_t count = increments.size();
    if (count < 2) return std::min(tried * growth, 1.0);
    return share * std::max(increments[count - 1].fraction - increments[count - 2].fraction, least_of_path);
}

}  // namespace

DeckStepRun::DeckStepRun(const DeckModel& model, const DeckRunOptions& options, const StepLoads& loads,
                         std::size_t index, DeckOutput& output, DeckRunPosition& position)
    : model_(model),
      deck_(model.deck()),
      of_deck_(deck_.steps[index]),
      options_(options),
      loads_(loads),
      index_(index),
      output_(output),
      position_(position),
      step_(model, loads, position.begin ? &*position.begin : nullptr, position.reactions),
      stops_(loads.breaks(deck_, options.outputs)),
      newton_(step_.system(), newton_options(deck_, options.relative_tolerance)),
      work_(step_.system().make_assembly()),
      state_(step_.start()) {
    increment_ = of_deck_.first_increment > 0.0 ? std::min(of_deck_.first_increment / loads.period, 1.0)
                                                : default_first_increment;
}

std::string DeckStepRun::follow(const Offer& offer) {
    if (!output_.has_states()) {
        output_.keep_state(step_, state_, "start", 0.0, {});
        offer(restart_at(0));
    }
    step_.system().evaluate(state_, {.energy = true}, work_);
    stand_at(state_);
    for (std::size_t stop = position_.resumed != nullptr ? resume() : 0; stop < stops_.size(); ++stop) {
        const double until = stops_[stop];
        if (std::string wrong = reach(until); !wrong.empty()) return wrong;
        const bool last = until == loads_.period;
        output_.keep_state(step_, state_, of_deck_.name,
                           static_cast<double>(index_) + (last ? 1.0 : until / loads_.period), position_.reactions);
        if (last) break;
        DeckRestart here = restart_at(index_);
        here.state = state_;
        here.stops = static_cast<int>(stop) + 1;
        here.increment = increment_;
        here.factored_at = newton_.factored_at();
        offer(here);
    }
    position_.begin = state_;
    position_.began_with = position_.reactions;
    offer(restart_at(index_ + 1));
    return "";
}

DeckRestart DeckStepRun::restart_at(std::size_t steps) const {
    DeckRestart restart;
    restart.outputs = options_.outputs;
    restart.steps = static_cast<int>(steps);
    output_.count_rows(restart);
    restart.external_work = position_.external_work;
    restart.begin = position_.begin;
    for (const auto& [where, value] : position_.began_with)
        restart.reactions.push_back({where.first, where.second, value});
    return restart;
}

void DeckStepRun::stand_at(const State& state) {
    energy_ = work_.energy;
    residual_ = work_.residual;
    equilibrium_ = state;
}

std::size_t DeckStepRun::resume() {
    const DeckRestart& restart = *position_.resumed;
    position_.resumed = nullptr;
    const auto next = static_cast<std::size_t>(restart.stops);
    if (next >= stops_.size()) refuse_restart("its place in the step is damaged");
    const State like = step_.system().kinematics.rest();
    check_state(state_, like, "the beginning of the step");
    if (restart.state) check_state(*restart.state, like, "the last state");
    if (restart.factored_at) check_state(*restart.factored_at, like, "the state of the factorisation", false);
    newton_.remember(restart.factored_at);
    if (restart.increment > 0.0) increment_ = restart.increment;
    if (restart.state) {
        state_ = *restart.state;
        done_ = stops_[next - 1];
        step_.system().evaluate(state_, {.energy = true}, work_);
        stand_at(state_);
        position_.reactions = step_.reactions(work_.residual);
    }
    return next;
}

std::string DeckStepRun::reach(double until) {
    const double length = until - done_;
    const double share = length / loads_.period;
    LoadStepper stepper(step_.system(), newton_,
                        {.first_increment = std::min(increment_ / share, 1.0),
                         .min_increment = std::min(least_increment / share, 0.1)});
    kept_ = 0.0;
    PathReport path;
    try {
        path = stepper.follow(
            state_, step_.amplitudes(until), {1.0},
            [&](const IncrementRecord& record, const State& reached, bool /*stop*/) { accept(record, reached, until); },
            [&](double fraction, int iteration, double residual) {
                report(done_ + fraction * length, iteration, residual);
            });
    } catch (const Unsound& unsound) {
        return fail(unsound.problem, until, {});
    }
    if (!path.complete) return fail(path.failure, until, path.increments.back().newton);
    increment_ = next_increment(path.increments, share, increment_);
    done_ = until;
    return "";
}

void DeckStepRun::accept(const IncrementRecord& record, const State& reached, double until) {
    const System& system = step_.system();
    const double in_step = done_ + record.fraction * (until - done_);
    const double time = static_cast<double>(index_) +
                        (record.fraction == 1.0 && until == loads_.period ? 1.0 : in_step / loads_.period);
    system.evaluate(reached, {.energy = true}, work_);
    const Reactions reactions = step_.reactions(work_.residual);
    if (const std::string problem = problem_of_state(model_, step_, reached, reactions); !problem.empty())
        throw Unsound{problem};
    const int free = system.kinematics.free_count();
    const Eigen::VectorXd motion = system.kinematics.difference(equilibrium_, reached);
    // The tissue is elastic: what loads and moved supports put in is what it stored, less what is out of balance.
    position_.external_work +=
        work_.energy - energy_ - 0.5 * (work_.residual + residual_).head(free).dot(motion.head(free));
    stand_at(reached);
    output_.keep_history({.time = time,
                          .iterations = record.newton.iterations,
                          .factorisations = record.newton.factorisations,
                          .residual_N = record.newton.residual,
                          .energy_Nmm = work_.energy,
                          .external_work_Nmm = position_.external_work,
                          .converged = true});
    position_.reactions = reactions;
    kept_ = record.fraction;
    output_.keep_increment(step_, reached, time, in_step, reactions);
}

void DeckStepRun::report(double in_step, int iteration, double residual) const {
    if (options_.stop_requested && options_.stop_requested()) throw DeckRunEnded();
    if (!options_.progress) return;
    options_.progress({.step = of_deck_.name,
                       .time = static_cast<double>(index_) + in_step / loads_.period,
                       .end_time = static_cast<double>(deck_.steps.size()),
                       .iteration = iteration,
                       .residual = residual});
}

std::string DeckStepRun::fail(const std::string& why, double until, const NewtonReport& last) {
    const double time = static_cast<double>(index_) + (done_ + kept_ * (until - done_)) / loads_.period;
    if (kept_ > 0.0) output_.keep_state(step_, equilibrium_, of_deck_.name, time, position_.reactions);
    output_.keep_history({.time = time,
                          .iterations = last.iterations,
                          .factorisations = last.factorisations,
                          .residual_N = std::isfinite(last.residual) ? last.residual : 0.0,
                          .energy_Nmm = energy_,
                          .external_work_Nmm = position_.external_work,
                          .converged = false});
    return fmt::format("{} ({}), between {:g} and {:g} of its {:g} s: {}", of_deck_.name, deck_.place(of_deck_.where),
                       done_, until, loads_.period, why);
}

}  // namespace spondyl
