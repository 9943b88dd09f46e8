// SPDX-License-Identifier: Apache-2.0
#include "core/terms/facet_contact.hpp"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <Eigen/Geometry>
#include <algorithm>
#include <limits>
#include <numbers>

#include "core/error.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/fascicles.hpp"
#include "core/terms/loads.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

constexpr CartilageLaw cartilage{.aggregate_modulus = 12.0, .thickness = 0.9, .smoothing = 0.05};

TEST(CartilageLaw, FollowsTheLogarithmPastItsToe) {
    for (const double d : {0.025, 0.1, 0.4, 0.719}) {
        EXPECT_NEAR(cartilage(-d).pressure, -12.0 * std::log(1.0 - d / 0.9), 1e-13 * 12.0);
        EXPECT_NEAR(cartilage(-d).stiffness, 12.0 / (0.9 - d), 1e-13 * 100.0);
    }
}

TEST(CartilageLaw, OpenMeansExactlyNothing) {
    for (const double gap : {0.025, 0.1, 50.0}) {
        EXPECT_EQ(cartilage(gap).energy, 0.0);
        EXPECT_EQ(cartilage(gap).pressure, 0.0);
        EXPECT_EQ(cartilage(gap).stiffness, 0.0);
    }
}

// Before, in and behind the toe, over the logarithm, beyond its end and through the whole thickness.
TEST(CartilageLaw, PressureAndStiffnessAreDerivatives) {
    constexpr double h = 1e-5;
    for (const double d : {-0.03, -0.02, -0.01, 0.0, 0.02, 0.0245, 0.0255, 0.05, 0.3, 0.6, 0.719, 0.721, 0.9, 2.0}) {
        const auto at = cartilage(-d);
        EXPECT_NEAR(derivative([&](double s) { return cartilage(-d - s).energy; }, h), at.pressure,
                    1e-9 * (1.0 + at.pressure));
        EXPECT_NEAR(derivative([&](double s) { return cartilage(-d - s).pressure; }, h), at.stiffness,
                    1e-8 * (1.0 + at.stiffness));
    }
}

TEST(CartilageLaw, PiecesJoinInEnergyPressureAndStiffness) {
    const double join_pressure = cartilage(-0.025).pressure;
    const double vertex = 0.025 - 2.0 * join_pressure / cartilage(-0.025).stiffness;
    EXPECT_LT(vertex, 0.0);
    EXPECT_GT(vertex, -0.025);
    EXPECT_EQ(cartilage(-(vertex - 1e-9)).pressure, 0.0);
    EXPECT_GT(cartilage(-(vertex + 1e-9)).pressure, 0.0);
    for (const double joint : {vertex, 0.025, 0.72}) {
        const auto before = cartilage(-(joint - 1e-12));
        const auto after = cartilage(-(joint + 1e-12));
        EXPECT_NEAR(before.energy, after.energy, 1e-10);
        EXPECT_NEAR(before.pressure, after.pressure, 1e-9);
        EXPECT_NEAR(before.stiffness, after.stiffness, 1e-7);
    }
}

Frame tilted_frame() {
    return {.origin = Vec3(-30.0, 12.0, 15.0), .rotation = rotation_exp(Vec3(0.4, -0.9, 0.3))};
}

ArticularSurface surface(const Frame& frame, double curvature_u, double curvature_v) {
    return {.frame = frame, .height = 16.0, .width = 12.0, .curvature_u = curvature_u, .curvature_v = curvature_v};
}

// Points over a rectangle of half sizes (u, v) at the bone gap 1.4 mm from the plane n = 0, tilted a little.
std::vector<ArticularPoint> cloud(const Frame& frame, double half_u, double half_v, double tilt, int count) {
    std::vector<ArticularPoint> points;
    const double cell_u = 2.0 * half_u / count;
    const double cell_v = 2.0 * half_v / count;
    for (int i = 0; i < count; ++i) {
        for (int j = 0; j < count; ++j) {
            const double u = -half_u + (i + 0.5) * cell_u;
            const double v = -half_v + (j + 0.5) * cell_v;
            points.push_back(
                {.position = frame.to_global(Vec3(1.4 + tilt * (u - 0.7 * v), u, v)), .area = cell_u * cell_v});
        }
    }
    return points;
}

