// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/surface_nets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/error.hpp"

namespace spondyl {
namespace {

// Blocks this many grid cells wide are skipped if the distance at their centre shows that no surface crosses them.
constexpr int block = 3;
// Blends and stretched primitives distort the distance; this factor and margin keep the skipping safe.
constexpr double skip_factor = 1.2;
constexpr double skip_margin = 1.5;  // mm

class Grid {
  public:
    Grid(const ImplicitSolid& solid, double spacing) : spacing_(spacing) {
        const auto cells = [&](double length) {
            return block * static_cast<int>(std::ceil((length / spacing + 2.0) / block));
        };
        nx_ = cells(solid.high.x() - solid.low.x()) + 1;
        ny_ = cells(solid.high.y() - solid.low.y()) + 1;
        half_ = cells(solid.high.z());
        nz_ = 2 * half_ + 1;
        origin_ = Vec3(solid.low.x() - spacing, solid.low.y() - spacing, -half_ * spacing);
        values_.assign(static_cast<std::size_t>(nx_) * static_cast<std::size_t>(ny_) * static_cast<std::size_t>(nz_),
                       1.0);
        sample(solid);
        make_well_composed();
    }

    [[nodiscard]] int nx() const { return nx_; }
    [[nodiscard]] int ny() const { return ny_; }
    [[nodiscard]] int nz() const { return nz_; }

    [[nodiscard]] std::size_t index(int i, int j, int k) const {
        return static_cast<std::size_t>(i) +
               static_cast<std::size_t>(nx_) *
                   (static_cast<std::size_t>(j) + static_cast<std::size_t>(ny_) * static_cast<std::size_t>(k));
    }
    [[nodiscard]] double value(int i, int j, int k) const { return values_[index(i, j, k)]; }
    [[nodiscard]] bool inside(int i, int j, int k) const { return value(i, j, k) < 0.0; }
    [[nodiscard]] Vec3 position(int i, int j, int k) const {
        return {origin_.x() + i * spacing_, origin_.y() + j * spacing_, (k - half_) * spacing_};
    }

  private:
    void sample(const ImplicitSolid& solid) {
        const double reach = skip_factor * 0.5 * std::sqrt(3.0) * block * spacing_ + skip_margin;
        for (int k0 = half_; k0 < nz_; k0 += block) {
            for (int j0 = 0; j0 < ny_; j0 += block) {
                for (int i0 = 0; i0 < nx_; i0 += block) {
                    const Vec3 centre = position(i0, j0, k0) + Vec3::Constant(0.5 * block * spacing_);
                    const double middle = solid.distance(centre);
                    const bool near = std::abs(middle) < reach;
                    for (int k = k0; k < std::min(k0 + block, nz_); ++k) {
                        for (int j = j0; j < std::min(j0 + block, ny_); ++j) {
                            for (int i = i0; i < std::min(i0 + block, nx_); ++i) {
                                set(i, j, k, near ? solid.distance(position(i, j, k)) : middle);
                            }
                        }
                    }
                }
            }
        }
    }

    void set(int i, int j, int k, double value) {
        values_[index(i, j, k)] = value;
        values_[index(i, j, 2 * half_ - k)] = value;
    }

    bool fill(int i, int j, int k) {
        if (inside(i, j, k)) return false;
        values_[index(i, j, k)] = -0.05 * spacing_;
        return true;
    }

    // Two inside corners across the diagonal of a 2 x 2 face, or two outside or two inside corners across the body
    // diagonal of a 2 x 2 x 2 cell, would let the surface touch itself. Filling both outside corners of such a face
    // keeps the mirror symmetry and can only add material, so the iteration ends.
    void make_well_composed() {
        bool changed = true;
        while (changed) {
            changed = false;
            for (int k = 0; k + 1 < nz_; ++k) {
                for (int j = 0; j + 1 < ny_; ++j) {
                    for (int i = 0; i + 1 < nx_; ++i) changed = repair(i, j, k) || changed;
                }
            }
        }
    }

    bool repair(int i, int j, int k) {
        std::array<bool, 8> in{};
        int count = 0;
        for (int c = 0; c < 8; ++c) {
            in[static_cast<std::size_t>(c)] = inside(i + (c & 1), j + ((c >> 1) & 1), k + ((c >> 2) & 1));
            count += in[static_cast<std::size_t>(c)] ? 1 : 0;
        }
        if (count < 2 || count > 6) return false;
        const auto at = [&](int c) { return in[static_cast<std::size_t>(c)]; };
        bool changed = false;
        const auto fill_corner = [&](int c) {
            changed = fill(i + (c & 1), j + ((c >> 1) & 1), k + ((c >> 2) & 1)) || changed;
        };
        for (int axis = 0; axis < 3; ++axis) {
            const int u = 1 << ((axis + 1) % 3);
            const int v = 1 << ((axis + 2) % 3);
            for (int side = 0; side < 2; ++side) {
                const int base = side << axis;
                const int a = base, b = base + u, c = base + v, d = base + u + v;
                if (at(a) == at(d) && at(b) == at(c) && at(a) != at(b)) {
                    for (int corner : {a, b, c, d}) fill_corner(corner);
                }
            }
        }
        for (int c = 0; c < 4; ++c) {
            const int opposite = 7 - c;
            const bool two_inside = count == 2 && at(c) && at(opposite);
            const bool two_outside = count == 6 && !at(c) && !at(opposite);
            if (two_inside || two_outside) {
                for (int corner = 0; corner < 8; ++corner) fill_corner(corner);
            }
        }
        return changed;
    }

