// SPDX-License-Identifier: Apache-2.0
#include "viz/report/body_pictures.hpp"

#include <algorithm>
#include <optional>

#include "viz/body_scene.hpp"
#include "viz/body_shape.hpp"
#include "viz/offscreen_window.hpp"
#include "viz/png_file.hpp"
#include "viz/scene_view.hpp"

namespace spondyl::viz {

namespace {

constexpr double body_text = 12.0, body_border = 6.0;  // pixels

}  // namespace

std::vector<std::vector<unsigned char>> draw_body_pictures(const Anatomy& anatomy,
                                                           const std::vector<DrawnCase>& cases) {
    const OffscreenContext context;
    std::vector<Drawing> drawings;
    drawings.reserve(cases.size());  // scenes refer to them
    std::vector<vtkSmartPointer<vtkPolyData>> skins;
    std::vector<std::optional<Scene>> scenes;
    double scale = 1e30;  // pixels per mm
    for (const DrawnCase& one : cases) {
        if (!has_body(*one.state)) {
            scenes.emplace_back();
            continue;
        }
        drawings.push_back(make_drawing(anatomy, *one.result, *one.state, "von_mises_MPa"));
        skins.push_back(make_skin(anatomy.body, one.state->body));
        scenes.emplace_back(make_body_scene(drawings.back(), *skins.back(), 0, 0, false));
        const Eigen::Vector2d size = scenes.back()->extent.size();
        scale = std::min({scale, (body_picture_width - 2 * body_border) / size.x(),
                          (body_picture_height - 2 * body_border) / size.y()});
    }
    std::vector<std::vector<unsigned char>> pictures;
    for (const std::optional<Scene>& scene : scenes) {
        if (!scene) {
            pictures.emplace_back();
            continue;
        }
        // All stand on the same line, as on one floor.
        const double half_height = body_picture_height / 2.0 / scale;
        const Eigen::Vector2d middle((scene->extent.low.x() + scene->extent.high.x()) / 2,
                                     scene->extent.low.y() + half_height - body_border / scale);
        const auto window =
            make_offscreen_window(body_picture_width * supersampling, body_picture_height * supersampling);
        window->AddRenderer(make_scene_renderer(*scene, middle, half_height, body_text * supersampling));
        pictures.push_back(png_bytes(*take_picture(*window, supersampling)));
    }
    return pictures;
}

}  // namespace spondyl::viz
