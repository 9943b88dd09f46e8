// SPDX-License-Identifier: Apache-2.0
#include "models/indices/task_indices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "core/system/rotation.hpp"
#include "models/body/body_size.hpp"
#include "models/body/posture.hpp"
#include "models/indices/cumulative_dose.hpp"
#include "models/indices/lifting_equation.hpp"

namespace spondyl {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double gravity = 9.80665;  // m/s2
constexpr double cm_per_mm = 0.1;

class IndexCalculator {
  public:
    IndexCalculator(const Scenario& scenario, const SpineMesh& mesh) : scenario_(scenario), mesh_(mesh) {}

    [[nodiscard]] IndexMeasures of_task(const SolvedTask& solved) const {
        IndexMeasures out = no_indices();
        const Handling handling = handling_of(scenario_.work, *solved.task);
        add_compression(solved, handling, out);
        add_shear(solved, handling, out);
        add_lifting_equation(solved, handling, out);
        out.lifft_damage = damage(solved);
        add_tissue(solved, out);
        return out;
    }

    // What the tasks of a day add up to. What a model of dose does not know, work without a load or upright, adds
    // nothing; a dose of nothing else does not apply.
    void add_doses(std::span<const SolvedTask> day, IndexMeasures& out) const {
        std::vector<double> damages;
        std::vector<Loading> loadings;
        for (const SolvedTask& solved : day) {
            const bool lifts = solved.task->load_kg > 0.0;
            if (lifts) damages.push_back(damage(solved));
            if (lifts || is_bent(solved)) loadings.push_back(loading(solved));
        }
        if (!damages.empty()) out.lifft_job_damage = std::accumulate(damages.begin(), damages.end(), 0.0);
        if (!std::isnan(out.lifft_job_damage)) out.lifft_risk = lifft_risk(limits_, out.lifft_job_damage);
        const bool known = std::ranges::none_of(loadings, [](const Loading& l) { return std::isnan(l.hours); });
        if (loadings.empty() || !known) return;
        out.mainz_dortmund_dose_kNh = mainz_dortmund_dose(limits_, loadings);
        out.mainz_dortmund_ratio =
            out.mainz_dortmund_dose_kNh / limits_.by_sex(scenario_.person.sex, "mainz_dortmund_day", "kN*h");
    }

    [[nodiscard]] double composite_index(std::span<const SolvedTask> job) const {
        std::vector<JobTask> lifts;
        for (const SolvedTask& solved : job) {
            if (solved.task->load_kg <= 0.0) continue;
            const Lift one = lift(solved, handling_of(scenario_.work, *solved.task));
            if (!is_lift(*solved.task) || std::isnan(one.frequency_per_min) || std::isnan(one.duration_h)) return none;
            lifts.push_back(
                {.load = solved.task->load_kg,
                 .frequency_independent_weight = equation_.frequency_independent_weight(equation_.multipliers(one)),
                 .frequency_per_min = one.frequency_per_min,
                 .duration_h = one.duration_h,
                 .vertical = one.vertical});
        }
        return equation_.composite_index(lifts);
    }

  private:
    [[nodiscard]] double strength() const {
        const Person& person = scenario_.person;
        if (!person.bone_density_mg_ml) return limits_.compressive_strength(person.sex, person.age_years);
        constexpr double mm2_per_cm2 = 100.0;
        return limits_.strength_by_density(*person.bone_density_mg_ml, disc_of(mesh_, Disc::L5_S1).area / mm2_per_cm2);
    }

    void add_compression(const SolvedTask& solved, const Handling& handling, IndexMeasures& out) const {
        const double force = solved.state->task.front().compression_L5S1_N;
        out.action_limit_ratio = force / limits_.action_limit();
        out.maximum_permissible_ratio = force / limits_.maximum_permissible();
        out.dortmund_limit_N = limits_.dortmund_limit(scenario_.person.sex, scenario_.person.age_years);
        out.dortmund_ratio = force / out.dortmund_limit_N;
        out.compressive_strength_N = strength();
        out.strength_ratio = force / out.compressive_strength_N;
        out.strength_margin_N = out.compressive_strength_N - force;
        if (!std::isnan(handling.lifts_per_day))
            out.fracture_probability = limits_.fracture_probability(out.strength_ratio, handling.lifts_per_day);
    }