TEST(ArticularSurface, DistanceAndWindowHaveExactDerivatives) {
    const ArticularSurface s = surface({}, 0.05, -0.08);
    for (const Vec3& x : {Vec3(0.4, 1.0, -2.0), Vec3(-0.3, 7.0, 2.0), Vec3(1.5, -5.0, 4.6), Vec3(0.2, 0.0, 6.4)}) {
        for (const auto& field : {&ArticularSurface::distance, &ArticularSurface::window}) {
            const auto at = (s.*field)(x);
            for (int c = 0; c < 3; ++c) {
                const Vec3 e = Vec3::Unit(c);
                EXPECT_NEAR(derivative([&](double h) { return (s.*field)(x + h * e).value; }, 1e-3), at.gradient[c],
                            1e-10);
                const Vec3 column = derivative([&](double h) -> Vec3 { return (s.*field)(x + h * e).gradient; }, 1e-3);
                EXPECT_LT((column - at.hessian.col(c)).norm(), 1e-9);
            }
        }
    }
}

// A hollow sphere of radius 20 is a paraboloid near its pole; distances along its radii agree to fourth order in the
// offset and second in the height.
TEST(ArticularSurface, DistanceOverAHollowSphereIsRadial) {
    const ArticularSurface s = surface({}, 0.05, 0.05);
    for (const Vec3& x : {Vec3(0.5, 0.0, 0.0), Vec3(0.6, 1.0, 1.0), Vec3(0.8, -2.0, 1.0)}) {
        EXPECT_NEAR(s.distance(x).value, 20.0 - (x - Vec3(20.0, 0.0, 0.0)).norm(), 6e-3);
    }
}

class FacetContactTest : public ::testing::Test {
  protected:
    FacetContactTest() {
        upper = system.kinematics.add_body(Vec3(3.0, 32.0, -2.0));
        lower = system.kinematics.add_body(Vec3(-2.0, -4.0, 1.0));
    }
    void build(const ArticularSurface& s, std::vector<ArticularPoint> points) {
        contact = &system.add(std::make_unique<FacetContact>("facet", upper, lower, s, std::move(points), cartilage));
        system.prepare();
    }
    // The upper body moved by (n, u, v) in the frame.
    State shifted(const Frame& frame, const Vec3& by) const {
        State state = system.kinematics.rest();
        state.body_translation[upper] = frame.rotation * by;
        return state;
    }
    [[nodiscard]] Vec3 part(const Eigen::VectorXd& r, int body, int first) const {
        Vec3 f;
        for (int c = 0; c < 3; ++c) f[c] = r[system.kinematics.body_dof(body, first + c)];
        return f;
    }
    System system;
    FacetContact* contact = nullptr;
    int upper = 0;
    int lower = 0;
};

TEST_F(FacetContactTest, FlatSurfacesPressedTogetherCarryPressureTimesArea) {
    const Frame frame = tilted_frame();
    build(surface(frame, 0.0, 0.0), cloud(frame, 3.0, 2.5, 0.0, 6));
    // Bone gap 1.4, cartilage 0.9: 0.8 closer overlap by 0.3.
    const State state = shifted(frame, Vec3(-0.8, 0.5, -0.2));
    const auto s = contact->sample(system.kinematics, state);
    const double pressure = -12.0 * std::log(1.0 - 0.3 / 0.9);
    const Vec3 normal = frame.rotation.col(0);
    const double force = 30.0 * pressure;
    EXPECT_NEAR(s.area, 30.0, 1e-12);
    EXPECT_NEAR(s.pressure_peak, pressure, 1e-12);
    EXPECT_NEAR(s.gap_min, -0.3, 1e-13);
    EXPECT_LT((s.force + force * normal).norm(), 1e-11 * force);
    EXPECT_LT((s.centre - frame.to_global(Vec3(0.6, 0.5, -0.2))).norm(), 1e-12);
    EXPECT_LT((s.moment - s.centre.cross(s.force)).norm(), 1e-11 * s.moment.norm());
    const Eigen::VectorXd r = residual_at(system, state);
    EXPECT_LT((part(r, lower, 0) + s.force).norm(), 1e-11 * force);
    EXPECT_NEAR(reported_potential(system, state), 30.0 * cartilage(-0.3).energy, 1e-11);
}

