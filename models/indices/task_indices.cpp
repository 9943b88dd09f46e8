// SPDX-License-Identifier: Apache-2.0
#include "models/indices/task_indices.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "core/math/units.hpp"
#include "models/body/body_size.hpp"
#include "models/body/posture.hpp"
#include "models/indices/cumulative_dose.hpp"
#include "models/indices/lifting_equation.hpp"
#include "models/indices/lifting_worksheet.hpp"
#include "models/indices/posture_scores.hpp"

namespace spondyl {

namespace {

constexpr double cm_per_mm = 0.1;

// Whether the lifting equation applies to the task.
bool is_lift(const Anatomy& anatomy, const Task& task) {
    return task.load_kg > 0.0 && task.destination_of.empty() && task.hands == Hands::both && task.push_N == 0.0 &&
           find_posture(anatomy, task.posture).legs == LegPose::standing;
}

class IndexCalculator {
  public:
    IndexCalculator(const Anatomy& anatomy, const Scenario& scenario, const SpineMesh& mesh)
        : anatomy_(anatomy), scenario_(scenario), mesh_(mesh) {}

    [[nodiscard]] IndexMeasures of_task(const SolvedTask& solved) const {
        IndexMeasures out;
        const Handling handling = handling_of(scenario_.work, *solved.task);
        add_compression(solved, handling, out);
        add_shear(solved, handling, out);
        add_lifting_equation(solved, out);
        add_posture_scores(solved, handling, out);
        out.lifft_damage = damage(solved);
        add_tissue(solved, out);
        return out;
    }

    // Doses of the tasks of a day. Work outside the scope of a dose model (without a load, or upright) adds nothing; a
    // dose with no other contribution does not apply.
    void add_doses(std::span<const SolvedTask> day, IndexMeasures& out) const {
        std::vector<std::optional<double>> damages;
        std::vector<std::optional<Loading>> loadings;  // unset: duration not known
        for (const SolvedTask& solved : day) {
            if (!solved.task->destination_of.empty()) continue;  // counted where the lift begins
            const bool lifts = solved.task->load_kg > 0.0;
            if (lifts) damages.push_back(damage(solved));
            if (lifts || is_bent(solved)) loadings.push_back(loading(solved));
        }
        if (const auto known = all_of(damages)) {
            out.lifft_job_damage = std::accumulate(known->begin(), known->end(), 0.0);
            out.lifft_risk = lifft_risk(limits_, *out.lifft_job_damage);
        }
        if (const auto known = all_of(loadings)) {
            const double dose = mainz_dortmund_dose(limits_, *known);
            out.mainz_dortmund_dose_kNh = dose;
            out.mainz_dortmund_ratio = dose / limits_.by_sex(scenario_.person.sex, "mainz_dortmund_day", "kN*h");
        }
    }

    [[nodiscard]] std::optional<double> composite_index(std::span<const SolvedTask> job) const {
        std::vector<JobTask> lifts;
        for (const SolvedTask& solved : job) {
            if (solved.task->load_kg <= 0.0 || !solved.task->destination_of.empty()) continue;
            const std::vector<LiftingRow> worksheet = worksheet_of(solved);
            if (worksheet.empty() || !worksheet.front().frequency_multiplier) return std::nullopt;
            lifts.push_back({.load = solved.task->load_kg,
                             .frequency_independent_weight = counting(worksheet).frequency_independent_weight_kg,
                             .frequency_per_min = worksheet.front().frequency_per_min.value(),
                             .duration_h = worksheet.front().duration_h.value(),
                             .vertical = worksheet.front().vertical_cm});
        }
        return equation_.composite_index(lifts);
    }

  private:
    // Unset for an empty list, or if one of its values is unknown.
    template <class Value>
    static std::optional<std::vector<Value>> all_of(const std::vector<std::optional<Value>>& values) {
        if (values.empty() || std::ranges::any_of(values, [](const auto& value) { return !value; }))
            return std::nullopt;
        std::vector<Value> known;
        known.reserve(values.size());
        for (const std::optional<Value>& value : values) known.push_back(*value);
        return known;
    }

    [[nodiscard]] double strength() const {
        const Person& person = scenario_.person;
        if (!person.bone_density_mg_ml) return limits_.compressive_strength(person.sex, person.age_years);
        constexpr double mm2_per_cm2 = 100.0;
        return limits_.strength_by_density(*person.bone_density_mg_ml, disc_of(mesh_, Disc::L5_S1).area / mm2_per_cm2);
    }

