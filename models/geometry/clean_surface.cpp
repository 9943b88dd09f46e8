// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <unordered_map>

#include "models/geometry/surface_file.hpp"

namespace spondyl {
namespace {

// Index of the representative of every point: the first one in a cell of a grid of width `tolerance`.
std::vector<int> joined(const Surface& surface, double tolerance, std::vector<Vec3>& points) {
    std::unordered_map<std::string, int> known;
    std::vector<int> number;
    number.reserve(surface.points.size());
    for (const Vec3& p : surface.points) {
        std::array<std::int64_t, 3> cell{};
        for (int a = 0; a < 3; ++a) cell[static_cast<std::size_t>(a)] = std::llround(p[a] / tolerance);
        std::string key(reinterpret_cast<const char*>(cell.data()), sizeof(cell));
        const auto [found, is_new] = known.try_emplace(std::move(key), static_cast<int>(points.size()));
        if (is_new) points.push_back(p);
        number.push_back(found->second);
    }
    return number;
}

class Sets {
  public:
    explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0); }
    int find(int i) {
        while (parent_[static_cast<std::size_t>(i)] != i) {
            int& p = parent_[static_cast<std::size_t>(i)];
            p = parent_[static_cast<std::size_t>(p)];
            i = p;
        }
        return i;
    }
    void join(int a, int b) { parent_[static_cast<std::size_t>(find(a))] = find(b); }

  private:
    std::vector<int> parent_;
};

// The triangles of a surface with merged points, and its connected parts.
struct Parts {
    std::vector<Vec3> points;
    std::vector<Triangle> triangles;
    Sets sets{0};

    [[nodiscard]] const Vec3& corner(const Triangle& t, std::size_t c) const {
        return points[static_cast<std::size_t>(t[c])];
    }
};

Parts find_parts(const Surface& surface, double tolerance) {
    Parts parts;
    const std::vector<int> number = joined(surface, tolerance, parts.points);
    parts.sets = Sets(parts.points.size());
    parts.triangles.reserve(surface.triangles.size());
    for (const Triangle& t : surface.triangles) {
        Triangle u{};
        for (std::size_t c = 0; c < 3; ++c) u[c] = number[static_cast<std::size_t>(t[c])];
        if (u[0] == u[1] || u[1] == u[2] || u[2] == u[0]) continue;
        parts.triangles.push_back(u);
        parts.sets.join(u[0], u[1]);
        parts.sets.join(u[1], u[2]);
    }
    return parts;
}

struct Largest {
    int part = -1;
    std::size_t others = 0;
};

Largest find_largest(Parts& parts) {
    std::unordered_map<int, double> area;
    for (const Triangle& t : parts.triangles) {
        const Vec3& from = parts.corner(t, 0);
        area[parts.sets.find(t[0])] += (parts.corner(t, 1) - from).cross(parts.corner(t, 2) - from).norm();
    }
    Largest largest;
    for (const auto& [part, size] : area) {
        const double most = largest.part < 0 ? -1.0 : area[largest.part];
        if (size > most || (size == most && part < largest.part)) largest.part = part;
    }
    largest.others = area.empty() ? 0 : area.size() - 1;
    return largest;
}

}  // namespace

CleanSurface clean_surface(const Surface& surface, double tolerance) {
    CleanSurface clean;
    Parts parts = find_parts(surface, tolerance);
    const Largest largest = find_largest(parts);
    clean.parts_left_out = largest.others;

    std::vector<int> place(parts.points.size(), -1);
    std::unordered_map<std::uint64_t, int> edges;
    double volume = 0.0;  // relative to one of its points, so that a hole does not change its sign
    double length = 0.0;
    for (const Triangle& t : parts.triangles) {
        if (parts.sets.find(t[0]) != largest.part) continue;
        Triangle u{};
        for (std::size_t c = 0; c < 3; ++c) {
            int& at = place[static_cast<std::size_t>(t[c])];
            if (at < 0) {
                at = static_cast<int>(clean.surface.points.size());
                clean.surface.points.push_back(parts.corner(t, c));
            }
            u[c] = at;
        }
        clean.surface.triangles.push_back(u);
        const Vec3& eye = clean.surface.points.front();
        volume += (parts.corner(t, 0) - eye).dot((parts.corner(t, 1) - eye).cross(parts.corner(t, 2) - eye));
        for (std::size_t c = 0; c < 3; ++c) {
            const auto a = static_cast<std::uint64_t>(std::min(u[c], u[(c + 1) % 3]));
            const auto b = static_cast<std::uint64_t>(std::max(u[c], u[(c + 1) % 3]));
            ++edges[a << 32U | b];
            length += (parts.corner(t, c) - parts.corner(t, (c + 1) % 3)).norm();
        }
    }
    for (const auto& [edge, uses] : edges) clean.open_edges += uses == 2 ? 0 : 1;
    if (!clean.surface.triangles.empty())
        clean.mean_edge = length / (3.0 * static_cast<double>(clean.surface.triangles.size()));
    if (volume < 0.0) {
        for (Triangle& t : clean.surface.triangles) std::swap(t[1], t[2]);
    }
    return clean;
}

}  // namespace spondyl
