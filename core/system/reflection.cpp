// SPDX-License-Identifier: Apache-2.0
#include "core/system/reflection.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <unordered_map>

namespace spondyl {

namespace {

// Nodes by their place at rest, in a grid of cells a little larger than the distance within which places are the same.
class PlaceIndex {
  public:
    PlaceIndex(const std::vector<Vec3>& places, const std::vector<int>& nodes, double tolerance)
        : places_(places), tolerance_(tolerance), next_(places.size(), -1) {
        for (const int n : nodes) {
            const auto [first, is_new] = first_in_cell_.try_emplace(cell_of(places_[n]), n);
            if (is_new) continue;
            next_[n] = first->second;
            first->second = n;
        }
    }

    // -1: there is no node, or more than one.
    [[nodiscard]] int at(const Vec3& place) const {
        const Cell low = cell_of(place - Vec3::Constant(tolerance_));
        const Cell high = cell_of(place + Vec3::Constant(tolerance_));
        int found = -1;
        for (std::int64_t x = low[0]; x <= high[0]; ++x) {
            for (std::int64_t y = low[1]; y <= high[1]; ++y) {
                for (std::int64_t z = low[2]; z <= high[2]; ++z) {
                    const auto first = first_in_cell_.find({x, y, z});
                    if (first == first_in_cell_.end()) continue;
                    for (int n = first->second; n >= 0; n = next_[n]) {
                        if (!same(places_[n], place)) continue;
                        if (found >= 0) return -1;
                        found = n;
                    }
                }
            }
        }
        return found;
    }

    [[nodiscard]] bool same(const Vec3& a, const Vec3& b) const {
        return (a - b).lpNorm<Eigen::Infinity>() <= tolerance_;
    }

  private:
    using Cell = std::array<std::int64_t, 3>;
    struct Hash {
        std::size_t operator()(const Cell& cell) const {
            std::uint64_t hash = 0;
            for (const std::int64_t c : cell) hash = (hash ^ static_cast<std::uint64_t>(c)) * 0x9E3779B97F4A7C15U;
            return static_cast<std::size_t>(hash >> 16U);
        }
    };
    [[nodiscard]] Cell cell_of(const Vec3& place) const {
        const double size = 4.0 * tolerance_;
        Cell cell{};
        for (int c = 0; c < 3; ++c) cell[c] = static_cast<std::int64_t>(std::floor(place[c] / size));
        return cell;
    }

    const std::vector<Vec3>& places_;
    double tolerance_;
    std::unordered_map<Cell, int, Hash> first_in_cell_;
    std::vector<int> next_;  // node of the same cell; -1: the last
};

bool is_free(const Kinematics& kinematics, int equation) {
    return equation >= 0 && equation < kinematics.free_count();
}

class Images {
  public:
    Images(const Kinematics& kinematics, const std::vector<int>& nodes, const PlaceIndex& index, int normal,
           double plane)
        : kinematics_(kinematics), nodes_(nodes), index_(index), normal_(normal), plane_(plane) {
        reflection_.partner.assign(static_cast<std::size_t>(kinematics.free_count()), -1);
        reflection_.sign.assign(reflection_.partner.size(), 1.0);
    }

    std::optional<Reflection> find() && {
        if (!pair_nodes() || !pair_bodies()) return std::nullopt;
        // What is left are scalars, e.g. the pressure of a fluid: unknowns without a direction.
        for (int i = 0; i < kinematics_.free_count(); ++i) {
            if (reflection_.partner[i] < 0) reflection_.partner[i] = i;
        }
        // Two nodes or bodies may have the same image if they are nearly as close as places that are the same.
        for (int i = 0; i < kinematics_.free_count(); ++i) {
            if (reflection_.partner[reflection_.partner[i]] != i) return std::nullopt;
        }
        return std::move(reflection_);
    }

  private:
    [[nodiscard]] Vec3 image_of(Vec3 place) const {
        place[normal_] = 2.0 * plane_ - place[normal_];
        return place;
    }

    // False if one of the two equations is free and the other is not.
    bool pair(int equation, int image, double sign) {
        const bool moves = is_free(kinematics_, equation);
        if (moves != is_free(kinematics_, image)) return false;
        if (!moves) return true;
        reflection_.partner[equation] = image;
        reflection_.sign[equation] = sign;
        return true;
    }

    bool pair_nodes() {
        for (const int n : nodes_) {
            const int image = index_.at(image_of(kinematics_.reference()[n]));
            if (image < 0) return false;
            for (int c = 0; c < 3; ++c) {
                if (!pair(kinematics_.node_dof(n, c), kinematics_.node_dof(image, c), c == normal_ ? -1.0 : 1.0)) {
                    return false;
                }
            }
        }
        return true;
    }

    bool pair_bodies() {
        for (int b = 0; b < kinematics_.body_count(); ++b) {
            bool moves = false;
            for (int c = 0; c < 6; ++c) moves = moves || is_free(kinematics_, kinematics_.body_dof(b, c));
            if (!moves) continue;
            const int image = image_of_body(b);
            if (image < 0) return false;
            for (int c = 0; c < 6; ++c) {
                // A rotation is an axial vector: its component along the normal keeps its sign.
                const double sign = (c == normal_) != (c >= 3 && c - 3 != normal_) ? -1.0 : 1.0;
                if (!pair(kinematics_.body_dof(b, c), kinematics_.body_dof(image, c), sign)) return false;
            }
        }
        return true;
    }

    // A body on the plane is its own image. -1: none has its place there, or more than one.
    [[nodiscard]] int image_of_body(int body) const {
        const Vec3 image = image_of(kinematics_.body_centre(body));
        if (index_.same(image, kinematics_.body_centre(body))) return body;
        int found = -1;
        for (int b = 0; b < kinematics_.body_count(); ++b) {
            if (!index_.same(image, kinematics_.body_centre(b))) continue;
            if (found >= 0) return -1;
            found = b;
        }
        return found;
    }

    const Kinematics& kinematics_;
    const std::vector<int>& nodes_;
    const PlaceIndex& index_;
    int normal_;
    double plane_;
    Reflection reflection_;
};

}  // namespace

std::optional<Reflection> find_reflection(const Kinematics& kinematics) {
    std::vector<int> nodes;
    Vec3 low = Vec3::Constant(std::numeric_limits<double>::max());
    Vec3 high = -low;
    for (int n = 0; n < kinematics.node_count(); ++n) {
        bool moves = false;
        for (int c = 0; c < 3; ++c) moves = moves || is_free(kinematics, kinematics.node_dof(n, c));
        if (!moves) continue;
        nodes.push_back(n);
        low = low.cwiseMin(kinematics.reference()[n]);
        high = high.cwiseMax(kinematics.reference()[n]);
    }
    if (nodes.empty()) return std::nullopt;
    constexpr double relative_tolerance = 1e-9;  // rounding of coordinates
    const double tolerance = relative_tolerance * (high - low).maxCoeff();
    if (!(tolerance > 0.0)) return std::nullopt;
    const PlaceIndex index(kinematics.reference(), nodes, tolerance);
    for (int normal = 0; normal < 3; ++normal) {
        const double plane = 0.5 * (low[normal] + high[normal]);
        if (auto found = Images(kinematics, nodes, index, normal, plane).find()) return found;
    }
    return std::nullopt;
}

}  // namespace spondyl
