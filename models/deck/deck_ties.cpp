// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_ties.hpp"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/elements/quad4.hpp"
#include "core/elements/quad8.hpp"
#include "core/elements/topology.hpp"
#include "core/elements/tri3.hpp"
#include "core/elements/tri6.hpp"
#include "core/error.hpp"
#include "core/mesh/cells.hpp"

namespace spondyl {

namespace {

constexpr int most_iterations = 30;
constexpr double settled = 1e-12;      // of the local coordinates
constexpr double rim = 1e-9;           // of the local coordinates: counts as inside
constexpr double on_the_face = 1e-10;  // of its size

struct Nearest {
    double distance = std::numeric_limits<double>::infinity();
    LocalPoint<2> at{};
};

template <FaceElement E>
class Face {
  public:
    Face(std::span<const int> nodes, const std::vector<Vec3>& positions) {
        for (std::size_t i = 0; i < E::nodes; ++i) x_[i] = positions[static_cast<std::size_t>(nodes[i])];
    }

    [[nodiscard]] Nearest nearest(const Vec3& point) const {
        LocalPoint<2> at = E::centre;
        for (int i = 0; i < most_iterations; ++i) {
            const Eigen::Matrix<double, 3, 2> slope = tangents(at);
            const Eigen::Vector2d step =
                (slope.transpose() * slope).ldlt().solve(slope.transpose() * (point - place(at)));
            at[0] += step[0];
            at[1] += step[1];
            if (!(step.norm() > settled) || !inside(at, 1.0)) break;
        }
        if (inside(at, rim)) return {(point - place(at)).norm(), at};
        Nearest best;
        for (std::size_t i = 0; i < corners; ++i) {
            const Nearest here = nearest_on_edge(point, E::node_positions[i], E::node_positions[(i + 1) % corners]);
            if (here.distance < best.distance) best = here;
        }
        return best;
    }
    [[nodiscard]] Vec3 place(const LocalPoint<2>& at) const {
        const auto weights = E::shape(at);
        Vec3 sum = Vec3::Zero();
        for (std::size_t i = 0; i < E::nodes; ++i) sum += weights[i] * x_[i];
        return sum;
    }

  private:
    static constexpr bool triangle = E::nodes == 3 || E::nodes == 6;
    static constexpr std::size_t corners = triangle ? 3 : 4;

    static bool inside(const LocalPoint<2>& at, double slack) {
        if (triangle) return at[0] >= -slack && at[1] >= -slack && at[0] + at[1] <= 1.0 + slack;
        return std::abs(at[0]) <= 1.0 + slack && std::abs(at[1]) <= 1.0 + slack;
    }
    [[nodiscard]] Eigen::Matrix<double, 3, 2> tangents(const LocalPoint<2>& at) const {
        const auto gradients = E::gradient(at);
        Eigen::Matrix<double, 3, 2> sum = Eigen::Matrix<double, 3, 2>::Zero();
        for (std::size_t i = 0; i < E::nodes; ++i) sum += x_[i] * gradients[i].transpose();
        return sum;
    }
    [[nodiscard]] Nearest nearest_on_edge(const Vec3& point, const LocalPoint<2>& from, const LocalPoint<2>& to) const {
        const Eigen::Vector2d along(to[0] - from[0], to[1] - from[1]);
        const auto local = [&](double t) { return LocalPoint<2>{from[0] + t * along[0], from[1] + t * along[1]}; };
        double t = 0.5;
        for (int i = 0; i < most_iterations; ++i) {
            const Vec3 slope = tangents(local(t)) * along;
            const double next = std::clamp(t + slope.dot(point - place(local(t))) / slope.squaredNorm(), 0.0, 1.0);
            const bool done = !(std::abs(next - t) > settled);
            t = next;
            if (done) break;
        }
        return {(point - place(local(t))).norm(), local(t)};
    }

