// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/muscle_sample.hpp"

#include <Eigen/Geometry>

namespace spondyl {

std::vector<MuscleSample> sample_muscles(const SpineModel& model, const State& state) {
    std::vector<MuscleSample> samples;
    const MusclePaths& paths = *model.muscle_paths();
    for (std::size_t m = 0; m < model.muscles().size(); ++m) {
        const MuscleFascicle& fascicle = model.muscles()[m];
        const double length = paths.length(m, state);
        samples.push_back({.length = length,
                           .tension = paths.tension(m, state),
                           .passive = fascicle.passive_force(length),
                           .passive_slope = fascicle.passive_slope(length),
                           .capacity = fascicle.strength() * fascicle.active_factor(length),
                           .pull = paths.pull(m, model.system().kinematics, state)});
    }
    return samples;
}

Wrench wrench_above(const SpineModel& model, const State& state, const MuscleSample& muscle, std::size_t disc,
                    const Vec3& point) {
    const Kinematics& k = model.system().kinematics;
    Wrench sum;
    for (std::size_t v = 0; v <= disc; ++v) {
        const int body = model.body(v);
        Vec3 force = Vec3::Zero();
        Vec3 moment = Vec3::Zero();
        for (const auto& [equation, coefficient] : muscle.pull) {
            for (int c = 0; c < 3; ++c) {
                if (equation == k.body_dof(body, c)) force[c] = coefficient;
                if (equation == k.body_dof(body, 3 + c)) moment[c] = coefficient;
            }
        }
        sum += {force, moment + (k.body_position(state, body) - point).cross(force)};
    }
    return sum;
}

}  // namespace spondyl
