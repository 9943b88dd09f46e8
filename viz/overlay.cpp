// SPDX-License-Identifier: Apache-2.0
#include "viz/overlay.hpp"

#include <fmt/format.h>
#include <vtkActor2D.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkProperty2D.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace spondyl::viz {
namespace {

// Number of decimals that distinguishes neighbouring ticks.
int decimals(double step) {
    for (int digits = 0; digits < 6; ++digits) {
        const double scaled = step * std::pow(10.0, digits);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) return digits;
    }
    return 6;
}

}  // namespace

void Overlay::add_text(const Pixel& position, const std::string& text, const TextStyle& style) {
    vtkNew<vtkTextActor> actor;
    actor->SetInput(text.c_str());
    actor->SetPosition(std::round(position.x() * factor_), std::round(position.y() * factor_));
    vtkTextProperty& property = *actor->GetTextProperty();
    property.SetFontFamilyToArial();
    property.SetFontSize(static_cast<int>(std::round(style.size * factor_)));
    property.SetBold(style.bold ? 1 : 0);
    const auto colour = style.colour.value_or(std::array{style.grey, style.grey, style.grey});
    property.SetColor(colour[0], colour[1], colour[2]);
    property.SetVerticalJustificationToCentered();
    switch (style.align) {
        case Align::left:
            property.SetJustificationToLeft();
            break;
        case Align::centre:
            property.SetJustificationToCentered();
            break;
        case Align::right:
            property.SetJustificationToRight();
            break;
    }
    renderer_.AddViewProp(actor);
}

void Overlay::add_polygon(const std::vector<Pixel>& corners, double red, double green, double blue) {
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> polygons;
    polygons->InsertNextCell(static_cast<int>(corners.size()));
    for (const Pixel& corner : corners) {
        polygons->InsertCellPoint(points->InsertNextPoint(corner.x() * factor_, corner.y() * factor_, 0.0));
    }
    vtkNew<vtkPolyData> data;
    data->SetPoints(points);
    data->SetPolys(polygons);
    vtkNew<vtkPolyDataMapper2D> mapper;
    mapper->SetInputData(data);
    vtkNew<vtkActor2D> actor;
    actor->SetMapper(mapper);
    actor->GetProperty()->SetColor(red, green, blue);
    renderer_.AddViewProp(actor);
}

void Overlay::add_line(const Pixel& from, const Pixel& to, double width, double grey) {
    const Pixel along = (to - from).normalized();
    const Pixel across = width / 2 * Pixel(-along.y(), along.x());
    add_polygon({from - across, to - across, to + across, from + across}, grey, grey, grey);
}

void Overlay::add_arrow(const std::vector<Pixel>& path, double width, const std::array<double, 3>& colour) {
    const Pixel tip = path.back();
    const double head = 4.2 * width;
    // The shaft ends inside the head, whose direction is that from the point where the path enters it.
    std::size_t last = path.size() - 1;
    while (last > 0 && (path[last] - tip).norm() < head) --last;
    const Pixel along = (tip - path[last]).normalized();
    const Pixel base = tip - head * along;
    std::vector<Pixel> shaft(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    shaft.push_back(base + 0.1 * head * along);
    for (std::size_t i = 1; i < shaft.size(); ++i) {
        const Pixel direction = (shaft[i] - shaft[i - 1]).normalized();
        const Pixel across = width / 2 * Pixel(-direction.y(), direction.x());
        add_polygon({shaft[i - 1] - across, shaft[i] - across, shaft[i] + across, shaft[i - 1] + across}, colour[0],
                    colour[1], colour[2]);
    }
    const Pixel across = 0.42 * head * Pixel(-along.y(), along.x());
    add_polygon({tip, base + across, base - across}, colour[0], colour[1], colour[2]);
}

void Overlay::add_colour_bar(const Pixel& position, const Pixel& size, const ColourScale& scale, Palette palette,
                             const std::string& title, double text_size) {
    // The bar interpolates between the published points like the surfaces do.
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> strips;
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetNumberOfComponents(3);
    const auto table = colour_table(palette);
    const auto count = static_cast<double>(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double left = position.x() + size.x() * static_cast<double>(i) / count;
        const double right = left + size.x() / count;
        strips->InsertNextCell(4);
        for (const Pixel& corner : {Pixel(left, position.y()), Pixel(right, position.y()),
                                    Pixel(right, position.y() + size.y()), Pixel(left, position.y() + size.y())}) {
            strips->InsertCellPoint(points->InsertNextPoint(corner.x() * factor_, corner.y() * factor_, 0.0));
        }
        colours->InsertNextTypedTuple(table[i].data());
    }
    vtkNew<vtkPolyData> data;
    data->SetPoints(points);
    data->SetPolys(strips);
    data->GetCellData()->SetScalars(colours);
    vtkNew<vtkPolyDataMapper2D> mapper;
    mapper->SetInputData(data);
    vtkNew<vtkActor2D> bar;
    bar->SetMapper(mapper);
    renderer_.AddViewProp(bar);

    const int digits = decimals(scale.ticks.size() > 1 ? scale.ticks[1] - scale.ticks[0] : 1.0);
    for (const double tick : scale.ticks) {
        const double x = position.x() + size.x() * (tick - scale.low) / (scale.high - scale.low);
        add_line({x, position.y()}, {x, position.y() - 0.3 * text_size}, 0.08 * text_size, 0.1);
        // Avoid a negative zero.
        const double shown = std::abs(tick) < 1e-12 * (scale.high - scale.low) ? 0.0 : tick;
        add_text({x, position.y() - 0.95 * text_size}, fmt::format("{:.{}f}", shown, digits),
                 {.size = text_size, .align = Align::centre});
    }
    add_text(position + Pixel(size.x() / 2, size.y() + 0.85 * text_size), title,
             {.size = text_size, .bold = true, .align = Align::centre});
}

void Overlay::add_triad(const Pixel& position, double length, const Mat3& axes, const std::array<const char*, 3>& names,
                        double text_size) {
    for (int axis = 0; axis < 3; ++axis) {
        const Pixel direction = axes.col(axis).head<2>();
        if (direction.norm() < 0.2) continue;
        const Pixel tip = position + length * direction;
        const Pixel along = direction.normalized();
        const Pixel across(-along.y(), along.x());
        const double head = 0.28 * length;
        add_line(position, tip - 0.8 * head * along, 0.06 * length, 0.25);
        add_polygon({tip, tip - head * along + 0.4 * head * across, tip - head * along - 0.4 * head * across}, 0.25,
                    0.25, 0.25);
        const bool upright = std::abs(along.y()) > 0.8;
        const Pixel text = tip + (upright ? 0.75 : 0.4) * text_size * along;
        const Align side = along.x() > 0 ? Align::left : Align::right;
        add_text(text, names[static_cast<std::size_t>(axis)],
                 {.size = text_size, .grey = 0.25, .align = upright ? Align::centre : side});
    }
}

}  // namespace spondyl::viz
