// SPDX-License-Identifier: Apache-2.0
#include "models/deck/run_deck.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/mesh/cells.hpp"
#include "core/result/bounds.hpp"
#include "core/system/check_state.hpp"
#include "core/system/rotation.hpp"
#include "core/version.hpp"
#include "models/deck/deck_model.hpp"
#include "models/deck/deck_tables.hpp"
#include "models/deck/locking_cells.hpp"
#include "solvers/load_stepper.hpp"

namespace spondyl {

namespace {

constexpr double default_first_increment = 0.25;  // of a step, where the deck says nothing
constexpr double least_increment = 1e-4;          // of a step

struct Stopped {};

constexpr const char* ended_early = "the run was ended before it was done";

// An equilibrium was found in which an element is crushed: no state of a body.
struct Crushed {
    std::string failure;
};

double von_mises(const SymTensor<double>& s) {
    const double normal = (s[0] - s[1]) * (s[0] - s[1]) + (s[1] - s[2]) * (s[1] - s[2]) + (s[2] - s[0]) * (s[2] - s[0]);
    return std::sqrt(0.5 * normal + 3.0 * (s[3] * s[3] + s[4] * s[4] + s[5] * s[5]));
}

void put_tensor(std::vector<double>& values, std::size_t row, const SymTensor<double>& tensor) {
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) values[9 * row + 3 * i + j] = tensor[sym_index[i][j]];
    }
}

class DeckRun {
  public:
    DeckRun(const Deck& deck, const DeckRunOptions& options) : deck_(deck), options_(options), model_(deck) {}

    FieldResult run() {
        describe();
        if (options_.restart != nullptr) go_on_from(*options_.begun, *options_.restart);
        follow_steps();
        result_.wall_seconds = seconds();
        return std::move(result_);
    }

  private:
    [[nodiscard]] DataTable& of(DeckTable table) { return result_.tables[static_cast<std::size_t>(table)]; }
    void describe();
    void go_on_from(const FieldResult& begun, const DeckRestart& restart);
    void follow_steps();
    [[nodiscard]] double seconds() const {
        return earlier_seconds_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }
    // False: the run is over.
    bool follow_step(std::size_t index, const StepLoads& loads);
    // Of a run that stands at the beginning of a step.
    [[nodiscard]] DeckRestart restart_at(std::size_t steps) const;
    // To whoever keeps what there is.
    void offer(const DeckRestart& restart);
    // Throws Crushed if the fields of this state are beyond what a result may hold.
    void require_sound(const DeckStepSystem& step, const State& state,
                       const std::map<NodeComponent, double>& reactions) const;
    void keep_state(const DeckStepSystem& step, const State& state, const std::string& name, double time,
                    const std::map<NodeComponent, double>& reactions);
    void keep_increment(const DeckStepSystem& step, const State& state, double time, double time_in_step,
                        const std::map<NodeComponent, double>& reactions);
    void keep_sets(const std::map<NodeComponent, double>& reactions, const std::string& name, double time);
    // volumes: current, of every cell, mm^3; 0 of those that are carried by a rigid body
    void keep_cell_sets(const FieldState& state, const std::vector<double>& volumes);
    void keep_springs(const std::vector<Springs::Sample>& springs, const std::string& name, double time);

    const Deck& deck_;
    const DeckRunOptions& options_;
    const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    DeckModel model_;
    FieldResult result_;
    std::optional<State> state_;                  // where the step began; none in the first
    std::map<NodeComponent, double> began_with_;  // reactions there
    std::map<NodeComponent, double> reactions_;   // where the run stands
    double work_ = 0.0;
    const DeckRestart* resumed_ = nullptr;  // until the run stands there
    double earlier_seconds_ = 0.0;          // of the run that is resumed
};

