// SPDX-License-Identifier: Apache-2.0
#include "models/deck/run_deck.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <chrono>

#include "core/error.hpp"
#include "models/deck/deck_step_run.hpp"

namespace spondyl {

namespace {

constexpr const char* ended_early = "the run was stopped before its end";

class DeckRun {
  public:
    DeckRun(const Deck& deck, const DeckRunOptions& options) : deck_(deck), options_(options), model_(deck) {}

    FieldResult run() {
        result_.threads = omp_get_max_threads();
        if (options_.restart != nullptr) go_on_from(*options_.begun, *options_.restart);
        follow_steps();
        result_.wall_seconds = seconds();
        return std::move(result_);
    }

  private:
    void go_on_from(const FieldResult& begun, const DeckRestart& restart);
    void follow_steps();
    [[nodiscard]] double seconds() const {
        return earlier_seconds_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }
    // Passes on everything computed so far.
    void offer(const DeckRestart& restart);

    const Deck& deck_;
    const DeckRunOptions& options_;
    const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    DeckModel model_;
    FieldResult result_;
    DeckOutput output_{model_, result_};
    DeckRunPosition position_;
    double earlier_seconds_ = 0.0;  // of the run that is resumed
};

void DeckRun::offer(const DeckRestart& restart) {
    if (!options_.keep) return;
    result_.failure = ended_early;
    result_.wall_seconds = seconds();
    options_.keep(result_, restart);
    result_.failure.clear();
}

void DeckRun::go_on_from(const FieldResult& begun, const DeckRestart& restart) {
    if (restart.outputs != options_.outputs)
        throw UserError(
            fmt::format("the run was begun with --outputs {}, which decides where increments end; resume it "
                        "with the same, or run without --resume to start anew",
                        restart.outputs));
    check_deck_restart(restart, deck_);
    output_.go_on_from(begun, restart);
    position_.external_work = restart.external_work;
    position_.begin = restart.begin;
    for (const DeckRestart::Reaction& one : restart.reactions)
        position_.began_with[{one.node, one.component}] = one.value;
    position_.reactions = position_.began_with;
    position_.resumed = &restart;
    earlier_seconds_ = begun.wall_seconds;
}

void DeckRun::follow_steps() {
    const std::vector<StepLoads> steps = loads_of_steps(deck_);
    if (options_.described) {
        std::size_t states = 1;
        for (const StepLoads& step : steps) states += step.breaks(deck_, options_.outputs).size();
        options_.described(result_, states);
    }
    const auto first = static_cast<std::size_t>(position_.resumed != nullptr ? position_.resumed->steps : 0);
    try {
        for (std::size_t s = first; s < steps.size(); ++s) {
            DeckStepRun step(model_, options_, steps[s], s, output_, position_);
            result_.failure = step.follow([this](const DeckRestart& restart) { offer(restart); });
            if (!result_.failure.empty()) return;
        }
        result_.complete = true;
    } catch (const DeckRunEnded&) {
        result_.failure = ended_early;
    } catch (const SolveError& error) {
        result_.failure = error.what();
    }
}

}  // namespace

FieldResult run_deck(const Deck& deck, const DeckRunOptions& options) {
    if (options.threads > 0) omp_set_num_threads(options.threads);
    return DeckRun(deck, options).run();
}

}  // namespace spondyl
