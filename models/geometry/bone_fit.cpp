// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/bone_fit.hpp"

#include <Eigen/Dense>
#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <nanoflann.hpp>
#include <optional>
#include <random>
#include <set>
#include <utility>

namespace spondyl {
namespace {

constexpr double sample_spacing = 1.2;  // mm, of the bone's surface
constexpr double least_spacing = 0.5;
constexpr std::size_t most_samples = 250000;
constexpr double normal_radius = 1.5;       // mm, over which the bone's normals are averaged
constexpr std::size_t search_points = 350;  // of the template, while it is being placed
constexpr std::size_t fit_points = 1800;
constexpr std::size_t report_points = 4000;
constexpr double farthest_counterpart = 5.0;  // mm, in the report
constexpr double mark_weight = 20.0;          // of a landmark marked by hand against one point

struct Samples {
    std::vector<Vec3> points;
    std::vector<Vec3> normals;
    std::vector<bool> at_edge;

    // Interface required by nanoflann.
    [[nodiscard]] std::size_t kdtree_get_point_count() const { return points.size(); }
    [[nodiscard]] double kdtree_get_pt(std::size_t i, std::size_t axis) const {
        return points[i][static_cast<Eigen::Index>(axis)];
    }
    template <class Box>
    bool kdtree_get_bbox(Box& /*box*/) const {
        return false;
    }
};

std::vector<Vec3> vertex_normals(const Surface& s) {
    std::vector<Vec3> normals(s.points.size(), Vec3::Zero());
    for (const Triangle& t : s.triangles) {
        const auto p = [&](int c) -> const Vec3& { return s.points[static_cast<std::size_t>(t[c])]; };
        const Vec3 n = (p(1) - p(0)).cross(p(2) - p(0));
        for (const int c : t) normals[static_cast<std::size_t>(c)] += n;
    }
    for (Vec3& n : normals) n = n.squaredNorm() > 0.0 ? Vec3(n.normalized()) : Vec3::UnitX();
    return normals;
}

std::vector<bool> edge_points(const Surface& s) {
    std::map<std::pair<int, int>, int> uses;
    for (const Triangle& t : s.triangles) {
        for (std::size_t c = 0; c < 3; ++c) ++uses[std::minmax(t[c], t[(c + 1) % 3])];
    }
    std::vector<bool> at_edge(s.points.size(), false);
    for (const auto& [edge, count] : uses) {
        if (count != 1) continue;
        at_edge[static_cast<std::size_t>(edge.first)] = true;
        at_edge[static_cast<std::size_t>(edge.second)] = true;
    }
    return at_edge;
}

// The vertices and, for large triangles, additional points inside them.
Samples sample(const Surface& s) {
    Samples all;
    all.points = s.points;
    all.normals = vertex_normals(s);
    all.at_edge = edge_points(s);
    double area = 0.0;
    for (const Triangle& t : s.triangles) {
        const auto p = [&](int c) -> const Vec3& { return s.points[static_cast<std::size_t>(t[c])]; };
        area += 0.5 * (p(1) - p(0)).cross(p(2) - p(0)).norm();
    }
    const double spacing = std::max(sample_spacing, std::sqrt(2.0 * area / static_cast<double>(most_samples)));
    for (const Triangle& t : s.triangles) {
        const auto p = [&](int c) -> const Vec3& { return s.points[static_cast<std::size_t>(t[c])]; };
        const double longest = std::max({(p(1) - p(0)).norm(), (p(2) - p(1)).norm(), (p(0) - p(2)).norm()});
        const int n = static_cast<int>(std::ceil(longest / spacing));
        if (n < 2) continue;
        const Vec3 normal = (p(1) - p(0)).cross(p(2) - p(0)).normalized();
        for (int i = 0; i <= n; ++i) {
            for (int j = 0; i + j <= n; ++j) {
                if ((i == 0 && j == 0) || i == n || j == n) continue;
                const double u = static_cast<double>(i) / n;
                const double v = static_cast<double>(j) / n;
                all.points.push_back((1.0 - u - v) * p(0) + u * p(1) + v * p(2));
                all.normals.push_back(normal);
                all.at_edge.push_back(false);
            }
        }
        if (all.points.size() > 8 * most_samples) break;
    }
    return all;
}

// One sample per cell of a grid, which limits the density of points and so the number of neighbours.
Samples thinned(const Samples& all) {
    std::set<std::array<std::int32_t, 3>> taken;
    Samples kept;
    for (std::size_t i = 0; i < all.points.size(); ++i) {
        std::array<std::int32_t, 3> cell{};
        for (std::size_t a = 0; a < 3; ++a)
            cell[a] =
                static_cast<std::int32_t>(std::lround(all.points[i][static_cast<Eigen::Index>(a)] / least_spacing));
        if (!taken.insert(cell).second) continue;
        kept.points.push_back(all.points[i]);
        kept.normals.push_back(all.normals[i]);
        kept.at_edge.push_back(all.at_edge[i]);
    }
    return kept;
}

class Bone {
  public:
    explicit Bone(const Surface& surface) : samples_(thinned(sample(surface))), tree_(3, samples_, {16}) {
        tree_.buildIndex();
        std::vector<Vec3> smooth(samples_.normals);
        for (std::size_t i = 0; i < smooth.size(); ++i) {
            std::vector<std::pair<std::uint32_t, double>> near;
            tree_.radiusSearch(samples_.points[i].data(), normal_radius * normal_radius, near,
                               nanoflann::SearchParams());
            Vec3 sum = Vec3::Zero();
            for (const auto& [j, distance] : near) {
                if (samples_.normals[j].dot(samples_.normals[i]) > 0.0) sum += samples_.normals[j];
            }
            if (sum.squaredNorm() > 0.0) smooth[i] = sum.normalized();
        }
        samples_.normals = std::move(smooth);
        for (const Vec3& p : samples_.points) centre_ += p / static_cast<double>(samples_.points.size());
        double sum = 0.0;
        for (const Vec3& p : samples_.points) sum += (p - centre_).squaredNorm();
        radius_ = std::sqrt(sum / static_cast<double>(samples_.points.size()));
    }