void DeckRun::describe() {
    result_.title = deck_.title.empty() ? deck_.files.front() : deck_.title;
    result_.mesh = deck_.mesh;
    result_.threads = omp_get_max_threads();
    for (const DeckUnsupported& item : deck_.unsupported)
        result_.warnings.push_back(fmt::format("left out: {}: {}", deck_.place(item.where), item.what));
    std::ranges::copy(model_.connections().notes, std::back_inserter(result_.warnings));
    if (std::ranges::any_of(deck_.steps, [](const DeckStep& step) { return !step.nonlinear; }))
        result_.warnings.emplace_back("steps without NLGEOM are solved at finite strain as well");
    for (const LockingCells& cells : locking_cells(model_)) result_.warnings.push_back(locking_text(cells));
    result_.provenance = {{"version", std::string(version())},
                          {"git_hash", std::string(git_hash())},
                          {"compiler", std::string(compiler())},
                          {"build_type", std::string(build_type())}};
    for (std::size_t f = 0; f < deck_.files.size() && f < 1000; ++f)
        result_.provenance.emplace_back(fmt::format("deck_file_{}", f + 1), deck_.files[f]);
    result_.tables = empty_deck_tables();
    for (std::size_t m = 0; m < deck_.materials.size(); ++m) {
        of(DeckTable::materials).texts[0].rows.push_back(deck_.materials[m].name);
        of(DeckTable::materials).texts[1].rows.push_back(model_.materials()[m].text);
    }
}

void DeckRun::keep_sets(const std::map<NodeComponent, double>& reactions, const std::string& name, double time) {
    std::map<int, Vec3> of_node;
    for (const auto& [where, force] : reactions) {
        if (where.second < 3) of_node.try_emplace(where.first, Vec3::Zero()).first->second[where.second] = force;
    }
    TableRows rows(of(DeckTable::reactions));
    for (const auto& [set, nodes] : deck_.mesh.node_sets) {
        Vec3 sum = Vec3::Zero();
        bool any = false;
        for (const int node : nodes) {
            const auto found = of_node.find(node);
            if (found == of_node.end()) continue;
            sum += found->second;
            any = true;
        }
        if (!any) continue;
        rows.text(0, set);
        rows.text(1, name);
        rows.number(time);
        rows.vector(sum);
    }
}

void DeckRun::keep_cell_sets(const FieldState& state, const std::vector<double>& volumes) {
    const auto values = [&](std::string_view name) -> const std::vector<double>& {
        return std::ranges::find(state.cell_fields, name, &Field::name)->values;
    };
    const std::vector<double>& pressure = values("pressure_MPa");
    const std::vector<double>& mises = values("von_mises_MPa");
    TableRows rows(of(DeckTable::cell_sets));
    for (const auto& [set, cells] : deck_.mesh.cell_sets) {
        double volume = 0.0;
        double of_pressure = 0.0;
        double of_mises = 0.0;
        double largest = 0.0;
        for (const int cell : cells) {
            const auto c = static_cast<std::size_t>(cell);
            volume += volumes[c];
            of_pressure += volumes[c] * pressure[c];
            of_mises += volumes[c] * mises[c];
            largest = std::max(largest, mises[c]);
        }
        if (volume == 0.0) continue;
        rows.text(0, set);
        rows.text(1, state.step);
        rows.number(state.time);
        rows.number(of_pressure / volume);
        rows.number(of_mises / volume);
        rows.number(largest);
        rows.number(volume);
    }
}

void DeckRun::keep_springs(const std::vector<Springs::Sample>& springs, const std::string& name, double time) {
    TableRows rows(of(DeckTable::springs));
    for (std::size_t s = 0; s < springs.size(); ++s) {
        rows.text(0, deck_.springs[s].name);
        rows.text(1, name);
        rows.number(time);
        rows.number(springs[s].elongation);
        rows.number(springs[s].force);
    }
}

