#include "models/body/body_loads.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "core/system/rotation.hpp"
#include "models/body/body_size.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

constexpr double g = 9.80665;

BodyLoads loads_of(const Task& task) {
    return body_loads(man, task, pose_of(man, task, man_spine()), man_spine());
}

double weight(const BodyLoads& loads) {
    double sum = 0.0;
    for (const PointForce& w : loads.weight) sum -= w.force.y();
    return sum;
}

TEST(BodyLoads, WeightIsThatOfTheSegments) {
    double mass = 0.0;
    for (const SegmentMass& m : segment_masses(man, man_spine())) mass += m.mass_kg;
    EXPECT_NEAR(weight(loads_of(Task{})), g * mass, 1e-6 * g * mass);
    Task bent;
    bent.posture = "standing_bent";
    EXPECT_NEAR(weight(loads_of(bent)), g * mass, 1e-6 * g * mass) << "bending makes nobody lighter";
}

TEST(BodyLoads, TheLoadHangsWhereTheTaskPutsIt) {
    Task task;
    task.load_kg = 12.0;
    task.load_distance_cm = 40.0;
    task.load_height_cm = 110.0;
    const Vec3 disc = disc_of(man_spine(), Disc::L5_S1).frame.origin;
    for (const double side : {0.0, 30.0, -30.0}) {
        task.load_asymmetry_deg = side;
        const BodyLoads loads = loads_of(task);
        EXPECT_NEAR(loads.hands.force.y(), -12.0 * g, 1e-9);
        const Vec3 from = loads.hands.point - disc;
        EXPECT_NEAR(std::hypot(from.x(), from.z()), 400.0, 1e-6);
        EXPECT_NEAR(std::atan2(from.z(), from.x()) * 180.0 / M_PI, side, 1e-9) << "+ to the right";
    }
}

TEST(BodyLoads, LiftingFasterIsHeavierByMassTimesAcceleration) {
    Task task;
    task.load_kg = 10.0;
    task.load_acceleration_m_s2 = 3.0;
    EXPECT_NEAR(loads_of(task).hands.force.y(), -10.0 * (g + 3.0), 1e-9);
}

TEST(BodyLoads, CouplesHelpTheBack) {
    Task task;
    task.exoskeleton_Nm = 30.0;
    const BodyLoads loads = loads_of(task);
    EXPECT_NEAR(loads.couple[static_cast<std::size_t>(Vertebra::T12)].z(), 30000.0, 1e-6) << "+ extends";
}

TEST(BodyLoads, TheBackrestTakesTheMomentOfATrunkThatLeansBack) {
    Task task;
    task.posture = "sitting_backrest";
    task.trunk_flexion_deg = -25.0;
    task.pelvis_flexion_deg = -35.0;
    const BodyLoads loads = loads_of(task);
    Vec3 moment = Vec3::Zero();
    const Pose pose = pose_of(man, task, man_spine());
    const Vec3 joint = rotation_exp(pose.rotation[static_cast<std::size_t>(Vertebra::S1)]) *
                       disc_of(man_spine(), Disc::L5_S1).frame.origin;
    double backrest = 0.0;
    for (const ExternalForce& f : loads.named) {
        moment += (f.point - joint).cross(f.force_N);
        if (f.name == "backrest") backrest = f.force_N.norm();
    }
    EXPECT_GT(backrest, 10.0);
    EXPECT_NEAR(moment.z(), 0.0, 1e-6) << "N mm";
    task.posture = "sitting_upright";
    for (const ExternalForce& f : loads_of(task).named) EXPECT_NE(f.name, "backrest");
}

TEST(BodyLoads, LyingDownIsCarriedByTheSurface) {
    Task task;
    task.posture = "lying_supine";
    const BodyLoads loads = loads_of(task);
    for (std::size_t v = 0; v < vertebra_count; ++v) {
        EXPECT_NEAR((loads.weight[v].force + loads.support[v].force).norm(), 0.0, 1e-9) << v;
    }
}

}  // namespace
}  // namespace spondyl
