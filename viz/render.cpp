#include "viz/render.hpp"

#include <fmt/format.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "viz/atomic_file.hpp"
#include "viz/body_scene.hpp"
#include "viz/body_shape.hpp"
#include "viz/load_text.hpp"
#include "viz/offscreen_window.hpp"
#include "viz/overlay.hpp"
#include "viz/scene.hpp"
#include "viz/scene_view.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using namespace viz;

constexpr std::array<double, 3> force_colour = {0.08, 0.33, 0.62};
constexpr std::array<double, 3> warning_colour = {0.75, 0.05, 0.05};
constexpr int supersampling = 2;  // window pixels per picture pixel in each direction

const ResultState& find_state(const Result& result, int index) {
    const int count = static_cast<int>(result.states.size());
    if (count == 0) throw UserError("nothing to draw: the result has no states");
    const int state = index < 0 ? count + index : index;
    if (state < 0 || state >= count) {
        throw UserError(
            fmt::format("there is no state {}; this result has states 0 to {} (-1 is the last)", index, count - 1));
    }
    return result.states[static_cast<std::size_t>(state)];
}

void check_size(const RenderOptions& options) {
    if (options.width < 320 || options.width > 7680 || options.height < 240 || options.height > 4320) {
        throw UserError(fmt::format("a picture of {} x {} pixels is outside 320 x 240 .. 7680 x 4320", options.width,
                                    options.height));
    }
}

bool has_body(const ResultState& state) {
    return !state.task.empty() && !state.body.empty() && !state.muscles.empty();
}

// Where in the loading the state lies, and under which loads.
std::string describe(const Drawing& drawing) {
    const Result& result = drawing.result;
    const ResultState& state = drawing.state;
    if (state.time == 0.0) return "At rest, before any load";
    if (drawing.task) return describe_task(*drawing.task);
    if (!state.task.empty()) return fmt::format("Task \"{}\"", state.step);
    const double step = std::ceil(state.time - 1e-9);
    const double applied = 100 * (state.time - (step - 1));
    std::string text = applied > 99.95
                           ? fmt::format("At the end of load step {:.0f}, \"{}\"", step, state.step)
                           : fmt::format("{:.0f} % into load step {:.0f}, \"{}\"", applied, step, state.step);
    if (!result.canonical_scenario.empty()) {
        try {
            const Scenario scenario = parse_scenario(result.canonical_scenario, "result");
            text += fmt::format(": {}", describe_loads(scenario, state.time));
        } catch (const UserError&) {
            // Written by a version with other keys: the picture is as true without the loads in words.
        }
    }
    if (!result.complete) text += " (the solve stopped before the end)";
    return text;
}

// A rectangle of the page, in pixels from its lower left corner.
struct Box {
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;

    [[nodiscard]] Pixel centre() const { return {x + width / 2, y + height / 2}; }
    [[nodiscard]] bool contains(const Pixel& p, double margin) const {
        return p.x() >= x + margin && p.x() <= x + width - margin && p.y() >= y + margin &&
               p.y() <= y + height - margin;
    }
};

// Sizes on the page, all derived from its height and width.
struct Layout {
    explicit Layout(const RenderOptions& options)
        : width(options.width), height(options.height), text(std::min(height / 40.0, width / 68.0)) {}

    double width;
    double height;
    double text;  // size of the main text

    [[nodiscard]] double title_height() const { return 4.4 * text; }
    [[nodiscard]] double bar_height() const { return 5.6 * text; }
    [[nodiscard]] Box panels() const { return {0, bar_height(), width, height - bar_height() - title_height()}; }
};

// One scene in one part of the page.
struct Panel {
    Scene scene;
    Box box;
    Extent shown;              // what must be visible; the scene's own extent or a part of it
    double label_width = 0;    // pixels kept free on the right for side labels and the triad
    bool framed = false;       // a detail: what lies outside the box is cut off by a frame
    double label_scale = 1.0;  // of the letters of side labels
};