void DeckRun::require_sound(const DeckStepSystem& step, const State& state,
                            const std::map<NodeComponent, double>& reactions) const {
    const auto within = [](double value, double bound) { return std::abs(value) <= bound; };  // false of NaN
    for (std::size_t b = 0; b < model_.blocks().size(); ++b) {
        const std::vector<SolidSample> samples = step.blocks()[b]->sample(state);
        for (std::size_t c = 0; c < samples.size(); ++c) {
            const SolidSample& sample = samples[c];
            bool sound = sample.volume > 0.0;
            for (int i = 0; i < 6; ++i)
                sound = sound && within(sample.cauchy[i], most) && within(sample.green_lagrange[i], most);
            for (const auto& fibre : sample.fibres)
                sound = sound && within(fibre.stretch, most) && within(fibre.stress, most);
            if (sound && within(von_mises(sample.cauchy), most)) continue;
            const int cell = model_.blocks()[b].cells[c];
            throw Crushed{fmt::format("an element was crushed: {} ({})", deck_.cell_name(cell),
                                      deck_.place(deck_.cell_places[static_cast<std::size_t>(cell)]))};
        }
    }
    for (std::size_t n = 0; n < state.positions.size(); ++n) {
        if (within((state.positions[n] - deck_.mesh.nodes[n]).cwiseAbs().maxCoeff(), most_mm)) continue;
        throw Crushed{fmt::format("node {} moved by more than {:g} mm", deck_.node_name(static_cast<int>(n)), most_mm)};
    }
    for (const auto& [where, force] : reactions) {
        if (!within(force, most))
            throw Crushed{
                fmt::format("the support of node {} bears more than {:g} N", deck_.node_name(where.first), most)};
    }
}

void DeckRun::keep_state(const DeckStepSystem& step, const State& state, const std::string& name, double time,
                         const std::map<NodeComponent, double>& reactions) {
    const std::size_t cells = deck_.cell_labels.size();
    FieldState kept{.step = name, .time = time, .displacement = {}, .cell_fields = {}, .node_fields = {}};
    kept.displacement.resize(deck_.mesh.nodes.size());
    for (std::size_t n = 0; n < deck_.mesh.nodes.size(); ++n)
        kept.displacement[n] = state.positions[n] - deck_.mesh.nodes[n];
    const auto field = [&](const std::string& field_name, int components, const std::string& unit,
                           const std::string& doc, double fill = 0.0) {
        return Field{.name = field_name,
                     .components = components,
                     .values = std::vector<double>(cells * static_cast<std::size_t>(components), fill),
                     .unit = unit,
                     .doc = doc};
    };
    Field stress = field("stress_MPa", 9, "MPa", "Cauchy stress, mean over the cell");
    Field strain = field("strain", 9, "1", "Green-Lagrange strain, mean over the cell");
    Field mises = field("von_mises_MPa", 1, "MPa", "Von Mises stress of the mean stress");
    Field pressure = field("pressure_MPa", 1, "MPa", "Minus a third of the trace of the mean stress");
    Field material = field("material", 1, "1", "Row in the table of materials; -1: carried by a rigid body", -1.0);
    std::vector<Field> fibres;
    for (int f = 1; f <= fibre_family_count; ++f) {
        fibres.push_back(
            field(fmt::format("fibre_{}_stretch", f), 1, "1", "Stretch of the fibres; 1 where there are none", 1.0));
        fibres.push_back(field(fmt::format("fibre_{}_stress_MPa", f), 1, "MPa", "Cauchy stress along the fibres"));
    }
    bool any_fibres = false;
    std::vector<double> volumes(cells, 0.0);
    for (std::size_t b = 0; b < model_.blocks().size(); ++b) {
        const DeckBlock& block = model_.blocks()[b];
        const bool has_fibres = !block.of.fibres.empty();
        any_fibres = any_fibres || has_fibres;
        const std::vector<SolidSample> samples = step.blocks()[b]->sample(state);
        for (std::size_t c = 0; c < samples.size(); ++c) {
            const auto row = static_cast<std::size_t>(block.cells[c]);
            const SolidSample& sample = samples[c];
            put_tensor(stress.values, row, sample.cauchy);
            put_tensor(strain.values, row, sample.green_lagrange);
            mises.values[row] = von_mises(sample.cauchy);
            pressure.values[row] = -(sample.cauchy[0] + sample.cauchy[1] + sample.cauchy[2]) / 3.0;
            material.values[row] = block.material;
            volumes[row] = sample.volume;
            for (std::size_t f = 0; has_fibres && f < sample.fibres.size(); ++f) {
                fibres[2 * f].values[row] = sample.fibres[f].stretch;
                fibres[2 * f + 1].values[row] = sample.fibres[f].stress;
            }
        }
    }
    kept.cell_fields = {std::move(stress), std::move(strain), std::move(mises), std::move(pressure),
                        std::move(material)};
    if (any_fibres) std::ranges::move(fibres, std::back_inserter(kept.cell_fields));
    Field reaction{.name = "reaction_N",
                   .components = 3,
                   .values = std::vector<double>(3 * deck_.mesh.nodes.size(), 0.0),
                   .unit = "N",
                   .doc = "Force of the supports on the node"};
    for (const auto& [where, force] : reactions) {
        if (where.second < 3)
            reaction.values[3 * static_cast<std::size_t>(where.first) + static_cast<std::size_t>(where.second)] = force;
    }
    kept.node_fields = {std::move(reaction)};
    result_.states.push_back(std::move(kept));
    keep_sets(reactions, name, time);
    keep_cell_sets(result_.states.back(), volumes);
    keep_springs(step.springs(state), name, time);
}

