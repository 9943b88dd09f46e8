// SPDX-License-Identifier: Apache-2.0
#include "models/spine/follower_path.hpp"

#include <cmath>
#include <numbers>

namespace spondyl {

namespace {

// The point through which a force along the disc's normal does not rotate the disc, global.
Vec3 balance_point(const DiscMesh& disc, double per_wedge) {
    const double wedge = std::atan2(disc.height_anterior - disc.height_posterior, disc.depth);
    return disc.frame.to_global(Vec3(per_wedge * wedge * 180.0 / std::numbers::pi, 0.0, 0.0));
}

}  // namespace

std::vector<double> follower_path(const FollowerPathAnatomy& path, const SpineMesh& mesh) {
    // In the sagittal plane: via point i = o_i + s_i a_i (o centre, a anterior axis). Passing through the balance
    // point c means cross(p_i - c, p_{i+1} - c) = 0, which gives s_{i+1} from s_i: a chain with one free number. It is
    // bilinear in the two shifts; the chain is therefore followed for trial values and the best one found by
    // golden section over the free number.
    const std::size_t count = mesh.vertebrae.size();
    std::vector<Vec3> balance;
    for (const DiscMesh& disc : mesh.discs) balance.push_back(balance_point(disc, path.balance_point_per_wedge));
    const auto chain = [&](double first) {
        std::vector<double> shift(count, 0.0);
        shift[0] = first;
        for (std::size_t i = 0; i + 1 < count; ++i) {
            const Frame& upper = mesh.vertebrae[i].frame;
            const Frame& lower = mesh.vertebrae[i + 1].frame;
            const Vec3 to_upper = upper.origin + shift[i] * upper.rotation.col(0) - balance[i];
            const Vec3 to_lower = lower.origin - balance[i];
            const Vec3 axis = lower.rotation.col(0);
            const auto cross = [&](const Vec3& v) { return to_upper.x() * v.y() - to_upper.y() * v.x(); };
            shift[i + 1] = -cross(to_lower) / cross(axis);
        }
        return shift;
    };
    const auto cost = [&](double first) {
        double sum = 0.0;
        for (const double s : chain(first)) sum += s * s;
        return sum;
    };
    double low = -path.largest_shift;
    double high = path.largest_shift;
    constexpr double golden = 0.6180339887498949;
    while (high - low > 1e-9) {
        const double a = high - golden * (high - low);
        const double b = low + golden * (high - low);
        (cost(a) < cost(b) ? high : low) = cost(a) < cost(b) ? b : a;
    }
    return chain(0.5 * (low + high));
}

}  // namespace spondyl
