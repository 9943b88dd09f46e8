// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/column_mesher.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/mesh/cells.hpp"
#include "models/geometry/spine_cell.hpp"

namespace spondyl {
namespace {

using Layer = std::vector<int>;  // node of each cross-section node

// Pedicles start from the upper half of the back of the body, on either side of the canal.
constexpr double pedicle_from_deg = 115.0;
constexpr double pedicle_to_deg = 160.0;
constexpr double pedicle_from_height = 0.5;  // of the body, from its lower endplate
constexpr double pedicle_to_height = 0.95;
constexpr double lateral_from_deg = 75.0;
constexpr double lateral_to_deg = 105.0;

class ColumnMesher {
  public:
    ColumnMesher(const BodyParameters& body, const PlacedColumn& column, const SpineOptions& options, SpineMesh& result)
        : body_(body), column_(column), options_(options), section_(make_cross_section(options.mesh)), out_(result) {
        out_.mesh.blocks.push_back({.type = SpineCell::type, .connectivity = {}});
    }

    void run() {
        const auto top = static_cast<std::size_t>(options_.top);
        const auto bottom = static_cast<std::size_t>(options_.bottom);
        Layer upper = add_surface(column_.inferior[top], body_.disc[top]);
        for (std::size_t d = top; d < bottom; ++d) {
            VertebraMesh& above = out_.vertebrae[d - top];
            VertebraMesh& below = out_.vertebrae[d - top + 1];
            above.inferior_nodes = upper;
            const std::vector<Vec3> end = surface(column_.superior[d + 1], body_.disc[d]);
            below.superior_nodes = mesh_disc(d, upper, end);
            if (d + 1 == bottom) break;
            const std::vector<Vec3> next = surface(column_.inferior[d + 1], body_.disc[d + 1]);
            if (options_.bone == BoneModel::deformable) {
                upper = mesh_body(d + 1, below.superior_nodes, next, below);
            } else {
                upper = add_layer(next);
            }
        }
        collect_nucleus_surfaces();
    }

  private:
    [[nodiscard]] std::vector<Vec3> surface(const Endplate& endplate, const DiscParameters& disc) const {
        std::vector<Vec3> points;
        for (const Vec2& p :
             place_cross_section(section_, endplate.outline, disc.nucleus_fraction, disc.nucleus_offset)) {
            points.push_back(endplate.surface_point(p));
        }
        return points;
    }

    Layer add_surface(const Endplate& endplate, const DiscParameters& disc) {
        return add_layer(surface(endplate, disc));
    }

    Layer add_layer(const std::vector<Vec3>& points) {
        Layer layer;
        layer.reserve(points.size());
        for (const Vec3& p : points) {
            layer.push_back(static_cast<int>(out_.mesh.nodes.size()));
            out_.mesh.nodes.push_back(p);
        }
        return layer;
    }

    [[nodiscard]] std::vector<Vec3> positions(const Layer& layer) const {
        std::vector<Vec3> points;
        points.reserve(layer.size());
        for (int node : layer) points.push_back(out_.mesh.nodes[static_cast<std::size_t>(node)]);
        return points;
    }

    int add_cell(const Layer& upper, const Layer& lower, std::size_t quad, Part part, std::size_t level) {
        Cell<SpineCell> cell{};
        for (std::size_t c = 0; c < 4; ++c) {
            const auto node = static_cast<std::size_t>(section_.quads[quad][c]);
            cell[c] = lower[node];
            cell[c + 4] = upper[node];
        }
        out_.mesh.blocks.front().add(cell);
        out_.part.push_back(part);
        out_.level.push_back(static_cast<int>(level));
        return static_cast<int>(out_.cells().size()) - 1;
    }

    // Height of the end layer at a cross-section node as a fraction of the disc's height there.
    [[nodiscard]] double end_fraction(double annulus, double height, int layers, double thickness) const {
        const double even = 1.0 / layers;
        const double inside = std::min(thickness / height, even);
        const double border = static_cast<double>(cartilage_rings_) / section_.annulus_rings;
        const double blend = annulus <= border ? 0.0 : (annulus - border) / (1.0 - border);
        return (1.0 - blend) * inside + blend * even;
    }