DeckRestart DeckRun::restart_at(std::size_t steps) const {
    DeckRestart restart{.outputs = options_.outputs, .steps = static_cast<int>(steps)};
    restart.states = static_cast<int>(result_.states.size());
    restart.history = static_cast<int>(result_.history.size());
    for (std::size_t t = 0; t < restart.table_rows.size(); ++t)
        restart.table_rows[t] = static_cast<int>(result_.tables[t].texts.front().rows.size());
    restart.external_work = work_;
    restart.begin = state_;
    for (const auto& [where, value] : began_with_) restart.reactions.push_back({where.first, where.second, value});
    return restart;
}

void DeckRun::offer(const DeckRestart& restart) {
    if (!options_.keep) return;
    result_.failure = ended_early;
    result_.wall_seconds = seconds();
    options_.keep(result_, restart);
    result_.failure.clear();
}

void DeckRun::go_on_from(const FieldResult& begun, const DeckRestart& restart) {
    const auto fits = [](int rows, std::size_t size) { return rows >= 0 && static_cast<std::size_t>(rows) <= size; };
    if (restart.outputs != options_.outputs)
        throw UserError(
            fmt::format("the run was begun with --outputs {}, which decides where increments end; resume it "
                        "with the same, or run without --resume to start anew",
                        restart.outputs));
    check_deck_restart(restart, deck_);
    if (restart.states < 1 || !fits(restart.states, begun.states.size()) ||
        !fits(restart.history, begun.history.size()) || begun.tables.size() != result_.tables.size())
        refuse_restart("its states are damaged");
    result_.states.assign(begun.states.begin(), begun.states.begin() + restart.states);
    result_.history.assign(begun.history.begin(), begun.history.begin() + restart.history);
    for (std::size_t t = 0; t < result_.tables.size(); ++t) {
        const DataTable& from = begun.tables[t];
        DataTable& table = result_.tables[t];
        const int rows = restart.table_rows.at(t);
        if (from.texts.size() != table.texts.size() || from.numbers.size() != table.numbers.size())
            refuse_restart("its tables are of another deck");
        const auto copy = [&](auto& to, const auto& columns) {
            for (std::size_t c = 0; c < to.size(); ++c) {
                if (!fits(rows, columns[c].rows.size())) refuse_restart("its tables are damaged");
                to[c].rows.assign(columns[c].rows.begin(), columns[c].rows.begin() + rows);
            }
        };
        copy(table.texts, from.texts);
        copy(table.numbers, from.numbers);
    }
    for (const FieldState& state : result_.states) {
        if (state.displacement.size() != deck_.mesh.nodes.size()) refuse_restart("its mesh is of another deck");
    }
    work_ = restart.external_work;
    state_ = restart.begin;
    for (const DeckRestart::Reaction& one : restart.reactions) began_with_[{one.node, one.component}] = one.value;
    reactions_ = began_with_;
    resumed_ = &restart;
    earlier_seconds_ = begun.wall_seconds;
}

