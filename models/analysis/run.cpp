#include "models/analysis/run.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <chrono>

#include "core/error.hpp"
#include "core/version.hpp"
#include "models/analysis/joint_measures.hpp"
#include "models/analysis/measures.hpp"
#include "models/analysis/rest_result.hpp"
#include "models/spine/injuries.hpp"
#include "solvers/load_stepper.hpp"

namespace spondyl {

namespace {

class Runner {
  public:
    Runner(const Scenario& scenario, const RunOptions& options) : scenario_(scenario), options_(options) {}

    Result run() {
        const auto begin = std::chrono::steady_clock::now();
        omp_set_num_threads(options_.threads > 0 ? options_.threads : omp_get_num_procs());
        result_.title = scenario_.title;
        result_.threads = omp_get_max_threads();
        build(scenario_.steps.front().top_rotation);
        state_ = model_->system().kinematics.rest();
        describe_mesh();
        settle();
        for (std::size_t s = 0; s < scenario_.steps.size() && result_.complete; ++s) run_step(s);
        describe_provenance();
        result_.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        return std::move(result_);
    }

  private:
    void build(TopRotation rotation) {
        // Newton refers to the system: gone first.
        newton_.reset();
        model_ = std::make_unique<SpineModel>(scenario_, rotation);
        newton_ = std::make_unique<Newton>(model_->system(),
                                           NewtonOptions{.relative_tolerance = scenario_.solver.relative_tolerance,
                                                         .max_iterations = scenario_.solver.max_iterations,
                                                         .tangent = {}});
        rotation_ = rotation;
    }

    // Ligament pre-tension comes to equilibrium without load; motions count from there. Without it the geometry as
    // built is that equilibrium and Newton has nothing to do. What nuclei have lost is lost after that, so that it
    // shows.
    void settle() {
        std::vector<double> whole = model_->amplitudes({});
        whole[model_->loads().substance] = 0.0;
        result_.complete = settle_under(whole);
        reference_ = reference_at(*model_, state_);
        const std::vector<DiscMeasures> settled =
            measure_discs(*model_, state_, StateSamples(*model_, state_), JointSamples(*model_, state_), reference_);
        result_.settle = settle_shifts(*model_, state_, settled);
        if (result_.complete && has_lost_nucleus(scenario_)) result_.complete = settle_under(model_->amplitudes({}));
        state_.loads = model_->amplitudes({});
        keep_state("rest", 0.0);
    }

    bool settle_under(const std::vector<double>& amplitudes) {
        const auto accepted = [&](const IncrementRecord& record, const State& state, bool) {
            Assembly work = model_->system().make_assembly();
            model_->system().evaluate(state, {.energy = true}, work);
            result_.history.push_back({.time = 0.0,
                                       .iterations = record.newton.iterations,
                                       .factorisations = record.newton.factorisations,
                                       .residual_N = record.newton.residual,
                                       .energy_Nmm = work.energy,
                                       .external_work_Nmm = 0.0,
                                       .converged = true});
        };
        LoadStepper stepper(model_->system(), *newton_,
                            {.first_increment = 1.0, .min_increment = scenario_.solver.min_increment});
        const PathReport path = stepper.follow(state_, amplitudes, {1.0}, accepted);
        if (!path.complete) result_.failure = fmt::format("settling of the unloaded spine: {}", path.failure);
        return path.complete;
    }

