// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/abdominal_wall.hpp"

#include <algorithm>

namespace spondyl {
namespace {

// Change of length per strain across `axis`.
double widening(const MusclePath& path, const State& state, const Vec3& axis) {
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < path.points.size(); ++i) {
        const Vec3 piece = path.points[i + 1].position(state) - path.points[i].position(state);
        const double length = piece.norm();
        if (length > 0.0) sum += (piece - piece.dot(axis) * axis).squaredNorm() / length;
    }
    return sum;
}

}  // namespace

std::size_t place_of(Side side) {
    return side == Side::left ? 0 : 1;
}

AbdominalWall::AbdominalWall(const SpineModel& model, double transversus_share) : model_(model) {
    for (const MuscleFascicle& fascicle : model.muscles()) {
        if (fascicle.group != MuscleGroup::internal_oblique) continue;
        strength_[place_of(fascicle.side)] += transversus_share * fascicle.strength();
    }
}

std::array<double, 2> AbdominalWall::activation(const State& state, const std::vector<MuscleSample>& samples,
                                                const WallPressure& wall) const {
    if (wall.work_Nmm <= 0.0) return {};
    std::array<double, 2> missing = {wall.work_Nmm, wall.work_Nmm};  // beyond what resting muscles hold
    std::array<double, 2> full = {wall.arc_mm * strength_[0], wall.arc_mm * strength_[1]};
    for (std::size_t m = 0; m < samples.size(); ++m) {
        const MuscleFascicle& fascicle = model_.muscles()[m];
        if (fascicle.group != MuscleGroup::internal_oblique && fascicle.group != MuscleGroup::external_oblique)
            continue;
        const double arm = widening(model_.muscle_paths()->paths()[m], state, wall.axis);
        missing[place_of(fascicle.side)] -= arm * samples[m].passive;
        full[place_of(fascicle.side)] += arm * samples[m].capacity;
    }
    return {std::max(0.0, missing[0] / full[0]), std::max(0.0, missing[1] / full[1])};
}

}  // namespace spondyl
