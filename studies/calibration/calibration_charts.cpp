// SPDX-License-Identifier: Apache-2.0
#include "studies/calibration/calibration_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/text/words.hpp"

namespace spondyl {

namespace {

bool is_like(const TargetRow& a, const TargetRow& b) {
    return a.top == b.top && a.bottom == b.bottom && a.motion == b.motion && a.preload_N == b.preload_N &&
           a.quantity == b.quantity;
}

std::string axis_of(TargetQuantity quantity) {
    switch (quantity) {
        case TargetQuantity::rotation_deg:
            return "rotation (deg)";
        case TargetQuantity::pressure_MPa:
            return "pressure (MPa)";
        case TargetQuantity::shortening_mm:
            return "shortening (mm)";
        case TargetQuantity::stiffness_N_per_mm:
            break;
    }
    return "stiffness (N/mm)";
}

Chart empty_chart(const TargetRow& row) {
    Chart chart;
    chart.title = fmt::format("{} {}", row.segment(), spaced(name(row.motion)));
    if (row.preload_N > 0.0) chart.title += fmt::format(", preload {:g} N", row.preload_N);
    chart.name = chart_file_name(fmt::format("{} {}", chart.title, name(row.quantity)));
    chart.x_label = row.motion == TargetMotion::compression ? "compression (N)" : "moment (N m)";
    chart.y_label = axis_of(row.quantity);
    return chart;
}

void add_point(Chart::Curve& curve, double load, const std::optional<double>& value) {
    if (!value) return;
    curve.x.push_back(load);
    curve.y.push_back(*value);
}

}  // namespace

std::vector<Chart> calibration_charts(const Calibration& calibration) {
    std::vector<FittedRow> by_load = calibration.rows;
    std::ranges::stable_sort(by_load, {}, [](const FittedRow& row) { return row.target.load; });
    const bool fitted = calibration.end != CalibrationEnd::not_asked;
    std::vector<Chart> charts;
    for (const FittedRow& first : calibration.rows) {
        Chart chart = empty_chart(first.target);
        if (std::ranges::count(charts, chart.name, &Chart::name) > 0) continue;
        Chart::Curve before{.label = fitted ? "start" : "model", .x = {}, .y = {}};
        Chart::Curve after{.label = "fitted", .x = {}, .y = {}};
        for (const FittedRow& row : by_load) {
            const TargetRow& target = row.target;
            if (!is_like(target, first.target)) continue;
            add_point(before, target.load, row.before);
            add_point(after, target.load, row.after);
            chart.published.push_back({.label = "measured +/- SD",
                                       .x = target.load,
                                       .value = target.value,
                                       .low = target.value - target.sd,
                                       .high = target.value + target.sd});
        }
        chart.curves.push_back(std::move(before));
        if (fitted) chart.curves.push_back(std::move(after));
        charts.push_back(std::move(chart));
    }
    return charts;
}

}  // namespace spondyl
