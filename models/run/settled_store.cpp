// SPDX-License-Identifier: Apache-2.0
#include "models/run/settled_store.hpp"

#include <fmt/format.h>

#include <type_traits>

#include "core/error.hpp"
#include "core/system/check_state.hpp"
#include "models/spine/injuries.hpp"

namespace spondyl {

namespace {

template <class T>
void append(const std::vector<T>& values, std::string& bytes) {
    static_assert(std::is_trivially_copyable_v<T> || std::is_same_v<T, Vec3>);
    if (!values.empty()) bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

// Forces follow from the positions of nodes, which must agree with the positions of their bodies.
bool rides_on_bodies(const State& state, const Kinematics& kinematics) {
    constexpr double rounding = 1e-9;  // mm
    for (int n = 0; n < kinematics.node_count(); ++n) {
        const int body = kinematics.body_of(n);
        if (body < 0) continue;
        const Vec3 arm = kinematics.reference()[n] - kinematics.body_centre(body);
        const Vec3 carried = kinematics.body_position(state, body) + state.body_rotation[body] * arm;
        if (!((state.positions[n] - carried).norm() <= rounding)) return false;
    }
    return true;
}

bool at_rest(const State& state, const SpineModel& model, Newton& newton) {
    if (!rides_on_bodies(state, model.system().kinematics) || state.loads != model.amplitudes({}, state) ||
        state.step.time != 0.0 || state.step.dt != 0.0)
        return false;
    State unmoved = state;
    return newton.solve(unmoved).converged;
}

bool fits(const SettledSpine& spine, const SpineModel& model) {
    const State like = model.system().kinematics.rest();
    try {
        check_state(spine.undamaged, like, "the settled state");
        if (spine.injured) check_state(*spine.injured, like, "the injured state");
        if (spine.factored_at) check_state(*spine.factored_at, like, "the state of the factorisation");
    } catch (const UserError&) {
        return false;
    }
    return true;
}

}  // namespace

SettleSubject settle_subject(const Scenario& scenario, const SpineModel& model, const Newton& newton) {
    SettleSubject subject{.scenario = scenario, .kind = {}, .structure = {}};
    Scenario& kept = subject.scenario;
    kept.title.clear();
    kept.description.clear();
    kept.expect.clear();
    kept.work = {};
    // Muscles do not pull yet, but their paths determine which equations are coupled.
    kept.muscles = {.set = scenario.muscles.set, .lever_scale = scenario.muscles.lever_scale};
    kept.muscle_changes.clear();
    kept.steps.clear();
    kept.tasks.clear();
    const bool fixed_top = !scenario.steps.empty() && scenario.steps.front().top_rotation == TopRotation::fixed;
    const State unloaded = model.unloaded();
    subject.kind = fmt::format("tasks {}, top fixed {}, takes time {}, remembers {}", !scenario.tasks.empty(),
                               fixed_top, takes_time(scenario), unloaded.history.size());
    const SymmetricMatrix& pattern = newton.assembly().free;
    append(model.mesh().mesh.nodes, subject.structure);
    append(unloaded.positions, subject.structure);
    append(unloaded.loads, subject.structure);
    append(pattern.row_start, subject.structure);
    append(pattern.column, subject.structure);
    return subject;
}

bool holds(const SettledSpine& spine, const Scenario& scenario, const SpineModel& model, NewtonOptions options) {
    if (spine.injured.has_value() != has_lost_nucleus(scenario) || !fits(spine, model)) return false;
    options.max_iterations = 0;
    Newton newton(model.system(), options);
    if (!at_rest(spine.undamaged, model, newton)) return false;
    if (!spine.injured) return true;
    for (std::size_t d = 0; d < model.nucleus_loss().size(); ++d) {
        const auto volume = static_cast<std::size_t>(model.loads().nucleus_volume[d]);
        if (spine.injured->loads[volume] != spine.undamaged.loads[volume] - model.nucleus_loss()[d]) return false;
    }
    return at_rest(*spine.injured, model, newton);
}

}  // namespace spondyl