    Layer mesh_disc(std::size_t d, const Layer& first, const std::vector<Vec3>& end) {
        const DiscParameters& p = body_.disc[d];
        const int half_layers = static_cast<int>(std::lround(0.5 * section_.disc_layers * p.height_factor));
        const int between = std::max(section_.disc_layers / 2, 2 * half_layers);
        const int layers = between + 2;
        const std::vector<Vec3> start = positions(first);

        DiscMesh disc;
        disc.disc = static_cast<Disc>(d);
        disc.frame = column_.disc[d];
        disc.superior_nodes = first;
        Layer upper = first;
        for (int l = 1; l <= layers; ++l) {
            std::vector<Vec3> points(end);
            if (l < layers) {
                for (std::size_t k = 0; k < points.size(); ++k) {
                    const double e = end_fraction(section_.nodes[k].annulus, (end[k] - start[k]).norm(), layers,
                                                  p.cartilage_thickness);
                    const double t = e + (1.0 - 2.0 * e) * (l - 1) / between;
                    points[k] = (1.0 - t) * start[k] + t * end[k];
                }
            }
            const Layer lower = add_layer(points);
            const bool end_layer = l == 1 || l == layers;
            for (std::size_t q = 0; q < section_.quads.size(); ++q) {
                const int ring = section_.quad_ring[q];
                Part part = ring < 0 ? Part::nucleus : Part::annulus;
                if (end_layer && ring < cartilage_rings_) part = Part::cartilage_endplate;
                const int element = add_cell(upper, lower, q, part, d);
                if (part == Part::nucleus) disc.nucleus_elements.push_back(element);
                if (part == Part::annulus) {
                    disc.annulus_elements.push_back(element);
                    add_annulus_point(element, q, disc.frame);
                }
            }
            if (2 * l == layers) {
                for (int k : section_.rim) disc.mid_rim_nodes.push_back(lower[static_cast<std::size_t>(k)]);
                measure_mid_plane(lower, disc);
            }
            upper = lower;
        }
        disc.inferior_nodes = upper;
        const auto rim_height = [&](std::size_t k) {
            const auto node = static_cast<std::size_t>(section_.rim[k]);
            return (start[node] - end[node]).norm();
        };
        disc.height_anterior = rim_height(0);
        disc.height_posterior = rim_height(section_.rim.size() / 2);
        out_.discs.push_back(std::move(disc));
        return upper;
    }

    void measure_mid_plane(const Layer& layer, DiscMesh& disc) const {
        std::vector<Vec3> local = positions(layer);
        for (Vec3& p : local) p = disc.frame.to_local(p);
        for (std::size_t q = 0; q < section_.quads.size(); ++q) {
            double area = 0.0;
            for (std::size_t c = 0; c < 4; ++c) {
                const Vec3& a = local[static_cast<std::size_t>(section_.quads[q][c])];
                const Vec3& b = local[static_cast<std::size_t>(section_.quads[q][(c + 1) % 4])];
                area += 0.5 * (a.z() * b.x() - b.z() * a.x());
            }
            disc.area += area;
            if (section_.quad_ring[q] < 0) disc.nucleus_area += area;
        }
        Vec3 low = local.front();
        Vec3 high = low;
        for (const Vec3& p : local) {
            low = low.cwiseMin(p);
            high = high.cwiseMax(p);
        }
        disc.depth = high.x() - low.x();
        disc.width = high.z() - low.z();
    }

    void add_annulus_point(int element, std::size_t quad, const Frame& frame) {
        const std::span<const int> cell = out_.cells()[static_cast<std::size_t>(element)];
        const auto node = [&](std::size_t c) -> const Vec3& {
            return out_.mesh.nodes[static_cast<std::size_t>(cell[c])];
        };
        Vec3 centre = Vec3::Zero();
        for (std::size_t c = 0; c < 8; ++c) centre += 0.125 * node(c);
        const Vec3 local = frame.to_local(centre);

        AnnulusPoint point;
        point.element = element;
        point.radius = (section_.quad_ring[quad] + 0.5) / section_.annulus_rings;
        point.theta_deg = std::atan2(std::abs(local.z()), local.x()) * 180.0 / std::numbers::pi;
        // Corners 0 -> 1 and 3 -> 2 run along the ring; from anterior to posterior on both sides.
        const double side = section_.quad_mirror[quad];
        Vec3 along = side * (node(1) - node(0) + node(2) - node(3) + node(5) - node(4) + node(6) - node(7));
        const Vec3 normal = frame.rotation.col(1);
        along -= normal * normal.dot(along);
        point.circumferential = along.normalized();
        Vec3 up = node(4) - node(0) + node(5) - node(1) + node(6) - node(2) + node(7) - node(3);
        up -= point.circumferential * point.circumferential.dot(up);
        point.axial = up.normalized();
        out_.annulus.push_back(point);
    }

