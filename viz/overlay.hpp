// SPDX-License-Identifier: Apache-2.0
// Text and flat shapes in pixels over a picture. Internal to viz/.
#pragma once

#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/mesh/mesh.hpp"
#include "viz/colour_scale.hpp"

namespace spondyl::viz {

using Pixel = Eigen::Vector2d;  // from the lower left corner of the finished picture

enum class Align { left, centre, right };

struct TextStyle {
    double size = 24;  // pixels
    bool bold = false;
    double grey = 0.1;                                 // 0 black .. 1 white
    std::optional<std::array<double, 3>> colour = {};  // instead of grey; red green blue
    Align align = Align::left;
};

class Overlay {
  public:
    // factor: window pixels per picture pixel (supersampling).
    Overlay(vtkRenderer& renderer, int factor) : renderer_(renderer), factor_(factor) {}

    // position: vertical middle of the line of text.
    void add_text(const Pixel& position, const std::string& text, const TextStyle& style);
    void add_line(const Pixel& from, const Pixel& to, double width, double grey);

    // Along the path, its head at the last point.
    void add_arrow(const std::vector<Pixel>& path, double width, const std::array<double, 3>& colour);

    // Horizontal bar with ticks and numbers below and the title above; low edge of the bar at position.
    void add_colour_bar(const Pixel& position, const Pixel& size, const ColourScale& scale, Palette palette,
                        const std::string& title, double text_size);

    // Three directions as they lie on the screen; an axis that points at the viewer is left out.
    // axes: columns, each the components along the screen's right, up and towards the viewer.
    void add_triad(const Pixel& position, double length, const Mat3& axes, const std::array<const char*, 3>& names,
                   double text_size);

  private:
    void add_polygon(const std::vector<Pixel>& corners, double red, double green, double blue);

    vtkRenderer& renderer_;
    int factor_;
};

}  // namespace spondyl::viz
