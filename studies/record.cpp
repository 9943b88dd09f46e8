// SPDX-License-Identifier: Apache-2.0
#include "studies/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.hpp"
#include "models/analysis/rest_result.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {

namespace {

struct LoadName {
    std::string_view name;
    double LoadStep::*member;
};
constexpr std::string_view failure_load = "failure_load_N";

constexpr std::array loads = {
    LoadName{"load.compression_N", &LoadStep::compression_N},
    LoadName{"load.shear_force_N", &LoadStep::shear_force_N},
    LoadName{"load.vertical_load_N", &LoadStep::vertical_load_N},
    LoadName{"load.follower_load_N", &LoadStep::follower_load_N},
    LoadName{"load.flexion_moment_Nm", &LoadStep::flexion_moment_Nm},
    LoadName{"load.lateral_moment_Nm", &LoadStep::lateral_moment_Nm},
    LoadName{"load.axial_moment_Nm", &LoadStep::axial_moment_Nm},
};

std::string ligament_quantity(Ligament ligament, std::string_view column) {
    return fmt::format("{}.{}", name(ligament), column);
}

const std::vector<std::string>& ligament_quantities() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> list;
        for (int i = 0; i < ligament_count; ++i) {
            for (const auto& column : ligament_measure_columns()) {
                list.push_back(ligament_quantity(static_cast<Ligament>(i), column.name));
            }
            list.push_back(ligament_quantity(static_cast<Ligament>(i), failure_load));
        }
        return list;
    }();
    return all;
}

std::string task_quantity(std::string_view column) {
    return fmt::format("task.{}", column);
}

const std::vector<std::string>& task_quantities() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> list;
        for (const auto& column : task_measure_columns()) list.push_back(task_quantity(column.name));
        return list;
    }();
    return all;
}

std::string index_quantity(std::string_view column) {
    return fmt::format("index.{}", column);
}

const std::vector<std::string>& index_quantities() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> list;
        for (const auto& column : index_measure_columns()) list.push_back(index_quantity(column.name));
        return list;
    }();
    return all;
}

}  // namespace

std::optional<Quantity> Quantity::find(std::string_view wanted) {
    Quantity quantity{std::string(wanted)};
    for (const MeasureColumn& column : disc_measure_columns()) {
        if (column.name == wanted) quantity.disc_member_ = column.member;
    }
    for (const LoadName& load : loads) {
        if (load.name == wanted) quantity.load_member_ = load.member;
    }
    for (const auto& column : task_measure_columns()) {
        if (task_quantity(column.name) == wanted) quantity.task_member_ = column.member;
    }
    for (const auto& column : index_measure_columns()) {
        if (index_quantity(column.name) == wanted) quantity.index_member_ = column.member;
    }
    for (int i = 0; i < ligament_count; ++i) {
        const auto ligament = static_cast<Ligament>(i);
        if (!wanted.starts_with(fmt::format("{}.", name(ligament)))) continue;
        quantity.ligament_ = ligament;
        quantity.failure_load_ = ligament_quantity(ligament, failure_load) == wanted;
        for (const auto& column : ligament_measure_columns()) {
            if (ligament_quantity(ligament, column.name) == wanted) quantity.ligament_member_ = column.member;
        }
    }
    if (!quantity.disc_member_ && !quantity.load_member_ && !quantity.ligament_member_ && !quantity.failure_load_ &&
        !quantity.task_member_ && !quantity.index_member_) {
        return std::nullopt;
    }
    return quantity;
}

std::vector<std::string_view> Quantity::names() {
    std::vector<std::string_view> all;
    for (const MeasureColumn& column : disc_measure_columns()) all.push_back(column.name);
    for (const LoadName& load : loads) all.push_back(load.name);
    for (const std::string& task : task_quantities()) all.push_back(task);
    for (const std::string& index : index_quantities()) all.push_back(index);
    for (const std::string& ligament : ligament_quantities()) all.push_back(ligament);
    return all;
}

std::vector<double> Quantity::values(const Record& record, std::size_t index, const std::vector<Disc>& discs) const {
    const ResultState& state = record.result.states.at(index);
    std::vector<double> values;
    for (const Disc disc : discs) {
        if (load_member_) {
            values.push_back(load_value(record, state.time));
        } else if (task_member_) {
            if (state.task.empty()) {
                throw UserError(fmt::format("{}: no [[task]] ends at {}", name_, state.step));
            }
            values.push_back(state.task[0].*task_member_);
        } else if (index_member_) {
            if (state.indices.empty()) {
                throw UserError(fmt::format("{}: no [[task]] ends at {}", name_, state.step));
            }
            const double value = state.indices[0].*index_member_;
            if (std::isnan(value)) {
                throw UserError(fmt::format("{}: does not apply to the task {}; docs/indices.md says what it needs",
                                            name_, state.step));
            }
            values.push_back(value);
        } else if (failure_load_) {
            const Table table = Table::read(data_directory() / "ligament_failure.csv");
            values.push_back(table.number(name(disc), fmt::format("{}_failure_load", name(ligament_)), "N"));
        } else if (ligament_member_) {
            values.push_back(ligament_value(state, disc));
        } else {
            const auto row = std::find_if(state.discs.begin(), state.discs.end(),
                                          [&](const DiscMeasures& measures) { return measures.disc == disc; });
            if (row == state.discs.end()) {
                throw UserError(fmt::format("{}: \"{}\" has no disc {}", name_, record.scenario.title, name(disc)));
            }
            values.push_back((*row).*disc_member_);
        }
    }
    return values;
}

double Quantity::ligament_value(const ResultState& state, Disc disc) const {
    const bool is_strain =
        ligament_member_ == &LigamentMeasures::strain_mean || ligament_member_ == &LigamentMeasures::strain_peak;
    std::optional<double> value;
    for (const LigamentMeasures& row : state.ligaments) {
        if (row.disc != disc || row.ligament != ligament_) continue;
        const double part = row.*ligament_member_;
        value = !value ? part : is_strain ? std::max(*value, part) : *value + part;
    }
    if (!value) throw UserError(fmt::format("{}: there is no such ligament at {}", name_, name(disc)));
    return *value;
}

double Quantity::load_value(const Record& record, double time) const {
    const std::vector<LoadStep>& steps = record.scenario.steps;
    // A state that ends step i has time i + 1 and belongs to it, not to the step that follows.
    const auto index = static_cast<std::size_t>(std::max(0.0, std::ceil(time - 1e-9) - 1.0));
    SPONDYL_ASSERT(index < steps.size(), "time {} after {} steps", time, steps.size());
    const double before = index == 0 ? 0.0 : steps[index - 1].*load_member_;
    return before + (time - static_cast<double>(index)) * (steps[index].*load_member_ - before);
}

std::optional<std::size_t> end_of_step(const Record& record, std::string_view step) {
    return end_of_step(record.scenario, record.result, step);
}

std::optional<std::size_t> end_of_step(const Scenario& scenario, const Result& result, std::string_view step) {
    if (step == rest_state_name) return result.states.empty() ? std::nullopt : std::optional<std::size_t>(0);
    std::vector<std::string_view> names;
    for (const LoadStep& one : scenario.steps) names.push_back(one.name);
    for (const Task& one : scenario.tasks) names.push_back(one.name);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] != step) continue;
        for (std::size_t s = 0; s < result.states.size(); ++s) {
            if (std::abs(result.states[s].time - static_cast<double>(i + 1)) < 1e-9) return s;
        }
    }
    return std::nullopt;
}

}  // namespace spondyl
