// SPDX-License-Identifier: Apache-2.0
#include "core/system/reflection.hpp"

#include <gtest/gtest.h>

namespace spondyl::testing {
namespace {

// The plane is y = 2: a pair of nodes, one on the plane, a node on a body, a body on the plane, a pair of bodies, a
// scalar.
class ReflectionTest : public ::testing::Test {
  protected:
    ReflectionTest() {
        k.add_nodes(std::vector<Vec3>{{0, 0, 0}, {0, 4, 0}, {1, 2, 5}, {7, 7, 7}});
        middle = k.add_body(Vec3(3.0, 2.0, 1.0));
        right = k.add_body(Vec3(4.0, 1.0, 0.0));
        left = k.add_body(Vec3(4.0, 3.0, 0.0));
        k.tie(3, middle);
        scalar = k.add_scalar();
    }
    // Equation i goes to `image` with this sign, and back.
    static void expect_pair(const Reflection& r, int i, int image, double sign) {
        EXPECT_EQ(r.partner[i], image) << i;
        EXPECT_EQ(r.partner[image], i) << i;
        EXPECT_EQ(r.sign[i], sign) << i;
        EXPECT_EQ(r.sign[image], sign) << i;
    }

    Kinematics k;
    int middle = 0;
    int right = 0;
    int left = 0;
    int scalar = 0;
};

TEST_F(ReflectionTest, PairsNodesAndBodies) {
    k.prescribe(0, 2);
    k.prescribe(1, 2);
    k.number();
    const auto found = find_reflection(k);
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->partner.size(), static_cast<std::size_t>(k.free_count()));
    for (int c = 0; c < 3; ++c) {
        const double sign = c == 1 ? -1.0 : 1.0;
        if (c < 2) expect_pair(*found, k.node_dof(0, c), k.node_dof(1, c), sign);
        expect_pair(*found, k.node_dof(2, c), k.node_dof(2, c), sign);
        expect_pair(*found, k.body_dof(middle, c), k.body_dof(middle, c), sign);
        expect_pair(*found, k.body_dof(left, c), k.body_dof(right, c), sign);
        // The image of a rotation about the normal turns the same way, that of one about another axis the other way.
        expect_pair(*found, k.body_dof(middle, 3 + c), k.body_dof(middle, 3 + c), -sign);
        expect_pair(*found, k.body_dof(left, 3 + c), k.body_dof(right, 3 + c), -sign);
    }
    expect_pair(*found, k.scalar_dof(scalar), k.scalar_dof(scalar), 1.0);
}

// A motion and its image, applied as rotations and translations: the nodes end as images of one another.
TEST_F(ReflectionTest, ImagesOfMotionsMoveToImagesOfPlaces) {
    k.number();
    const Reflection reflection = find_reflection(k).value();
    const Eigen::VectorXd motion = 0.3 * Eigen::VectorXd::Random(k.free_count());
    Eigen::VectorXd image(k.free_count());
    for (int i = 0; i < k.free_count(); ++i) image[i] = reflection.sign[i] * motion[reflection.partner[i]];
    State a = k.rest();
    State b = k.rest();
    k.apply(motion, a);
    k.apply(image, b);
    const auto reflected = [](const Vec3& x) { return Vec3(x[0], 4.0 - x[1], x[2]); };
    const auto expect_images = [&](const Vec3& x, const Vec3& y) { EXPECT_LT((x - reflected(y)).norm(), 1e-14); };
    expect_images(a.positions[0], b.positions[1]);
    expect_images(a.positions[2], b.positions[2]);
    // A point that rides on a body, and the image of the point.
    const auto point = [&](const State& s, int body, const Vec3& arm) {
        return Vec3(k.body_position(s, body) + s.body_rotation[body] * arm);
    };
    const Vec3 arm(1.0, 2.0, 3.0);
    const Vec3 image_of_arm(1.0, -2.0, 3.0);
    expect_images(point(a, middle, arm), point(b, middle, image_of_arm));
    expect_images(point(a, left, arm), point(b, right, image_of_arm));
}

TEST_F(ReflectionTest, EveryFreeUnknownNeedsAnImage) {
    k.prescribe(0, 2);  // but not of node 1
    k.number();
    EXPECT_FALSE(find_reflection(k).has_value());
}

TEST_F(ReflectionTest, BodiesNeedImages) {
    k.add_body(Vec3(4.0, 3.5, 0.0));
    k.number();
    EXPECT_FALSE(find_reflection(k).has_value());
}

TEST_F(ReflectionTest, BodiesThatDoNotMoveFreelyDoNotCount) {
    const int held = k.add_body(Vec3(4.0, 3.5, 0.0));
    for (int c = 0; c < 3; ++c) k.prescribe_translation(held, c);
    k.prescribe_rotation(held);
    k.number();
    EXPECT_TRUE(find_reflection(k).has_value());
}

TEST_F(ReflectionTest, NodesNeedImages) {
    k.add_node(Vec3(0.5, 1.0, 0.0));
    k.number();
    EXPECT_FALSE(find_reflection(k).has_value());
}

TEST_F(ReflectionTest, NodesAtOnePlaceCannotBeToldApart) {
    k.add_node(Vec3(0.0, 0.0, 0.0));
    k.number();
    EXPECT_FALSE(find_reflection(k).has_value());
}

TEST_F(ReflectionTest, NodesThatDoNotMoveFreelyDoNotCount) {
    const int n = k.add_node(Vec3(0.5, 1.0, 0.0));
    for (int c = 0; c < 3; ++c) k.prescribe(n, c);
    k.deactivate(k.add_node(Vec3(9.0, 9.0, 9.0)));
    k.number();
    EXPECT_TRUE(find_reflection(k).has_value());
}

TEST(Reflection, OtherPlanesAreFound) {
    for (int normal = 0; normal < 3; ++normal) {
        Kinematics k;
        Vec3 place(0.1, 0.2, 0.4);
        k.add_node(place);
        k.add_node(2.0 * place);
        place[normal] *= -1.0;
        k.add_node(place);
        k.add_node(2.0 * place);
        k.number();
        const auto found = find_reflection(k);
        ASSERT_TRUE(found.has_value());
        EXPECT_EQ(found->partner[k.node_dof(1, 0)], k.node_dof(3, 0));
        for (int c = 0; c < 3; ++c) EXPECT_EQ(found->sign[k.node_dof(0, c)], c == normal ? -1.0 : 1.0);
    }
}

TEST(Reflection, BodiesAloneHaveNone) {
    Kinematics k;
    k.add_body(Vec3::Zero());
    k.number();
    EXPECT_FALSE(find_reflection(k).has_value());
}

}  // namespace
}  // namespace spondyl::testing
