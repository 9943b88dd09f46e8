// SPDX-License-Identifier: Apache-2.0
// Bones of the tables written as surfaces and read back as a person's own: the same spine; changed in known ways, the
// spine with those changes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <random>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/geometry/mesh_report.hpp"
#include "own_bone_files.hpp"

namespace spondyl {
namespace {

using test::Change;
using test::empty_folder;
using test::with_own_bones;
using ::testing::HasSubstr;

constexpr SpineOptions lumbar{.mesh = MeshDensity::coarse};

const SpineMesh& of_tables() {
    static const SpineMesh mesh = build_spine_mesh(default_anatomy().spine, {}, lumbar);
    return mesh;
}

void unchanged(Vertebra /*v*/, Surface& /*s*/) {}

Vec3 moved(const Vec3& p) {
    static const Mat3 turn = (Eigen::AngleAxisd(2.1, Vec3(1.0, 2.0, -0.5).normalized())).toRotationMatrix();
    return turn * p + Vec3(120.0, -340.0, 900.0);
}

// Largest differences between the spine of own bones and another one whose bones are `size` times smaller.
struct Deviation {
    double rim = 0.0;    // mm, of the ends of the endplates' axes, seen from the vertebra; so are the next two
    double facet = 0.0;  // centres of the joints' surfaces
    double mark = 0.0;   // all other landmarks
    double concavity = 0.0;
    double disc_height = 0.0;  // mm, front and back
    double disc_wedge = 0.0;   // deg
    double facet_angle = 0.0;  // deg
    double area = 0.0;         // share
};

Deviation deviation(const SpineMesh& own, const SpineMesh& tables, double size = 1.0) {
    Deviation d;
    const auto take = [](double& most, double value) { most = std::max(most, std::abs(value)); };
    for (std::size_t v = 0; v < tables.vertebrae.size(); ++v) {
        const VertebraMesh& a = own.vertebrae[v];
        const VertebraMesh& b = tables.vertebrae[v];
        for (const auto& [name, mark] : b.landmarks) {
            // The axes of a joint's surface are upright in the disc here and in the vertebra in the tables.
            if (name.ends_with("_normal") || name.ends_with("cranial_rim") || name.ends_with("lateral_rim")) continue;
            double& most = name.ends_with("rior_rim")           ? d.rim
                           : name.find("facet") < name.size()   ? d.facet
                           : name.ends_with("_endplate_centre") ? d.concavity
                                                                : d.mark;
            take(most, (a.frame.to_local(a.landmarks.at(name)) - size * b.frame.to_local(mark)).norm());
        }
    }
    for (std::size_t i = 0; i < tables.discs.size(); ++i) {
        const DiscMesh& a = own.discs[i];
        const DiscMesh& b = tables.discs[i];
        take(d.disc_height, a.height_anterior - size * b.height_anterior);
        take(d.disc_height, a.height_posterior - size * b.height_posterior);
        take(d.disc_wedge, a.wedge_deg - b.wedge_deg);
        take(d.facet_angle, a.facet.angle_to_sagittal_deg - b.facet.angle_to_sagittal_deg);
        take(d.facet_angle, a.facet.angle_to_transverse_deg - b.facet.angle_to_transverse_deg);
        take(d.area, a.area / (size * size * b.area) - 1.0);
    }
    return d;
}

std::ostream& operator<<(std::ostream& out, const Deviation& d) {
    return out << "rim " << d.rim << " mm, facets " << d.facet << " mm, other marks " << d.mark
               << " mm, endplate centre " << d.concavity << " mm, disc height " << d.disc_height << " mm, disc wedge "
               << d.disc_wedge << " deg, joint planes " << d.facet_angle << " deg, disc area " << 100.0 * d.area
               << " %";
}

// What the rounding of the drawn edges and the grid of 1.1 mm leave open.
void expect_close(const Deviation& d, double mm) {
    std::cout << "    " << d << "\n";
    EXPECT_LT(d.rim, mm) << d;
    EXPECT_LT(d.concavity, mm) << d;
    EXPECT_LT(d.disc_height, mm) << d;
    EXPECT_LT(d.disc_wedge, 2.0 * mm) << d;
}

Change placed(double size) {
    return [size](Vertebra, Surface& s) {
        for (Vec3& p : s.points) p = size * moved(p);
    };
}

TEST(OwnBones, BonesOfTheTablesReadBackAreTheSameSpine) {
    const Person person =
        with_own_bones({}, of_tables(), Vertebra::L1, Vertebra::S1, empty_folder("same"), placed(1.0));
    const SpineMesh own = build_spine_mesh(default_anatomy().spine, person, lumbar);
    const Deviation d = deviation(own, of_tables());
    expect_close(d, 0.5);
    // Seen from the vertebra, whose frame follows its endplates: these move with them.
    EXPECT_LT(d.facet, 0.5) << d;
    EXPECT_LT(d.facet_angle, 0.1) << d;
    EXPECT_LT(d.area, 0.01) << d;
    ASSERT_EQ(own.fit.bones.size(), 6U);
    for (const BoneFit& bone : own.fit.bones) {
        EXPECT_LT(bone.distance_mean_mm, 0.01);
        EXPECT_NEAR(bone.scale, 1.0, 0.001);
        EXPECT_EQ(bone.open_edges, 0.0);
    }
    EXPECT_TRUE(own.fit.warnings.empty());
    EXPECT_NEAR(own.fit.lordosis_deg, 50.6, 0.3);
    for (const PartQuality& part : report(default_anatomy().spine, own).parts) EXPECT_GT(part.min_scaled_jacobian, 0.3);
}

TEST(OwnBones, BonesOfAnotherPersonAreFound) {
    const SpineMesh tall =
        build_spine_mesh(default_anatomy().spine, {.sex = Sex::male, .height_cm = 188.0, .age_years = 60.0}, lumbar);
    const Person person = with_own_bones({.sex = Sex::female, .height_cm = 160.0}, tall, Vertebra::L1, Vertebra::S1,
                                         empty_folder("other"), placed(1.0), ".ply");
    const Deviation d = deviation(build_spine_mesh(default_anatomy().spine, person, lumbar), tall);
    // A fifth larger than the template; the wings and arches of S1, which hide its endplate, do not grow with it.
    expect_close(d, 2.0);
    // Along a joint's surface nothing tells where its centre is but its edge, which is drawn round.
    EXPECT_LT(d.facet, 4.0) << d;
    EXPECT_LT(d.area, 0.03) << d;
}

// L4 and L5 alone, the rest of the lumbar spine from the tables.
constexpr SpineOptions segment_options{.top = Vertebra::L4, .bottom = Vertebra::L5, .mesh = MeshDensity::coarse};

const SpineMesh& segment_of_tables() {
    static const SpineMesh mesh = build_spine_mesh(default_anatomy().spine, {}, segment_options);
    return mesh;
}

SpineMesh own_segment(const std::string& name, const Change& change, const std::string& ending = ".stl",
                      LengthUnit unit = LengthUnit::mm) {
    Person person =
        with_own_bones({}, segment_of_tables(), Vertebra::L4, Vertebra::L5, empty_folder(name), change, ending);
    person.bones.unit = unit;
    return build_spine_mesh(default_anatomy().spine, person, segment_options);
}

TEST(OwnBones, LargerBonesInMetresGiveALargerSpine) {
    const Deviation d =
        deviation(own_segment("metres", placed(1.12e-3), ".obj", LengthUnit::m), segment_of_tables(), 1.12);
    expect_close(d, 0.5);
}

TEST(OwnBones, NoiseIsSmoothedAway) {
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0.0, 0.4);
    const Deviation d = deviation(own_segment("noise",
                                              [&](Vertebra, Surface& s) {
                                                  for (Vec3& p : s.points)
                                                      p = moved(p) + Vec3(noise(random), noise(random), noise(random));
                                              }),
                                  segment_of_tables());
    expect_close(d, 1.0);
}

TEST(OwnBones, AHoleIsTold) {
    const SpineMesh own = own_segment("hole", [](Vertebra v, Surface& s) {
        if (v != Vertebra::L4) return;
        const Vec3 hole = segment_of_tables().vertebrae[0].landmarks.at("right_superior_rim");
        std::erase_if(s.triangles, [&](const Triangle& t) {
            return (s.points[static_cast<std::size_t>(t[0])] - hole).norm() < 9.0;
        });
    });
    expect_close(deviation(own, segment_of_tables()), 1.0);
    ASSERT_FALSE(own.fit.warnings.empty());
    EXPECT_EQ(own.fit.warnings.front().kind, FitWarningKind::open);
    EXPECT_EQ(own.fit.warnings.front().vertebra, Vertebra::L4);
}

TEST(OwnBones, AWedgedBodyHasItsWedge) {
    constexpr double degrees = 6.0;
    const VertebraMesh& l4 = segment_of_tables().vertebrae[0];
    const SpineMesh own = own_segment("wedge", [&](Vertebra v, Surface& s) {
        if (v != Vertebra::L4) return;
        // Shears the upper half: its endplate falls to the front.
        for (Vec3& p : s.points) {
            Vec3 q = l4.frame.to_local(p);
            const double up = std::clamp(q.y() / (0.5 * l4.height_anterior) + 0.5, 0.0, 1.0);
            q.y() -= up * std::tan(degrees * rad_per_deg) * q.x();
            p = l4.frame.to_global(q);
        }
    });
    EXPECT_NEAR(own.fit.bones[0].wedge_deg - own.fit.bones[1].wedge_deg,
                degrees + body_parameters(default_anatomy().spine, {}, segment_options).vertebra[4].wedge_deg -
                    body_parameters(default_anatomy().spine, {}, segment_options).vertebra[5].wedge_deg,
                1.0);
    EXPECT_NEAR(own.discs[0].height_anterior, segment_of_tables().discs[0].height_anterior, 0.5);
}

TEST(OwnBones, CoarseSurfacesDo) {
    const SpineMesh own = own_segment("coarse", [](Vertebra, Surface& s) {
        // Points of a cell of 2.5 mm become one.
        std::map<std::array<long, 3>, int> first;
        for (std::size_t i = 0; i < s.points.size(); ++i) {
            const std::array<long, 3> cell = {std::lround(s.points[i].x() / 2.5), std::lround(s.points[i].y() / 2.5),
                                              std::lround(s.points[i].z() / 2.5)};
            s.points[i] =
                s.points[static_cast<std::size_t>(first.try_emplace(cell, static_cast<int>(i)).first->second)];
        }
    });
    expect_close(deviation(own, segment_of_tables()), 1.5);
}

TEST(OwnBones, MarkedLandmarksStay) {
    const std::filesystem::path folder = empty_folder("marks");
    Person person = with_own_bones({}, segment_of_tables(), Vertebra::L4, Vertebra::L5, folder, unchanged);
    const Vec3 tip = segment_of_tables().vertebrae[0].landmarks.at("spinous_process_tip") + Vec3(-2.0, 1.0, 0.0);
    std::ofstream(folder / "marks.csv") << "vertebra,landmark,x,y,z\nL4,spinous_process_tip," << tip.x() << ','
                                        << tip.y() << ',' << tip.z() << '\n';
    person.bones.landmarks = (folder / "marks.csv").string();
    const SpineMesh own = build_spine_mesh(default_anatomy().spine, person, segment_options);
    EXPECT_LT((own.vertebrae[0].frame.to_local(own.vertebrae[0].landmarks.at("spinous_process_tip")) -
               segment_of_tables().vertebrae[0].frame.to_local(tip))
                  .norm(),
              0.2);
    std::ofstream(folder / "marks.csv") << "vertebra,landmark,x,y,z\nL4,spinous_tip,0,0,0\n";
    EXPECT_THAT([&] { build_spine_mesh(default_anatomy().spine, person, segment_options); },
                ::testing::ThrowsMessage<UserError>(HasSubstr("marks.csv:2: L4 has no landmark \"spinous_tip\"")));
}

TEST(OwnBones, MissingEndsComeFromTheTables) {
    SpineOptions longer = segment_options;
    longer.top = Vertebra::L3;
    const Person person =
        with_own_bones({}, segment_of_tables(), Vertebra::L4, Vertebra::L5, empty_folder("ends"), unchanged);
    const SpineMesh own = build_spine_mesh(default_anatomy().spine, person, longer);
    expect_close(deviation(own, build_spine_mesh(default_anatomy().spine, {}, longer)), 0.5);
    ASSERT_EQ(own.fit.warnings.size(), 1U);
    EXPECT_EQ(own.fit.warnings.front().kind, FitWarningKind::missing);
    EXPECT_EQ(own.fit.warnings.front().vertebra, Vertebra::L3);
}

void expect_refused(const Person& person, const SpineOptions& options, const char* text) {
    EXPECT_THAT([&] { build_spine_mesh(default_anatomy().spine, person, options); },
                ::testing::ThrowsMessage<UserError>(HasSubstr(text)));
}

TEST(OwnBones, BadSurfacesAreRefused) {
    const Person good =
        with_own_bones({}, segment_of_tables(), Vertebra::L4, Vertebra::L5, empty_folder("bad"), unchanged);
    Person exchanged = good;
    std::swap(exchanged.bones.surface[4], exchanged.bones.surface[5]);
    expect_refused(exchanged, segment_options, "exchanged");
    Person unit = good;
    unit.bones.unit = LengthUnit::m;
    expect_refused(unit, segment_options, "unit = \"mm\" would make it");
    Person gap = good;
    gap.bones.surface[2] = gap.bones.surface[4];
    expect_refused(gap, {.top = Vertebra::L2}, "but not L3");
    Person none = good;
    none.bones.surface[4] = "/nowhere/L4.stl";
    expect_refused(none, segment_options, "/nowhere/L4.stl");
    const std::filesystem::path file = good.bones.surface[4];
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 7);
    expect_refused(good, segment_options, "are not an STL file");
    Surface ball;
    for (int i = 0; i < 400; ++i) ball.points.push_back(50.0 * Vec3(std::cos(i), std::sin(i), 0.01 * i));
    for (int i = 0; i + 2 < 400; ++i) ball.triangles.push_back({i, i + 1, i + 2});
    test::write_surface(ball, file);
    expect_refused(good, segment_options, "too coarse");
}

}  // namespace
}  // namespace spondyl