    void add_compression(const SolvedTask& solved, const Handling& handling, IndexMeasures& out) const {
        const double force = solved.state->task->compression_L5S1_N;
        out.action_limit_ratio = force / limits_.action_limit();
        out.maximum_permissible_ratio = force / limits_.maximum_permissible();
        const double limit = limits_.dortmund_limit(scenario_.person.sex, scenario_.person.age_years);
        out.dortmund_limit_N = limit;
        out.dortmund_ratio = force / limit;
        const double borne = strength();
        out.compressive_strength_N = borne;
        out.strength_ratio = force / borne;
        out.strength_margin_N = borne - force;
        if (handling.lifts_per_day)
            out.specimen_failure_share = limits_.specimen_failure_share(force / borne, *handling.lifts_per_day);
    }

    void add_shear(const SolvedTask& solved, const Handling& handling, IndexMeasures& out) const {
        const double loadings = handling.lifts_per_day.value_or(1.0);
        if (const std::optional<double> limit = limits_.shear_limit(loadings)) {
            out.shear_limit_N = *limit;
            out.shear_ratio = std::abs(solved.state->task->shear_L5S1_N) / *limit;
        }
    }

    [[nodiscard]] std::vector<LiftingRow> worksheet_of(const SolvedTask& solved) const {
        if (!is_lift(anatomy_, *solved.task)) return {};
        return lifting_worksheet(equation_, solved.task->load_kg, handling_of(scenario_.work, *solved.task),
                                 solved.geometry, solved.destination);
    }

    void add_lifting_equation(const SolvedTask& solved, IndexMeasures& out) const {
        const std::vector<LiftingRow> worksheet = worksheet_of(solved);
        if (worksheet.empty()) return;
        const LiftingRow& row = counting(worksheet);
        out.niosh_frequency_independent_weight_kg = row.frequency_independent_weight_kg;
        out.niosh_frequency_independent_index = row.frequency_independent_index;
        out.niosh_recommended_weight_kg = row.recommended_weight_kg;
        out.niosh_lifting_index = row.lifting_index;
        // The same multipliers with a reference mass other than 23 kg.
        const double reference = limits_.iso_reference_mass(scenario_.person.sex, scenario_.person.age_years);
        out.iso_11228_reference_mass_kg = reference;
        if (!row.recommended_weight_kg) return;
        const double recommended = reference / equation_.load_constant() * *row.recommended_weight_kg;
        out.iso_11228_recommended_mass_kg = recommended;
        if (recommended > 0.0) out.iso_11228_index = solved.task->load_kg / recommended;
    }

    void add_posture_scores(const SolvedTask& solved, const Handling& handling, IndexMeasures& out) const {
        const std::optional<PostureAngles> angles =
            posture_angles(find_posture(anatomy_, solved.task->posture), *solved.task, *solved.state);
        if (!angles) return;
        const double load = solved.task->load_kg;
        out.reba_score = reba_of(*angles, load, handling.coupling, handling.frequency_per_min);
        out.rula_score = rula_of(*angles, load, handling.frequency_per_min);
        out.owas_category = owas_of(*angles, load);
    }

    // Unset without a load or a number of lifts.
    [[nodiscard]] std::optional<double> damage(const SolvedTask& solved) const {
        const Task& task = *solved.task;
        const std::optional<double> lifts = handling_of(scenario_.work, task).lifts_per_day;
        if (task.load_kg <= 0.0 || !lifts) return std::nullopt;
        const double moment =
            task.load_kg * standard_gravity * solved.geometry.disc_distance_cm / 100.0 - task.exoskeleton_Nm;
        return lifft_damage(limits_, std::max(0.0, moment), *lifts);
    }

    [[nodiscard]] bool is_bent(const SolvedTask& solved) const {
        return solved.state->task->trunk_flexion_deg >= limits_.number("mainz_dortmund_bent", "deg");
    }

