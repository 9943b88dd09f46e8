// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/task_measures.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <optional>

#include "core/math/units.hpp"
#include "models/analysis/level_loads.hpp"
#include "models/equilibrium/muscle_sample.hpp"
#include "models/equilibrium/task_amplitudes.hpp"

namespace spondyl {

namespace {

// Where a load that rides on vertebra `v` acts in the state.
Vec3 point_of(const SpineModel& model, const State& state, std::size_t v, const AttachedLoads& load) {
    const int body = model.body(v);
    return model.system().kinematics.body_position(state, body) +
           state.body_rotation[body] * amplitude(state.loads, load.arm);
}

// Force and moment of weights, supports and hand loads on the part above a disc, about `point`, world axes. From the
// amplitudes of the state, so that they agree with the equations.
Wrench external_above(const SpineModel& model, const State& state, std::size_t disc, const Vec3& point) {
    const Kinematics& k = model.system().kinematics;
    const BodyLoadIds& ids = model.body_loads();
    Wrench sum;
    const auto attach = [&](std::size_t v, const AttachedLoads& load) {
        const Vec3 force = amplitude(state.loads, load.force);
        sum += {force, (point_of(model, state, v, load) - point).cross(force)};
    };
    for (std::size_t v = 0; v <= disc; ++v) {
        attach(v, ids.bodies[v].weight);
        attach(v, ids.bodies[v].support);
        sum.moment += amplitude(state.loads, ids.bodies[v].couple);
        const ElasticSupport::Reaction pad = ids.bodies[v].pad_term->reaction(k, state);
        sum += {pad.force, (pad.point - point).cross(pad.force)};
    }
    attach(0, ids.hands);
    return sum;
}

// Point forces on the first `count` vertebrae as one, at the mean of their points, and the couple that is left; none if
// there is no force.
template <class Force, class Point>
std::optional<ExternalForce> sum_over_vertebrae(std::string_view name, std::size_t count, const Force& force_on,
                                                const Point& point_on) {
    ExternalForce sum{.name = std::string(name)};
    double size = 0.0;
    for (std::size_t v = 0; v < count; ++v) {
        const Vec3 force = force_on(v);
        sum.force_N += force;
        sum.point += force.norm() * point_on(v);
        size += force.norm();
    }
    if (size == 0.0) return std::nullopt;
    sum.point /= size;
    for (std::size_t v = 0; v < count; ++v) sum.couple_Nmm += (point_on(v) - sum.point).cross(force_on(v));
    return sum;
}

// moved: what the point has moved by at which the forces on the thorax are put together. At the end the couples of the
// surface below a lying trunk.
void add_support_contacts(const BodyLoads& loads, const EquilibriumReport& equilibrium, const Vec3& moved,
                          std::vector<ExternalForce>& list) {
    for (std::size_t l = 0; l < loads.support_contacts.size(); ++l) {
        const SupportContact& support = loads.support_contacts[l];
        const double size = equilibrium.support_reactions[l];
        if (size <= 0.0) continue;
        const Vec3 at = support.point + moved;
        // SupportContact::couple holds the couple that takes the force to the common point; the force is given at its
        // own.
        const Vec3 shift = (support.point - loads.support[index_of_t12].point).cross(support.force);
        list.push_back({support.name, at, size * (support.force - support.friction), size * (support.couple - shift)});
        if (!support.friction.isZero())
            list.push_back({support.name + "_friction", at, size * support.friction, Vec3::Zero()});
    }
}

// The outside forces one by one where they act in the state, as the equations have them: what is tied to a vertebra
// moved and turned with it. What was put together at one point of the thorax keeps its place relative to that point.
std::vector<ExternalForce> external_forces(const SpineModel& model, const State& state, const BodyLoads& loads,
                                           const EquilibriumReport& equilibrium) {
    const Kinematics& k = model.system().kinematics;
    const BodyLoadIds& ids = model.body_loads();
    const Vec3 hands = point_of(model, state, 0, ids.hands);
    const Vec3 moved = point_of(model, state, 0, ids.bodies[0].support) - loads.support[index_of_t12].point;
    std::vector<ExternalForce> list;
    const auto add_sum = [&](std::string_view name, const auto& force_on, const auto& point_on) {
        if (auto sum = sum_over_vertebrae(name, ids.bodies.size() - 1, force_on, point_on))
            list.push_back(std::move(*sum));
    };
    const auto vertebra = [&](std::size_t v) { return static_cast<std::size_t>(model.mesh().vertebrae[v].vertebra); };
    for (const ExternalForce& force : loads.named) {
        if (force.name == "weight") {
            // Of who lies, the weight and what the surface carries of it; the equations have the difference.
            const auto carried = [&](std::size_t v) { return loads.carried[vertebra(v)].force; };
            const auto at = [&](std::size_t v) { return point_of(model, state, v, ids.bodies[v].weight); };
            add_sum(
                "weight",
                [&](std::size_t v) -> Vec3 { return amplitude(state.loads, ids.bodies[v].weight.force) - carried(v); },
                at);
            add_sum("surface", carried, at);
            continue;
        }
        const bool held = force.name == "load" || force.name == "push" || force.name == "pull";
        list.push_back(force);
        list.back().point = held ? hands : Vec3(force.point + moved);
    }
    add_sum(
        "inertia", [&](std::size_t v) { return loads.inertia[vertebra(v)].force; },
        [&](std::size_t v) -> Vec3 {
            const Vec3& in_pose = loads.inertia[vertebra(v)].point;
            return in_pose + point_of(model, state, v, ids.bodies[v].support) - loads.support[vertebra(v)].point;
        });
    if (!list.empty() && list.back().name == "inertia") {
        for (const Vec3& couple : loads.inertia_couple) list.back().couple_Nmm += couple;
    }
    add_sum(
        "lumbar_pad", [&](std::size_t v) { return ids.bodies[v].pad_term->reaction(k, state).force; },
        [&](std::size_t v) { return ids.bodies[v].pad_term->reaction(k, state).point; });
    add_support_contacts(loads, equilibrium, moved, list);
    return list;
}

// A fascicle shorter than its tendon has no capacity and no active force.
double active_share(const MuscleSample& sample) {
    return sample.capacity > 0.0 ? std::max(0.0, sample.tension - sample.passive) / sample.capacity : 0.0;
}

double weight_above(const BodyLoads& loads) {
    double sum = 0.0;
    for (const PointForce& w : loads.weight) sum -= w.force.y();
    return sum;
}

// Forces, activations and paths.
void measure_muscles(const SpineModel& model, const State& state, const std::vector<MuscleSample>& samples,
                     TaskMeasures& t, ResultState& out) {
    for (std::size_t m = 0; m < samples.size(); ++m) {
        MuscleState muscle{.force_N = samples[m].tension,
                           .passive_N = samples[m].passive,
                           .activation = active_share(samples[m]),
                           .length_mm = samples[m].length,
                           .arm_mm = {},
                           .path = {}};
        for (const CablePoint& p : model.muscle_paths()->paths()[m].points) muscle.path.push_back(p.position(state));
        t.muscle_force_sum_N += muscle.force_N;
        t.activation_max = std::max(t.activation_max, muscle.activation);
        out.muscles.push_back(std::move(muscle));
    }
}

// Arms of the muscles at a level, and how far what acts above it is from what the level carries; of the lowest also the
// moments and what it carries.
void measure_level(const SpineModel& model, const State& state, const MotionReference& reference, std::size_t d,
                   const std::vector<MuscleSample>& samples, const JointSamples& joints, TaskMeasures& t,
                   ResultState& out) {
    const Frame frame = disc_motion(model, d, reference, state).frame;
    Wrench muscles;
    double active = 0.0;  // extension by what contracts
    for (std::size_t m = 0; m < samples.size(); ++m) {
        const Wrench unit = wrench_above(model, state, samples[m], d, frame.origin);
        // Extension is + about z, bending to the right + about x, rotation to the left + about y.
        out.muscles[m].arm_mm[static_cast<std::size_t>(model.mesh().discs[d].disc)] =
            Vec3(unit.moment.z(), unit.moment.x(), unit.moment.y());
        muscles.force += samples[m].tension * unit.force;
        muscles.moment += samples[m].tension * unit.moment;
        active += (samples[m].tension - samples[m].passive) * unit.moment.z();
    }
    const Wrench external = external_above(model, state, d, frame.origin);
    Wrench above = external;
    above += muscles;
    const LevelLoads loads_of_level = level_loads(model, d, state, joints, frame);
    const Wrench level = loads_of_level.total();
    const Wrench expected = above.in(frame);
    // Moments are divided by the depth of a disc, so that forces and moments have similar weight.
    constexpr double depth = 35.0;
    const double miss = (level.force - expected.force).norm() + (level.moment - expected.moment).norm() / depth;
    t.balance_residual = std::max(t.balance_residual, miss / (expected.force.norm() + external.moment.norm() / depth));
    if (d + 1 < model.mesh().discs.size()) return;
    t.external_moment_flexion_Nm = -external.moment.z() / mm_per_m;
    t.external_moment_lateral_Nm = external.moment.x() / mm_per_m;
    t.external_moment_axial_Nm = external.moment.y() / mm_per_m;
    t.muscle_moment_extension_Nm = muscles.moment.z() / mm_per_m;
    t.passive_moment_share = std::abs(external.moment.z()) < mm_per_m ? 0.0 : 1.0 + active / external.moment.z();
    t.compression_L5S1_N = -loads_of_level.disc.force.y();
    for (const Wrench& facet : loads_of_level.facets) t.compression_L5S1_N -= facet.force.y();
    t.shear_L5S1_N = level.force.x();
}

}  // namespace

void measure_task(const SpineModel& model, const State& state, const MotionReference& reference, const Pose& pose,
                  const BodyLoads& loads, const TaskOutcome& outcome, ResultState& out) {
    const std::vector<MuscleSample> samples = sample_muscles(model, state);
    const JointSamples joints(model, state);

    TaskMeasures t;
    measure_muscles(model, state, samples, t, out);
    for (std::size_t d = 0; d < model.mesh().discs.size(); ++d)
        measure_level(model, state, reference, d, samples, joints, t, out);
    t.trunk_flexion_deg = pose.trunk_flexion_deg;
    t.lumbar_flexion_deg = pose.lumbar_flexion_deg;
    t.weight_above_N = weight_above(loads);
    t.load_N = -loads.hands.force.y();
    t.strength_used = outcome.equilibrium.needed_scale;
    t.co_contraction = outcome.co_contraction;
    t.transversus_activation = std::max(outcome.equilibrium.wall_activation, loads.least_contraction.abdominal);
    if (outcome.stability) {
        t.stability_margin_Nm_rad = outcome.stability->margin;
        t.critical_gain = outcome.stability->critical_gain;
    }
    t.moment_residual_Nm = outcome.equilibrium.moment_residual / mm_per_m;
    t.release_drift_deg = outcome.release_drift_deg;
    t.equilibrium_rounds = outcome.equilibrium.rounds;
    out.task = t;
    out.body = pose.segments;
    out.external = external_forces(model, state, loads, outcome.equilibrium);
}

}  // namespace spondyl
