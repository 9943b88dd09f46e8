// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/measure_catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "models/analysis/rest_result.hpp"

namespace spondyl {

namespace {

using Read = decltype(Measure::read);

constexpr double same_time = 1e-9;  // of states, in steps

struct Load {
    std::string_view name;
    std::string_view unit;
    std::string_view doc;
    double LoadStep::*member;
};
constexpr std::array catalogued_loads = {
    Load{"compression_N", "N", "Dead load on the top vertebra", &LoadStep::compression_N},
    Load{"shear_force_N", "N", "Dead load in the mid-plane of the top disc", &LoadStep::shear_force_N},
    Load{"vertical_load_N", "N", "Dead weight on the top vertebra", &LoadStep::vertical_load_N},
    Load{"follower_load_N", "N", "Total tension of the cables along the vertebrae", &LoadStep::follower_load_N},
    Load{"flexion_moment_Nm", "N*m", "Couple on the top vertebra; + flexion", &LoadStep::flexion_moment_Nm},
    Load{"lateral_moment_Nm", "N*m", "Couple on the top vertebra; + to the right", &LoadStep::lateral_moment_Nm},
    Load{"axial_moment_Nm", "N*m", "Couple on the top vertebra; + to the left", &LoadStep::axial_moment_Nm},
};

std::optional<double> load_at(const Scenario& scenario, double time, double LoadStep::*member) {
    const std::vector<LoadStep>& steps = scenario.steps;
    // A state that ends step i has time i + 1 and belongs to that step, not to the following one.
    const auto index = static_cast<std::size_t>(std::max(0.0, std::ceil(time - same_time) - 1.0));
    if (index >= steps.size()) return std::nullopt;
    const double before = index == 0 ? 0.0 : steps[index - 1].*member;
    return before + (time - static_cast<double>(index)) * (steps[index].*member - before);
}

Read of_disc(const MeasureColumn& column) {
    return [&column](const MeasuredState& of) -> std::optional<double> {
        const auto row = std::ranges::find(of.state.discs, of.disc, &DiscMeasures::disc);
        return row == of.state.discs.end() ? std::nullopt : column.value(*row);
    };
}

Read of_ligament(Ligament ligament, const Column<LigamentMeasures>& column) {
    const bool largest = column.name.starts_with("strain");
    return [ligament, &column, largest](const MeasuredState& of) {
        std::optional<double> value;
        for (const LigamentMeasures& row : of.state.ligaments) {
            if (row.disc != of.disc || row.ligament != ligament) continue;
            const double part = column.value(row).value();
            value = !value ? part : largest ? std::max(*value, part) : *value + part;
        }
        return value;
    };
}

Read failure_load(Ligament ligament) {
    return [ligament](const MeasuredState& of) -> std::optional<double> {
        if (!of.disc) return std::nullopt;
        const Anatomy& anatomy = of.anatomy ? *of.anatomy : default_anatomy();
        const LigamentAnatomy& ligaments = anatomy.spine.ligaments[static_cast<std::size_t>(*of.disc)];
        const std::optional<double>& load = ligaments.failure_load_N[static_cast<std::size_t>(ligament)];
        if (load) return load;
        throw UserError(fmt::format("no failure load of {} at {} is known", name(ligament), name(*of.disc)));
    };
}

template <class Row>
Read of_row(std::optional<Row> ResultState::*row, const Column<Row>& column) {
    return [row, &column](const MeasuredState& of) -> std::optional<double> {
        return of.state.*row ? column.value(*(of.state.*row)) : std::nullopt;
    };
}

std::vector<Measure> make_catalogue() {
    std::vector<Measure> all;
    const auto add = [&](MeasureOf of, std::string_view before, const auto& column, const Read& read) -> Measure& {
        return all.emplace_back(Measure{.of = of,
                                        .name = fmt::format("{}{}", before, column.name),
                                        .column = std::string(column.name),
                                        .unit = std::string(column.unit),
                                        .doc = std::string(column.doc),
                                        .read = read});
    };
    for (const MeasureColumn& column : disc_measure_columns()) add(MeasureOf::disc, "", column, of_disc(column));
    for (std::size_t i = 0; i < ligament_names.size(); ++i) {
        const auto ligament = static_cast<Ligament>(i);
        const std::string before = fmt::format("{}.", name(ligament));
        for (const Column<LigamentMeasures>& column : ligament_measure_columns())
            add(MeasureOf::ligament, before, column, of_ligament(ligament, column));
        const Load failure{"failure_load_N", "N", "Tensile failure load of specimens", nullptr};
        add(MeasureOf::ligament, before, failure, failure_load(ligament)).source = "models/data/ligament_failure.csv";
    }
    for (const Column<TaskMeasures>& column : task_measure_columns())
        add(MeasureOf::task, "task.", column, of_row(&ResultState::task, column));
    for (const IndexColumn& column : index_measure_columns())
        add(MeasureOf::index, "index.", column, of_row<IndexMeasures>(&ResultState::indices, column)).source =
            column.source;
    for (const Load& load : catalogued_loads) {
        add(MeasureOf::load, "load.", load, [member = load.member](const MeasuredState& of) {
            return load_at(of.scenario, of.state.time, member);
        }).source = "of the scenario";
    }
    return all;
}

const std::vector<Measure>& catalogue() {
    static const std::vector<Measure> all = make_catalogue();
    return all;
}

bool has_short_name(const Measure& measure) {
    return measure.of == MeasureOf::task || measure.of == MeasureOf::index;
}

}  // namespace

std::span<const Measure> measures() {
    return catalogue();
}

const Measure* find_measure(std::string_view name) {
    for (const Measure& measure : catalogue()) {
        if (measure.name == name || (has_short_name(measure) && measure.column == name)) return &measure;
    }
    return nullptr;
}

const std::vector<std::string_view>& measure_names() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> list;
        for (const Measure& measure : catalogue()) {
            if (measure.of == MeasureOf::disc || has_short_name(measure)) list.push_back(measure.column);
        }
        for (const Measure& measure : catalogue()) {
            if (measure.of != MeasureOf::disc) list.push_back(measure.name);
        }
        return list;
    }();
    return names;
}

std::optional<std::size_t> end_of_step(const Scenario& scenario, const Result& result, std::string_view step) {
    if (step == rest_state_name) return result.states.empty() ? std::nullopt : std::optional<std::size_t>(0);
    std::vector<std::string_view> names;
    for (const LoadStep& one : scenario.steps) names.push_back(one.name);
    for (const Task& one : scenario.tasks) names.push_back(one.name);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] != step) continue;
        for (std::size_t s = 0; s < result.states.size(); ++s) {
            if (std::abs(result.states[s].time - static_cast<double>(i + 1)) < same_time) return s;
        }
    }
    return std::nullopt;
}

}  // namespace spondyl