    Layer mesh_body(std::size_t v, const Layer& first, const std::vector<Vec3>& end, VertebraMesh& vertebra) {
        const int layers = section_.body_layers + 2;
        const std::vector<Vec3> start = positions(first);
        const Vec3 axis_start = column_.superior[v].frame.origin;
        const Vec3 axis_end = column_.inferior[v].frame.origin;
        Layer upper = first;
        for (int l = 1; l <= layers; ++l) {
            std::vector<Vec3> points(end);
            if (l < layers) {
                for (std::size_t k = 0; k < points.size(); ++k) {
                    const double e = body_.bony_endplate_thickness / (end[k] - start[k]).norm();
                    const double t = e + (1.0 - 2.0 * e) * (l - 1) / section_.body_layers;
                    const Vec3 axis = (1.0 - t) * axis_start + t * axis_end;
                    const Vec3 straight = (1.0 - t) * start[k] + t * end[k];
                    const Vec3 up = (axis_start - axis_end).normalized();
                    const Vec3 offset = straight - axis;
                    const Vec3 radial = offset - up * up.dot(offset);
                    const double s = std::sin(std::numbers::pi * t);
                    points[k] = straight - body_.waist * s * s * radial;
                }
            }
            const Layer lower = l < layers ? add_layer(points) : add_layer(end);
            const bool end_layer = l == 1 || l == layers;
            for (std::size_t q = 0; q < section_.quads.size(); ++q) {
                vertebra.body_elements.push_back(
                    add_cell(upper, lower, q, end_layer ? Part::bony_endplate : Part::trabecular_bone, v));
            }
            const std::size_t count = section_.rim.size();
            for (std::size_t k = 0; k < count; ++k) {
                const auto a = static_cast<std::size_t>(section_.rim[k]);
                const auto b = static_cast<std::size_t>(section_.rim[(k + 1) % count]);
                out_.cortex.push_back({{lower[b], lower[a], upper[a], upper[b]}, static_cast<Vertebra>(v)});
            }
            if (l < layers) collect_wall_nodes(lower, l, layers, vertebra);
            upper = lower;
        }
        return upper;
    }

    void collect_wall_nodes(const Layer& layer, int l, int layers, VertebraMesh& vertebra) const {
        const double height = 1.0 - static_cast<double>(l) / layers;
        for (int k : section_.rim) {
            const int node = layer[static_cast<std::size_t>(k)];
            const Vec3 local = vertebra.frame.to_local(out_.mesh.nodes[static_cast<std::size_t>(node)]);
            const double theta = std::atan2(std::abs(local.z()), local.x()) * 180.0 / std::numbers::pi;
            if (theta >= pedicle_from_deg && theta <= pedicle_to_deg && height >= pedicle_from_height &&
                height <= pedicle_to_height) {
                vertebra.pedicle_nodes.push_back(node);
            }
            if (2 * l == layers && theta >= lateral_from_deg && theta <= lateral_to_deg) {
                (local.z() < 0.0 ? vertebra.left_wall_nodes : vertebra.right_wall_nodes).push_back(node);
            }
        }
    }

    void collect_nucleus_surfaces() {
        for (DiscMesh& disc : out_.discs) {
            for (const Quad& face : cells_of<Quad4>(boundary_faces(out_.cells(), disc.nucleus_elements))) {
                disc.nucleus_surface.push_back(static_cast<int>(out_.nucleus_quads.size()));
                out_.nucleus_quads.push_back(face);
            }
        }
    }

    const BodyParameters& body_;
    const PlacedColumn& column_;
    const SpineOptions& options_;
    const CrossSection section_;
    SpineMesh& out_;
    int cartilage_rings_ = (section_.annulus_rings + 1) / 2;
};

}  // namespace

void mesh_column(const BodyParameters& body, const PlacedColumn& column, const SpineOptions& options,
                 SpineMesh& result) {
    ColumnMesher(body, column, options, result).run();
}

}  // namespace spondyl
