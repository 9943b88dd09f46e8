// SPDX-License-Identifier: Apache-2.0
#include "viz/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/report/html.hpp"

namespace spondyl::viz {

namespace {

constexpr double panel_width = 300.0, panel_height = 230.0;
constexpr double left = 52.0, right = 14.0, top = 26.0, bottom = 42.0;  // around the axes of a panel
constexpr double legend_height = 28.0;
constexpr std::size_t per_line = 3;
constexpr double letter_width = 6.4;
constexpr std::string_view solid_style = "stroke=\"#1f4e79\" stroke-width=\"2\"";
constexpr std::string_view dashed_style = "stroke=\"#777777\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\"";
constexpr std::string_view point_style = "stroke=\"#d95f02\" stroke-width=\"1.5\" fill=\"#d95f02\"";

std::string text_at(double x, double y, std::string_view anchor, std::string_view words, std::string_view more = "") {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", x, y, anchor, more,
                       escape(words));
}

std::string line_between(double x1, double y1, double x2, double y2, std::string_view style) {
    return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n", x1, y1, x2, y2, style);
}

// From 0, or from what is below it.
class Axis {
  public:
    void take(double value) {
        if (!std::isfinite(value)) return;
        least_ = std::min(least_, value);
        most_ = std::max(most_, value);
    }
    // 1, 2 or 5 times a power of ten, so that some four of them make up the axis.
    void choose_step() {
        const double range = most_ > least_ ? most_ - least_ : 1.0;
        const double power = std::pow(10.0, std::floor(std::log10(range / 4.0)));
        const double share = range / 4.0 / power;
        step_ = power * (share < 1.5 ? 1.0 : share < 3.5 ? 2.0 : share < 7.5 ? 5.0 : 10.0);
        most_ = least_ + range;
        first_ = static_cast<int>(std::floor(least_ / step_ + 1e-9));
        last_ = static_cast<int>(std::ceil(most_ / step_ - 1e-9));
    }
    [[nodiscard]] int first() const { return first_; }
    [[nodiscard]] int last() const { return last_; }
    [[nodiscard]] double tick(int i) const { return step_ * i; }
    // 0 at the first tick, 1 at the last.
    [[nodiscard]] double share(double value) const { return (value / step_ - first_) / (last_ - first_); }

  private:
    double least_ = 0.0, most_ = 0.0;
    double step_ = 1.0;
    int first_ = 0, last_ = 1;
};

class Panel {
  public:
    Panel(const Chart& chart, double x, double y) : chart_(chart), x_(x), y_(y) {
        for (const Chart::Curve& curve : chart.curves) {
            std::ranges::for_each(curve.x, [&](double value) { across_.take(value); });
            std::ranges::for_each(curve.y, [&](double value) { up_.take(value); });
        }
        for (const Chart::Published& point : chart.published) {
            across_.take(point.x);
            for (const auto& value : {point.value, point.low, point.high}) {
                if (value) up_.take(*value);
            }
        }
        across_.choose_step();
        up_.choose_step();
    }

    std::string draw() {
        draw_axes();
        for (const Chart::Published& point : chart_.published) draw_point(point);
        for (std::size_t c = 0; c < chart_.curves.size(); ++c)
            draw_curve(chart_.curves[c], c + 1 == chart_.curves.size() ? solid_style : dashed_style);
        return std::move(svg_);
    }

  private:
    [[nodiscard]] double at_x(double value) const {
        return x_ + left + (panel_width - left - right) * across_.share(value);
    }
    [[nodiscard]] double at_y(double value) const {
        return y_ + panel_height - bottom - (panel_height - top - bottom) * up_.share(value);
    }

