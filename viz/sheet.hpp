// SPDX-License-Identifier: Apache-2.0
// A picture under construction, whatever it shows: title, panels with their scenes, labels and arrows, the bar of a
// field. Internal to viz/.
#pragma once

#include <vtkNew.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>

#include "viz/offscreen_window.hpp"
#include "viz/overlay.hpp"
#include "viz/scene.hpp"
#include "viz/silhouette.hpp"

namespace spondyl::viz {

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
    Layout(int width_px, int height_px)
        : width(width_px), height(height_px), text(std::min(height / 40.0, width / 68.0)) {}

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
    bool framed = false;       // a detail: clipped by a frame at the box
    double label_scale = 1.0;  // of the letters of side labels
};

class Sheet {
  public:
    Sheet(int width, int height);  // pixels
    [[nodiscard]] const Layout& layout() const { return layout_; }

    void add_title(const std::string& title, const std::string& line);
    void add(const Panel& panel);
    // of_what: the volume that the limits of the scale are percentiles of, "disc volume".
    void add_field_bar(double x, double width, const Scalar& scalar, const ColourScale& scale,
                       const std::string& of_what);
    // The run_id of the result is stored in the picture.
    void write(const std::filesystem::path& file, const std::string& run_id);

  protected:
    [[nodiscard]] Overlay& overlay() { return overlay_; }

  private:
    using Place = std::function<Pixel(const Vec3&)>;  // on the page

    // The size wanted, or a smaller one with which a long line fits the page; a letter is about 0.58 sizes wide.
    [[nodiscard]] double fitting(double size, const std::string& line) const;
    void add_arrows(const Scene& scene, const Box& box, const Place& place);
    // Beside the drawing at the height of the anchor, on the nearer side that has enough space.
    void add_arrow_text(const SceneArrow& arrow, const Box& box, const Pixel& anchor, Silhouette& drawn);
    void add_frame(const Box& box);
    void add_renderer(const Scene& scene, const Box& box, const Eigen::Vector2d& centre, double pixels_per_mm);
    void add_labels(const Panel& panel, const Box& box, const Place& place, double right_edge);

    Layout layout_;
    vtkSmartPointer<vtkRenderWindow> window_;
    vtkNew<vtkRenderer> overlay_renderer_;
    Overlay overlay_;
};

}  // namespace spondyl::viz