TEST_F(FacetContactTest, SlidingAtConstantGapInsideTheWindowIsFree) {
    const Frame frame = tilted_frame();
    build(surface(frame, 0.0, 0.0), cloud(frame, 2.0, 1.5, 0.1, 5));
    const auto first = contact->sample(system.kinematics, shifted(frame, Vec3(-0.8, 0.0, 0.0)));
    for (const Vec3& slide : {Vec3(-0.8, 1.5, 0.0), Vec3(-0.8, 0.0, -1.5), Vec3(-0.8, -2.0, 0.7)}) {
        const auto s = contact->sample(system.kinematics, shifted(frame, slide));
        EXPECT_LT((s.force - first.force).norm(), 1e-11 * first.force.norm());
        EXPECT_LT(s.force.cross(frame.rotation.col(0)).norm(), 1e-11 * first.force.norm());
    }
}

TEST_F(FacetContactTest, ApartThereIsExactlyNothing) {
    const Frame frame = tilted_frame();
    build(surface(frame, 0.03, 0.05), cloud(frame, 3.0, 2.5, 0.0, 4));
    const State state = system.kinematics.rest();
    Assembly a = system.make_assembly();
    system.evaluate(state, {.tangent = true, .energy = true}, a);
    EXPECT_EQ(a.energy, 0.0);
    EXPECT_EQ(a.residual.norm(), 0.0);
    for (const double value : a.free.value) EXPECT_EQ(value, 0.0);
    const auto s = contact->sample(system.kinematics, state);
    EXPECT_EQ(s.force.norm(), 0.0);
    EXPECT_EQ(s.area, 0.0);
    EXPECT_EQ(s.pressure_peak, 0.0);
    EXPECT_LT((s.centre - frame.origin).norm(), 1e-12);
    EXPECT_GT(s.gap_min, 0.0);
    // Beyond the rim nothing is opposite, however deep.
    const auto beside = contact->sample(system.kinematics, shifted(frame, Vec3(-3.0, 20.0, 0.0)));
    EXPECT_EQ(beside.force.norm(), 0.0);
    EXPECT_EQ(beside.gap_min, std::numeric_limits<double>::infinity());
}

// A rough state: hollow surface, both bodies turned far, points of all kinds.
class RoughFacetTest : public FacetContactTest, public ::testing::WithParamInterface<int> {
  protected:
    RoughFacetTest() {
        const Frame frame = tilted_frame();
        build(surface(frame, 0.03, 0.06), cloud(frame, 9.0, 7.0, 0.03, 9));
        const Kinematics& k = system.kinematics;
        std::mt19937 random(static_cast<unsigned>(GetParam()));
        Eigen::VectorXd d =
            0.02 * random_direction(k, random, [&](int dof) { return k.balance(dof) == Balance::moment; });
        state = turned(k, moved(k, shifted(frame, Vec3(-0.6, 0.4, -0.3)), d), rotation_exp(Vec3(1.2, -0.7, 1.9)));
    }
    State state;
};

