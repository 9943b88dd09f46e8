// SPDX-License-Identifier: Apache-2.0
#include "models/spine/injuries.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "models/anatomy/anatomy.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/tissue/tissue_set.hpp"

namespace spondyl::testing {
namespace {

class AnnulusInjury : public ::testing::Test {
  protected:
    AnnulusInjury() {
        scenario.spine.top = Vertebra::L4;
        scenario.spine.bottom = Vertebra::L5;
        scenario.spine.mesh = MeshDensity::coarse;
        mesh = build_spine_mesh(default_anatomy().spine, scenario.person, scenario.spine);
        points.assign(mesh.cells().size(), nullptr);
        for (const AnnulusPoint& p : mesh.annulus) points[p.element] = &p;
    }
    [[nodiscard]] std::vector<double> left() const {
        return annulus_stiffness_left(scenario, mesh, mesh.discs[0], points);
    }
    [[nodiscard]] Vec3 place(std::size_t i) const {
        Vec3 centre = Vec3::Zero();
        for (const int n : mesh.cells()[mesh.discs[0].annulus_elements[i]]) centre += mesh.mesh.nodes[n] / 8.0;
        return mesh.discs[0].frame.to_local(centre);
    }
    Scenario scenario;
    SpineMesh mesh;
    std::vector<const AnnulusPoint*> points;
};

TEST_F(AnnulusInjury, HitsItsSectorOnItsSideOnly) {
    scenario.injuries = {{.kind = InjuryKind::annulus_weakness,
                          .disc = Disc::L4_L5,
                          .amount = 0.75,
                          .angle_deg = 135.0,
                          .extent_deg = 60.0}};
    const std::vector<double> remaining = left();
    int weak = 0;
    for (std::size_t i = 0; i < remaining.size(); ++i) {
        if (remaining[i] == 1.0) continue;
        ++weak;
        EXPECT_DOUBLE_EQ(remaining[i], 0.25);
        EXPECT_GT(place(i).z(), 0.0) << "135 degrees lies on the right";
        EXPECT_LT(place(i).x(), 3.0) << "and behind";
    }
    // A sixth of the circle, within one row of elements on either border.
    const double share = static_cast<double>(weak) / static_cast<double>(remaining.size());
    EXPECT_GT(share, 0.08);
    EXPECT_LT(share, 0.26);
}

TEST_F(AnnulusInjury, LeftAndRightAreMirrorImages) {
    const auto weak_sum = [&](double angle) {
        scenario.injuries = {{.kind = InjuryKind::annulus_weakness,
                              .disc = Disc::L4_L5,
                              .amount = 0.5,
                              .angle_deg = angle,
                              .extent_deg = 40.0}};
        Vec3 sum = Vec3::Zero();
        const auto remaining = left();
        for (std::size_t i = 0; i < remaining.size(); ++i) sum += (1.0 - remaining[i]) * place(i);
        return sum;
    };
    const Vec3 right = weak_sum(120.0);
    const Vec3 mirrored = weak_sum(240.0);
    EXPECT_GT(right.z(), 0.0);
    EXPECT_NEAR(right.x(), mirrored.x(), 1e-9);
    EXPECT_NEAR(right.z(), -mirrored.z(), 1e-9);
}

TEST_F(AnnulusInjury, DepthCountsFromTheNucleusAndInjuriesMultiply) {
    scenario.injuries = {
        {.kind = InjuryKind::annulus_weakness, .disc = Disc::L4_L5, .amount = 0.5, .depth = 0.5},
        {.kind = InjuryKind::annulus_weakness, .disc = Disc::L4_L5, .amount = 0.5},
        {.kind = InjuryKind::annulus_weakness, .disc = Disc::L5_S1, .amount = 1.0},
    };
    const auto remaining = left();
    for (std::size_t i = 0; i < remaining.size(); ++i) {
        const double radius = points[mesh.discs[0].annulus_elements[i]]->radius;
        EXPECT_DOUBLE_EQ(remaining[i], radius <= 0.5 ? 0.25 : 0.5);
    }
}

TEST(Softened, HalvesTheStressOfEveryAnnulusLaw) {
    for (const std::string& set : tissue_set_names()) {
        std::visit(
            [&](const auto& annulus) {
                const auto weak = softened(annulus, 0.5);
                const AnnulusPoint where{.element = 0,
                                         .radius = 0.8,
                                         .theta_deg = 60.0,
                                         .circumferential = Vec3::UnitZ(),
                                         .axial = Vec3::UnitY()};
                Tensor<double> f{};
                for (int i = 0; i < 3; ++i) f[i][i] = 1.0;
                f[2][2] = 1.04;
                f[0][1] = 0.02;
                const auto whole = annulus.material(f, annulus.point(where));
                const auto half = weak.material(f, weak.point(where));
                for (int s = 0; s < 6; ++s) EXPECT_NEAR(half.tau[s], 0.5 * whole.tau[s], 1e-12) << set;
            },
            load_tissue_set(set).annulus);
    }
}

TEST(NucleusLoss, IsAVolumeOfWetTissue) {
    Scenario scenario;
    scenario.injuries = {{.kind = InjuryKind::nucleus_loss, .disc = Disc::L4_L5, .amount = 1.07},
                         {.kind = InjuryKind::nucleus_loss, .disc = Disc::L3_L4, .amount = 0.5}};
    EXPECT_NEAR(nucleus_volume_lost(scenario, Disc::L4_L5, 1.07e-3), 1000.0, 1e-9);
    EXPECT_EQ(nucleus_volume_lost(scenario, Disc::L1_L2, 1.07e-3), 0.0);
}

}  // namespace
}  // namespace spondyl::testing
