// SPDX-License-Identifier: Apache-2.0
#include "viz/report/disc_pictures.hpp"

#include <vtkNew.h>

#include <algorithm>

#include "viz/offscreen_window.hpp"
#include "viz/overlay.hpp"
#include "viz/png_file.hpp"
#include "viz/scene.hpp"
#include "viz/scene_view.hpp"

namespace spondyl::viz {

namespace {

constexpr double disc_text = 19.0;     // pixels
constexpr double column_share = 0.45;  // of the width; the rest is for the opened discs
constexpr double disc_border = 14.0, label_room = 2.6 * disc_text;

struct PictureBox {
    double x = 0.0, width = 0.0;  // the full height, but for a border
    [[nodiscard]] Pixel centre() const { return {x + width / 2, picture_height / 2.0}; }
    [[nodiscard]] Eigen::Vector2d inside(double below) const {
        return {width - 2 * disc_border, picture_height - 2 * disc_border - below};
    }
};
constexpr PictureBox column_box{0.0, column_share* picture_width};
constexpr PictureBox discs_box{column_share * picture_width, (1.0 - column_share) * picture_width};

// A case with its two scenes, the column and the discs.
struct Shown {
    Scene column, discs;
};

double pixels_per_mm(const Scene& scene, const Eigen::Vector2d& room) {
    const Eigen::Vector2d size = scene.extent.size();
    return std::min(room.x() / size.x(), room.y() / size.y());
}

// Draws into the box; shifts the drawing up by half of the space that labels need below.
void add(vtkRenderWindow& window, Overlay& overlay, const Scene& scene, const PictureBox& box, double scale,
         double below) {
    const Eigen::Vector2d middle = (scene.extent.low + scene.extent.high) / 2 - Eigen::Vector2d(0.0, below / 2 / scale);
    const auto renderer = make_scene_renderer(scene, middle, picture_height / 2.0 / scale, disc_text * supersampling);
    renderer->SetViewport(box.x / picture_width, 0.0, (box.x + box.width) / picture_width, 1.0);
    window.AddRenderer(renderer);
    for (const SceneLabel& label : scene.labels) {
        if (label.place == LabelPlace::beside) continue;
        const Pixel place = box.centre() + scale * ((scene.view * label.anchor).head<2>() - middle);
        if (label.place == LabelPlace::on) {
            overlay.add_text(place, label.text, {.size = 0.85 * disc_text, .grey = 0.35, .align = Align::centre});
        } else {
            overlay.add_text(place - Pixel(0, 0.8 * disc_text), label.text,
                             {.size = disc_text, .bold = true, .align = Align::centre});
            overlay.add_text(place - Pixel(0, 1.8 * disc_text), label.detail,
                             {.size = 0.8 * disc_text, .grey = 0.3, .align = Align::centre});
        }
    }
}

std::vector<unsigned char> draw(const Shown& shown, double column_scale, double discs_scale) {
    const auto window = make_offscreen_window(picture_width * supersampling, picture_height * supersampling);
    window->SetNumberOfLayers(2);
    vtkNew<vtkRenderer> front;
    front->SetLayer(1);
    front->InteractiveOff();
    window->AddRenderer(front);
    Overlay overlay(*front, supersampling);
    add(*window, overlay, shown.column, column_box, column_scale, 0.0);
    add(*window, overlay, shown.discs, discs_box, discs_scale, label_room);
    return png_bytes(*take_picture(*window, supersampling));
}

}  // namespace

std::vector<std::vector<unsigned char>> draw_disc_pictures(const Anatomy& anatomy, const std::vector<DrawnCase>& cases,
                                                           const ReportField& field) {
    const OffscreenContext context;
    std::vector<Drawing> drawings;
    drawings.reserve(cases.size());  // scenes refer to them
    std::vector<Shown> shown;
    double column_scale = 1e30, discs_scale = 1e30;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        drawings.push_back(make_drawing(anatomy, *cases[i].result, *cases[i].state, field.choice));
        drawings.back().scalar.values = field.values[i];
        use_scale(drawings.back(), field.scale);
        shown.push_back({make_sagittal_scene(drawings.back()),
                         make_exploded_scene(drawings.back(), drawings.back().discs.size() > 1 ? 2 : 1)});
        column_scale = std::min(column_scale, pixels_per_mm(shown.back().column, column_box.inside(0.0)));
        discs_scale = std::min(discs_scale, pixels_per_mm(shown.back().discs, discs_box.inside(label_room)));
    }
    std::vector<std::vector<unsigned char>> pictures;
    for (const Shown& one : shown) pictures.push_back(draw(one, column_scale, discs_scale));
    return pictures;
}

}  // namespace spondyl::viz