void DeckRun::keep_increment(const DeckStepSystem& step, const State& state, double time, double time_in_step,
                             const std::map<NodeComponent, double>& reactions) {
    TableRows rows(of(DeckTable::bodies));
    for (std::size_t b = 0; b < deck_.bodies.size(); ++b) {
        const DeckBody& body = deck_.bodies[b];
        double load[6];
        for (int c = 0; c < 6; ++c) {
            const NodeComponent where{body.reference, c};
            const auto found = reactions.find(where);
            load[c] = step.applied(where, time_in_step) + (found == reactions.end() ? 0.0 : found->second);
        }
        rows.text(0, body.name);
        rows.text(1, deck_.steps[std::min(static_cast<std::size_t>(std::ceil(time)), deck_.steps.size()) - 1].name);
        rows.number(time);
        rows.vector(state.body_translation[b]);
        rows.vector(deg_per_rad * rotation_log(state.body_rotation[b]));
        rows.vector(Vec3(load[0], load[1], load[2]));
        rows.vector(Vec3(load[3], load[4], load[5]));
    }
}

void DeckRun::follow_steps() {
    const std::vector<StepLoads> steps = loads_of_steps(deck_);
    if (options_.described) {
        std::size_t states = 1;
        for (const StepLoads& step : steps) states += step.breaks(deck_, options_.outputs).size();
        options_.described(result_, states);
    }
    try {
        for (auto s = static_cast<std::size_t>(resumed_ ? resumed_->steps : 0); s < steps.size(); ++s) {
            if (!follow_step(s, steps[s])) return;
        }
        result_.complete = true;
    } catch (const Stopped&) {
        result_.failure = ended_early;
    } catch (const SolveError& error) {
        result_.failure = error.what();
    }
}

