// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/vertebral_stiffness.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/system/rotation.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/body_loads.hpp"
#include "models/equilibrium/pelvis_rotation.hpp"
#include "models/equilibrium/task_amplitudes.hpp"
#include "models/run/run_record.hpp"
#include "solvers/load_stepper.hpp"
#include "tests/models/equilibrium/cases.hpp"

namespace spondyl {
namespace {

using testing::body_scenario;
using testing::task;

// A spine held in standing with 10 kg, every muscle at 20 N.
class VertebralStiffnessTest : public ::testing::Test {
  protected:
    static Scenario scenario() {
        Scenario s = body_scenario();
        s.tasks = {task("10 kg", 10.0, 30.0)};
        return s;
    }

    VertebralStiffnessTest()
        : held_(default_anatomy(), scenario_, FixedVertebrae::all),
          released_(default_anatomy(), scenario_, FixedVertebrae::bottom),
          newton_(held_.system(), {.relative_tolerance = 1e-11, .max_iterations = 30, .tangent = {}}) {
        const Pose pose = pose_of(default_anatomy(), scenario_.person, scenario_.tasks[0], held_.mesh());
        const State rest = held_.system().kinematics.rest();
        std::vector<double> target = task_amplitudes(
            held_, rest, pose, body_loads(default_anatomy(), scenario_.person, scenario_.tasks[0], pose, held_.mesh()));
        for (const LoadId t : held_.body_loads().tension) target[static_cast<std::size_t>(t)] = 20.0;
        state_ = rest;
        LoadStepper stepper(held_.system(), newton_, {.first_increment = 0.5, .min_increment = 1e-3});
        EXPECT_TRUE(stepper.follow(state_, target, {1.0}).complete);
    }

    // Moments at the held rotations once the amplitudes have changed.
    Eigen::VectorXd moments(const std::function<void(std::vector<double>&)>& change) {
        State state = state_;
        change(state.loads);
        EXPECT_TRUE(newton_.solve(state).converged);
        Eigen::VectorXd values(18);
        for (std::size_t v = 0; v < 6; ++v) {
            for (int c = 0; c < 3; ++c) {
                const int equation = held_.system().kinematics.body_dof(held_.body(v), 3 + c);
                values[3 * static_cast<Eigen::Index>(v) + c] = newton_.assembly().residual[equation];
            }
        }
        return values;
    }
    Eigen::VectorXd slope(double step, const std::function<void(std::vector<double>&, double)>& change) {
        const auto at = [&](double s) { return moments([&](std::vector<double>& loads) { change(loads, s); }); };
        return (8.0 * (at(step) - at(-step)) - (at(2.0 * step) - at(-2.0 * step))) / (12.0 * step);
    }

    void expect_pelvis_rotation_of_full_solves() {
        VertebralStiffness spine(released_);
        const SpinStiffness spins(spine.matrix(state_, sample_muscles(released_, state_)));
        const Eigen::VectorXd held = moments([](std::vector<double>&) {});
        const auto& ids = held_.body_loads().bodies.back().rotation;
        for (int c = 0; c < 3; ++c) {
            const Vec3 axis = Vec3::Unit(c);
            const Eigen::VectorXd column = moments_of_pelvis_rotation(
                spins, spins.stiffness, forces_of_rigid_rotation(held_, state_, held, axis), axis);
            const Eigen::VectorXd difference = slope(5e-4, [&](std::vector<double>& loads, double s) {
                for (int i = 0; i < 3; ++i)
                    loads[static_cast<std::size_t>(ids[static_cast<std::size_t>(i)])] = s * axis[i];
            });
            EXPECT_GT(column.norm(), 1.0);
            EXPECT_LT((difference - column).norm(), 1e-3 * column.norm()) << difference.transpose() << "\n\n"
                                                                          << column.transpose();
        }
    }

