// SPDX-License-Identifier: Apache-2.0
#include "studies/validation_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/text/words.hpp"
#include "studies/validation_text.hpp"

namespace spondyl {

namespace {

// "load.flexion_moment_Nm" -> "flexion moment (N m)"
std::string axis_label(std::string text) {
    std::erase(text, '-');
    if (text.starts_with("load.")) text.erase(0, 5);
    const std::size_t unit = text.rfind('_');
    if (unit == std::string::npos) return text;
    return spaced(text.substr(0, unit) + " (" + (text.substr(unit + 1) == "Nm" ? "N m" : text.substr(unit + 1)) + ")");
}

// The measure of the row over all states of its experiment, against the load at each.
Chart::Curve curve_of(const ValidationRow& row, const Records& records) {
    Chart::Curve curve{"model", {}, {}};
    const auto record = records.find(row.experiment);
    if (record == records.end()) return curve;
    Viewpoint view{
        .records = &records, .experiment = row.experiment, .step = row.step, .state = {}, .discs = row.discs};
    for (std::size_t state = 0; state < record->second.result.states.size(); ++state) {
        view.state = state;
        curve.x.push_back(row.abscissa->value(view));
        curve.y.push_back(row.measure.value(view));
    }
    return curve;
}

std::vector<Chart> charts_of(const Validation& validation) {
    std::vector<Chart> charts;
    std::map<std::string, std::string> drawn;  // chart -> measure already there
    for (const RowOutcome& outcome : validation.rows) {
        const ValidationRow& row = outcome.row;
        if (row.chart.empty()) continue;
        auto chart = std::ranges::find(charts, row.chart, &Chart::title);
        if (chart == charts.end()) {
            charts.push_back(
                {chart_file_name(row.chart), row.chart, axis_label(row.abscissa->text()), row.unit, {}, {}});
            chart = charts.end() - 1;
        }
        try {
            if (drawn[row.chart] != row.measure.text()) {
                chart->curves.push_back(curve_of(row, validation.records));
                drawn[row.chart] = row.measure.text();
            }
            const double x = row.abscissa->value({.records = &validation.records,
                                                  .experiment = row.experiment,
                                                  .step = row.step,
                                                  .state = {},
                                                  .discs = row.discs});
            chart->published.push_back({row.source, x, row.published, row.low, row.high});
        } catch (const NotReached&) {
            continue;  // a step that was not reached has no load on the axis
        } catch (const UserError&) {
            continue;  // the table of the report gives the reason
        }
    }
    return charts;
}

std::string in_cell(std::string_view text) {
    std::string cell;
    for (const char c : text) {
        if (c == '|') cell += '\\';
        cell += c == '\n' ? ' ' : c;
    }
    return cell;
}

std::string group_table(const Validation& validation, const std::string& group) {
    std::string text =
        "| verdict | level | quantity | model | published | band | unit | scatter | rule of the band | source | "
        "confidence |\n|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (const RowOutcome& outcome : validation.rows) {
        const ValidationRow& row = outcome.row;
        if (row.group != group) continue;
        const std::string verdict =
            outcome.verdict == RowVerdict::fail ? "**FAIL**" : std::string(name(outcome.verdict));
        const std::string source =
            row.doi.empty() ? row.source : fmt::format("[{}](https://doi.org/{})", row.source, row.doi);
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", verdict, row.level,
                            in_cell(row.quantity), outcome.value ? value_text(outcome) : in_cell(outcome.note),
                            published_text(row), band_text(row), row.unit, in_cell(row.scatter), in_cell(row.band_rule),
                            in_cell(source), name(row.confidence));
    }
    return text;
}

std::vector<Chart> charts_of_group(const Validation& validation, const std::string& group,
                                   const std::vector<Chart>& charts) {
    std::vector<Chart> of_group;
    for (const Chart& chart : charts) {
        const bool here = std::ranges::any_of(validation.rows, [&](const RowOutcome& outcome) {
            return outcome.row.group == group && outcome.row.chart == chart.title;
        });
        if (here) of_group.push_back(chart);
    }
    return of_group;
}

}  // namespace

ValidationReport validation_report(const Validation& validation) {
    ValidationReport report;
    report.charts = charts_of(validation);
    report.markdown =
        fmt::format("# Comparison of the model with published measurements\n\n{}.\n\n", counts_text(validation));
    for (const auto& [name, record] : validation.records) {
        const SpineOptions& spine = record.scenario.spine;
        report.markdown += fmt::format("Tissue set `{}`, ligament set {}, `{}` mesh.\n\n", record.scenario.tissue.set,
                                       record.scenario.tissue.ligaments.empty()
                                           ? std::string("of the tissue set")
                                           : fmt::format("`{}`", record.scenario.tissue.ligaments),
                                       spondyl::name(spine.mesh));
        break;
    }
    for (const std::string& group : groups_of(validation)) {
        report.markdown += fmt::format("## {}\n\n{}{}\n", spaced(group),
                                       chart_grid(charts_of_group(validation, group, report.charts), ""),
                                       group_table(validation, group));
    }
    report.markdown += "## Experiments\n\n| experiment | description | time, s | equilibrium |\n|---|---|---|---|\n";
    for (const ExperimentOutcome& experiment : validation.experiments) {
        report.markdown +=
            fmt::format("| {} | {} | {:.0f} | {} |\n", experiment.name, in_cell(experiment.title),
                        experiment.wall_seconds, experiment.complete ? "throughout" : in_cell(experiment.failure));
    }
    return report;
}

}  // namespace spondyl
