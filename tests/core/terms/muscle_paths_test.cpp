// SPDX-License-Identifier: Apache-2.0
#include "core/terms/muscle_paths.hpp"

#include <gtest/gtest.h>
#include <omp.h>

#include <Eigen/Geometry>

#include "core/error.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

// A soft block between two bodies (its lower nodes on one, its upper on the other), a free layer between, and paths of
// every kind: over free nodes, means of free and tied nodes, means of nodes on both bodies, nodes used twice.
class MusclePathsTest : public ::testing::Test {
  protected:
    MusclePathsTest() : box(box_mesh({1, 1, 2}, Vec3(1.0, 1.0, 2.0))) {
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        lower = k.add_body(Vec3(0.4, 0.3, -0.5));
        upper = k.add_body(Vec3(0.3, 0.2, 2.6));
        for (int n = 0; n < 4; ++n) k.tie(n, lower);
        for (int n = 8; n < 12; ++n) k.tie(n, upper);
        gain = k.add_load();
        add({{{0, 1}, {0.3, 0.7}}, {{9}, {1.0}}});
        add({{{2}, {1.0}}, {{3}, {1.0}}, {{5, 10}, {0.5, 0.5}}, {{8, 1}, {0.6, 0.4}}, {{11}, {1.0}}});
        add({{{4}, {1.0}}, {{6}, {1.0}}, {{4, 7}, {0.25, 0.75}}, {{9, 10}, {0.5, 0.5}}});
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
            "block", MooneyRivlin{.c10 = 0.1, .c01 = 0.02, .bulk_modulus = 2.0}, box.mesh.nodes, box.hexes()));
        muscles = &system.add(std::make_unique<MusclePaths>(paths, gain));
    }
    void add(std::vector<CablePoint> points) {
        const LoadId tension = system.kinematics.add_load();
        const LoadId held = system.kinematics.add_load();
        paths.push_back({.points = std::move(points), .tension = tension, .held_length = held, .fibre_length = 10.0});
    }
    State strained() {
        std::mt19937 random(9);
        const Kinematics& k = system.kinematics;
        State state =
            turned(k, moved(k, k.rest(), 0.1 * random_direction(k, random)), rotation_exp(Vec3(1.7, -1.6, 1.8)));
        for (std::size_t p = 0; p < paths.size(); ++p) {
            state.loads[paths[p].tension] = 0.5 + static_cast<double>(p);
            state.loads[paths[p].held_length] = (0.9 + 0.1 * static_cast<double>(p)) * muscles->length(p, state);
        }
        return state;
    }
    System system;
    BoxMesh box;
    int lower = 0;
    int upper = 0;
    LoadId gain = 0;
    std::vector<MusclePath> paths;
    MusclePaths* muscles = nullptr;
};

TEST_F(MusclePathsTest, ConstantForcesHaveConsistentDerivatives) {
    system.prepare();
    expect_consistent(system, strained());
}

TEST_F(MusclePathsTest, HeldMusclesHaveConsistentDerivatives) {
    system.prepare();
    State state = strained();
    state.loads[gain] = 6.0;
    expect_consistent(system, state);
}

TEST_F(MusclePathsTest, DerivativesAreConsistentWhereBodiesArePrescribed) {
    Kinematics& k = system.kinematics;
    k.prescribe_rotation(upper);
    for (int c = 0; c < 3; ++c) k.prescribe_translation(lower, c);
    system.prepare();
    State state = strained();
    state.loads[gain] = 6.0;
    expect_consistent(system, state);
}

TEST_F(MusclePathsTest, PullIsMinusTheChangeOfLengthAndTheForceOfEachPath) {
    system.kinematics.prescribe_rotation(upper);
    system.prepare();
    const Kinematics& k = system.kinematics;
    State state = strained();
    std::mt19937 random(4);
    for (std::size_t p = 0; p < paths.size(); ++p) {
        Eigen::VectorXd pull = Eigen::VectorXd::Zero(k.total_count());
        int last = -1;
        for (const auto& [dof, coefficient] : muscles->pull(p, k, state)) {
            EXPECT_GT(dof, last);
            last = dof;
            pull[dof] = coefficient;
        }
        const Eigen::VectorXd d = random_direction(k, random);
        const double slope = derivative([&](double s) { return muscles->length(p, moved(k, state, s * d)); }, 1e-3);
        EXPECT_NEAR(slope, -pull.dot(d), 1e-9 * pull.norm() * d.norm());

        State more = state;
        more.loads[paths[p].tension] += 1.0;
        const Eigen::VectorXd change = residual_at(system, more) - residual_at(system, state);
        EXPECT_LT((change + pull).lpNorm<Eigen::Infinity>(), 1e-13);
    }
}