    Scenario scenario_ = scenario();
    SpineModel held_;
    SpineModel released_;
    Newton newton_;
    State state_;
};

TEST_F(VertebralStiffnessTest, MomentsOfMusclesAreThoseOfFullSolves) {
    const std::vector<MuscleSample> samples = sample_muscles(released_, state_);
    VertebralStiffness spine(released_);
    const Eigen::MatrixXd g = SpinStiffness(spine.matrix(state_, samples)).moments_of(spine.pulls(samples));
    ASSERT_EQ(g.rows(), 18);
    for (const MuscleGroup group : {MuscleGroup::multifidus, MuscleGroup::iliocostalis_lumborum, MuscleGroup::psoas}) {
        const auto first = std::ranges::find(held_.muscles(), group, &MuscleFascicle::group);
        const auto m = static_cast<std::size_t>(first - held_.muscles().begin());
        const auto tension = static_cast<std::size_t>(held_.body_loads().tension[m]);
        const Eigen::VectorXd column = g.col(static_cast<Eigen::Index>(m));
        const Eigen::VectorXd difference =
            slope(1.0, [&](std::vector<double>& loads, double s) { loads[tension] += s; });
        EXPECT_GT(column.norm(), 1.0) << held_.muscles()[m].name;
        EXPECT_LT((difference + column).norm(), 1e-4 * column.norm()) << held_.muscles()[m].name;
    }
}

TEST_F(VertebralStiffnessTest, StiffnessIsThatOfFullSolves) {
    VertebralStiffness spine(released_);
    const Eigen::MatrixXd k = SpinStiffness(spine.matrix(state_, sample_muscles(released_, state_))).stiffness;
    constexpr std::size_t v = 4;  // L4
    const auto& ids = held_.body_loads().bodies[v].rotation;
    Eigen::MatrixXd columns(18, 3);
    for (int c = 0; c < 3; ++c) {
        columns.col(c) = slope(2.5e-4, [&](std::vector<double>& loads, double s) {
            const Mat3 turned = rotation_exp(s * Vec3::Unit(c)) * state_.body_rotation[held_.body(v)];
            const Vec3 vector = rotation_log(turned);
            for (int i = 0; i < 3; ++i) loads[static_cast<std::size_t>(ids[static_cast<std::size_t>(i)])] = vector[i];
        });
    }
    // Where moments are held, rotations do not commute: the vertebra's own block is symmetric up to half its moment.
    const Eigen::Matrix3d own = columns.middleRows<3>(3 * v);
    columns.middleRows<3>(3 * v) = 0.5 * (own + own.transpose());
    const Eigen::MatrixXd expected = k.middleCols(3 * v, 3);
    EXPECT_LT((columns - expected).norm(), 1e-4 * expected.norm()) << columns - expected << "\n\n" << expected;
}

TEST_F(VertebralStiffnessTest, PelvisRotationIsThatOfFullSolves) {
    expect_pelvis_rotation_of_full_solves();
}

// The pad stays where it is when the vertebrae turn with the pelvis.
TEST_F(VertebralStiffnessTest, PelvisRotationBeforeALumbarPadIsThatOfFullSolves) {
    constexpr std::size_t l3 = 3;
    const ElasticSupportLoads& pad = held_.body_loads().bodies[l3].pad;
    std::vector<double> target = state_.loads;
    const Vec3 normal = Vec3(0.96, 0.28, 0.0);
    const Vec3 arm(-75.0, -15.0, 0.0);
    const Vec3 skin =
        held_.system().kinematics.body_position(state_, held_.body(l3)) + state_.body_rotation[held_.body(l3)] * arm;
    target[static_cast<std::size_t>(pad.stiffness)] = 5.0;
    target[static_cast<std::size_t>(pad.offset)] = normal.dot(skin) + 12.0;
    for (int c = 0; c < 3; ++c) {
        target[static_cast<std::size_t>(pad.arm[static_cast<std::size_t>(c)])] = arm[c];
        target[static_cast<std::size_t>(pad.normal[static_cast<std::size_t>(c)])] = normal[c];
    }
    LoadStepper stepper(held_.system(), newton_, {.first_increment = 0.5, .min_increment = 1e-3});
    ASSERT_TRUE(stepper.follow(state_, target, {1.0}).complete);
    const ElasticSupport::Reaction reaction =
        held_.body_loads().bodies[l3].pad_term->reaction(held_.system().kinematics, state_);
    EXPECT_GT(reaction.force.norm(), 20.0);
    expect_pelvis_rotation_of_full_solves();
}

}  // namespace
}  // namespace spondyl