    std::array<Vec3, E::nodes> x_;
};

template <class Visitor>
void with_face(CellType type, Visitor&& visit) {
    const auto among = [&]<class... E>(std::tuple<E...>*) {
        return ((E::type == type && (visit.template operator()<E>(), true)) || ...);
    };
    const bool found = among(static_cast<FaceElements*>(nullptr));
    SPONDYL_ASSERT(found, "no face element of type {}", static_cast<int>(type));
}

struct FaceBox {
    Vec3 low;
    Vec3 high;
    CellType type{};
    std::span<const int> nodes;
};

std::vector<FaceBox> boxes_of(const Deck& deck, const std::vector<CellBlock>& faces, double& mean_size) {
    std::vector<FaceBox> boxes;
    double sum = 0.0;
    for (const CellBlock& block : faces) {
        for (std::size_t c = 0; c < block.size(); ++c) {
            FaceBox box{.low = Vec3::Constant(std::numeric_limits<double>::infinity()),
                        .high = Vec3::Constant(-std::numeric_limits<double>::infinity()),
                        .type = block.type,
                        .nodes = block[c]};
            double size = 0.0;
            for (const int node : box.nodes) {
                const Vec3& x = deck.mesh.nodes[static_cast<std::size_t>(node)];
                box.low = box.low.cwiseMin(x);
                box.high = box.high.cwiseMax(x);
                for (const int other : box.nodes)
                    size = std::max(size, (x - deck.mesh.nodes[static_cast<std::size_t>(other)]).norm());
            }
            sum += size;
            boxes.push_back(std::move(box));
        }
    }
    mean_size = boxes.empty() ? 0.0 : sum / static_cast<double>(boxes.size());
    return boxes;
}

// Nodes of the cell below each face, by the nodes of the face in ascending order.
using CellOfFace = std::map<std::vector<int>, std::vector<int>>;

std::vector<int> ascending(std::vector<int> nodes) {
    std::ranges::sort(nodes);
    return nodes;
}

void find_cells(const Mesh& mesh, CellOfFace& cell_of_face) {
    std::set<int> corners;
    for (const auto& [face, cell] : cell_of_face) corners.insert(face.begin(), face.end());
    for_each_cell(mesh, [&](std::size_t, const CellKind& kind, std::span<const int> nodes) {
        if (std::ranges::count_if(nodes, [&](int n) { return corners.contains(n); }) < 3) return;
        for (const LocalFace& face : cell_topology(kind.type).faces) {
            std::vector<int> key;
            for (const int i : face.nodes()) key.push_back(nodes[static_cast<std::size_t>(i)]);
            if (const auto found = cell_of_face.find(ascending(std::move(key))); found != cell_of_face.end())
                found->second.assign(nodes.begin(), nodes.end());
        }
    });
}

// Of the nodes of the cell below the face. Among all weights that sum to nothing and add up to the gap the smallest are
// added to those on the face: affine motions carry the node exactly, turns among them.
std::vector<double> weights_over_gap(const Mesh& mesh, const BoundNode& bound, const std::vector<int>& cell,
                                     const Vec3& gap, double face_size) {
    const auto n = static_cast<Eigen::Index>(cell.size());
    Eigen::Matrix<double, 4, Eigen::Dynamic> moments(4, n);
    for (Eigen::Index i = 0; i < n; ++i) {
        moments(0, i) = 1.0;
        moments.block<3, 1>(1, i) =
            (mesh.nodes[static_cast<std::size_t>(cell[static_cast<std::size_t>(i)])] - bound.place) / face_size;
    }
    Eigen::Vector4d wanted;
    wanted << 0.0, gap / face_size;
    const Eigen::VectorXd more = moments.transpose() * (moments * moments.transpose()).ldlt().solve(wanted);
    std::vector<double> weights(cell.size(), 0.0);
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const auto on_face = std::ranges::find(bound.onto, cell[i]);
        if (on_face != bound.onto.end())
            weights[i] = bound.weights[static_cast<std::size_t>(on_face - bound.onto.begin())];
        weights[i] += more[static_cast<Eigen::Index>(i)];
    }
    return weights;
}

}  // namespace