    // Unset if the duration is not known.
    [[nodiscard]] std::optional<Loading> loading(const SolvedTask& solved) const {
        const Handling handling = handling_of(scenario_.work, *solved.task);
        const double threshold = is_bent(solved)
                                     ? limits_.number("mainz_dortmund_force_bent", "N")
                                     : limits_.by_sex(scenario_.person.sex, "mainz_dortmund_force_lifting", "N");
        if (!handling.lifts_per_day || !handling.lift_duration_s) return std::nullopt;
        return Loading{.compression_N = solved.state->task->compression_L5S1_N,
                       .hours = *handling.lifts_per_day * *handling.lift_duration_s / 3600.0,
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

    const Anatomy& anatomy_;
    const Scenario& scenario_;
    const SpineMesh& mesh_;
    TissueLimits limits_;
    LiftingEquation equation_;
};

}  // namespace

LiftGeometry lift_geometry(const Pose& pose, const SpineMesh& mesh) {
    const Vec3& ankles = pose.empty_handed_ankles;
    const Vec3 disc = pose.lumbosacral_disc(mesh);
    const Vec3 ahead = pose.load_point - ankles, from_disc = pose.load_point - disc;
    return {.horizontal_cm = cm_per_mm * std::hypot(ahead.x(), ahead.z()),
            .vertical_cm = cm_per_mm * (pose.load_point.y() - pose.floor_height_mm),
            .asymmetry_deg = std::atan2(std::abs(ahead.z()), ahead.x()) * 180.0 / std::numbers::pi,
            .disc_distance_cm = cm_per_mm * std::hypot(from_disc.x(), from_disc.z())};
}

bool Rates::contradict() const {
    constexpr double rounding = 0.01;
    if (!frequency_per_min || !duration_h || !lifts_per_day) return false;
    const double lifts = *frequency_per_min * 60.0 * *duration_h;
    return std::abs(lifts - *lifts_per_day) > rounding * std::max(lifts, *lifts_per_day);
}

namespace {

// A key of the task itself, or else of [work].
std::optional<double> given_for(const Work& work, const Task& task, std::optional<double> LiftData::*key) {
    return task.lift.*key ? task.lift.*key : work.lift.*key;
}

}  // namespace

Rates rates_of(const Work& work, const Task& task) {
    const auto given = [&](std::optional<double> LiftData::*key) { return given_for(work, task, key); };
    Rates rates{.frequency_per_min = given(&LiftData::frequency_per_min),
                .duration_h = given(&LiftData::duration_h),
                .lifts_per_day = given(&LiftData::lifts_per_day)};
    if (task.lift.lifts_per_day && rates.duration_h && !task.lift.frequency_per_min) rates.frequency_per_min.reset();
    if (task.lift.frequency_per_min && rates.duration_h && !task.lift.lifts_per_day) rates.lifts_per_day.reset();
    return rates;
}

Handling handling_of(const Work& work, const Task& task) {
    const auto given = [&](std::optional<double> LiftData::*key) { return given_for(work, task, key); };
    auto [frequency, duration, lifts] = rates_of(work, task);
    if (!lifts && frequency && duration) lifts = *frequency * 60.0 * *duration;
    if (!frequency && lifts && duration) frequency = *lifts / (60.0 * *duration);
    if (!duration && lifts && frequency) duration = *lifts / (60.0 * *frequency);
    return {.frequency_per_min = frequency,
            .duration_h = duration,
            .lifts_per_day = lifts,
            .lift_duration_s = given(&LiftData::lift_duration_s),
            .origin = {.horizontal_cm = given(&LiftData::origin_horizontal_cm),
                       .height_cm = given(&LiftData::origin_height_cm),
                       .asymmetry_deg = given(&LiftData::origin_asymmetry_deg)},
            .destination = {.horizontal_cm = given(&LiftData::destination_horizontal_cm),
                            .height_cm = given(&LiftData::destination_height_cm),
                            .asymmetry_deg = given(&LiftData::destination_asymmetry_deg)},
            .travel_cm = given(&LiftData::travel_cm),
            .coupling = task.coupling.value_or(work.coupling),
            .placement = task.placement.value_or(work.placement)};
}

std::vector<LiftingRow> lifting_worksheet(const Anatomy& anatomy, const Work& work, const Task& task,
                                          const LiftGeometry& geometry,
                                          const std::optional<LiftGeometry>& destination) {
    if (!is_lift(anatomy, task)) return {};
    return lifting_worksheet(LiftingEquation(), task.load_kg, handling_of(work, task), geometry, destination);
}

std::vector<IndexMeasures> calc_indices(const Anatomy& anatomy, const Scenario& scenario, const SpineMesh& mesh,
                                        std::span<const SolvedTask> solved) {
    const IndexCalculator calculator(anatomy, scenario, mesh);
    const bool job = scenario.work.tasks == WorkTasks::job;
    const bool whole = job && solved.size() == scenario.tasks.size();
    const std::optional<double> composite = whole ? calculator.composite_index(solved) : std::nullopt;
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
