// SPDX-License-Identifier: Apache-2.0
// What discs, ligaments and facet joints pass together is what acts above the level.
#include "models/analysis/level_loads.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "models/anatomy/anatomy.hpp"
#include "solvers/load_stepper.hpp"
#include "tests/models/analysis/cases.hpp"

namespace spondyl {
namespace {

// Force of all loads on the vertebrae above disc `d` of a spine with rigid bones, and their moment about `about`.
Wrench loads_above(const SpineModel& model, std::size_t d, const State& state, const Vec3& about) {
    const System& system = model.system();
    Assembly work = system.make_assembly();
    system.evaluate(state, {}, work);
    const Eigen::VectorXd force = system.load_forces(work);
    Wrench sum;
    for (std::size_t v = 0; v <= d; ++v) {
        const int body = model.body(v);
        Vec3 f;
        Vec3 m;
        for (int c = 0; c < 3; ++c) {
            f[c] = force[system.kinematics.body_dof(body, c)];
            m[c] = force[system.kinematics.body_dof(body, 3 + c)];
        }
        sum += {f, m + (system.kinematics.body_position(state, body) - about).cross(f)};
    }
    return sum;
}

void expect_balance(const LoadStep& step) {
    Scenario scenario = testing::coarse_spine(Vertebra::L3, Vertebra::L5);
    scenario.structures = {};
    const SpineModel model(default_anatomy(), scenario, FixedVertebrae::bottom);
    Newton newton(model.system(), {.relative_tolerance = 1e-11, .tangent = {}});
    LoadStepper stepper(model.system(), newton, {.first_increment = 0.5});
    State state = model.system().kinematics.rest();
    const PathReport settled = stepper.follow(state, model.amplitudes({}, state), {1.0});
    ASSERT_TRUE(settled.complete) << settled.failure;
    const PathReport loaded = stepper.follow(state, model.amplitudes(step, state), {1.0});
    ASSERT_TRUE(loaded.complete) << loaded.failure;

    const JointSamples joints(model, state);
    const MotionReference built = built_reference(model);
    for (std::size_t d = 0; d < model.mesh().discs.size(); ++d) {
        const Frame frame = disc_motion(model, d, built, state).frame;
        const LevelLoads loads = level_loads(model, d, state, joints, frame);
        const Wrench carried = loads.total();
        const Wrench above = loads_above(model, d, state, frame.origin).in(frame);
        const double moment = above.moment.norm() + loads.disc.moment.norm();
        const double force = above.force.norm() + loads.disc.force.norm();
        EXPECT_LT((carried.force - above.force).norm(), 1e-6 * force) << d;
        EXPECT_LT((carried.moment - above.moment).norm(), 1e-6 * moment) << d;
        // Not the disc alone.
        EXPECT_GT((loads.disc.moment - above.moment).norm(), 1e-3 * moment) << d;
        double shares = moment_share(loads.disc.moment, carried.moment);
        for (const Wrench& w : loads.ligaments) shares += moment_share(w.moment, carried.moment);
        for (const Wrench& w : loads.facets) shares += moment_share(w.moment, carried.moment);
        EXPECT_NEAR(shares, 1.0, 1e-12);
    }
}

TEST(LevelLoads, structures_together_carry_a_pure_moment) {
    LoadStep step;
    step.flexion_moment_Nm = 5.0;
    step.lateral_moment_Nm = 3.0;
    expect_balance(step);
}

TEST(LevelLoads, structures_together_carry_a_follower_load_and_extension) {
    LoadStep step;
    step.follower_load_N = 400.0;
    step.flexion_moment_Nm = -4.0;
    expect_balance(step);
}

TEST(LevelLoads, share_of_a_small_moment_is_zero) {
    EXPECT_EQ(moment_share(Vec3(1.0, 2.0, 3.0), Vec3(1.0, 0.0, 0.0)), 0.0);
    EXPECT_NEAR(moment_share(Vec3(50.0, 100.0, 3.0), Vec3(100.0, 0.0, 0.0)), 0.5, 1e-15);
}

}  // namespace
}  // namespace spondyl