// Which colour bars a page needs.
enum class Bars { discs, structures, both, body, overview };

class Page {
  public:
    Page(const Drawing& drawing, const RenderOptions& options, Bars bars)
        : drawing_(drawing),
          layout_(options),
          window_(make_offscreen_window(options.width * supersampling, options.height * supersampling)),
          overlay_(*overlay_renderer_, supersampling) {
        window_->SetNumberOfLayers(2);
        // Behind the panels: white where none of them draws.
        vtkNew<vtkRenderer> paper;
        paper->SetBackground(1, 1, 1);
        window_->AddRenderer(paper);
        overlay_renderer_->SetLayer(1);
        overlay_renderer_->InteractiveOff();
        window_->AddRenderer(overlay_renderer_);
        add_title();
        add_bars(bars);
    }

    [[nodiscard]] const Layout& layout() const { return layout_; }

    void add(const Panel& panel) {
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
        const double triad_height = panel.framed || panel.scene.free_place ? 0.0
                                    : panel.label_width > 0                ? 1.8 * text
                                                                           : 4.5 * text;
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
        for (const SceneArrow& arrow : panel.scene.arrows) add_arrow(arrow, box, place);
        const double right_edge = inner.centre().x() + pixels_per_mm * size.x() / 2;
        add_labels(panel, box, place, right_edge);
        if (panel.framed) return;  // the panel beside it shows the directions
        Pixel triad(box.x + 5 * text, box.y + 2.2 * text);
        if (panel.label_width > 0) triad = {right_edge + 3.2 * text, box.y + 0.8 * text};
        // Who lies on the side has an axis that points down.
        if ((panel.scene.view.row(1).array() < -0.3).any()) triad.y() += 2.4 * text;
        if (panel.scene.free_place) triad = place(*panel.scene.free_place);
        overlay_.add_triad(triad, 1.9 * text, panel.scene.view, 0.75 * text);
    }

    void write(const fs::path& file) {
        const auto picture = take_picture(*window_, supersampling);
        write_atomically(file, [&](const fs::path& temporary) {
            vtkNew<vtkPNGWriter> writer;
            writer->SetFileName(temporary.c_str());
            writer->SetInputData(picture);
            writer->Write();
            return writer->GetErrorCode() == 0;
        });
    }

  private:
    void add_title() {
        const double text = layout_.text;
        const double middle = layout_.width / 2;
        const std::string title = drawing_.result.title.empty() ? "Lumbar spine" : drawing_.result.title;
        overlay_.add_text({middle, layout_.height - 1.5 * text}, title,
                          {.size = fitting(1.5 * text, title), .bold = true, .align = Align::centre});
        const std::string state = describe(drawing_);
        overlay_.add_text({middle, layout_.height - 3.3 * text}, state,
                          {.size = fitting(0.95 * text, state), .grey = 0.3, .align = Align::centre});
    }

    // The size wanted, or what lets a long line fit the page; a letter is about 0.58 sizes wide.
    [[nodiscard]] double fitting(double size, const std::string& line) const {
        return std::min(size, 0.96 * layout_.width / (0.58 * static_cast<double>(line.size())));
    }

    void add_bars(Bars bars) {
        if (bars == Bars::body) return add_caption_and_activation();
        const bool structures = bars != Bars::discs && has_structures(drawing_.result);
        std::vector<std::function<void(double, double)>> draw;  // with the left edge and the width
        if (bars != Bars::structures) draw.push_back([&](double x, double width) { add_field_bar(x, width); });
        if (structures && !drawing_.result.fascicles.empty()) {
            draw.push_back([&](double x, double width) {
                add_key_bar(x, width, drawing_.tension, Palette::reds, "Tension of ligament bundles in N",
                            "thin grey bundles are slack");
            });
        }
        if (structures && !drawing_.result.facets.empty()) {
            draw.push_back([&](double x, double width) {
                add_key_bar(x, width, drawing_.contact, Palette::blues, "Contact pressure of facet joints in MPa",
                            "palest: no contact");
            });
        }
        if (bars == Bars::overview && has_body(drawing_.state)) {
            draw.push_back([&](double x, double width) { add_activation_bar(x, width); });
        }
        const double share = layout_.width / static_cast<double>(draw.size());
        const double width = draw.size() == 1 ? 0.36 * layout_.width : 0.76 * share;
        for (std::size_t i = 0; i < draw.size(); ++i) {
            draw[i](share * (static_cast<double>(i) + 0.5) - width / 2, width);
        }
    }

