// SPDX-License-Identifier: Apache-2.0
#include "viz/sheet.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "viz/png_file.hpp"
#include "viz/scene_view.hpp"

namespace spondyl::viz {
namespace {

constexpr std::array<double, 3> force_colour = {0.08, 0.33, 0.62};

}  // namespace

Sheet::Sheet(int width, int height)
    : layout_(width, height),
      window_(make_offscreen_window(width * supersampling, height * supersampling)),
      overlay_(*overlay_renderer_, supersampling) {
    window_->SetNumberOfLayers(2);
    // Behind the panels: white where none of them draws.
    vtkNew<vtkRenderer> paper;
    paper->SetBackground(1, 1, 1);
    window_->AddRenderer(paper);
    overlay_renderer_->SetLayer(1);
    overlay_renderer_->InteractiveOff();
    window_->AddRenderer(overlay_renderer_);
}

void Sheet::add(const Panel& panel) {
    const double text = layout_.text;
    Box box = panel.box;
    overlay_.add_text({box.centre().x(), box.y + box.height - 0.7 * text}, panel.scene.caption,
                      {.size = 0.85 * text, .grey = 0.3, .align = Align::centre});
    box.height -= 1.6 * text;
    if (panel.framed) {
        box = {box.x + text, box.y + 0.6 * text, box.width - 2 * text, box.height - 0.6 * text};
        add_frame(box);
    }
    // The place for the drawing itself: without labels and triad.
    const bool labels_below = std::any_of(panel.scene.labels.begin(), panel.scene.labels.end(),
                                          [](const SceneLabel& label) { return label.place == LabelPlace::below; });
    // An axis that points down, in views from above or of a person lying on the side.
    const double axis_below =
        ((panel.scene.view * panel.scene.triad.axes).row(1).array() < -0.3).any() ? 2.4 * text : 0.0;
    const double triad_height = panel.framed || panel.scene.free_place ? 0.0
                                : panel.label_width > 0                ? 1.8 * text
                                                                       : 4.5 * text + axis_below;
    const double below = 0.8 * text + (labels_below ? 2.8 * text : 0.0) + triad_height;
    const Box inner = {box.x + 0.8 * text, box.y + below, box.width - 1.6 * text - panel.label_width,
                       box.height - below - 0.8 * text};
    const Eigen::Vector2d size = panel.shown.size();
    const double pixels_per_mm = std::min(inner.width / size.x(), inner.height / size.y());
    const Eigen::Vector2d middle = (panel.shown.low + panel.shown.high) / 2;
    const auto place = [&](const Vec3& point) -> Pixel {
        return inner.centre() + pixels_per_mm * ((panel.scene.view * point).head<2>() - middle);
    };

    add_renderer(panel.scene, box, middle - (inner.centre() - box.centre()) / pixels_per_mm, pixels_per_mm);
    add_arrows(panel.scene, box, place);
    const double right_edge = inner.centre().x() + pixels_per_mm * size.x() / 2;
    add_labels(panel, box, place, right_edge);
    if (panel.framed) return;  // the panel beside it shows the directions
    Pixel triad(box.x + 5 * text, box.y + 2.2 * text);
    if (panel.label_width > 0) triad = {right_edge + 3.2 * text, box.y + 0.8 * text};
    triad.y() += axis_below;
    if (panel.scene.free_place) triad = place(*panel.scene.free_place);
    overlay_.add_triad(triad, 1.9 * text, panel.scene.view * panel.scene.triad.axes, panel.scene.triad.names,
                       0.75 * text);
}

void Sheet::write(const std::filesystem::path& file, const std::string& run_id) {
    write_png(*take_picture(*window_, supersampling), file, run_id);
}

void Sheet::add_title(const std::string& title, const std::string& line) {
    const double text = layout_.text;
    const double middle = layout_.width / 2;
    overlay_.add_text({middle, layout_.height - 1.5 * text}, title,
                      {.size = fitting(1.5 * text, title), .bold = true, .align = Align::centre});
    overlay_.add_text({middle, layout_.height - 3.3 * text}, line,
                      {.size = fitting(0.95 * text, line), .grey = 0.3, .align = Align::centre});
}

double Sheet::fitting(double size, const std::string& line) const {
    return std::min(size, 0.96 * layout_.width / (0.58 * static_cast<double>(line.size())));
}

void Sheet::add_arrows(const Scene& scene, const Box& box, const Place& place) {
    if (scene.arrows.empty()) return;
    const double text = layout_.text;
    Silhouette drawn(scene, place, box.y, box.y + box.height, 0.2 * text);
    for (const SceneArrow& arrow : scene.arrows) {
        std::vector<Pixel> path;
        double length = 0.0;
        for (const Vec3& point : arrow.path) {
            path.push_back(place(point));
            if (path.size() > 1) length += (path.back() - path[path.size() - 2]).norm();
        }
        if (length < text) continue;  // towards the viewer or away
        overlay_.add_arrow(path, 0.22 * text, force_colour);
        if (!arrow.text.empty()) add_arrow_text(arrow, box, arrow.text_at_end ? path.back() : path.front(), drawn);
    }
}

void Sheet::add_arrow_text(const SceneArrow& arrow, const Box& box, const Pixel& anchor, Silhouette& drawn) {
    const double text = layout_.text;
    const TextStyle style = {.size = 0.75 * text, .colour = force_colour, .align = Align::centre};
    const double half_height = 0.6 * style.size;
    const double width = 0.58 * style.size * static_cast<double>(arrow.text.size());
    // If no place is free, as near the floor: beyond the end of the arrow.
    Pixel middle(std::clamp(anchor.x(), box.x + width / 2, box.x + box.width - width / 2),
                 anchor.y() + (arrow.text_at_end ? -text : text));
    constexpr std::array heights = {0.0, 1.5, -1.5, 3.0, -3.0, 4.5, -4.5, 6.0, -6.0, 7.5, 9.0, 10.5};  // of the text
    for (const double height : heights) {
        const double y = anchor.y() + height * text;
        if (y - half_height < box.y || y + half_height > box.y + box.height) continue;
        const auto [first, last] = drawn.span(y - half_height, y + half_height);
        const double left = std::min(first, anchor.x()) - 0.5 * text, right = std::max(last, anchor.x()) + 0.5 * text;
        const bool room_left = left - width > box.x, room_right = right + width < box.x + box.width;
        if (!room_left && !room_right) continue;
        const bool on_right = room_right && (!room_left || right - anchor.x() <= anchor.x() - left);
        middle = {on_right ? right + width / 2 : left - width / 2, y};
        overlay_.add_line(anchor, {on_right ? right - 0.2 * text : left + 0.2 * text, y}, 0.05 * text, 0.6);
        break;
    }
    overlay_.add_text(middle, arrow.text, style);
    const Pixel half(width / 2, half_height);
    drawn.include(middle - half, middle + half);
}

void Sheet::add_field_bar(double x, double width, const Scalar& scalar, const ColourScale& scale,
                          const std::string& of_what) {
    const double text = layout_.text;
    std::string title = scalar.label;
    title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    if (!scalar.unit.empty()) title += " in " + scalar.unit;
    overlay_.add_colour_bar({x, 2.9 * text}, {width, 0.9 * text}, scale, Palette::viridis, title, 0.9 * text);
    const std::string unit = scalar.unit.empty() ? "" : " " + scalar.unit;
    const TextStyle small = {.size = 0.62 * text, .grey = 0.4, .align = Align::centre};
    overlay_.add_text(
        {x + width / 2, 1.1 * text},
        fmt::format("limits: {}",
                    scale.chosen ? "as given" : fmt::format("1st to 99th percentile of the {}, rounded", of_what)),
        small);
    overlay_.add_text({x + width / 2, 0.4 * text},
                      fmt::format("single {}: {:.3g} to {:.3g}{}", scalar.of_nodes ? "nodes" : "cells", scale.smallest,
                                  scale.largest, unit),
                      small);
}

void Sheet::add_frame(const Box& box) {
    const Pixel a(box.x, box.y);
    const Pixel b(box.x + box.width, box.y);
    const Pixel c(box.x + box.width, box.y + box.height);
    const Pixel d(box.x, box.y + box.height);
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, c), std::pair(c, d), std::pair(d, a)}) {
        overlay_.add_line(from, to, 0.08 * layout_.text, 0.6);
    }
}