    [[nodiscard]] std::size_t nearest(const Vec3& p) const {
        std::uint32_t index = 0;
        double squared = 0.0;
        tree_.knnSearch(p.data(), 1, &index, &squared);
        return index;
    }
    [[nodiscard]] const Vec3& point(std::size_t i) const { return samples_.points[i]; }
    [[nodiscard]] const Vec3& normal(std::size_t i) const { return samples_.normals[i]; }
    [[nodiscard]] bool at_edge(std::size_t i) const { return samples_.at_edge[i]; }
    [[nodiscard]] OrientedPoints points() const { return {samples_.points, samples_.normals}; }
    [[nodiscard]] const Vec3& centre() const { return centre_; }
    [[nodiscard]] double radius() const { return radius_; }

  private:
    using Tree =
        nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<double, Samples>, Samples, 3, std::uint32_t>;
    Samples samples_;
    Tree tree_;
    Vec3 centre_ = Vec3::Zero();
    double radius_ = 0.0;
};

struct Points {
    std::vector<Vec3> at;
    std::vector<Vec3> normal;
};

// `count` vertices, the same in every run.
Points choose(const Surface& surface, const std::vector<Vec3>& normals, std::size_t count) {
    std::vector<std::size_t> order(surface.points.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::mt19937 random(1);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    Points chosen;
    for (std::size_t i = 0; i < std::min(count, order.size()); ++i) {
        chosen.at.push_back(surface.points[order[i]]);
        chosen.normal.push_back(normals[order[i]]);
    }
    return chosen;
}

struct Counterpart {
    Vec3 point;
    Vec3 normal;
    double distance = 0.0;
    bool valid = false;
};
Counterpart counterpart(const Bone& bone, const Vec3& p, const Vec3& normal, double least_cosine, double farthest) {
    const std::size_t i = bone.nearest(p);
    Counterpart c{bone.point(i), bone.normal(i), (p - bone.point(i)).norm(), false};
    c.valid = c.normal.dot(normal) >= least_cosine && c.distance <= farthest && !bone.at_edge(i);
    return c;
}

// Rotations spread over all directions: quaternions with the components -1, 0 and 1 give forty rotations, and every
// rotation is within 45 degrees of one of them.
std::vector<Mat3> spread_rotations() {
    std::vector<Mat3> rotations;
    for (int code = 1; code < 81; ++code) {
        std::array<int, 4> q{};
        for (int a = 0, rest = code; a < 4; ++a, rest /= 3) q[static_cast<std::size_t>(a)] = rest % 3 - 1;
        const auto* const first = std::ranges::find_if(q, [](int x) { return x != 0; });
        if (first == q.end() || *first < 0) continue;  // q and -q are one rotation
        rotations.push_back(Eigen::Quaterniond(q[0], q[1], q[2], q[3]).normalized().toRotationMatrix());
    }
    return rotations;
}

struct BonePlacement {
    BoneMap map;
    double score = std::numeric_limits<double>::infinity();
};

// Iterative closest points with a scale; the score adds the differences of the normals to the distances.
BonePlacement place(const Bone& bone, const Points& points, const std::vector<MarkedPoint>& marks, BoneMap map,
                    double scale, int rounds) {
    constexpr double kept = 0.85;
    constexpr double scale_freedom = 1.2;
    constexpr double turned_mm = 4.0;
    std::vector<std::pair<double, std::size_t>> order(points.at.size());
    BonePlacement placement;
    for (int round = 0; round <= rounds; ++round) {
        std::vector<Vec3> target(points.at.size());
        const double size = std::cbrt(map.linear.determinant());
        for (std::size_t i = 0; i < points.at.size(); ++i) {
            const Vec3 p = map(points.at[i]);
            const std::size_t near = bone.nearest(p);
            target[i] = bone.point(near);
            const double cosine = bone.normal(near).dot(map.linear * points.normal[i]) / size;
            order[i] = {(p - target[i]).norm() + turned_mm * (1.0 - cosine), i};
        }
        const auto count = static_cast<std::size_t>(kept * static_cast<double>(order.size()));
        std::ranges::nth_element(order, order.begin() + static_cast<std::ptrdiff_t>(count));
        placement.score = 0.0;
        for (std::size_t k = 0; k < count; ++k) placement.score += order[k].first / static_cast<double>(count);
        placement.map = map;
        if (round == rounds) break;
        const std::size_t copies = marks.empty() ? 0 : std::max<std::size_t>(1, count / (4 * marks.size()));
        Eigen::Matrix3Xd from(3, static_cast<Eigen::Index>(count + copies * marks.size()));
        Eigen::Matrix3Xd to(3, from.cols());
        for (std::size_t k = 0; k < count; ++k) {
            from.col(static_cast<Eigen::Index>(k)) = points.at[order[k].second];
            to.col(static_cast<Eigen::Index>(k)) = target[order[k].second];
        }
        for (std::size_t k = 0; k < copies * marks.size(); ++k) {
            from.col(static_cast<Eigen::Index>(count + k)) = marks[k % marks.size()].in_template;
            to.col(static_cast<Eigen::Index>(count + k)) = marks[k % marks.size()].in_bone;
        }
        const Eigen::Matrix4d best = Eigen::umeyama(from, to, true);
        const Mat3 linear = best.topLeftCorner<3, 3>();
        const double found = std::cbrt(linear.determinant());
        if (!(found > 1e-6)) break;
        const double allowed = std::clamp(found, scale / scale_freedom, scale * scale_freedom);
        map.linear = linear * (allowed / found);
        map.offset = to.rowwise().mean() - map.linear * from.rowwise().mean();
    }
    return placement;
}

BoneMap find_place(const Bone& bone, const Surface& surface, const std::vector<Vec3>& normals,
                   const std::vector<MarkedPoint>& marks, const std::optional<BoneMap>& start) {
    const Points points = choose(surface, normals, search_points);
    Vec3 centre = Vec3::Zero();
    for (const Vec3& p : points.at) centre += p / static_cast<double>(points.at.size());
    double radius = 0.0;
    for (const Vec3& p : points.at) radius += (p - centre).squaredNorm() / static_cast<double>(points.at.size());
    const double scale = bone.radius() / std::sqrt(radius);
    std::vector<BonePlacement> found;
    for (const Mat3& rotation : spread_rotations()) {
        BoneMap map;
        map.linear = scale * rotation;
        map.offset = bone.centre() - map.linear * centre;
        found.push_back(place(bone, points, marks, map, scale, 12));
    }
    if (start) {
        const double size = std::cbrt(start->linear.determinant());
        found.push_back(place(bone, points, marks, *start, size, 12));
    }
    std::ranges::sort(found, {}, &BonePlacement::score);
    BonePlacement best;
    for (std::size_t k = 0; k < std::min<std::size_t>(4, found.size()); ++k) {
        const double size = std::cbrt(found[k].map.linear.determinant());
        BonePlacement longer = place(bone, points, marks, found[k].map, size, 40);
        if (longer.score < best.score) best = std::move(longer);
    }
    return best.map;
}

Mat3 nearest_similarity(const Mat3& linear) {
    const Eigen::JacobiSVD<Mat3> svd(linear, Eigen::ComputeFullU | Eigen::ComputeFullV);
    return svd.singularValues().mean() * svd.matrixU() * svd.matrixV().transpose();
}

void fit_affine(const Bone& bone, const Points& points, const std::vector<MarkedPoint>& marks, BoneMap& map) {
    constexpr int rounds = 40;
    Vec3 centre = Vec3::Zero();
    for (const Vec3& p : points.at) centre += p / static_cast<double>(points.at.size());
    using Matrix12 = Eigen::Matrix<double, 12, 12>;
    using Vector12 = Eigen::Matrix<double, 12, 1>;
    for (int round = 0; round < rounds; ++round) {
        const double progress = std::min(1.0, static_cast<double>(round) / (0.6 * rounds));
        const double stiffness = std::pow(10.0, 3.0 - 6.0 * progress);
        const double farthest = 15.0 - 9.0 * progress;
        Matrix12 normal = Matrix12::Zero();
        Vector12 right = Vector12::Zero();
        const auto add = [&](const Vec3& x, const Vec3& direction, double value, double weight) {
            Vector12 row;
            for (int a = 0; a < 3; ++a) row.segment<3>(3 * a) = direction[a] * (x - centre);
            row.tail<3>() = direction;
            normal += weight * row * row.transpose();
            right += weight * value * row;
        };
        double count = 0.0;
        double spread = 0.0;
        for (std::size_t i = 0; i < points.at.size(); ++i) {
            const Vec3 p = map(points.at[i]);
            const Counterpart c = counterpart(bone, p, map.normal(points.at[i], points.normal[i]), 0.5, farthest);
            if (!c.valid) continue;
            add(points.at[i], c.normal, c.normal.dot(c.point), 1.0);
            count += 1.0;
            spread += (points.at[i] - centre).squaredNorm();
        }
        for (const MarkedPoint& m : marks) {
            for (int a = 0; a < 3; ++a) add(m.in_template, Vec3::Unit(a), m.in_bone[a], mark_weight);
        }
        if (count < 100.0) return;
        const Mat3 similar = nearest_similarity(map.linear);
        for (int a = 0; a < 3; ++a) {
            for (int b = 0; b < 3; ++b) {
                normal(3 * a + b, 3 * a + b) += stiffness * spread / 9.0;
                right[3 * a + b] += stiffness * spread / 9.0 * similar(a, b);
            }
        }
        const Vector12 solution = normal.ldlt().solve(right);
        if (!solution.allFinite()) return;
        for (int a = 0; a < 3; ++a) map.linear.row(a) = solution.segment<3>(3 * a).transpose();
        map.offset = solution.tail<3>() - map.linear * centre;
    }
}

// Evenly spread points: each is the farthest from all before it.
std::vector<Vec3> spread_points(const std::vector<Vec3>& points, std::size_t count) {
    std::vector<Vec3> chosen;
    std::vector<double> distance(points.size(), std::numeric_limits<double>::infinity());
    std::size_t next = 0;
    while (chosen.size() < std::min(count, points.size())) {
        chosen.push_back(points[next]);
        for (std::size_t i = 0; i < points.size(); ++i)
            distance[i] = std::min(distance[i], (points[i] - chosen.back()).squaredNorm());
        next = static_cast<std::size_t>(std::ranges::max_element(distance) - distance.begin());
    }
    return chosen;
}

double kernel(double squared_distance, double width) {
    return std::exp(-0.5 * squared_distance / (width * width));
}

// A layer of displacements, determined iteratively.
class Displacements {
  public:
    Displacements(const std::vector<Vec3>& centres, double width, const BoneMap& before)
        : centres_(centres), width_(width), m_(static_cast<Eigen::Index>(centres.size())), before_(before) {}

    // Weights of the kernels for x, y and z one after the other. They minimise the distances to the tangent planes and
    // of marked points and, with a small weight, the displacements themselves. None: the equations have no solution.
    [[nodiscard]] std::optional<Eigen::VectorXd> solve(const BoneMap& map, const std::vector<Vec3>& points,
                                                       const std::vector<Counterpart>& parts,
                                                       const std::vector<MarkedPoint>& marks, double ridge) const {
        constexpr double along_surface = 0.02;  // weight of displacements, against that of tangent-plane distances
        const auto rows = static_cast<Eigen::Index>(points.size());
        Eigen::MatrixXd kernels(rows, m_);
        Eigen::MatrixXd planes(rows, 3 * m_);
        Eigen::VectorXd distance(rows);
        Eigen::MatrixX3d moved(rows, 3);
        for (Eigen::Index r = 0; r < rows; ++r) {
            const Vec3& x = points[static_cast<std::size_t>(r)];
            const Counterpart& c = parts[static_cast<std::size_t>(r)];
            const Vec3 base = before_(x);
            kernels.row(r) = kernels_at(x);
            for (int a = 0; a < 3; ++a) planes.row(r).segment(a * m_, m_) = c.normal[a] * kernels.row(r);
            distance[r] = c.normal.dot(c.point - base);
            moved.row(r) = (map(x) - base).transpose();
        }
        Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(3 * m_, 3 * m_);
        normal.selfadjointView<Eigen::Lower>().rankUpdate(planes.transpose());
        Eigen::VectorXd right = planes.transpose() * distance;
        const Eigen::MatrixXd stay = along_surface * kernels.transpose() * kernels;
        for (int a = 0; a < 3; ++a) {
            normal.block(a * m_, a * m_, m_, m_) += stay;
            right.segment(a * m_, m_) += along_surface * kernels.transpose() * moved.col(a);
        }
        for (const MarkedPoint& mark : marks) {
            const Eigen::RowVectorXd k = kernels_at(mark.in_template);
            const Vec3 base = before_(mark.in_template);
            for (int a = 0; a < 3; ++a) {
                normal.block(a * m_, a * m_, m_, m_) += mark_weight * k.transpose() * k;
                right.segment(a * m_, m_) += mark_weight * (mark.in_bone[a] - base[a]) * k.transpose();
            }
        }
        for (int a = 0; a < 3; ++a) normal.block(a * m_, a * m_, m_, m_) += ridge * gram_;
        normal.diagonal().array() += 1e-9 * normal.diagonal().maxCoeff();
        Eigen::VectorXd solution = normal.selfadjointView<Eigen::Lower>().ldlt().solve(right);
        if (!solution.allFinite()) return std::nullopt;
        return solution;
    }

  private:
    [[nodiscard]] Eigen::RowVectorXd kernels_at(const Vec3& x) const {
        Eigen::RowVectorXd k(m_);
        for (Eigen::Index j = 0; j < m_; ++j)
            k[j] = kernel((x - centres_[static_cast<std::size_t>(j)]).squaredNorm(), width_);
        return k;
    }
    [[nodiscard]] Eigen::MatrixXd gram() const {
        Eigen::MatrixXd all(m_, m_);
        for (Eigen::Index i = 0; i < m_; ++i) all.row(i) = kernels_at(centres_[static_cast<std::size_t>(i)]);
        return all;
    }

    std::vector<Vec3> centres_;
    double width_;
    Eigen::Index m_;
    BoneMap before_;
    Eigen::MatrixXd gram_ = gram();
};

void add_displacements(const Bone& bone, const Points& points, const std::vector<MarkedPoint>& marks, double width,
                       std::size_t count, double ridge, BoneMap& map) {
    constexpr int rounds = 8;
    const BoneMap before = map;
    map.layers.push_back({spread_points(points.at, count), {}, width});
    BoneMap::Layer& layer = map.layers.back();
    layer.weights.assign(layer.centres.size(), Vec3::Zero());
    const Displacements displacements(layer.centres, width, before);
    for (int round = 0; round < rounds; ++round) {
        const double progress = static_cast<double>(round) / (rounds - 1);
        const double farthest = 12.0 - 7.0 * progress;
        std::vector<Vec3> valid;
        std::vector<Counterpart> parts;
        for (std::size_t i = 0; i < points.at.size(); ++i) {
            const Counterpart c = counterpart(bone, map(points.at[i]), map.normal(points.at[i], points.normal[i]),
                                              0.4 + 0.3 * progress, farthest);
            if (!c.valid) continue;
            valid.push_back(points.at[i]);
            parts.push_back(c);
        }
        if (valid.size() < 100) return;
        const auto solution = displacements.solve(map, valid, parts, marks, ridge);
        if (!solution) return;
        const auto m = static_cast<Eigen::Index>(layer.centres.size());
        for (Eigen::Index j = 0; j < m; ++j)
            layer.weights[static_cast<std::size_t>(j)] = {(*solution)[j], (*solution)[m + j], (*solution)[2 * m + j]};
    }
}

}  // namespace

Vec3 BoneMap::operator()(const Vec3& x) const {
    Vec3 y = offset + linear * x;
    for (const Layer& layer : layers) {
        for (std::size_t j = 0; j < layer.centres.size(); ++j)
            y += kernel((x - layer.centres[j]).squaredNorm(), layer.width) * layer.weights[j];
    }
    return y;
}

Mat3 BoneMap::gradient(const Vec3& x) const {
    Mat3 g = linear;
    for (const Layer& layer : layers) {
        for (std::size_t j = 0; j < layer.centres.size(); ++j) {
            const Vec3 d = x - layer.centres[j];
            const double k = kernel(d.squaredNorm(), layer.width);
            g -= k / (layer.width * layer.width) * layer.weights[j] * d.transpose();
        }
    }
    return g;
}

Vec3 BoneMap::normal(const Vec3& x, const Vec3& normal) const {
    return (gradient(x).inverse().transpose() * normal).normalized();
}

TemplateFit fit_template(const Surface& surface, const Surface& bone_surface, const std::vector<MarkedPoint>& marks,
                         const std::optional<BoneMap>& start) {
    const Bone bone(bone_surface);
    const std::vector<Vec3> normals = vertex_normals(surface);
    TemplateFit fit;
    fit.map = find_place(bone, surface, normals, marks, start);
    const Points points = choose(surface, normals, fit_points);
    fit_affine(bone, points, marks, fit.map);
    add_displacements(bone, points, marks, 16.0, 50, 1.0, fit.map);
    add_displacements(bone, points, marks, 8.0, 160, 2.0, fit.map);

    const Points all = choose(surface, normals, report_points);
    double count = 0.0;
    for (std::size_t i = 0; i < all.at.size(); ++i) {
        const Counterpart c =
            counterpart(bone, fit.map(all.at[i]), fit.map.normal(all.at[i], all.normal[i]), 0.5, farthest_counterpart);
        if (!c.valid) continue;
        const double distance = std::abs(c.normal.dot(fit.map(all.at[i]) - c.point));
        fit.distance_mean += distance;
        fit.distance_max = std::max(fit.distance_max, distance);
        count += 1.0;
    }
    fit.distance_mean /= std::max(count, 1.0);
    fit.covered = count / static_cast<double>(all.at.size());
    fit.bone = bone.points();
    return fit;
}

}  // namespace spondyl
