// SPDX-License-Identifier: Apache-2.0
#include "app/disc_table.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "app/measure_json.hpp"
#include "app/text_table.hpp"
#include "io/results/applied_loads.hpp"

namespace spondyl::app {

namespace {

struct DiscColumn {
    const char* heading;
    const char* unit;
    double DiscMeasures::*member;
    int decimals;
    double factor = 1.0;  // from the unit of the measure to the unit printed
};

constexpr std::array columns = {
    DiscColumn{"flexion", "[deg]", &DiscMeasures::flexion_deg, 2},
    DiscColumn{"lateral", "[deg]", &DiscMeasures::lateral_bending_deg, 2},
    DiscColumn{"axial", "[deg]", &DiscMeasures::axial_rotation_deg, 2},
    DiscColumn{"pressure", "[MPa]", &DiscMeasures::nucleus_pressure_MPa, 3},
    DiscColumn{"compression", "[N]", &DiscMeasures::compression_N, 0},
    DiscColumn{"ant. shear", "[N]", &DiscMeasures::shear_anterior_N, 0},
    DiscColumn{"post. bulge", "[mm]", &DiscMeasures::bulge_posterior_mm, 2},
    DiscColumn{"fibre strain", "[%]", &DiscMeasures::fibre_strain_peak, 1, 100.0},
};

// Times are step number + fraction, summed from increments.
bool is_step_end(double time) {
    return time > 0.5 && std::abs(time - std::round(time)) < 1e-9;
}

std::string step_label(const ResultState& state) {
    if (state.time == 0.0 || is_step_end(state.time)) return state.step;
    return fmt::format("{} (to {:.0f} %)", state.step, 100.0 * (state.time - std::floor(state.time)));
}

}  // namespace

std::vector<std::size_t> step_ends(const Result& result) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        const bool last = i + 1 == result.states.size();
        if (is_step_end(result.states[i].time) || (last && !result.complete)) ends.push_back(i);
    }
    return ends;
}

std::string disc_table(const Result& result) {
    std::vector<std::string> header = {"step", "disc"}, units = {"", ""};
    for (const DiscColumn& column : columns) {
        header.emplace_back(column.heading);
        units.emplace_back(column.unit);
    }
    std::vector<std::vector<std::string>> rows = {units};
    for (const std::size_t i : step_ends(result)) {
        for (const DiscMeasures& disc : result.states[i].discs) {
            std::vector<std::string> row = {step_label(result.states[i]), std::string(name(disc.disc))};
            for (const DiscColumn& column : columns) {
                row.push_back(decimal_text(disc.*column.member * column.factor, column.decimals));
            }
            rows.push_back(std::move(row));
        }
    }
    return text_table(header, rows, 2);
}

nlohmann::ordered_json disc_rows_json(const Result& result) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    const std::vector<StateLoads> loads = loads_of_states(result);
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        for (const DiscMeasures& disc : result.states[i].discs) {
            nlohmann::ordered_json row = {
                {"step", result.states[i].step}, {"time", result.states[i].time}, {"disc", name(disc.disc)}};
            add_measures(row, disc_measure_columns(), disc);
            for (const AppliedLoad& load : applied_loads)
                if (!loads.empty()) row[fmt::format("applied_{}", load.name)] = loads[i].loads.*load.member;
            if (!loads.empty()) row["time_s"] = loads[i].time_s;
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

}  // namespace spondyl::app