    void add_shear(const SolvedTask& solved, const Handling& handling, IndexMeasures& out) const {
        const double loadings = std::isnan(handling.lifts_per_day) ? 1.0 : handling.lifts_per_day;
        if (const std::optional<double> limit = limits_.shear_limit(loadings)) {
            out.shear_limit_N = *limit;
            out.shear_ratio = std::abs(solved.state->task.front().shear_L5S1_N) / *limit;
        }
    }

    // What the lifting equation was made for.
    [[nodiscard]] static bool is_lift(const Task& task) {
        return task.load_kg > 0.0 && task.hands == Hands::both && task.push_N == 0.0 &&
               find_posture(task.posture).legs == LegPose::standing;
    }

    [[nodiscard]] static Lift lift(const SolvedTask& solved, const Handling& handling) {
        const LiftGeometry& place = solved.geometry;
        const double travel =
            std::isnan(handling.destination_height_cm) ? 0.0 : handling.destination_height_cm - place.vertical_cm;
        return {.horizontal = place.horizontal_cm,
                .vertical = place.vertical_cm,
                .travel = std::abs(travel),
                .asymmetry_deg = place.asymmetry_deg,
                .coupling = handling.coupling,
                .frequency_per_min = handling.frequency_per_min,
                .duration_h = handling.duration_h};
    }

    void add_lifting_equation(const SolvedTask& solved, const Handling& handling, IndexMeasures& out) const {
        if (!is_lift(*solved.task)) return;
        const Lift one = lift(solved, handling);
        const LiftingMultipliers m = equation_.multipliers(one);
        const double load = solved.task->load_kg;
        const auto over = [&](double weight) { return weight > 0.0 ? load / weight : none; };
        out.niosh_frequency_independent_weight_kg = equation_.frequency_independent_weight(m);
        out.niosh_frequency_independent_index = over(out.niosh_frequency_independent_weight_kg);
        if (std::isnan(one.frequency_per_min) || std::isnan(one.duration_h)) return;
        out.niosh_recommended_weight_kg = equation_.recommended_weight(m);
        out.niosh_lifting_index = over(out.niosh_recommended_weight_kg);
    }

    // NaN without a load or a number of lifts.
    [[nodiscard]] double damage(const SolvedTask& solved) const {
        const Task& task = *solved.task;
        if (task.load_kg <= 0.0) return none;
        const double moment = task.load_kg * gravity * solved.geometry.disc_distance_cm / 100.0 - task.exoskeleton_Nm;
        return lifft_damage(limits_, std::max(0.0, moment), handling_of(scenario_.work, task).lifts_per_day);
    }

    [[nodiscard]] bool is_bent(const SolvedTask& solved) const {
        return solved.state->task.front().trunk_flexion_deg >= limits_.number("mainz_dortmund_bent", "deg");
    }

    [[nodiscard]] Loading loading(const SolvedTask& solved) const {
        const Handling handling = handling_of(scenario_.work, *solved.task);
        const double threshold = is_bent(solved)
                                     ? limits_.number("mainz_dortmund_force_bent", "N")
                                     : limits_.by_sex(scenario_.person.sex, "mainz_dortmund_force_lifting", "N");
        return {.compression_N = solved.state->task.front().compression_L5S1_N,
                .hours = handling.lifts_per_day * handling.lift_duration_s / 3600.0,
                .threshold_N = threshold};
    }