// T = F (1 + q (L - L0) / l), nothing below zero; the energy goes on without a jump.
TEST_F(MusclePathsTest, TensionFollowsTheShortRangeStiffness) {
    system.prepare();
    State state = strained();
    const double length = muscles->length(0, state);
    EXPECT_EQ(muscles->tension(0, state), 0.5);
    state.loads[gain] = 5.0;
    state.loads[paths[0].held_length] = length - 1.0;
    EXPECT_NEAR(muscles->tension(0, state), 0.5 * 1.5, 1e-13);
    state.loads[paths[0].held_length] = length + 2.1;
    EXPECT_EQ(muscles->tension(0, state), 0.0);
    const auto energy_at = [&](double stretch) {
        for (const MusclePath& path : paths) state.loads[path.tension] = 0.0;
        state.loads[paths[0].tension] = 0.5;
        state.loads[paths[0].held_length] = 10.0;
        State scaled = state;
        for (Vec3& x : scaled.positions) x *= 10.0 * (1.0 + stretch) / length;
        return reported_potential(system, scaled) - [&] {
            scaled.loads[paths[0].tension] = 0.0;
            return reported_potential(system, scaled);
        }();
    };
    EXPECT_NEAR(energy_at(0.0), 0.0, 1e-12);
    EXPECT_NEAR(energy_at(0.1), 0.5 * 10.0 * (0.1 + 2.5 * 0.01), 1e-10);
    EXPECT_NEAR(energy_at(-0.2 + 1e-9), energy_at(-0.2 - 1e-9), 1e-10);
    EXPECT_NEAR(energy_at(-0.3), -0.5 * 10.0 / 10.0, 1e-10);
}

TEST_F(MusclePathsTest, ForcesBalanceInAnyPosture) {
    system.prepare();
    const Kinematics& k = system.kinematics;
    const State state = strained();
    for (std::size_t p = 0; p < paths.size(); ++p) {
        Vec3 force = Vec3::Zero();
        Vec3 moment = Vec3::Zero();
        Eigen::VectorXd pull = Eigen::VectorXd::Zero(k.total_count());
        for (const auto& [dof, coefficient] : muscles->pull(p, k, state)) pull[dof] = coefficient;
        const auto three = [&](auto&& dof) { return Vec3(pull[dof(0)], pull[dof(1)], pull[dof(2)]); };
        for (int n = 4; n < 8; ++n) {
            const Vec3 f = three([&](int c) { return k.node_dof(n, c); });
            force += f;
            moment += state.positions[n].cross(f);
        }
        for (const int b : {lower, upper}) {
            const Vec3 f = three([&](int c) { return k.body_dof(b, c); });
            force += f;
            moment += k.body_position(state, b).cross(f) + three([&](int c) { return k.body_dof(b, 3 + c); });
        }
        EXPECT_LT(force.norm(), 1e-14);
        EXPECT_LT(moment.norm(), 1e-13);
    }
}

TEST_F(MusclePathsTest, ThreadsDoNotChangeABit) {
    system.prepare();
    State state = strained();
    state.loads[gain] = 6.0;
    const int threads = omp_get_max_threads();
    std::vector<Assembly> results;
    for (const int n : {1, 3}) {
        omp_set_num_threads(n);
        results.push_back(system.make_assembly());
        system.evaluate(state, {.tangent = true, .energy = true}, results.back());
    }
    omp_set_num_threads(threads);
    EXPECT_EQ(results[0].residual, results[1].residual);
    EXPECT_EQ(results[0].free.value, results[1].free.value);
}

TEST_F(MusclePathsTest, AHeldMuscleWithoutALengthIsABug) {
    system.prepare();
    State state = strained();
    state.loads[gain] = 1.0;
    state.loads[paths[1].held_length] = 0.0;
    EXPECT_THROW(residual_at(system, state), InternalError);
}

}  // namespace
}  // namespace spondyl::testing