    void add_activation_bar(double x, double width) {
        add_key_bar(x, width, drawing_.activation, Palette::magma, "Muscle activation",
                    "0 at rest, 1 full strength; tubes as thick as the muscles");
    }

    // Words on the left, the scale of the muscles on the right.
    void add_caption_and_activation() {
        add_activation_bar(0.68 * layout_.width, 0.27 * layout_.width);
        const TaskCaption caption = task_caption(drawing_.result, drawing_.state, drawing_.task);
        const double left = 0.02 * layout_.width;
        const double room = 0.61 * layout_.width;
        double y = layout_.bar_height() - 0.3 * layout_.text;
        const auto add_line = [&](const std::string& line, const TextStyle& style) {
            TextStyle fitted = style;
            fitted.size = std::min(style.size, room / (0.52 * static_cast<double>(line.size())));
            overlay_.add_text({left, y}, line, fitted);
            y -= 1.3 * layout_.text;
        };
        if (!caption.warning.empty()) {
            add_line(caption.warning, {.size = 0.95 * layout_.text, .bold = true, .colour = warning_colour});
        }
        for (const std::string& line : caption.lines) add_line(line, {.size = 0.95 * layout_.text, .grey = 0.15});
    }

    template <class Place>
    void add_arrow(const SceneArrow& arrow, const Box& box, const Place& place) {
        const double text = layout_.text;
        std::vector<Pixel> path;
        for (const Vec3& point : arrow.path) path.push_back(place(point));
        double length = 0.0;
        for (std::size_t i = 1; i < path.size(); ++i) length += (path[i] - path[i - 1]).norm();
        if (length < text) return;  // towards the viewer or away
        overlay_.add_arrow(path, 0.22 * text, force_colour);
        if (arrow.text.empty()) return;
        const Pixel& end = arrow.text_at_end ? path.back() : path.front();
        const Pixel along =
            (arrow.text_at_end ? Pixel(path.back() - path[path.size() - 2]) : Pixel(path.front() - path[1]))
                .normalized();
        const bool upright = std::abs(along.y()) > 0.7;
        Pixel anchor = upright ? Pixel(end + 0.8 * text * along) : Pixel(end + Pixel(0, 0.9 * text));
        // Nothing leaves the panel; a letter is about 0.45 sizes wide.
        const double half = 0.5 * 0.45 * 0.75 * text * static_cast<double>(arrow.text.size()) + 0.3 * text;
        anchor.x() = std::clamp(anchor.x(), box.x + half, box.x + box.width - half);
        overlay_.add_text(anchor, arrow.text, {.size = 0.75 * text, .colour = force_colour, .align = Align::centre});
    }

    void add_key_bar(double x, double width, const ColourKey& key, Palette palette, const std::string& title,
                     const std::string& note) {
        const double text = layout_.text;
        overlay_.add_colour_bar({x, 2.9 * text}, {width, 0.9 * text}, key.scale, palette, title, 0.9 * text);
        overlay_.add_text({x + width / 2, 0.75 * text}, note,
                          {.size = 0.65 * text, .grey = 0.4, .align = Align::centre});
    }

