// SPDX-License-Identifier: Apache-2.0
#include "models/indices/lifting_equation.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace spondyl {

LiftingEquation::LiftingEquation(LiftingUnits units) {
    const bool metric = units == LiftingUnits::metric;
    const std::string system = metric ? "metric" : "us", length = metric ? "cm" : "in";
    const Table table = Table::read(data_directory() / "indices" / "lifting_equation.csv");
    const auto number = [&](const char* name, const std::string& unit) { return table.number(system, name, unit); };
    load_ = number("load_constant", metric ? "kg" : "lb");
    horizontal_ = number("horizontal", length);
    horizontal_most_ = number("horizontal_most", length);
    vertical_ = number("vertical", length);
    vertical_slope_ = number("vertical_slope", "1/" + length);
    vertical_most_ = number("vertical_most", length);
    travel_offset_ = number("travel_offset", "1");
    travel_ = number("travel", length);
    travel_least_ = number("travel_least", length);
    travel_most_ = number("travel_most", length);
    asymmetry_slope_ = number("asymmetry_slope", "1/deg");
    asymmetry_most_ = number("asymmetry_most", "deg");
    fair_low_ = number("coupling_fair_low", "1");
    poor_ = number("coupling_poor", "1");

    const Table frequency = Table::read(
        data_directory() / "indices" / "frequency_multiplier.csv",
        {.columns = {"per_min", "h1_low", "h1_high", "h2_low", "h2_high", "h8_low", "h8_high"}, .key = {"per_min"}});
    for (const Table::Row& row : frequency.rows()) {
        Frequency f{.per_min = frequency.number(row, "per_min")};
        std::size_t i = 0;
        for (const char* column : {"h1_low", "h1_high", "h2_low", "h2_high", "h8_low", "h8_high"})
            f.multiplier[i++] = frequency.number(row, column);
        frequencies_.push_back(f);
    }
}

std::optional<double> LiftingEquation::frequency_multiplier(double frequency_per_min, double duration_h,
                                                            double vertical) const {
    if (duration_h > 8.0) return std::nullopt;
    // Lifts so rare that the pauses are sufficient recovery (p. 15 of the manual): treated as up to 1 h.
    constexpr double rare_per_min = 0.1;
    const bool rare = frequency_per_min < rare_per_min;
    const std::size_t hours = rare || duration_h <= 1.0 ? 0 : duration_h <= 2.0 ? 1 : 2;
    const std::size_t column = 2 * hours + (vertical < vertical_ ? 0 : 1);
    if (frequency_per_min <= frequencies_.front().per_min) return frequencies_.front().multiplier[column];
    for (std::size_t i = 1; i < frequencies_.size(); ++i) {
        const Frequency &before = frequencies_[i - 1], &after = frequencies_[i];
        if (frequency_per_min > after.per_min) continue;
        const double end = after.multiplier[column];
        const double part = (frequency_per_min - before.per_min) / (after.per_min - before.per_min);
        return end == 0.0 ? 0.0 : before.multiplier[column] + part * (end - before.multiplier[column]);
    }
    return 0.0;
}

LiftingMultipliers LiftingEquation::multipliers(const Lift& lift) const {
    LiftingMultipliers m;
    const double angle = std::abs(lift.asymmetry_deg);
    m.horizontal = lift.horizontal > horizontal_most_ ? 0.0 : horizontal_ / std::max(horizontal_, lift.horizontal);
    m.vertical = lift.vertical > vertical_most_ ? 0.0 : 1.0 - vertical_slope_ * std::abs(lift.vertical - vertical_);
    m.travel = lift.travel > travel_most_     ? 0.0
               : lift.travel <= travel_least_ ? 1.0
                                              : travel_offset_ + travel_ / lift.travel;
    m.asymmetry = angle > asymmetry_most_ ? 0.0 : 1.0 - asymmetry_slope_ * angle;
    m.frequency = frequency_multiplier(lift.frequency_per_min, lift.duration_h, lift.vertical);
    if (lift.coupling == Coupling::poor) m.coupling = poor_;
    if (lift.coupling == Coupling::fair && lift.vertical < vertical_) m.coupling = fair_low_;
    return m;
}

std::optional<double> LiftingEquation::recommended_weight(const LiftingMultipliers& m) const {
    if (!m.frequency) return std::nullopt;
    return load_ * m.horizontal * m.vertical * m.travel * m.asymmetry * *m.frequency * m.coupling;
}

double LiftingEquation::frequency_independent_weight(LiftingMultipliers m) const {
    m.frequency = 1.0;
    return *recommended_weight(m);
}

std::optional<double> LiftingEquation::composite_index(std::span<const JobTask> job) const {
    std::vector<const JobTask*> tasks;
    for (const JobTask& task : job) tasks.push_back(&task);
    // Infinite where the equation permits no such lift.
    const auto single_index = [&](const JobTask* task) {
        const auto multiplier = frequency_multiplier(task->frequency_per_min, task->duration_h, task->vertical);
        return task->load / (task->frequency_independent_weight * multiplier.value_or(0.0));
    };
    if (tasks.empty() || !std::ranges::all_of(tasks, [&](const JobTask* t) { return std::isfinite(single_index(t)); }))
        return std::nullopt;
    // Of equal ones the more frequent goes first (p. 57 of the manual).
    std::ranges::stable_sort(tasks, std::ranges::greater{},
                             [&](const JobTask* t) { return std::pair(single_index(t), t->frequency_per_min); });
    double sum = single_index(tasks.front());
    double frequency = tasks.front()->frequency_per_min;
    for (std::size_t i = 1; i < tasks.size(); ++i) {
        const JobTask& task = *tasks[i];
        const double before = frequency_multiplier(frequency, task.duration_h, task.vertical).value_or(0.0);
        frequency += task.frequency_per_min;
        const double after = frequency_multiplier(frequency, task.duration_h, task.vertical).value_or(0.0);
        if (after == 0.0) return std::nullopt;
        sum += task.load / task.frequency_independent_weight * (1.0 / after - 1.0 / before);
    }
    return sum;
}

}  // namespace spondyl