std::optional<TieProjection> project_tie(const Deck& deck, const DeckTie& tie) {
    TieProjection result;
    std::vector<FaceBox> boxes = boxes_of(deck, tie.onto, result.face_size);
    result.tolerance = tie.tolerance >= 0.0 ? tie.tolerance : default_tie_tolerance * result.face_size;
    // A node on the surface is on it in spite of rounding.
    const double reach = result.tolerance + on_the_face * result.face_size;
    std::ranges::sort(boxes, {}, [](const FaceBox& b) { return b.low.x(); });
    double widest = 0.0;
    std::set<int> own;
    for (const FaceBox& box : boxes) {
        widest = std::max(widest, box.high.x() - box.low.x());
        own.insert(box.nodes.begin(), box.nodes.end());
    }
    std::size_t pairs = 0;
    for (const int node : tie.nodes) {
        if (own.contains(node)) continue;
        const Vec3& x = deck.mesh.nodes[static_cast<std::size_t>(node)];
        BoundNode bound{.node = node};
        double best = std::numeric_limits<double>::infinity();
        auto box =
            std::ranges::lower_bound(boxes, x.x() - reach - widest, {}, [](const FaceBox& b) { return b.low.x(); });
        for (; box != boxes.end() && box->low.x() <= x.x() + reach; ++box) {
            if (++pairs > most_tie_pairs) return std::nullopt;
            const double to_box = (box->low - x).cwiseMax(x - box->high).cwiseMax(0.0).norm();
            // A curved face may bulge out of the box of its nodes.
            if (to_box > std::min(best, reach) + 0.5 * (box->high - box->low).norm()) continue;
            with_face(box->type, [&]<FaceElement E>() {
                const Face<E> face(box->nodes, deck.mesh.nodes);
                const Nearest nearest = face.nearest(x);
                if (!(nearest.distance < best)) return;
                best = nearest.distance;
                const auto weights = E::shape(nearest.at);
                bound.place = face.place(nearest.at);
                bound.onto.assign(box->nodes.begin(), box->nodes.end());
                bound.weights.assign(weights.begin(), weights.end());
            });
        }
        if (!(best <= reach)) {
            result.beyond.push_back(node);
            continue;
        }
        result.farthest = std::max(result.farthest, best);
        result.bound.push_back(std::move(bound));
    }
    return result;
}

void adjust_nodes(Mesh& mesh, const TieProjection& projection) {
    for (const BoundNode& bound : projection.bound) mesh.nodes[static_cast<std::size_t>(bound.node)] = bound.place;
}

void keep_gaps(const Deck& deck, const DeckTie& tie, TieProjection& projection) {
    const auto gap_of = [&](const BoundNode& bound) -> Vec3 {
        return deck.mesh.nodes[static_cast<std::size_t>(bound.node)] - bound.place;
    };
    const double least = on_the_face * projection.face_size;
    CellOfFace cell_of_face;
    for (const BoundNode& bound : projection.bound) {
        if (gap_of(bound).norm() > least) cell_of_face.try_emplace(ascending(bound.onto));
    }
    if (cell_of_face.empty()) return;
    find_cells(deck.mesh, cell_of_face);
    for (BoundNode& bound : projection.bound) {
        const Vec3 gap = gap_of(bound);
        if (gap.norm() <= least) continue;
        const std::vector<int>& cell = cell_of_face[ascending(bound.onto)];
        if (cell.empty()) {
            throw UserError(
                fmt::format("{}: a face of the surface of the tie {} is none of an element, and node {} "
                            "lies off it",
                            deck.place(tie.where), tie.name, deck.node_name(bound.node)));
        }
        bound.weights = weights_over_gap(deck.mesh, bound, cell, gap, projection.face_size);
        bound.onto = cell;
    }
}

}  // namespace spondyl
