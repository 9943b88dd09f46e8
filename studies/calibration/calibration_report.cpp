// SPDX-License-Identifier: Apache-2.0
#include "studies/calibration/calibration_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "io/results/summary_csv.hpp"
#include "studies/calibration/calibration_charts.hpp"

namespace spondyl {

namespace {

std::string number(const std::optional<double>& value) {
    return value ? fmt::format("{:.4g}", *value) : "not reached";
}

std::string exact(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : "";
}

std::string deviation(const std::optional<double>& value) {
    return value ? fmt::format("{:+.1f}", *value) : "";
}

template <class Wanted>
std::vector<std::string> names_where(const Calibration& calibration, Wanted wanted) {
    std::vector<std::string> names;
    for (const FittedParameter& one : calibration.parameters) {
        if (wanted(one)) names.push_back(one.name);
    }
    return names;
}

std::string row_of(const std::vector<std::string>& cells) {
    return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::string error_text(const FittedParameter& one) {
    if (one.at_bound) return "on its bound";
    if (!one.standard_error) return "";
    if (!one.determined) return "not determined";
    return fmt::format("{:.2g}", *one.standard_error);
}

}  // namespace

std::vector<std::string> calibration_verdict(const Calibration& calibration) {
    std::vector<std::string> lines;
    const auto unmet = calibration.unmet();
    if (calibration.end == CalibrationEnd::not_asked) {
        lines.push_back(fmt::format("Nothing was fitted: the set {} is {:.2f} SD (rms) from the target.",
                                    calibration.set, calibration.rms_before));
    } else {
        lines.push_back(
            fmt::format("Misfit (rms over the rows) {:.2f} SD before, {:.2f} SD after; {} sets tried in {} runs.",
                        calibration.rms_before, calibration.rms_after, calibration.sets_tried, calibration.runs));
    }
    if (calibration.end == CalibrationEnd::interrupted)
        lines.emplace_back("The fit was interrupted: this is the best set so far, not the optimum.");
    if (calibration.end == CalibrationEnd::iteration_limit)
        lines.emplace_back("The fit has not converged: more iterations may improve it (--iterations).");
    if (calibration.sets_failed > 0) {
        lines.push_back(
            fmt::format("{} of the sets had a run that failed; they count as infinitely far from the target "
                        "(report.md lists how they failed).",
                        calibration.sets_failed));
    }
    if (unmet.empty()) {
        lines.push_back(fmt::format("Every row is within {:g} SD.", unmet_beyond));
    } else {
        lines.push_back(fmt::format(
            "{} of {} rows are more than {:g} SD away: {} {}", unmet.size(), calibration.rows.size(), unmet_beyond,
            calibration.end == CalibrationEnd::settled
                ? "they are out of reach of these parameters within their bounds."
                : "the set does not meet them.",
            fmt::format("Farthest: {}.", std::ranges::max(unmet, {}, [](const FittedRow& row) {
                                             return std::abs(row.deviation_after().value_or(1e9));
                                         }).target.description())));
    }
    if (const auto names = names_where(calibration, [](const auto& one) { return one.at_bound; }); !names.empty())
        lines.push_back(
            fmt::format("On a bound: {}. A better fit lies outside the published range.", fmt::join(names, ", ")));
    const bool judged =
        calibration.end == CalibrationEnd::settled || calibration.end == CalibrationEnd::iteration_limit;
    const auto unknown =
        names_where(calibration, [&](const auto& one) { return judged && !one.at_bound && !one.determined; });
    if (!unknown.empty())
        lines.push_back(fmt::format("The data do not determine {}: the error is beyond half of the range.",
                                    fmt::join(unknown, ", ")));
    for (const CorrelatedPair& pair : calibration.alike)
        lines.push_back(fmt::format("The data cannot separate {} from {} (correlation {:.2f}): hold one of them.",
                                    pair.first, pair.second, pair.correlation));
    if (!calibration.target.scatter_is_measured)
        lines.emplace_back(
            "Some rows have no scatter; a tenth of the value is assumed, so the SD are only indicative.");
    return lines;
}

std::string calibration_markdown(const Calibration& calibration) {
    std::string text = fmt::format(
        "# Calibration to {}\n\nFrom the tissue set `{}`. Standard deviations (SD) are those of "
        "the table.\n\n",
        calibration.target.file.filename().string(), calibration.set);
    for (const std::string& line : calibration_verdict(calibration)) text += fmt::format("- {}\n", line);
    if (!calibration.parameters.empty()) {
        text += "\n## Parameters\n\n";
        text += row_of({"parameter", "meaning", "unit", "start", "value", "range", "standard error", "influence, SD",
                        "range from"});
        text += "|---|---|---|---|---|---|---|---|---|\n";
        for (const FittedParameter& one : calibration.parameters) {
            text += row_of({one.name, one.meaning, one.unit, number(one.start), number(one.value),
                            fmt::format("{:g} to {:g}", one.low, one.high), error_text(one),
                            fmt::format("{:.3g}", one.influence), one.source});
        }
    }
    if (!calibration.correlation.empty()) {
        text += "\n## Correlation of the errors\n\n";
        std::vector<std::string> cells = {""};
        for (const FittedParameter& one : calibration.parameters) cells.push_back(one.name);
        text += row_of(cells) + "|" + fmt::format("{}", fmt::join(std::vector<std::string>(cells.size(), "---|"), "")) +
                "\n";
        for (std::size_t i = 0; i < calibration.parameters.size(); ++i) {
            cells = {calibration.parameters[i].name};
            for (const double r : calibration.correlation[i]) cells.push_back(r == 0.0 ? "" : fmt::format("{:.2f}", r));
            text += row_of(cells);
        }
    }
    if (!calibration.failures.empty()) text += "\n## Runs that failed\n\n```\n" + calibration.failures + "```\n";
    text += fmt::format("\n## Rows\n\n{}",
                        chart_grid(calibration_charts(calibration), fmt::format("{}/", calibration_chart_folder)));
    text += row_of({"line", "row", "measured", "SD", "before", "SD away", "after", "SD away"}) +
            "|---|---|---|---|---|---|---|---|\n";
    for (const FittedRow& row : calibration.rows) {
        text += row_of({fmt::format("{}", row.target.line), row.target.description(), number(row.target.value),
                        fmt::format("{:.3g}", row.target.sd), number(row.before), deviation(row.deviation_before()),
                        number(row.after), deviation(row.deviation_after())});
    }
    return text;
}

std::string calibration_rows_csv(const Calibration& calibration) {
    std::string text =
        "line,segment,direction,load,preload_N,quantity,measured,sd,weight,before,after,deviation_before,"
        "deviation_after\n";
    for (const FittedRow& row : calibration.rows) {
        const TargetRow& target = row.target;
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", target.line, target.segment(),
                            name(target.motion), target.load, target.preload_N, name(target.quantity), target.value,
                            target.sd, target.weight, exact(row.before), exact(row.after),
                            exact(row.deviation_before()), exact(row.deviation_after()));
    }
    return text;
}

std::string calibration_parameters_csv(const Calibration& calibration) {
    std::string text = "parameter,unit,start,value,low,high,standard_error,at_bound,determined,influence\n";
    for (const FittedParameter& one : calibration.parameters) {
        text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", csv_field(one.name), csv_field(one.unit), one.start,
                            one.value, one.low, one.high, exact(one.standard_error), one.at_bound, one.determined,
                            one.influence);
    }
    return text;
}

}  // namespace spondyl
