// SPDX-License-Identifier: Apache-2.0
#include "models/muscles/rigid_paths.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "core/system/rotation.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/body_loads.hpp"
#include "solvers/static_optimisation.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

std::vector<MuscleFascicle> muscles(double max_stress_MPa) {
    Scenario scenario;
    scenario.person = man;
    scenario.spine.top = Vertebra::T12;
    scenario.muscles.max_stress_MPa = max_stress_MPa;
    return muscle_fascicles(default_anatomy(), scenario, man_spine());
}

// Everything above `disc` turned by `angle` about the disc's centre.
Pose turned(const Pose& pose, const RigidPaths& paths, Disc disc, const Vec3& angle) {
    Pose moved = pose;
    const Mat3 turn = rotation_exp(angle);
    const Vec3 centre = paths.disc_frame(disc).origin;
    for (std::size_t v = 0; v <= static_cast<std::size_t>(disc); ++v) {
        moved.rotation[v] = rotation_log(turn * rotation_exp(pose.rotation[v]));
        moved.position[v] = centre + turn * (pose.position[v] - centre);
    }
    return moved;
}

TEST(RigidPaths, LeverArmsAreTheDerivativeOfLength) {
    Task task;
    task.lumbar_flexion_deg = 25.0;
    task.pelvis_flexion_deg = 10.0;
    task.trunk_twist_deg = 8.0;
    const Pose pose = pose_of(default_anatomy(), man, task, man_spine());
    const RigidPaths paths(man_spine(), pose);
    const std::vector<MuscleFascicle> fascicles = muscles(1.0);
    constexpr double h = 1e-5;
    for (std::size_t d = 0; d < disc_count; ++d) {
        const auto disc = static_cast<Disc>(d);
        for (int axis = 0; axis < 3; ++axis) {
            const RigidPaths plus(man_spine(), turned(pose, paths, disc, h * Vec3::Unit(axis)));
            const RigidPaths minus(man_spine(), turned(pose, paths, disc, -h * Vec3::Unit(axis)));
            for (const MuscleFascicle& f : fascicles) {
                const double shortening = (minus.length(f) - plus.length(f)) / (2.0 * h);
                EXPECT_NEAR(paths.unit_pull(f, disc).moment[axis], shortening, 1e-4)
                    << f.name << ' ' << d << ' ' << axis;
            }
        }
    }
}

struct Compression {
    double L4L5 = 0.0;
    double L5S1 = 0.0;
};

// The spine as rigid links with frictionless joints at the disc centres: what the muscles must do is fixed by statics.
Compression rigid_joint_limit(const Task& task) {
    const Pose pose = pose_of(default_anatomy(), man, task, man_spine());
    const BodyLoads loads = body_loads(default_anatomy(), man, task, pose, man_spine());
    const RigidPaths paths(man_spine(), pose);
    const std::vector<MuscleFascicle> fascicles = muscles(1.0);
    const auto n = static_cast<Eigen::Index>(fascicles.size());
    RecruitmentProblem p;
    p.balance.resize(3 * disc_count, n);
    p.target.resize(3 * disc_count);
    p.weight.resize(n);
    p.lower = Eigen::VectorXd::Zero(n);
    p.upper.resize(n);
    std::array<Wrench, disc_count> external;
    for (std::size_t d = 0; d < disc_count; ++d) {
        const auto disc = static_cast<Disc>(d);
        const Vec3 centre = paths.disc_frame(disc).origin;
        const auto add = [&](const PointForce& f) { external[d] += {f.force, (f.point - centre).cross(f.force)}; };
        for (std::size_t v = 0; v <= d; ++v) {
            add(loads.weight[v]);
            add(loads.support[v]);
            external[d].moment += loads.couple[v];
        }
        add(loads.hands);
        p.target.segment<3>(3 * static_cast<Eigen::Index>(d)) = -external[d].moment;
        for (Eigen::Index i = 0; i < n; ++i) {
            const MuscleFascicle& f = fascicles[static_cast<std::size_t>(i)];
            p.balance.block<3, 1>(3 * static_cast<Eigen::Index>(d), i) = paths.unit_pull(f, disc).moment;
            p.weight[i] = 1.0 / f.area_mm2;
            p.upper[i] = f.strength();
        }
    }
    const RecruitmentResult shared = optimise_recruitment(p);
    EXPECT_TRUE(shared.feasible) << shared.needed_scale;
    const auto compression = [&](Disc disc) {
        Vec3 force = external[static_cast<std::size_t>(disc)].force;
        for (Eigen::Index i = 0; i < n; ++i) {
            force += shared.force[i] * paths.unit_pull(fascicles[static_cast<std::size_t>(i)], disc).force;
        }
        return -force.dot(paths.disc_frame(disc).rotation.col(1));
    };
    return {compression(Disc::L4_L5), compression(Disc::L5_S1)};
}

// An independent rigid-joint optimisation with the same muscles, areas, cost and strength (79.6 kg, sum of stress
// cubed, 1 N/mm2) gave these, in another spine, with other masses and without the fascicles of the abdominal wall.
// Upright, where 16 N m decide, and at L4-L5 when bent the two differ by up to 28 %: docs/muscles.md says why.
constexpr double same_masses_and_arms = 0.15;
constexpr double other_masses_and_tilt = 0.30;

TEST(RigidPaths, StandingIsNearAnIndependentRigidJointModel) {
    const Compression standing = rigid_joint_limit(Task{});
    EXPECT_NEAR(standing.L5S1, 517.0, other_masses_and_tilt * 517.0);
    EXPECT_NEAR(standing.L4L5, 396.0, other_masses_and_tilt * 396.0);
}

TEST(RigidPaths, BentIsNearAnIndependentRigidJointModel) {
    Task bent;
    bent.posture = "standing_bent";
    bent.trunk_flexion_deg = 30.0;
    const Compression flexed = rigid_joint_limit(bent);
    EXPECT_NEAR(flexed.L5S1, 1269.0, same_masses_and_arms * 1269.0);
    EXPECT_NEAR(flexed.L4L5, 1027.0, other_masses_and_tilt * 1027.0);
}

TEST(RigidPaths, HoldingIsNearAnIndependentRigidJointModel) {
    Task holding;
    holding.load_kg = 20.0;
    holding.load_distance_cm = 30.0;
    holding.load_height_cm = 100.0;
    const Compression held = rigid_joint_limit(holding);
    EXPECT_NEAR(held.L5S1, 1709.0, same_masses_and_arms * 1709.0);
    EXPECT_NEAR(held.L4L5, 1389.0, same_masses_and_arms * 1389.0);
}

}  // namespace
}  // namespace spondyl
