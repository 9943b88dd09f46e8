// SPDX-License-Identifier: Apache-2.0
// The column as measured on the mesh: what was asked for comes back, and lies where published anatomy lies.
#include "models/anatomy/anatomy.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "models/geometry/build_spine_mesh.hpp"
#include "models/geometry/mesh_report.hpp"
#include "tests/models/geometry/column_builder.hpp"

namespace spondyl {
namespace {

using spondyl::testing::BareColumn;
using spondyl::testing::nodes_of;

double inclination_deg(const Frame& frame) {
    return std::atan2(frame.rotation(1, 0), frame.rotation(0, 0)) * 180.0 / std::numbers::pi;
}

// Wedge of a disc from the rim heights of its mesh: the chord of the depth opened by the wedge.
double measured_wedge_deg(const SpineMesh& mesh, const DiscMesh& disc) {
    const auto rim = [&](const std::vector<int>& layer, bool anterior) {
        Vec3 best = mesh.mesh.nodes[static_cast<std::size_t>(layer.front())];
        for (int n : layer) {
            const Vec3& p = mesh.mesh.nodes[static_cast<std::size_t>(n)];
            if (std::abs(p.z()) > 1e-6) continue;
            const double here = disc.frame.to_local(p).x();
            const double there = disc.frame.to_local(best).x();
            if (std::abs(best.z()) > 1e-6 || (anterior ? here > there : here < there)) best = p;
        }
        return best;
    };
    const auto angle = [&](const std::vector<int>& layer) {
        const Vec3 line = rim(layer, true) - rim(layer, false);
        return std::atan2(line.y(), line.x()) * 180.0 / std::numbers::pi;
    };
    return angle(disc.superior_nodes) - angle(disc.inferior_nodes);
}

TEST(Anatomy, NucleusTakesItsShareOfEveryDisc) {
    for (const MeshDensity density : {MeshDensity::coarse, MeshDensity::medium, MeshDensity::fine}) {
        const SpineMesh mesh = BareColumn({}, {.mesh = density}).mesh;
        for (const DiscMesh& disc : mesh.discs) {
            EXPECT_NEAR(disc.nucleus_area / disc.area, 0.44, 0.02 * 0.44) << name(disc.disc);
        }
    }
    Person person;
    person.disc_grade.fill(3);
    const SpineMesh severe = BareColumn(person, {}).mesh;
    for (const DiscMesh& disc : severe.discs) {
        EXPECT_NEAR(disc.nucleus_area / disc.area, 0.4 * 0.44, 0.02 * 0.4 * 0.44) << name(disc.disc);
    }
}

TEST(Anatomy, NucleusLiesSlightlyBehindTheCentreOfTheDisc) {
    const SpineMesh mesh = BareColumn({}, {}).mesh;
    for (const DiscMesh& disc : mesh.discs) {
        const auto centroid = [&](const std::vector<int>& elements) {
            Vec3 sum = Vec3::Zero();
            double volume = 0.0;
            for (int e : elements) {
                const std::span<const int> cell = mesh.cells()[static_cast<std::size_t>(e)];
                const double v = element_volume<SpineCell>(nodes_of(mesh, e));
                for (int n : cell) sum += 0.125 * v * mesh.mesh.nodes[static_cast<std::size_t>(n)];
                volume += v;
            }
            return Vec3(sum / volume);
        };
        std::vector<int> whole = disc.nucleus_elements;
        whole.insert(whole.end(), disc.annulus_elements.begin(), disc.annulus_elements.end());
        const double behind =
            disc.frame.to_local(centroid(whole)).x() - disc.frame.to_local(centroid(disc.nucleus_elements)).x();
        EXPECT_GT(behind, 0.4) << name(disc.disc);  // 0.4 - 1.7 mm in the discs of Remus et al. 2021
        EXPECT_LT(behind, 1.7) << name(disc.disc);
    }
}

TEST(Anatomy, DiscWedgesFollowTheTableAndTheLordosisScale) {
    for (const double scale : {0.0, 1.0, 1.2}) {
        const BareColumn built({}, {.lordosis_scale = scale});
        for (const DiscMesh& disc : built.mesh.discs) {
            const double asked = built.body.disc[static_cast<std::size_t>(disc.disc)].wedge_deg;
            EXPECT_NEAR(measured_wedge_deg(built.mesh, disc), asked, 0.05) << name(disc.disc) << " scale " << scale;
        }
    }
}

TEST(Anatomy, RimHeightsAverageToTheDiscHeight) {
    const BareColumn built({}, {});
    for (const DiscMesh& disc : built.mesh.discs) {
        const double asked = built.body.disc[static_cast<std::size_t>(disc.disc)].height;
        EXPECT_NEAR(0.5 * (disc.height_anterior + disc.height_posterior), asked, 0.05 * asked) << name(disc.disc);
        EXPECT_GT(disc.height_anterior, disc.height_posterior);
    }
}

TEST(Anatomy, EndplatesAreConcaveBySideAndDepth) {
    const BareColumn built({}, {.mesh = MeshDensity::fine});
    for (std::size_t d = 0; d < built.mesh.discs.size(); ++d) {
        const DiscMesh& disc = built.mesh.discs[d];
        const auto deepest = [&](const std::vector<int>& layer, const Frame& plane, double sign) {
            double dip = 0.0;
            for (int n : layer) {
                dip = std::max(dip, sign * plane.to_local(built.mesh.mesh.nodes[static_cast<std::size_t>(n)]).y());
            }
            return dip;
        };
        const auto above = static_cast<std::size_t>(disc.disc);
        EXPECT_NEAR(deepest(disc.superior_nodes, built.column.inferior[above].frame, 1.0), 1.5, 0.03);
        EXPECT_NEAR(deepest(disc.inferior_nodes, built.column.superior[above + 1].frame, -1.0), 0.7, 0.03);
    }
}

TEST(Anatomy, SacrumStandsAtTheOriginWithItsSlope) {
    for (const double slope : {25.0, 40.0, 50.0}) {
        const BareColumn built({}, {.sacral_slope_deg = slope});
        const VertebraMesh& sacrum = built.mesh.vertebrae.back();
        EXPECT_NEAR(inclination_deg(sacrum.frame), -slope, 1e-9);
        EXPECT_LT(built.column.superior[6].frame.origin.norm(), 1e-12);
        // The endplate looks up and forward.
        EXPECT_GT(sacrum.frame.rotation(0, 1), 0.0);
        EXPECT_GT(sacrum.frame.rotation(1, 1), 0.0);
        for (std::size_t v = 0; v + 1 < built.mesh.vertebrae.size(); ++v) {
            EXPECT_GT(built.mesh.vertebrae[v].frame.origin.y(), built.mesh.vertebrae[v + 1].frame.origin.y());
        }
    }
}

TEST(Anatomy, LordosisOfTheStandingColumn) {
    const BareColumn built({}, {});
    const double lordosis =
        inclination_deg(built.column.superior[1].frame) - inclination_deg(built.column.superior[6].frame);
    EXPECT_NEAR(lordosis, 50.5, 0.5);  // the segments of 324 standing adults sum to 50.5 degrees, Sci Rep 2022
    EXPECT_NEAR(lordosis, 49.8, 2.0 * 11.2);
}

TEST(Anatomy, APartOfTheColumnStandsOnAHorizontalDisc) {
    const BareColumn built({}, {.top = Vertebra::L4, .bottom = Vertebra::L5});
    ASSERT_EQ(built.mesh.discs.size(), 1u);
    EXPECT_LT((built.mesh.discs[0].frame.rotation - Mat3::Identity()).norm(), 1e-12);
    EXPECT_LT(built.column.superior[static_cast<std::size_t>(Vertebra::L5)].frame.origin.norm(), 1e-12);
}

TEST(Anatomy, APartOfTheColumnHasTheShapeOfTheWhole) {
    const BareColumn whole({}, {});
    const BareColumn part({}, {.top = Vertebra::L4, .bottom = Vertebra::L5});
    const DiscMesh& in_whole = whole.mesh.discs[3];
    const DiscMesh& in_part = part.mesh.discs[0];
    ASSERT_EQ(in_whole.disc, Disc::L4_L5);
    EXPECT_NEAR(in_whole.area, in_part.area, 1e-9 * in_part.area);
    for (std::size_t k = 0; k < in_part.mid_rim_nodes.size(); ++k) {
        const auto local = [&](const SpineMesh& mesh, const DiscMesh& disc) {
            return disc.frame.to_local(mesh.mesh.nodes[static_cast<std::size_t>(disc.mid_rim_nodes[k])]);
        };
        EXPECT_LT((local(whole.mesh, in_whole) - local(part.mesh, in_part)).norm(), 1e-10);
    }
}

TEST(Anatomy, MidRimRunsFromTheFrontToTheRight) {
    const SpineMesh mesh = BareColumn({}, {}).mesh;
    for (const DiscMesh& disc : mesh.discs) {
        const auto local = [&](std::size_t k) {
            return disc.frame.to_local(mesh.mesh.nodes[static_cast<std::size_t>(disc.mid_rim_nodes[k])]);
        };
        const std::size_t quarter = disc.mid_rim_nodes.size() / 4;
        EXPECT_GT(local(0).x(), 10.0);
        EXPECT_GT(local(quarter).z(), 10.0);
        EXPECT_LT(local(2 * quarter).x(), -10.0);
        EXPECT_LT(local(3 * quarter).z(), -10.0);
    }
}

TEST(MeshReport, ReferenceAdultLiesInsideEveryPublishedRange) {
    for (const BoneModel bone : {BoneModel::rigid, BoneModel::deformable}) {
        SpineOptions options{.mesh = MeshDensity::coarse, .bone = bone};
        const MeshReport result =
            report(default_anatomy().spine, build_spine_mesh(default_anatomy().spine, {}, options));
        EXPECT_GT(result.checks.size(), 40u);
        for (const GeometryCheck& check : result.checks) {
            EXPECT_TRUE(check.inside()) << check.level << ' ' << check.quantity << ' ' << check.value;
        }
        int cells = 0;
        for (const PartQuality& part : result.parts) {
            cells += part.cells;
            EXPECT_GT(part.min_jacobian, 0.0);
            EXPECT_GT(part.volume, 0.0);
        }
        EXPECT_EQ(static_cast<std::size_t>(cells), result.cells);
    }
}

TEST(MeshReport, SaysWhatLiesOutside) {
    Person person;
    person.disc_grade[static_cast<std::size_t>(Disc::L4_L5)] = 3;
    const MeshReport result =
        report(default_anatomy().spine,
               build_spine_mesh(default_anatomy().spine, person,
                                {.top = Vertebra::L4, .bottom = Vertebra::L5, .mesh = MeshDensity::coarse}));
    bool low_height = false;
    for (const GeometryCheck& check : result.checks) {
        if (check.quantity == "disc_height_anterior") low_height = check.value < check.low && !check.inside();
    }
    EXPECT_TRUE(low_height);
    const std::string text = format(result);
    EXPECT_NE(text.find("below"), std::string::npos);
    EXPECT_NE(text.find("cartilage endplate"), std::string::npos);
}

}  // namespace
}  // namespace spondyl