void Sheet::add_renderer(const Scene& scene, const Box& box, const Eigen::Vector2d& centre, double pixels_per_mm) {
    const auto renderer =
        make_scene_renderer(scene, centre, box.height / 2 / pixels_per_mm, layout_.text * supersampling);
    renderer->SetViewport(box.x / layout_.width, box.y / layout_.height, (box.x + box.width) / layout_.width,
                          (box.y + box.height) / layout_.height);
    window_->AddRenderer(renderer);
}

void Sheet::add_labels(const Panel& panel, const Box& box, const Place& place, double right_edge) {
    const double text = layout_.text;
    std::vector<std::pair<Pixel, const SceneLabel*>> beside;
    for (const SceneLabel& label : panel.scene.labels) {
        const Pixel anchor = place(label.anchor);
        if (label.place != LabelPlace::below && !box.contains(anchor, text)) continue;
        if (label.place == LabelPlace::on) {
            overlay_.add_text(anchor, label.text, {.size = 0.8 * text, .grey = 0.35, .align = Align::centre});
            continue;
        }
        if (label.place == LabelPlace::mark) {
            overlay_.add_text(anchor, label.text, {.size = 0.9 * text, .bold = true, .align = Align::centre});
            continue;
        }
        if (label.place == LabelPlace::below) {
            overlay_.add_text(anchor - Pixel(0, 0.9 * text), label.text,
                              {.size = text, .bold = true, .align = Align::centre});
            overlay_.add_text(anchor - Pixel(0, 2.0 * text), label.detail,
                              {.size = 0.75 * text, .grey = 0.3, .align = Align::centre});
            continue;
        }
        beside.push_back({anchor, &label});
    }
    // From the top down, never closer than they can be read.
    std::sort(beside.begin(), beside.end(), [](const auto& a, const auto& b) { return a.first.y() > b.first.y(); });
    const double letters = panel.label_scale * text;
    const double x = right_edge + 0.9 * text;
    const double room = 2.1 * letters;
    // Above the triad, which stands in the same strip.
    const double floor = box.y + (panel.framed ? 1.0 : 5.0) * text;
    double y = box.y + box.height;
    for (std::size_t i = 0; i < beside.size(); ++i) {
        const auto& [anchor, label] = beside[i];
        const double below = room * static_cast<double>(beside.size() - 1 - i);
        y = std::min(std::max(anchor.y(), floor + below), y - room);
        overlay_.add_line(anchor + Pixel(0.2 * text, 0), {x - 0.2 * text, y}, 0.06 * text, 0.6);
        const double shift = label->detail.empty() ? 0.0 : 0.5 * letters;
        overlay_.add_text({x, y + shift}, label->text, {.size = letters, .bold = true});
        overlay_.add_text({x, y - shift}, label->detail, {.size = 0.7 * letters, .grey = 0.3});
    }
}

}  // namespace spondyl::viz