    void add_field_bar(double x, double width) {
        const double text = layout_.text;
        const CellScalar& scalar = drawing_.scalar;
        std::string title = scalar.label;
        title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
        if (!scalar.unit.empty()) title += " in " + scalar.unit;
        overlay_.add_colour_bar({x, 2.9 * text}, {width, 0.9 * text}, drawing_.scale, Palette::viridis, title,
                                0.9 * text);
        const std::string unit = scalar.unit.empty() ? "" : " " + scalar.unit;
        const std::string note = fmt::format(
            "limits: 1st to 99th percentile of the disc volume, rounded; "
            "single cells: {:.3g} to {:.3g}{}",
            drawing_.scale.smallest, drawing_.scale.largest, unit);
        overlay_.add_text({x + width / 2, 0.75 * text}, note,
                          {.size = std::min(0.65 * text, 1.25 * width / (0.55 * static_cast<double>(note.size()))),
                           .grey = 0.4,
                           .align = Align::centre});
    }

    void add_frame(const Box& box) {
        const Pixel a(box.x, box.y);
        const Pixel b(box.x + box.width, box.y);
        const Pixel c(box.x + box.width, box.y + box.height);
        const Pixel d(box.x, box.y + box.height);
        for (const auto& [from, to] : {std::pair(a, b), std::pair(b, c), std::pair(c, d), std::pair(d, a)}) {
            overlay_.add_line(from, to, 0.08 * layout_.text, 0.6);
        }
    }

    void add_renderer(const Scene& scene, const Box& box, const Eigen::Vector2d& centre, double pixels_per_mm) {
        const auto renderer =
            make_scene_renderer(scene, centre, box.height / 2 / pixels_per_mm, layout_.text * supersampling);
        renderer->SetViewport(box.x / layout_.width, box.y / layout_.height, (box.x + box.width) / layout_.width,
                              (box.y + box.height) / layout_.height);
        window_->AddRenderer(renderer);
    }

    template <class Place>
    void add_labels(const Panel& panel, const Box& box, const Place& place, double right_edge) {
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
        double y = box.y + box.height;
        for (std::size_t i = 0; i < beside.size(); ++i) {
            const auto& [anchor, label] = beside[i];
            const double below = room * static_cast<double>(beside.size() - 1 - i);
            y = std::min(std::max(anchor.y(), box.y + text + below), y - room);
            overlay_.add_line(anchor + Pixel(0.2 * text, 0), {x - 0.2 * text, y}, 0.06 * text, 0.6);
            const double shift = label->detail.empty() ? 0.0 : 0.5 * letters;
            overlay_.add_text({x, y + shift}, label->text, {.size = letters, .bold = true});
            overlay_.add_text({x, y - shift}, label->detail, {.size = 0.7 * letters, .grey = 0.3});
        }
    }

    const Drawing& drawing_;
    Layout layout_;
    vtkSmartPointer<vtkRenderWindow> window_;
    vtkNew<vtkRenderer> overlay_renderer_;
    Overlay overlay_;
};

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

}  // namespace