    void run_step(std::size_t index) {
        const LoadStep& step = scenario_.steps[index];
        // The state does not depend on which components are held, so it survives a change of support.
        if (step.top_rotation != rotation_) build(step.top_rotation);
        const System& system = model_->system();
        std::vector<double> stops;
        for (int i = 1; i < step.outputs; ++i) stops.push_back(static_cast<double>(i) / step.outputs);
        stops.push_back(1.0);

        Assembly work = system.make_assembly();
        State before = state_;
        system.evaluate(before, {}, work);
        Eigen::VectorXd force_before = system.load_forces(work);
        const auto accepted = [&](const IncrementRecord& record, const State& state, bool stop) {
            const double time = static_cast<double>(index) + record.fraction;
            system.evaluate(state, {.energy = true}, work);
            const Eigen::VectorXd force = system.load_forces(work);
            // Trapezoidal rule over the increment; exact for loads that grow in proportion to the motion.
            external_work_ += 0.5 * (force + force_before).dot(system.kinematics.difference(before, state));
            force_before = force;
            before = state;
            result_.history.push_back({.time = time,
                                       .iterations = record.newton.iterations,
                                       .factorisations = record.newton.factorisations,
                                       .residual_N = record.newton.residual,
                                       .energy_Nmm = work.energy,
                                       .external_work_Nmm = external_work_,
                                       .converged = true});
            if (stop) {
                state_ = state;
                keep_state(step.name, time);
            }
        };
        const auto progress = [&](double fraction, int iteration, double residual) {
            if (!options_.progress) return;
            options_.progress({.step = step.name,
                               .time = static_cast<double>(index) + fraction,
                               .end_time = static_cast<double>(scenario_.steps.size()),
                               .iteration = iteration,
                               .residual = residual});
        };
        LoadStepper stepper(
            system, *newton_,
            {.first_increment = scenario_.solver.first_increment, .min_increment = scenario_.solver.min_increment});
        State state = state_;
        const PathReport path = stepper.follow(state, model_->amplitudes(step), stops, accepted, progress);
        state_ = state;
        if (path.complete) return;
        result_.complete = false;
        result_.failure = fmt::format("load step '{}': {}", step.name, path.failure);
        const double reached = static_cast<double>(index) + path.fraction;
        if (reached > result_.states.back().time) keep_state(step.name, reached);
    }

    void describe_mesh() {
        cells_ = result_cells(*model_);
        result_.mesh = result_mesh(model_->mesh(), cells_);
        result_.bones = bone_surfaces(model_->mesh());
        result_.fascicles = fascicle_infos(*model_);
        result_.facets = facet_joints(*model_);
    }

    void keep_state(const std::string& step, double time) {
        const StateSamples samples(*model_, state_);
        const JointSamples joints(*model_, state_);
        ResultState kept;
        kept.step = step;
        kept.time = time;
        for (std::size_t n = 0; n < result_.mesh.nodes.size(); ++n) {
            kept.displacement.push_back(state_.positions[n] - result_.mesh.nodes[n]);
        }
        kept.cell_fields = cell_fields(cells_, samples);
        kept.discs = measure_discs(*model_, state_, samples, joints, reference_);
        measure_joints(*model_, state_, joints, reference_, kept);
        for (std::size_t v = 0; v < model_->mesh().vertebrae.size(); ++v) {
            const int body = model_->body(v);
            kept.bones.push_back({state_.body_translation[body], state_.body_rotation[body]});
        }
        result_.states.push_back(std::move(kept));
    }

    void describe_provenance() {
        const Kinematics& k = model_->system().kinematics;
        result_.provenance = {{"program", "spondyl"},
                              {"version", std::string(version())},
                              {"git_hash", std::string(git_hash())},
                              {"compiler", std::string(compiler())},
                              {"build_type", std::string(build_type())},
                              {"linear_solver", newton_->options().tangent.linear_solver},
                              {"relative_tolerance", fmt::format("{}", newton_->options().relative_tolerance)},
                              {"simd_lanes", fmt::format("{}", lane_width)},
                              {"unknowns", fmt::format("{}", k.free_count())},
                              {"elements", fmt::format("{}", model_->mesh().mesh.hexes.size())}};
    }

    const Scenario& scenario_;
    const RunOptions& options_;
    Result result_;
    std::unique_ptr<SpineModel> model_;
    std::unique_ptr<Newton> newton_;
    TopRotation rotation_ = TopRotation::free;
    State state_;
    MotionReference reference_;
    std::vector<int> cells_;
    double external_work_ = 0.0;
};

}  // namespace

Result run_scenario(const Scenario& scenario, const RunOptions& options) {
    if (scenario.steps.empty()) throw UserError("the scenario has no load step: add a [[step]] table");
    return Runner(scenario, options).run();
}

}  // namespace spondyl
