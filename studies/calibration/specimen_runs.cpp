// SPDX-License-Identifier: Apache-2.0
#include "studies/calibration/specimen_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace spondyl {

namespace {

// The motions in which the quantity of a row is measured: its own, or both.
std::vector<TargetMotion> motions_of(const TargetRow& row) {
    if (row.motion == TargetMotion::flexion_extension) return {TargetMotion::flexion, TargetMotion::extension};
    return {row.motion};
}

bool is_of(const SpecimenTest& test, const TargetRow& row, TargetMotion motion) {
    return test.top == row.top && test.bottom == row.bottom && test.motion == motion && test.preload_N == row.preload_N;
}

void apply(LoadStep& step, TargetMotion motion, double load) {
    switch (motion) {
        case TargetMotion::flexion:
            step.flexion_moment_Nm = load;
            break;
        case TargetMotion::extension:
            step.flexion_moment_Nm = -load;
            break;
        case TargetMotion::lateral:
            step.lateral_moment_Nm = load;
            break;
        case TargetMotion::axial:
            step.axial_moment_Nm = load;
            break;
        case TargetMotion::compression:
            step.compression_N = load;
            step.top_rotation = TopRotation::fixed;
            break;
        case TargetMotion::flexion_extension:
            SPONDYL_ASSERT(false, "{} is two tests", name(motion));
    }
}

// The state at the end of a step, counted from 1; 0 is rest. nullptr: not reached.
const ResultState* state_at(const Result& result, std::size_t step) {
    const auto found = std::ranges::find_if(
        result.states, [&](const ResultState& state) { return state.time == static_cast<double>(step); });
    return found == result.states.end() ? nullptr : &*found;
}

template <class Member>
double sum_over_discs(const ResultState& state, Member member) {
    double sum = 0.0;
    for (const DiscMeasures& disc : state.discs) sum += disc.*member;
    return sum;
}

std::optional<double> value_of(const TargetRow& row, const SpecimenTest& test, const Result& result) {
    const std::size_t preloads = test.preload_N > 0.0 ? 1 : 0;
    const auto load = std::ranges::find(test.loads, row.load);
    const ResultState* rest = state_at(result, 0);
    const ResultState* before = state_at(result, preloads);
    const ResultState* loaded = state_at(result, preloads + 1 + static_cast<std::size_t>(load - test.loads.begin()));
    if (rest == nullptr || before == nullptr || loaded == nullptr) return std::nullopt;
    const auto change = [&](auto member) { return sum_over_discs(*loaded, member) - sum_over_discs(*before, member); };
    switch (row.quantity) {
        case TargetQuantity::pressure_MPa:
            return sum_over_discs(*loaded, &DiscMeasures::nucleus_pressure_MPa) -
                   sum_over_discs(*rest, &DiscMeasures::nucleus_pressure_MPa);
        case TargetQuantity::shortening_mm:
            return -change(&DiscMeasures::translation_cranial_mm);
        case TargetQuantity::stiffness_N_per_mm:
            return (row.load - row.preload_N) / -change(&DiscMeasures::translation_cranial_mm);
        case TargetQuantity::rotation_deg:
            break;
    }
    switch (test.motion) {
        case TargetMotion::flexion:
            return change(&DiscMeasures::flexion_deg);
        case TargetMotion::extension:
            return -change(&DiscMeasures::flexion_deg);
        case TargetMotion::lateral:
            return change(&DiscMeasures::lateral_bending_deg);
        case TargetMotion::axial:
            return change(&DiscMeasures::axial_rotation_deg);
        default:
            SPONDYL_ASSERT(false, "{} has no rotation", name(test.motion));
    }
    return std::nullopt;
}

}  // namespace

std::string SpecimenTest::name() const {
    return fmt::format("{}-{}_{}_{:g}N", spondyl::name(top), spondyl::name(bottom), spondyl::name(motion), preload_N);
}

Scenario SpecimenTest::scenario(const Scenario& base) const {
    Scenario scenario = base;
    scenario.title = name();
    scenario.description.clear();
    scenario.spine.top = top;
    scenario.spine.bottom = bottom;
    scenario.tasks.clear();
    scenario.expect.clear();
    scenario.steps.clear();
    // The plates prevent the column from rotating in compression, and also in the preload before it.
    LoadStep preload{.name = "preload"};
    if (motion == TargetMotion::compression) {
        apply(preload, motion, preload_N);
    } else {
        preload.follower_load_N = preload_N;
    }
    if (preload_N > 0.0) scenario.steps.push_back(preload);
    for (const double load : loads) {
        LoadStep step = preload;
        step.name = fmt::format("{}", load);
        apply(step, motion, load);
        scenario.steps.push_back(step);
    }
    return scenario;
}

std::vector<SpecimenTest> tests_of(const std::vector<TargetRow>& rows) {
    std::vector<SpecimenTest> tests;
    for (const TargetRow& row : rows) {
        for (const TargetMotion motion : motions_of(row)) {
            auto test = std::ranges::find_if(tests, [&](const SpecimenTest& t) { return is_of(t, row, motion); });
            if (test == tests.end()) test = tests.insert(tests.end(), {row.top, row.bottom, motion, row.preload_N, {}});
            if (std::ranges::count(test->loads, row.load) == 0) test->loads.push_back(row.load);
        }
    }
    for (SpecimenTest& test : tests) std::ranges::sort(test.loads);
    return tests;
}

std::optional<double> model_value(const TargetRow& row, const std::vector<SpecimenTest>& tests,
                                  const std::vector<std::optional<Result>>& results) {
    double sum = 0.0;
    for (const TargetMotion motion : motions_of(row)) {
        for (std::size_t i = 0; i < tests.size(); ++i) {
            if (!is_of(tests[i], row, motion)) continue;
            const auto value = results[i] ? value_of(row, tests[i], *results[i]) : std::nullopt;
            if (!value) return std::nullopt;
            sum += *value;
        }
    }
    return sum;
}

}  // namespace spondyl