TEST_P(RoughFacetTest, DerivativesAreConsistent) {
    const auto s = contact->sample(system.kinematics, state);
    int pressed = 0;
    for (const double p : s.pressure) pressed += p > 0.0 ? 1 : 0;
    EXPECT_GT(pressed, 8);
    EXPECT_LT(pressed, 81);
    expect_consistent(system, state, 1e-5);
}

TEST_P(RoughFacetTest, ActionEqualsReaction) {
    const Eigen::VectorXd r = residual_at(system, state);
    const Kinematics& k = system.kinematics;
    const Vec3 f = part(r, lower, 0);
    EXPECT_GT(f.norm(), 1.0);
    EXPECT_LT((part(r, upper, 0) + f).norm(), 1e-12 * f.norm());
    const Vec3 on_upper = part(r, upper, 3) + k.body_position(state, upper).cross(part(r, upper, 0));
    const Vec3 on_lower = part(r, lower, 3) + k.body_position(state, lower).cross(f);
    EXPECT_LT((on_upper + on_lower).norm(), 1e-11 * on_lower.norm());
    const auto s = contact->sample(k, state);
    EXPECT_LT((s.force + f).norm(), 1e-12 * f.norm());
    EXPECT_LT((s.moment + on_lower).norm(), 1e-11 * on_lower.norm());
}

TEST_P(RoughFacetTest, RigidMotionTurnsTheForceAndKeepsTheEnergy) {
    const Kinematics& k = system.kinematics;
    const Mat3 turn = rotation_exp(Vec3(-0.5, 2.0, 0.8));
    State other = turned(k, state, turn);
    for (Vec3& q : other.body_translation) q += Vec3(5.0, -60.0, 20.0);
    const double energy = reported_potential(system, state);
    EXPECT_NEAR(reported_potential(system, other), energy, 1e-11 * energy);
    const auto before = contact->sample(k, state);
    const auto after = contact->sample(k, other);
    EXPECT_LT((after.force - turn * before.force).norm(), 1e-11 * before.force.norm());
    EXPECT_LT((after.centre - turn * before.centre - Vec3(5.0, -60.0, 20.0)).norm(), 1e-10);
    EXPECT_NEAR(after.area, before.area, 1e-10);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RoughFacetTest, ::testing::Range(1, 7));

TEST(FacetContact, RefusesWhatCannotBe) {
    const auto make = [](const ArticularSurface& s, double area, const CartilageLaw& law) {
        FacetContact("facet", 0, 1, s, {{.position = Vec3::Zero(), .area = area}}, law);
    };
    const ArticularSurface good = surface({}, 0.0, 0.0);
    EXPECT_NO_THROW(make(good, 1.0, cartilage));
    EXPECT_THROW(make(good, 0.0, cartilage), UserError);
    EXPECT_THROW(make(good, 1.0, {.aggregate_modulus = 0.0, .thickness = 0.9}), UserError);
    EXPECT_THROW(make(good, 1.0, {.aggregate_modulus = 5.0, .thickness = -0.9}), UserError);
    EXPECT_THROW(make(good, 1.0, {.aggregate_modulus = 5.0, .thickness = 0.9, .smoothing = 0.0}), UserError);
    EXPECT_THROW(make(good, 1.0, {.aggregate_modulus = 5.0, .thickness = 0.9, .smoothing = 1.5}), UserError);
    ArticularSurface bad = good;
    bad.width = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(make(bad, 1.0, cartilage), UserError);
    bad = good;
    bad.height = 0.0;
    EXPECT_THROW(make(bad, 1.0, cartilage), UserError);
    EXPECT_THROW(FacetContact("facet", 1, 1, good, {}, cartilage), InternalError);
}