std::vector<fs::path> render_pictures(const Result& result, const RenderOptions& options) {
    check_size(options);
    const Drawing drawing = make_drawing(result, find_state(result, options.state), options.field);
    make_directory(options.directory);
    const OffscreenContext context;

    std::vector<fs::path> files;
    const auto draw = [&](const char* name, Bars bars, auto&& add_panels) {
        Page page(drawing, options, bars);
        add_panels(page, page.layout().panels(), 7.5 * page.layout().text);
        files.push_back(options.directory / name);
        page.write(files.back());
    };
    const auto column = [&](const char* caption, double azimuth, bool labels) {
        Scene scene = make_column_scene(drawing, azimuth, 8, labels);
        scene.caption = caption;
        return scene;
    };
    const auto sagittal = [&](const char* caption) {
        Scene scene = make_sagittal_scene(drawing);
        scene.caption = caption;
        return scene;
    };

    draw("column.png", Bars::both, [&](Page& page, const Box& box, double label_width) {
        page.add(make_panel(column("from the front and right", 35, true), slice(box, 0.03, 0.53), label_width));
        page.add(make_panel(column("from behind and left", 215, false), slice(box, 0.53, 0.99), label_width));
    });
    draw("sagittal.png", Bars::both, [&](Page& page, const Box& box, double label_width) {
        const bool has_detail = drawing.discs.size() > 2;
        page.add(
            make_panel(sagittal("cut in the mid-sagittal plane"), slice(box, 0, has_detail ? 0.5 : 1), label_width));
        if (!has_detail) return;
        Panel lowest = make_panel(sagittal("the two lowest discs, enlarged"), slice(box, 0.5, 1), label_width);
        lowest.shown = lowest_discs(drawing, lowest.scene, 2);
        lowest.framed = true;
        page.add(lowest);
    });
    draw("discs.png", Bars::discs, [&](Page& page, const Box& box, double) {
        page.add(make_panel(make_exploded_scene(drawing, best_columns(drawing.discs.size(), box)), box, 0));
    });
    const bool body = has_body(drawing.state);
    const auto skin = make_skin(body ? drawing.state.body : std::vector<BodySegment>());
    const auto whole_body = [&](const char* caption, double azimuth, double elevation, bool words) {
        Scene scene = make_body_scene(drawing, *skin, azimuth, elevation, words);
        scene.caption = caption;
        return scene;
    };
    draw("overview.png", Bars::overview, [&](Page& page, const Box& box, double label_width) {
        if (body) {
            page.add(make_panel(whole_body("the whole body", 0, 0, true), slice(box, 0, 0.34), 0));
        } else {
            page.add(make_panel(column("from the front and right", 35, true), slice(box, 0, 0.32), label_width));
        }
        page.add(make_panel(sagittal("mid-sagittal cut"), slice(box, body ? 0.34 : 0.32, 0.64), label_width));
        const Box last = slice(box, 0.64, 1);
        page.add(make_panel(make_exploded_scene(drawing, best_columns(drawing.discs.size(), last)), last, 0));
    });
    if (has_structures(result)) {
        draw("facets.png", Bars::structures, [&](Page& page, const Box& box, double label_width) {
            Scene whole = make_posterior_scene(drawing);
            whole.caption = fmt::format("from behind and left; names and forces of {}", name(chosen_level(drawing)));
            page.add(make_panel(std::move(whole), slice(box, 0.01, 0.56), 1.9 * label_width));
            page.add(make_panel(make_opened_joints_scene(drawing), slice(box, 0.56, 1), 1.3 * label_width));
        });
    }
    if (body) {
        draw("body.png", Bars::body, [&](Page& page, const Box& box, double label_width) {
            const bool lying = drawing.task && drawing.task->posture.legs == LegPose::lying;
            Scene side = whole_body(lying ? "from beside the bed" : "from the right", 0, 0, true);
            Scene oblique = whole_body(lying ? "from the feet" : "from the front and right", 55, 12, false);
            const Eigen::Vector2d size = side.extent.size();
            const bool wide = size.x() > 1.6 * size.y();
            page.add(make_panel(std::move(side), wide ? part(box, 0, 0.44, 0.5, 1) : slice(box, 0, 0.24), 0));
            page.add(make_panel(std::move(oblique), wide ? part(box, 0, 0.44, 0, 0.5) : slice(box, 0.24, 0.44), 0));
            Scene back =
                make_trunk_scene(drawing, 230, 8, Side::left,
                                 {"multifidus", "longissimus_thoracis", "longissimus_lumborum", "iliocostalis_thoracis",
                                  "iliocostalis_lumborum", "quadratus_lumborum", "latissimus_dorsi"});
            back.caption = "trunk muscles from behind and left";
            page.add(make_panel(std::move(back), slice(box, 0.44, 0.73), 1.35 * label_width, 0.78));
            Scene front = make_trunk_scene(drawing, 50, 8, Side::right,
                                           {"rectus_abdominis", "external_oblique", "internal_oblique", "psoas"});
            front.caption = "from the front and right";
            page.add(make_panel(std::move(front), slice(box, 0.73, 1), 1.2 * label_width, 0.78));
        });
    }
    return files;
}

}  // namespace spondyl
