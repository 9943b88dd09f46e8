// SPDX-License-Identifier: Apache-2.0
#include "viz/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "io/safe_write.hpp"
#include "viz/body_scene.hpp"
#include "viz/body_shape.hpp"
#include "viz/page.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using namespace viz;

Panel make_panel(Scene scene, const Box& box, double label_width, double label_scale = 1.0) {
    const Extent shown = scene.extent;
    return {std::move(scene), box, shown, label_width, false, label_scale};
}

// The number of columns that draws the discs largest; a tilted disc with its label is about as high as wide.
int best_columns(std::size_t discs, const Box& box) {
    int best = 1;
    double best_size = 0.0;
    for (int columns = 1; columns <= static_cast<int>(discs); ++columns) {
        const double rows = std::ceil(static_cast<double>(discs) / columns);
        const double size = std::min(box.width / (1.15 * columns), box.height / rows);
        if (size > best_size) {
            best_size = size;
            best = columns;
        }
    }
    return best;
}

Box part(const Box& box, double left, double right, double low, double high) {
    return {box.x + left * box.width, box.y + low * box.height, (right - left) * box.width, (high - low) * box.height};
}

Box slice(const Box& box, double from, double to) {
    return part(box, from, to, 0.0, 1.0);
}

// The pictures of one drawing, page by page.
class PictureSet {
  public:
    PictureSet(const BodyAnatomy& anatomy, Drawing drawing, const RenderOptions& options)
        : drawing_(std::move(drawing)),
          options_(options),
          body_(has_body(drawing_.state)),
          skin_(make_skin(anatomy, body_ ? drawing_.state.body : std::vector<BodySegment>())) {}

    std::vector<fs::path> write() {
        draw("column.png", Bars::both, [this](auto&&... place) { add_columns(place...); });
        draw("sagittal.png", Bars::section, [this](auto&&... place) { add_sections(place...); });
        draw("discs.png", Bars::discs, [this](Page& page, const Box& box, double) { add_discs(page, box); });
        draw("overview.png", Bars::overview, [this](auto&&... place) { add_overview(place...); });
        if (has_structures(drawing_.result))
            draw("facets.png", Bars::structures, [this](auto&&... place) { add_structures(place...); });
        if (body_) draw("body.png", Bars::body, [this](auto&&... place) { add_body(place...); });
        return std::move(files_);
    }

  private:
    void draw(const char* name, Bars bars, auto&& add_panels) {
        Page page(drawing_, options_.width, options_.height, bars);
        add_panels(page, page.layout().panels(), 7.5 * page.layout().text);
        files_.push_back(options_.directory / name);
        page.write(files_.back());
    }

    Scene column(const char* caption, double azimuth, bool labels) const {
        Scene scene = make_column_scene(drawing_, azimuth, 8, labels);
        scene.caption = caption;
        return scene;
    }
    Scene sagittal(const char* caption) const {
        Scene scene = make_sagittal_scene(drawing_);
        scene.caption = caption;
        return scene;
    }
    Scene whole_body(const char* caption, double azimuth, double elevation, bool words) const {
        Scene scene = make_body_scene(drawing_, *skin_, azimuth, elevation, words);
        scene.caption = caption;
        return scene;
    }

    void add_columns(Page& page, const Box& box, double label_width) const {
        page.add(make_panel(column("from the front and right", 35, true), slice(box, 0.03, 0.53), label_width));
        page.add(make_panel(column("from behind and left", 215, false), slice(box, 0.53, 0.99), label_width));
    }

    void add_sections(Page& page, const Box& box, double label_width) const {
        const bool has_detail = drawing_.discs.size() > 2;
        page.add(
            make_panel(sagittal("cut in the mid-sagittal plane"), slice(box, 0, has_detail ? 0.5 : 1), label_width));
        if (!has_detail) return;
        Panel lowest = make_panel(sagittal("the two lowest discs, enlarged"), slice(box, 0.5, 1), label_width);
        lowest.shown = lowest_discs(drawing_, lowest.scene, 2);
        lowest.framed = true;
        page.add(lowest);
    }

    void add_discs(Page& page, const Box& box) const {
        page.add(make_panel(make_exploded_scene(drawing_, best_columns(drawing_.discs.size(), box)), box, 0));
    }

