// SPDX-License-Identifier: Apache-2.0
// The part of the page covered by a scene, row by row, so that words can be placed beside it.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "viz/overlay.hpp"
#include "viz/scene.hpp"

namespace spondyl::viz {

class Silhouette {
  public:
    // place: mm to pixels of the page; low and high: the rows that count, in pixels; row_height in pixels.
    Silhouette(const Scene& scene, const std::function<Pixel(const Vec3&)>& place, double low, double high,
               double row_height);

    // Everything from left to right in these rows counts as drawn.
    void include(const Pixel& low, const Pixel& high);

    // From the leftmost to the rightmost pixel drawn between two heights; first > second where nothing is drawn.
    [[nodiscard]] std::pair<double, double> span(double low, double high) const;

  private:
    [[nodiscard]] std::size_t row(double y) const;

    double low_;
    double row_height_;
    std::vector<std::pair<double, double>> rows_;
};

}  // namespace spondyl::viz