    void draw_axes() {
        constexpr std::string_view grid = "stroke=\"#dddddd\"";
        constexpr std::string_view frame = "stroke=\"#333333\"";
        const double x0 = x_ + left, x1 = x_ + panel_width - right;
        const double y0 = y_ + panel_height - bottom, y1 = y_ + top;
        for (int i = across_.first(); i <= across_.last(); ++i) {
            const double x = at_x(across_.tick(i));
            svg_ += line_between(x, y0, x, y1, i == 0 ? frame : grid);
            svg_ += text_at(x, y0 + 14.0, "middle", fmt::format("{:g}", across_.tick(i)));
        }
        for (int i = up_.first(); i <= up_.last(); ++i) {
            const double y = at_y(up_.tick(i));
            svg_ += line_between(x0, y, x1, y, i == 0 ? frame : grid);
            svg_ += text_at(x0 - 5.0, y + 4.0, "end", fmt::format("{:g}", up_.tick(i)));
        }
        const double middle = 0.5 * (y0 + y1);
        svg_ += text_at(0.5 * (x0 + x1), y0 + 32.0, "middle", chart_.x_label);
        svg_ += text_at(x_ + 13.0, middle, "middle", chart_.y_label,
                        fmt::format(" transform=\"rotate(-90 {:.1f} {:.1f})\"", x_ + 13.0, middle));
        svg_ += text_at(0.5 * (x0 + x1), y1 - 9.0, "middle", chart_.title, " font-weight=\"bold\"");
    }

    void draw_curve(const Chart::Curve& curve, std::string_view style) {
        if (curve.x.empty()) return;
        std::string points;
        for (std::size_t i = 0; i < curve.x.size(); ++i)
            points += fmt::format("{}{:.1f},{:.1f}", i > 0 ? " " : "", at_x(curve.x[i]), at_y(curve.y[i]));
        svg_ += fmt::format("<polyline points=\"{}\" fill=\"none\" {}/>\n", points, style);
        // A curve of one point is a mark.
        for (std::size_t i = 0; i < curve.x.size(); ++i) {
            const double x = at_x(curve.x[i]), y = at_y(curve.y[i]);
            svg_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"5\" height=\"5\" fill=\"#ffffff\" {}/>\n",
                                x - 2.5, y - 2.5, style);
        }
    }

    void draw_point(const Chart::Published& point) {
        const double x = at_x(point.x);
        if (point.low && point.high) svg_ += line_between(x, at_y(*point.low), x, at_y(*point.high), point_style);
        if (point.value)
            svg_ +=
                fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" {}/>\n", x, at_y(*point.value), point_style);
    }

    const Chart& chart_;
    double x_, y_;
    Axis across_, up_;
    std::string svg_;
};

struct LegendEntry {
    std::string label;
    std::string_view style;
    bool is_point = false;
};

std::string draw_legend(const std::vector<Chart>& charts) {
    std::vector<LegendEntry> entries;
    const auto add = [&](const std::string& label, std::string_view style, bool is_point) {
        if (std::ranges::count(entries, label, &LegendEntry::label) == 0) entries.push_back({label, style, is_point});
    };
    for (const Chart& chart : charts) {
        for (const Chart::Published& point : chart.published) add(point.label, point_style, true);
        for (const Chart::Curve& curve : chart.curves)
            add(curve.label, &curve == &chart.curves.back() ? solid_style : dashed_style, false);
    }
    std::string svg;
    double x = left;
    for (const LegendEntry& entry : entries) {
        svg += line_between(x, 16.0, x + 26.0, 16.0, entry.style);
        if (entry.is_point)
            svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"16\" r=\"3.5\" {}/>\n", x + 13.0, point_style);
        svg += text_at(x + 32.0, 20.0, "start", entry.label);
        x += 32.0 + letter_width * static_cast<double>(entry.label.size()) + 18.0;
    }
    return svg;
}

}  // namespace

std::string svg_charts(const std::vector<Chart>& charts) {
    const std::size_t columns = std::clamp<std::size_t>(charts.size(), 1, per_line);
    const std::size_t lines = (charts.size() + columns - 1) / columns;
    const double width = panel_width * static_cast<double>(columns);
    const double height = legend_height + panel_height * static_cast<double>(lines);
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\" font-family=\"sans-serif\" font-size=\"11\">\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        width, height);
    svg += draw_legend(charts);
    for (std::size_t i = 0; i < charts.size(); ++i) {
        svg += Panel(charts[i], panel_width * static_cast<double>(i % columns),
                     legend_height + panel_height * static_cast<double>(i / columns))
                   .draw();
    }
    return svg + "</svg>\n";
}

}  // namespace spondyl::viz
