// SPDX-License-Identifier: Apache-2.0
// The O-grid that every layer of the column shares: a rounded-square core and rings inside the nucleus, rings of
// annulus around it. Topology only; place_cross_section gives it the shape of one endplate.
#pragma once

#include <array>
#include <vector>

#include "models/geometry/outline.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

struct CrossSection {
    struct Node {
        double u =
            0.0;  // in the nucleus: its point in the nucleus's unit disc; in the annulus: direction on the circle
        double v = 0.0;
        double annulus = 0.0;  // 0 in the nucleus and on its rim .. 1 on the outer rim
    };
    int core = 0;           // cells along one side of the core, even
    int nucleus_rings = 0;  // between the core and the nucleus's rim
    int annulus_rings = 0;
    int disc_layers = 0;  // through a healthy disc between the two end layers, even
    int body_layers = 0;  // trabecular layers of a deformable vertebral body, even
    std::vector<Node> nodes;
    std::vector<std::array<int, 4>> quads;  // counter-clockwise seen from above (from +y)
    std::vector<int> quad_ring;             // -1 nucleus, else annulus ring from 0 inside
    std::vector<int> quad_mirror;           // 1 right of the mid-sagittal plane, -1 left of it
    std::vector<int> rim;                   // outer rim, from anterior towards the right
};

CrossSection make_cross_section(MeshDensity density);

// (x, z) of every node in the plane of an endplate with this outline. The nucleus is the outline scaled about its
// centroid to `nucleus_fraction` of the area and shifted back by `nucleus_offset` mm.
std::vector<Vec2> place_cross_section(const CrossSection& section, const Outline& outline, double nucleus_fraction,
                                      double nucleus_offset);

}  // namespace spondyl