// A body hangs in taut fascicles before a fixed facet and is pushed against it, over it and back.
class PressedBodyTest : public FacetContactTest {
  protected:
    PressedBodyTest() {
        Kinematics& k = system.kinematics;
        load = k.add_load();
        const Frame frame = {.origin = Vec3(3.0, 20.0, -2.0), .rotation = rotation_exp(Vec3(0.0, 0.0, 0.5))};
        normal = frame.rotation.col(0);
        for (int c = 0; c < 3; ++c) k.prescribe_translation(lower, c);
        k.prescribe_rotation(lower);
        std::vector<Fascicle> fascicles;
        for (int i = 0; i < 4; ++i) {
            const double angle = std::numbers::pi / 2.0 * i;
            const Vec3 arm(8.0 * std::cos(angle), 2.0 * (i % 2), 8.0 * std::sin(angle));
            const int on_body = k.add_node(k.body_centre(upper) + arm);
            k.tie(on_body, upper);
            if (i == 0) pushed = on_body;
            for (const Vec3& out : {Vec3(0.0, 20.0, 0.0), Vec3(0.0, -20.0, 0.0), Vec3(20.0, 3.0, 0.0),
                                    Vec3(-20.0, 0.0, 3.0), Vec3(0.0, 3.0, 20.0), Vec3(3.0, 0.0, -20.0)}) {
                const int fixed = k.add_node(k.reference()[on_body] + out);
                for (int c = 0; c < 3; ++c) k.prescribe(fixed, c);
                fascicles.push_back(
                    {.upper = {{on_body}, {1.0}}, .lower = {{fixed}, {1.0}}, .rest_length = out.norm() / 1.2});
            }
        }
        system.add(std::make_unique<Fascicles>("hangers", StiffnessLaw({{0.0, 0.0}, {0.02, 200.0}}), fascicles));
        system.add(std::make_unique<DeadForce>(pushed, -normal, load));
        build(surface(frame, 0.02, 0.03), cloud(frame, 7.0, 5.0, 0.0, 9));
    }
    // Newton's method with full steps; the norms of its residuals.
    std::vector<double> solve(State& state) {
        const Kinematics& k = system.kinematics;
        const int free = k.free_count();
        std::vector<double> norms;
        Assembly a = system.make_assembly();
        for (int i = 0; i < 15; ++i) {
            system.evaluate(state, {.tangent = true}, a);
            norms.push_back(a.residual.head(free).norm());
            if (norms.back() < 1e-10) break;
            Eigen::MatrixXd tangent(free, free);
            for (int c = 0; c < free; ++c)
                tangent.col(c) = tangent_times(system, a, Eigen::VectorXd::Unit(k.total_count(), c));
            Eigen::VectorXd step = Eigen::VectorXd::Zero(k.total_count());
            step.head(free) = -tangent.ldlt().solve(a.residual.head(free));
            system.apply(step, 1.0, state);
        }
        return norms;
    }
    LoadId load = 0;
    int pushed = 0;
    Vec3 normal = Vec3::Zero();
};

TEST_F(PressedBodyTest, NewtonConvergesQuadraticallyAcrossFirstTouchAndBack) {
    State state = system.kinematics.rest();
    static_cast<void>(solve(state));
    int touches = 0;
    bool closed = false;
    for (const double push : {2.0, 5.0, 10.0, 20.0, 40.0, 80.0, 200.0, 400.0, 200.0, 80.0, 0.0, 40.0, 0.0}) {
        state.loads[load] = push;
        const std::vector<double> norms = solve(state);
        ASSERT_LT(norms.back(), 1e-10) << "at " << push << " N";
        // Past the first correction the residual only falls (chattering lets it rise again), and once near the
        // solution each is below the square of the one before.
        for (std::size_t i = 2; i < norms.size(); ++i) {
            const double before = norms[i - 1];
            EXPECT_LT(norms[i], std::min(before, before * before + 1e-10)) << "step " << i << " at " << push << " N";
        }
        const bool now_closed = contact->sample(system.kinematics, state).area > 0.0;
        touches += now_closed != closed ? 1 : 0;
        closed = now_closed;
    }
    EXPECT_EQ(touches, 4);
}

}  // namespace
}  // namespace spondyl::testing
