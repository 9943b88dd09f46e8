// SPDX-License-Identifier: Apache-2.0
#include "viz/report/bar_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/results/result_text.hpp"
#include "studies/compared_measures.hpp"
#include "viz/report/html.hpp"
#include "viz/report/verdicts.hpp"

namespace spondyl::viz {

namespace {

// Units of the drawing; a column of the page is about as many pixels wide.
constexpr double bar_chart_width = 340.0, margin = 2.0;
constexpr double letters = 13.0, letter_width = 7.2, bar_height = 11.0, cap = 4.0;

// As much of the words as fits, by the mean width of a letter.
std::string shortened(const std::string& words, double room) {
    std::size_t most = static_cast<std::size_t>(std::max(1.0, room / letter_width));
    if (words.size() <= most) return words;
    while (most > 0 && (static_cast<unsigned char>(words[most]) & 0xC0U) == 0x80U) --most;  // not inside of a letter
    return words.substr(0, most) + "\u2026";
}

class BarChart {
  public:
    BarChart(const Comparison& comparison, std::size_t measure)
        : comparison_(comparison), about_(comparison.measures[measure]), measure_(measure) {
        for (const ComparedCase& one : comparison.cases) {
            const ComparedValue& value = one.values[measure];
            for (const double number : {value.value, value.low, value.high}) include(number);
        }
        if (about_.limit) include(*about_.limit);
        if (most_ - least_ <= 0.0) most_ = least_ + 1.0;
        if (comparison.samples > 0) row_ += 14.0;
    }

    std::string draw() {
        y_ = about_.limit ? 20.0 : 4.0;
        const double top = y_;
        std::string words = fmt::format("{}{}: ", about_.title, unit_of(about_).empty() ? "" : ", " + unit_of(about_));
        for (std::size_t i = 0; i < comparison_.cases.size(); ++i) {
            add_row(i);
            words += fmt::format("{} {}, ", label_of(comparison_, i),
                                 number(about_, comparison_.cases[i].values[measure_].value));
        }
        words += about_.limit ? "limit " + shown_limit(about_) : "no published limit";
        if (least_ < 0.0) line("axis", place(0.0), top, place(0.0), y_);
        if (about_.limit) name_limit(*about_.limit);
        return fmt::format(
            "<svg class=\"chart\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">\n{}</svg>\n",
            bar_chart_width, y_, escape(words), svg_);
    }

  private:
    void include(double value) {
        if (!std::isfinite(value)) return;
        least_ = std::min(least_, value);
        most_ = std::max(most_, value);
    }
    [[nodiscard]] double place(double value) const {
        return margin + (bar_chart_width - 2 * margin) * (value - least_) / (most_ - least_);
    }
    void line(std::string_view style, double x1, double y1, double x2, double y2) {
        svg_ += fmt::format("<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n", style, x1,
                            y1, x2, y2);
    }
    void text(std::string_view style, double x, double y, std::string_view words) {
        svg_ += fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", style, x, y, escape(words));
    }

    void add_row(std::size_t index) {
        const ComparedCase& one = comparison_.cases[index];
        const ComparedValue& value = one.values[measure_];
        const Verdict verdict = verdict_of(comparison_, index, measure_);
        const bool missing = verdict == Verdict::missing;
        const std::string change = change_text(comparison_, index, measure_);
        std::string number = with_unit(about_, value.value) + (change.empty() ? "" : " (" + change + ")");
        if (missing) number = one.result.complete ? "not applicable" : "no equilibrium";
        const double room = bar_chart_width - 2 * margin - letter_width * static_cast<double>(number.size() + 2);
        text("chart-label", margin, y_ + letters,
             shortened(label_of(comparison_, index), room) + (is_infeasible(one.result) ? " *" : ""));
        text("chart-value", bar_chart_width - margin, y_ + letters, number);
        if (!missing) {
            add_bar(value, verdict, y_ + letters + 5.0);
            text("chart-chance", margin, y_ + letters + bar_height + 18.0, chance_text(comparison_, index, measure_));
        }
        y_ += row_;
    }

    void add_bar(const ComparedValue& value, Verdict verdict, double top) {
        const double from = place(std::min(0.0, value.value)), to = place(std::max(0.0, value.value));
        svg_ += fmt::format("<rect class=\"bar-{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{}\"/>\n",
                            style_of(verdict), from, top, std::max(1.0, to - from), bar_height);
        if (about_.limit) {
            const double x = place(*about_.limit);
            line("limit", x, top - 3.0, x, top + bar_height + 3.0);
        }
        if (!std::isfinite(value.low) || !std::isfinite(value.high)) return;
        const double middle = top + bar_height / 2;
        line("whisker", place(value.low), middle, place(value.high), middle);
        for (const double end : {place(value.low), place(value.high)})
            line("whisker", end, middle - cap, end, middle + cap);
    }

    void name_limit(double limit) {
        const double x = place(limit);
        // Keep the words inside the drawing.
        const std::string_view style = x > 0.75 * bar_chart_width   ? "limit-text end"
                                       : x < 0.25 * bar_chart_width ? "limit-text"
                                                                    : "limit-text middle";
        text(style, x, 12.0, fmt::format("limit {} {}", shown_limit(about_), unit_of(about_)));
    }

    const Comparison& comparison_;
    const ComparedMeasure& about_;
    std::size_t measure_;
    double least_ = 0.0, most_ = 0.0;  // bars start at zero
    double row_ = 40.0;
    double y_ = 0.0;
    std::string svg_;
};

}  // namespace

std::string bar_chart(const Comparison& comparison, std::size_t measure) {
    return BarChart(comparison, measure).draw();
}

}  // namespace spondyl::viz