    double spacing_;
    int nx_ = 0;
    int ny_ = 0;
    int nz_ = 0;
    int half_ = 0;
    Vec3 origin_;
    std::vector<double> values_;
};

class Net {
  public:
    explicit Net(const Grid& grid) : grid_(grid) {
        vertex_.assign(static_cast<std::size_t>(grid.nx()) * static_cast<std::size_t>(grid.ny()) *
                           static_cast<std::size_t>(grid.nz()),
                       -1);
    }

    Surface build() {
        for (int k = 0; k + 1 < grid_.nz(); ++k) {
            for (int j = 0; j + 1 < grid_.ny(); ++j) {
                for (int i = 0; i + 1 < grid_.nx(); ++i) place_vertex(i, j, k);
            }
        }
        for (int k = 1; k + 1 < grid_.nz(); ++k) {
            for (int j = 1; j + 1 < grid_.ny(); ++j) {
                for (int i = 1; i + 1 < grid_.nx(); ++i) connect(i, j, k);
            }
        }
        return std::move(surface_);
    }

  private:
    // Nearly all cells lie completely inside or outside.
    [[nodiscard]] bool is_crossed(int i, int j, int k) const {
        const bool first = grid_.inside(i, j, k);
        for (int c = 1; c < 8; ++c) {
            if (grid_.inside(i + (c & 1), j + ((c >> 1) & 1), k + (c >> 2)) != first) return true;
        }
        return false;
    }

    void place_vertex(int i, int j, int k) {
        if (!is_crossed(i, j, k)) return;
        Vec3 sum = Vec3::Zero();
        int crossings = 0;
        for (int axis = 0; axis < 3; ++axis) {
            for (int c = 0; c < 4; ++c) {
                std::array<int, 3> p{i, j, k};
                p[static_cast<std::size_t>((axis + 1) % 3)] += c & 1;
                p[static_cast<std::size_t>((axis + 2) % 3)] += c >> 1;
                std::array<int, 3> q = p;
                q[static_cast<std::size_t>(axis)] += 1;
                const double a = grid_.value(p[0], p[1], p[2]);
                const double b = grid_.value(q[0], q[1], q[2]);
                if ((a < 0.0) == (b < 0.0)) continue;
                const Vec3 from = grid_.position(p[0], p[1], p[2]);
                const Vec3 to = grid_.position(q[0], q[1], q[2]);
                sum += from + (a / (a - b)) * (to - from);
                ++crossings;
            }
        }
        vertex_[grid_.index(i, j, k)] = static_cast<int>(surface_.points.size());
        surface_.points.push_back(sum / crossings);
    }

    // One quad around each grid edge that starts at (i, j, k) and crosses the surface.
    void connect(int i, int j, int k) {
        const bool in = grid_.inside(i, j, k);
        for (int axis = 0; axis < 3; ++axis) {
            const auto step = [axis](int a, int amount) { return a == axis ? amount : 0; };
            if (in == grid_.inside(i + step(0, 1), j + step(1, 1), k + step(2, 1))) continue;
            const int u = (axis + 1) % 3;
            const int v = (axis + 2) % 3;
            const auto cell = [&](int du, int dv) {
                std::array<int, 3> p{i, j, k};
                p[static_cast<std::size_t>(u)] -= du;
                p[static_cast<std::size_t>(v)] -= dv;
                return vertex_[grid_.index(p[0], p[1], p[2])];
            };
            // Counter-clockwise about +axis, which points outward where the edge leaves the solid.
            std::array<int, 4> quad{cell(1, 1), cell(0, 1), cell(0, 0), cell(1, 0)};
            if (!in) std::swap(quad[1], quad[3]);
            add_quad(quad);
        }
    }

    void add_quad(const std::array<int, 4>& q) {
        for (int node : q) SPONDYL_ASSERT(node >= 0, "a crossed grid edge has a cell without a vertex");
        const auto point = [&](std::size_t c) -> const Vec3& {
            return surface_.points[static_cast<std::size_t>(q[c])];
        };
        // The shorter diagonal; on a tie the one through the first corner.
        if ((point(0) - point(2)).squaredNorm() <= (point(1) - point(3)).squaredNorm() + 1e-9) {
            surface_.triangles.push_back({q[0], q[1], q[2]});
            surface_.triangles.push_back({q[0], q[2], q[3]});
        } else {
            surface_.triangles.push_back({q[1], q[2], q[3]});
            surface_.triangles.push_back({q[1], q[3], q[0]});
        }
    }

    const Grid& grid_;
    std::vector<int> vertex_;
    Surface surface_;
};

}  // namespace

Surface polygonise(const ImplicitSolid& solid, double spacing) {
    const Grid grid(solid, spacing);
    return Net(grid).build();
}

}  // namespace spondyl
