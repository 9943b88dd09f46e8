// SPDX-License-Identifier: Apache-2.0
#include "viz/chart.hpp"

#include <vtkAxis.h>
#include <vtkChartLegend.h>
#include <vtkChartXY.h>
#include <vtkContextActor.h>
#include <vtkContextScene.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPlot.h>
#include <vtkPlotLine.h>
#include <vtkPlotPoints.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkTable.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/safe_write.hpp"
#include "viz/offscreen_window.hpp"
#include "viz/png_file.hpp"

namespace spondyl::viz {

namespace {

using Rgb = std::array<unsigned char, 3>;
constexpr Rgb model_colour = {31, 78, 121};
constexpr Rgb earlier_model_colour = {139, 178, 214};  // of curves before the last
// Colours of sources in the order in which they appear; distinguishable with red-green colour blindness.
constexpr std::array<Rgb, 4> source_colours = {{{217, 95, 2}, {117, 112, 179}, {27, 158, 119}, {102, 102, 102}}};
constexpr int chart_width = 640, chart_height = 450;  // pixels of the picture; lines and letters are in the window's

vtkSmartPointer<vtkTable> table(const std::vector<double>& x, const std::vector<double>& y) {
    auto result = vtkSmartPointer<vtkTable>::New();
    vtkNew<vtkDoubleArray> xs, ys;
    xs->SetName("x");
    ys->SetName("y");
    for (std::size_t i = 0; i < x.size(); ++i) {
        xs->InsertNextValue(x[i]);
        ys->InsertNextValue(y[i]);
    }
    result->AddColumn(xs);
    result->AddColumn(ys);
    return result;
}

vtkPlot* add(vtkChartXY& chart, int kind, const std::vector<double>& x, const std::vector<double>& y, const Rgb& colour,
             float line_width) {
    vtkPlot* plot = chart.AddPlot(kind);
    plot->SetInputData(table(x, y), 0, 1);
    plot->SetColor(colour[0], colour[1], colour[2], 255);
    plot->SetWidth(line_width);
    return plot;
}

void add_published(vtkChartXY& diagram, const Chart& chart, double x_range, double y_most) {
    std::vector<std::string> sources;
    for (const Chart::Published& point : chart.published) {
        auto source = std::ranges::find(sources, point.label);
        const bool first = source == sources.end();
        if (first) source = sources.insert(source, point.label);
        const auto index = static_cast<std::size_t>(source - sources.begin());
        const Rgb& colour = source_colours[index % source_colours.size()];
        // Sources with measurements at the same load are drawn side by side.
        const double x = point.x + 0.012 * x_range * static_cast<double>(index);
        if (point.low || point.high) {
            add(diagram, vtkChart::LINE, {x, x}, {point.low.value_or(0.0), point.high.value_or(y_most)}, colour,
                3.0F * supersampling)
                ->SetLabel("");
        }
        if (!point.value) continue;
        vtkPlot* mark = add(diagram, vtkChart::POINTS, {x}, {*point.value}, colour, supersampling);
        vtkPlotPoints::SafeDownCast(mark)->SetMarkerStyle(vtkPlotPoints::CIRCLE);
        vtkPlotPoints::SafeDownCast(mark)->SetMarkerSize(9.0F * supersampling);
        mark->SetLabel(first ? point.label.substr(0, point.label.find(',')) : "");
    }
}

void add_curve(vtkChartXY& diagram, const Chart::Curve& curve, const Rgb& colour) {
    if (curve.x.empty()) return;
    const bool single = curve.x.size() == 1;  // no line
    vtkPlot* plot =
        add(diagram, single ? vtkChart::POINTS : vtkChart::LINE, curve.x, curve.y, colour, 2.0F * supersampling);
    plot->SetLabel(curve.label);
    if (!single) return;
    vtkPlotPoints::SafeDownCast(plot)->SetMarkerStyle(vtkPlotPoints::SQUARE);
    vtkPlotPoints::SafeDownCast(plot)->SetMarkerSize(9.0F * supersampling);
}

void set_axis(vtkAxis& axis, const std::string& label, double least, double most) {
    axis.SetTitle(label);
    axis.SetBehavior(vtkAxis::FIXED);
    axis.SetRange(least, most);
    axis.GetTitleProperties()->SetFontSize(14 * supersampling);
    axis.GetTitleProperties()->SetBold(0);
    axis.GetLabelProperties()->SetFontSize(12 * supersampling);
}

struct AxisExtent {
    double least = 0.0, most = 0.0;
    void take(double value) {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    void widen_if_empty() {
        if (most - least <= 0.0) most = least + 1.0;
    }
};

void draw(vtkChartXY& diagram, const Chart& chart) {
    AxisExtent x, y;
    for (const Chart::Curve& curve : chart.curves) {
        std::ranges::for_each(curve.x, [&](double value) { x.take(value); });
        std::ranges::for_each(curve.y, [&](double value) { y.take(value); });
    }
    for (const Chart::Published& point : chart.published) {
        x.take(point.x);
        for (const std::optional<double>& value : {point.value, point.low, point.high}) {
            if (value) y.take(*value);
        }
    }
    x.widen_if_empty();
    y.widen_if_empty();
    diagram.SetTitle(chart.title);
    diagram.GetTitleProperties()->SetFontSize(16 * supersampling);
    set_axis(*diagram.GetAxis(vtkAxis::BOTTOM), chart.x_label, x.least, x.most + 0.05 * (x.most - x.least));
    set_axis(*diagram.GetAxis(vtkAxis::LEFT), chart.y_label, y.least,
             y.most + 0.35 * (y.most - y.least));  // room for the legend
    add_published(diagram, chart, x.most - x.least, y.most);
    for (const Chart::Curve& curve : chart.curves)
        add_curve(diagram, curve, &curve == &chart.curves.back() ? model_colour : earlier_model_colour);
    diagram.SetShowLegend(true);
    diagram.GetLegend()->SetHorizontalAlignment(vtkChartLegend::LEFT);
    diagram.GetLegend()->SetVerticalAlignment(vtkChartLegend::TOP);
    diagram.GetLegend()->SetLabelSize(12 * supersampling);
}

}  // namespace

void write_charts(const std::vector<Chart>& charts, const std::filesystem::path& folder) {
    make_folder(folder);
    const OffscreenContext context;
    for (const Chart& chart : charts) {
        const vtkSmartPointer<vtkRenderWindow> window =
            make_offscreen_window(supersampling * chart_width, supersampling * chart_height);
        vtkNew<vtkRenderer> renderer;
        renderer->SetBackground(1.0, 1.0, 1.0);
        window->AddRenderer(renderer);
        vtkNew<vtkChartXY> diagram;
        draw(*diagram, chart);
        vtkNew<vtkContextActor> actor;
        actor->GetScene()->AddItem(diagram);
        actor->GetScene()->SetRenderer(renderer);
        renderer->AddActor(actor);
        const vtkSmartPointer<vtkImageData> picture = take_picture(*window, supersampling);
        write_png(*picture, folder / (chart.name + ".png"));
    }
}

}  // namespace spondyl::viz
