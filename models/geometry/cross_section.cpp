// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/cross_section.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"

namespace spondyl {
namespace {

// Radius of the core's sides in the nucleus's unit disc and roundness of the core (0 square .. 1 circle): with these
// values the three cells at a corner of the core meet at angles of about 120 degrees.
constexpr double core_radius = 0.70;
constexpr double core_roundness = 0.55;
// Shifts the spokes towards front and back, where the annulus is thinnest and the outline longest.
constexpr double spoke_crowding = 0.14;

double crowded(double angle) {
    return angle - spoke_crowding * std::sin(2.0 * angle);
}

CrossSection::Node core_node(int i, int j, int n) {
    const double s = std::tan((2 * i - n) * std::numbers::pi / (4 * n));  // anterior
    const double t = std::tan((2 * j - n) * std::numbers::pi / (4 * n));  // right
    const double length = std::hypot(s, t);
    if (length == 0.0) return {};
    const double round = std::max(std::abs(s), std::abs(t)) / length;
    const double radius = core_radius * length * ((1.0 - core_roundness) + core_roundness * round);
    const double angle = crowded(std::atan2(t, s));
    return {radius * std::cos(angle), radius * std::sin(angle), 0.0};
}

void set_counts(CrossSection& c, MeshDensity density) {
    switch (density) {
        case MeshDensity::coarse:
            c.core = 8, c.nucleus_rings = 1, c.annulus_rings = 4, c.disc_layers = 4;
            break;
        case MeshDensity::medium:
            c.core = 12, c.nucleus_rings = 1, c.annulus_rings = 5, c.disc_layers = 8;
            break;
        case MeshDensity::fine:
            c.core = 16, c.nucleus_rings = 2, c.annulus_rings = 7, c.disc_layers = 12;
            break;
    }
    c.body_layers = c.disc_layers + 2;
}

int core_index(int i, int j, int n) {
    return i * (n + 1) + j;
}

void add_core(CrossSection& c) {
    const int n = c.core;
    for (int i = 0; i <= n; ++i) {
        for (int j = 0; j <= n; ++j) c.nodes.push_back(core_node(i, j, n));
    }
    // Seen from above z x x = y, so (right, anterior) is the right-handed order.
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            c.quads.push_back(
                {core_index(i, j, n), core_index(i, j + 1, n), core_index(i + 1, j + 1, n), core_index(i + 1, j, n)});
            c.quad_ring.push_back(-1);
            c.quad_mirror.push_back(2 * j >= n ? 1 : -1);
        }
    }
}

// The core's boundary from anterior (i = n, j = n/2) towards the right.
std::vector<int> core_boundary(int n) {
    std::vector<int> boundary;
    for (int k = 0; k < 4 * n; ++k) {
        const int m = (k + n / 2) % (4 * n);
        const int along = m % n;
        switch (m / n) {
            case 0:
                boundary.push_back(core_index(n, along, n));
                break;
            case 1:
                boundary.push_back(core_index(n - along, n, n));
                break;
            case 2:
                boundary.push_back(core_index(0, n - along, n));
                break;
            default:
                boundary.push_back(core_index(along, 0, n));
                break;
        }
    }
    return boundary;
}

// Nodes of a ring and the quads between it and the one before; returns its nodes.
std::vector<int> add_ring(CrossSection& c, int ring, const std::vector<int>& boundary,
                          const std::vector<int>& previous) {
    const int perimeter = static_cast<int>(boundary.size());
    std::vector<int> current(boundary.size());
    for (int k = 0; k < perimeter; ++k) {
        // The left half is the exact mirror image of the right one.
        const int folded = std::min(k, perimeter - k);
        const double angle = crowded(2.0 * std::numbers::pi * folded / perimeter);
        const double cosine = 4 * folded == perimeter ? 0.0 : std::cos(angle);
        const double sine = 2 * folded == perimeter ? 0.0 : std::sin(angle) * (2 * k > perimeter ? -1.0 : 1.0);
        CrossSection::Node node{cosine, sine, 0.0};
        if (ring < c.nucleus_rings) {
            const auto& from = c.nodes[static_cast<std::size_t>(boundary[static_cast<std::size_t>(k)])];
            const double t = static_cast<double>(ring + 1) / c.nucleus_rings;
            node.u = (1.0 - t) * from.u + t * cosine;
            node.v = (1.0 - t) * from.v + t * sine;
        } else {
            node.annulus = static_cast<double>(ring + 1 - c.nucleus_rings) / c.annulus_rings;
        }
        current[static_cast<std::size_t>(k)] = static_cast<int>(c.nodes.size());
        c.nodes.push_back(node);
    }
    for (int k = 0; k < perimeter; ++k) {
        const auto a = static_cast<std::size_t>(k);
        const auto b = static_cast<std::size_t>((k + 1) % perimeter);
        c.quads.push_back({previous[a], previous[b], current[b], current[a]});
        c.quad_ring.push_back(ring - c.nucleus_rings < 0 ? -1 : ring - c.nucleus_rings);
        c.quad_mirror.push_back(2 * k < perimeter ? 1 : -1);
    }
    return current;
}

}  // namespace

CrossSection make_cross_section(MeshDensity density) {
    CrossSection c;
    set_counts(c, density);
    add_core(c);
    const std::vector<int> boundary = core_boundary(c.core);
    c.rim = boundary;
    for (int ring = 0; ring < c.nucleus_rings + c.annulus_rings; ++ring) c.rim = add_ring(c, ring, boundary, c.rim);
    return c;
}

std::vector<Vec2> place_cross_section(const CrossSection& section, const Outline& outline, double nucleus_fraction,
                                      double nucleus_offset) {
    SPONDYL_ASSERT(nucleus_fraction > 0.0 && nucleus_fraction < 1.0, "nucleus fraction {}", nucleus_fraction);
    const Vec2 centroid = outline.centroid();
    const double scale = std::sqrt(nucleus_fraction);
    std::vector<Vec2> points;
    points.reserve(section.nodes.size());
    for (const auto& node : section.nodes) {
        const Vec2 outer = outline.point(node.u, node.v);
        const Vec2 inner = centroid + scale * (outer - centroid) - Vec2(nucleus_offset, 0.0);
        points.push_back((1.0 - node.annulus) * inner + node.annulus * outer);
    }
    return points;
}

}  // namespace spondyl