bool DeckRun::follow_step(std::size_t index, const StepLoads& loads) {
    const DeckStep& of_deck = deck_.steps[index];
    const DeckStepSystem step(model_, loads, state_ ? &*state_ : nullptr, reactions_);
    const System& system = step.system();
    State state = step.start();
    if (result_.states.empty()) {
        keep_state(step, state, "start", 0.0, {});
        offer(restart_at(0));
    }
    NewtonOptions newton_options;
    newton_options.relative_tolerance = options_.relative_tolerance;
    if (std::ranges::any_of(deck_.materials, [](const DeckMaterial& material) {
            return std::holds_alternative<DeckHolzapfel>(material.law);
        })) {
        // Which fibres are stretched is found on the way, however small the load: at rest none bears.
        newton_options.patience = 12;
        newton_options.max_iterations = 50;
    }
    Newton newton(system, newton_options);
    Assembly work = system.make_assembly();
    system.evaluate(state, {.energy = true}, work);
    double energy_before = work.energy;
    Eigen::VectorXd residual_before = work.residual;
    State before = state;
    const int free = system.kinematics.free_count();
    const double period = loads.period;
    double increment = of_deck.first_increment > 0.0 ? std::min(of_deck.first_increment / period, 1.0)
                                                     : default_first_increment;  // of the step
    double done = 0.0;
    const std::vector<double> stops = loads.breaks(deck_, options_.outputs);
    std::size_t first = 0;
    if (resumed_) {
        first = static_cast<std::size_t>(resumed_->stops);
        if (first >= stops.size()) refuse_restart("its place in the step is damaged");
        const State like = system.kinematics.rest();
        check_state(state, like, "the beginning of the step");
        if (resumed_->state) check_state(*resumed_->state, like, "the last state");
        if (resumed_->factored_at) check_state(*resumed_->factored_at, like, "the state of the factorisation", false);
        newton.remember(resumed_->factored_at);
        if (resumed_->increment > 0.0) increment = resumed_->increment;
        if (resumed_->state) {
            state = *resumed_->state;
            done = stops[first - 1];
            system.evaluate(state, {.energy = true}, work);
            energy_before = work.energy;
            residual_before = work.residual;
            reactions_ = step.reactions(work.residual);
            before = state;
        }
        resumed_ = nullptr;
    }
    for (std::size_t stop = first; stop < stops.size(); ++stop) {
        const double until = stops[stop];
        const double length = until - done;
        const double share = length / period;
        LoadStepper stepper(system, newton,
                            {.first_increment = std::min(increment / share, 1.0),
                             .min_increment = std::min(least_increment / share, 0.1)});
        double fraction_kept = 0.0;  // of the way to `until`
        const auto accepted = [&](const IncrementRecord& record, const State& reached, bool /*stop*/) {
            const double in_step = done + record.fraction * length;
            const double time =
                static_cast<double>(index) + (record.fraction == 1.0 && until == period ? 1.0 : in_step / period);
            system.evaluate(reached, {.energy = true}, work);
            const std::map<NodeComponent, double> forces = step.reactions(work.residual);
            require_sound(step, reached, forces);
            const Eigen::VectorXd motion = system.kinematics.difference(before, reached);
            // The tissue is elastic: what loads and moved supports put in is what it stored, less what is out of
            // balance.
            work_ +=
                work.energy - energy_before - 0.5 * (work.residual + residual_before).head(free).dot(motion.head(free));
            energy_before = work.energy;
            residual_before = work.residual;
            before = reached;
            result_.history.push_back({.time = time,
                                       .iterations = record.newton.iterations,
                                       .factorisations = record.newton.factorisations,
                                       .residual_N = record.newton.residual,
                                       .energy_Nmm = work.energy,
                                       .external_work_Nmm = work_,
                                       .converged = true});
            reactions_ = forces;
            fraction_kept = record.fraction;
            keep_increment(step, reached, time, in_step, reactions_);
        };
        const auto progress = [&](double fraction, int iteration, double residual) {
            if (options_.stop_requested && options_.stop_requested()) throw Stopped();
            if (options_.progress) {
                options_.progress({.step = of_deck.name,
                                   .time = static_cast<double>(index) + (done + fraction * length) / period,
                                   .end_time = static_cast<double>(deck_.steps.size()),
                                   .iteration = iteration,
                                   .residual = residual});
            }
        };
        const auto fail = [&](const std::string& why, const NewtonReport& last) {
            const double time = static_cast<double>(index) + (done + fraction_kept * length) / period;
            if (fraction_kept > 0.0) keep_state(step, before, of_deck.name, time, reactions_);
            result_.failure = fmt::format("{} ({}), between {:g} and {:g} of its {:g} s: {}", of_deck.name,
                                          deck_.place(of_deck.where), done, until, period, why);
            result_.history.push_back({.time = time,
                                       .iterations = last.iterations,
                                       .factorisations = last.factorisations,
                                       .residual_N = std::isfinite(last.residual) ? last.residual : 0.0,
                                       .energy_Nmm = energy_before,
                                       .external_work_Nmm = work_,
                                       .converged = false});
        };
        PathReport path;
        try {
            path = stepper.follow(state, step.amplitudes(until), {1.0}, accepted, progress);
        } catch (const Crushed& crushed) {
            fail(crushed.failure, {});
            return false;
        }
        if (!path.complete) {
            fail(path.failure, path.increments.back().newton);
            return false;
        }
        const bool last = until == period;
        increment = path.increments.size() < 2
                        ? std::min(increment * 1.5, 1.0)
                        : share * std::max(path.increments.back().fraction -
                                               path.increments[path.increments.size() - 2].fraction,
                                           1e-3);
        done = until;
        keep_state(step, state, of_deck.name, static_cast<double>(index) + (last ? 1.0 : until / period), reactions_);
        if (last) break;
        DeckRestart here = restart_at(index);
        here.state = state;
        here.stops = static_cast<int>(stop) + 1;
        here.increment = increment;
        here.factored_at = newton.factored_at();
        offer(here);
    }
    state_ = state;
    began_with_ = reactions_;
    offer(restart_at(index + 1));
    return true;
}

}  // namespace

FieldResult run_deck(const Deck& deck, const DeckRunOptions& options) {
    if (options.threads > 0) omp_set_num_threads(options.threads);
    return DeckRun(deck, options).run();
}

}  // namespace spondyl