    void add_tissue(const SolvedTask& solved, IndexMeasures& out) const {
        double strain = 0.0, pressure = 0.0, stress = 0.0, facet = 0.0;
        for (const DiscMeasures& disc : solved.state->discs) {
            strain = std::max(strain, disc.fibre_strain_p95);
            pressure = std::max(pressure, disc.nucleus_pressure_MPa);
            stress = std::max(stress, disc.compression_N / disc_of(mesh_, disc.disc).area);
            facet = std::max({facet, disc.facet_force_left_N, disc.facet_force_right_N});
        }
        out.fibre_strain_ratio = strain / limits_.fibre_failure_strain();
        out.nucleus_pressure_max_MPa = pressure;
        out.endplate_stress_max_MPa = stress;
        out.facet_force_max_N = facet;
    }

    const Scenario& scenario_;
    const SpineMesh& mesh_;
    TissueLimits limits_;
    LiftingEquation equation_;
};

}  // namespace

LiftGeometry lift_geometry(const Pose& pose, const SpineMesh& mesh) {
    constexpr auto s1 = static_cast<std::size_t>(Vertebra::S1);
    const Vec3 ankles = 0.5 * (pose.segment("foot_left").from + pose.segment("foot_right").from);
    const Vec3 disc = rotation_exp(pose.rotation[s1]) * disc_of(mesh, Disc::L5_S1).frame.origin;
    const Vec3 ahead = pose.load_point - ankles, from_disc = pose.load_point - disc;
    return {.horizontal_cm = cm_per_mm * std::hypot(ahead.x(), ahead.z()),
            .vertical_cm = cm_per_mm * (pose.load_point.y() - pose.floor_height_mm),
            .asymmetry_deg = std::atan2(std::abs(ahead.z()), ahead.x()) * 180.0 / std::numbers::pi,
            .disc_distance_cm = cm_per_mm * std::hypot(from_disc.x(), from_disc.z())};
}

Handling handling_of(const Work& work, const Task& task) {
    const auto either = [](const std::optional<double>& own, const std::optional<double>& common) {
        return own ? own : common;
    };
    std::optional<double> frequency = either(task.frequency_per_min, work.frequency_per_min);
    std::optional<double> lifts = either(task.lifts_per_day, work.lifts_per_day);
    std::optional<double> duration = either(task.duration_h, work.duration_h);
    // What a task says of its own goes before what the common keys would make of it.
    if (task.lifts_per_day && duration && !task.frequency_per_min) frequency.reset();
    if (task.frequency_per_min && duration && !task.lifts_per_day) lifts.reset();
    if (!lifts && frequency && duration) lifts = *frequency * 60.0 * *duration;
    if (!frequency && lifts && duration) frequency = *lifts / (60.0 * *duration);
    if (!duration && lifts && frequency) duration = *lifts / (60.0 * *frequency);
    Handling handling{
        .frequency_per_min = frequency.value_or(none),
        .duration_h = duration.value_or(none),
        .lifts_per_day = lifts.value_or(none),
        .lift_duration_s = either(task.lift_duration_s, work.lift_duration_s).value_or(none),
        .destination_height_cm = either(task.destination_height_cm, work.destination_height_cm).value_or(none),
        .coupling = work.coupling};
    for (std::size_t i = 0; i < coupling_names.size(); ++i) {
        if (task.coupling == coupling_names[i]) handling.coupling = static_cast<Coupling>(i);
    }
    return handling;
}

std::vector<IndexMeasures> calc_indices(const Scenario& scenario, const SpineMesh& mesh,
                                        std::span<const SolvedTask> solved) {
    const IndexCalculator calculator(scenario, mesh);
    const bool job = scenario.work.tasks == WorkTasks::job;
    const bool whole = job && solved.size() == scenario.tasks.size();
    const double composite = whole ? calculator.composite_index(solved) : none;
    std::vector<IndexMeasures> rows;
    for (const SolvedTask& one : solved) {
        rows.push_back(calculator.of_task(one));
        rows.back().niosh_composite_index = composite;
        if (whole) calculator.add_doses(solved, rows.back());
        if (!job) calculator.add_doses({&one, 1}, rows.back());
    }
    return rows;
}

}  // namespace spondyl