    void add_overview(Page& page, const Box& box, double label_width) const {
        if (body_) {
            page.add(make_panel(whole_body("the whole body", 0, 0, true), slice(box, 0, 0.34), 0));
        } else {
            page.add(make_panel(column("from the front and right", 35, true), slice(box, 0, 0.32), label_width));
        }
        page.add(make_panel(sagittal("mid-sagittal cut"), slice(box, body_ ? 0.34 : 0.32, 0.64), label_width));
        add_discs(page, slice(box, 0.64, 1));
    }

    void add_structures(Page& page, const Box& box, double label_width) const {
        Scene whole = make_posterior_scene(drawing_);
        whole.caption = fmt::format("from behind and left; names and forces of {}", name(chosen_level(drawing_)));
        page.add(make_panel(std::move(whole), slice(box, 0.01, 0.56), 1.9 * label_width));
        page.add(make_panel(make_opened_joints_scene(drawing_), slice(box, 0.56, 1), 1.3 * label_width));
    }

    void add_body(Page& page, const Box& box, double label_width) const {
        const bool lying = drawing_.task && drawing_.task->posture.legs == LegPose::lying;
        Scene side = whole_body(lying ? "from beside the bed" : "from the right", 0, 0, true);
        Scene oblique = whole_body(lying ? "from the feet" : "from the front and right", 55, 12, false);
        const Eigen::Vector2d size = side.extent.size();
        const bool wide = size.x() > 1.6 * size.y();
        page.add(make_panel(std::move(side), wide ? part(box, 0, 0.44, 0.5, 1) : slice(box, 0, 0.24), 0));
        page.add(make_panel(std::move(oblique), wide ? part(box, 0, 0.44, 0, 0.5) : slice(box, 0.24, 0.44), 0));
        Scene back =
            make_trunk_scene(drawing_, 230, 8, Side::left,
                             {"multifidus", "longissimus_thoracis", "longissimus_lumborum", "iliocostalis_thoracis",
                              "iliocostalis_lumborum", "quadratus_lumborum", "latissimus_dorsi"});
        back.caption = "trunk muscles from behind and left";
        page.add(make_panel(std::move(back), slice(box, 0.44, 0.73), 1.35 * label_width, 0.78));
        Scene front = make_trunk_scene(drawing_, 50, 8, Side::right,
                                       {"rectus_abdominis", "external_oblique", "internal_oblique", "psoas"});
        front.caption = "from the front and right";
        page.add(make_panel(std::move(front), slice(box, 0.73, 1), 1.2 * label_width, 0.78));
    }

    Drawing drawing_;
    const RenderOptions& options_;
    bool body_;
    vtkSmartPointer<vtkPolyData> skin_;
    std::vector<fs::path> files_;
};

}  // namespace

std::size_t viz::find_state(std::size_t states, int index) {
    const int count = static_cast<int>(states);
    if (count == 0) throw UserError("nothing to draw: the result has no states");
    const int state = index < 0 ? count + index : index;
    if (state < 0 || state >= count) {
        throw UserError(
            fmt::format("there is no state {}; this result has states 0 to {} (-1 is the last)", index, count - 1));
    }
    return static_cast<std::size_t>(state);
}

void viz::check_size(const RenderOptions& options) {
    if (options.width < 320 || options.width > 7680 || options.height < 240 || options.height > 4320) {
        throw UserError(fmt::format("a picture of {} x {} pixels is outside 320 x 240 .. 7680 x 4320", options.width,
                                    options.height));
    }
}

ColourScale viz::asked_for_scale(const std::array<double, 2>& range, const ColourScale& found) {
    const auto [low, high] = range;
    if (!(low < high) || !std::isfinite(high - low))
        throw UserError(fmt::format("a range of colours goes from low to high; {} to {} does not", low, high));
    return chosen_colour_scale(low, high, found);
}

std::vector<fs::path> render_pictures(const Result& result, const RenderOptions& options, const Anatomy& anatomy) {
    check_size(options);
    Drawing drawing = make_drawing(anatomy, result, result.states[find_state(result.states.size(), options.state)],
                                   options.field.empty() ? "von_mises_MPa" : options.field);
    if (options.range) use_scale(drawing, asked_for_scale(*options.range, drawing.scale));
    make_folder(options.directory);
    const OffscreenContext context;
    return PictureSet(anatomy.body, std::move(drawing), options).write();
}

}  // namespace spondyl
