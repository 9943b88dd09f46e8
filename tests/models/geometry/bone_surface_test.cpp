// SPDX-License-Identifier: Apache-2.0
// The whole vertebrae: closed surfaces, mirrored, meeting their discs, with landmarks on them.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <map>
#include <set>

#include "models/anatomy/anatomy.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/geometry/placement.hpp"
#include "models/geometry/surface_nets.hpp"

namespace spondyl {
namespace {

const SpineMesh& whole_column() {
    static const SpineMesh mesh =
        build_spine_mesh(default_anatomy().spine, {}, {.top = Vertebra::T12, .mesh = MeshDensity::coarse});
    return mesh;
}

void expect_closed(const Surface& surface, const std::string& what) {
    std::map<std::pair<int, int>, int> directed;
    for (const Triangle& t : surface.triangles) {
        for (std::size_t c = 0; c < 3; ++c) ++directed[{t[c], t[(c + 1) % 3]}];
    }
    std::size_t wrong = 0;
    for (const auto& [edge, count] : directed) {
        const auto twin = directed.find({edge.second, edge.first});
        if (count != 1 || twin == directed.end()) ++wrong;
    }
    EXPECT_EQ(wrong, 0u) << what;
    std::set<int> used;
    for (const Triangle& t : surface.triangles) used.insert(t.begin(), t.end());
    EXPECT_EQ(used.size(), surface.points.size()) << what;
}

double enclosed_volume(const Surface& surface) {
    double volume = 0.0;
    for (const Triangle& t : surface.triangles) {
        const auto p = [&](std::size_t c) -> const Vec3& { return surface.points[static_cast<std::size_t>(t[c])]; };
        volume += p(0).dot(p(1).cross(p(2))) / 6.0;
    }
    return volume;
}

// Number of connected pieces.
int pieces(const Surface& surface) {
    std::vector<int> parent(surface.points.size());
    for (std::size_t i = 0; i < parent.size(); ++i) parent[i] = static_cast<int>(i);
    const auto find = [&](int i) {
        while (parent[static_cast<std::size_t>(i)] != i) i = parent[static_cast<std::size_t>(i)];
        return i;
    };
    for (const Triangle& t : surface.triangles) {
        for (std::size_t c = 1; c < 3; ++c) {
            const int a = find(t[0]);
            const int b = find(t[c]);
            parent[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
        }
    }
    int count = 0;
    for (std::size_t i = 0; i < parent.size(); ++i) count += parent[i] == static_cast<int>(i) ? 1 : 0;
    return count;
}

double nearest(const Surface& surface, const Vec3& point) {
    double best = 1e9;
    for (const Vec3& p : surface.points) best = std::min(best, (p - point).norm());
    return best;
}

TEST(SurfaceNets, SphereIsClosedWithItsVolume) {
    const ImplicitSolid sphere{[](const Vec3& p) { return p.norm() - 10.0; }, Vec3::Constant(-10), Vec3::Constant(10)};
    const Surface surface = polygonise(sphere, 0.5);
    expect_closed(surface, "sphere");
    const double exact = 4.0 / 3.0 * 3.141592653589793 * 1000.0;
    EXPECT_NEAR(enclosed_volume(surface), exact, 0.01 * exact);
}

// A sheet thinner than the grid and two balls that touch at one point would pinch an ordinary net.
TEST(SurfaceNets, ThinAndTouchingShapesStayManifold) {
    const ImplicitSolid difficult{[](const Vec3& p) {
                                      const Vec3 n = Vec3(1, 2, 3).normalized();
                                      const double sheet = std::max(std::abs(n.dot(p)) - 0.3, p.norm() - 9.0);
                                      const double balls =
                                          std::min((p - Vec3(3, 3, 0)).norm() - 3.0, (p - Vec3(-3, 3, 0)).norm() - 3.0);
                                      return std::min(sheet, balls);
                                  },
                                  Vec3::Constant(-10), Vec3::Constant(10)};
    expect_closed(polygonise(difficult, 0.7), "sheet and balls");
}

TEST(BoneSurface, EveryVertebraIsOneClosedOutwardPiece) {
    for (const VertebraMesh& v : whole_column().vertebrae) {
        expect_closed(v.bone, std::string(name(v.vertebra)));
        EXPECT_GT(enclosed_volume(v.bone), 20000.0) << name(v.vertebra);
        EXPECT_LT(enclosed_volume(v.bone), 100000.0) << name(v.vertebra);
        EXPECT_EQ(pieces(v.bone), 1) << name(v.vertebra);
    }
}

TEST(BoneSurface, ExtremePersonsStayClosed) {
    for (const Person& extreme :
         {Person{.sex = Sex::female, .height_cm = 140.0, .age_years = 20.0, .disc_grade = {3, 3, 3, 3, 3, 3}},
          Person{.sex = Sex::male, .height_cm = 205.0, .age_years = 80.0}}) {
        for (const VertebraMesh& v :
             build_spine_mesh(default_anatomy().spine, extreme, {.mesh = MeshDensity::coarse}).vertebrae) {
            expect_closed(v.bone, std::string(name(v.vertebra)));
            EXPECT_EQ(pieces(v.bone), 1) << name(v.vertebra) << ' ' << extreme.height_cm;
        }
    }
}

TEST(BoneSurface, PointsMirrorAboutTheSagittalPlane) {
    for (const VertebraMesh& v : whole_column().vertebrae) {
        const auto key = [](const Vec3& p, double side) {
            return std::array<long, 3>{std::lround(p.x() * 1e5), std::lround(p.y() * 1e5),
                                       std::lround(side * p.z() * 1e5)};
        };
        std::set<std::array<long, 3>> places;
        for (const Vec3& p : v.bone.points) places.insert(key(p, 1.0));
        std::size_t missing = 0;
        for (const Vec3& p : v.bone.points) {
            bool found = false;
            for (long dx = -1; dx <= 1; ++dx) {
                for (long dy = -1; dy <= 1; ++dy) {
                    for (long dz = -1; dz <= 1; ++dz) {
                        auto k = key(p, -1.0);
                        k[0] += dx, k[1] += dy, k[2] += dz;
                        found = found || places.count(k) > 0;
                    }
                }
            }
            missing += found ? 0 : 1;
        }
        EXPECT_EQ(missing, 0u) << name(v.vertebra);
    }
}

TEST(BoneSurface, DoesNotProtrudeIntoTheDiscsAndMeetsTheirEndplates) {
    const SpineOptions options{.top = Vertebra::T12};
    const PlacedColumn column = place_column(body_parameters(default_anatomy().spine, {}, options), options);
    for (const VertebraMesh& v : whole_column().vertebrae) {
        const auto i = static_cast<std::size_t>(v.vertebra);
        // Inside the outline of the disc the bone ends at the endplate, above and below.
        const auto largest_rise = [&](const Endplate& plate, double sign) {
            double rise = -1e9;
            for (const Vec3& p : v.bone.points) {
                const Vec3 local = plate.frame.to_local(p);
                if (plate.outline.distance(local.x(), local.z()) > -0.5) continue;
                rise = std::max(rise, sign * (local.y() - plate.height(local.x(), local.z())));
            }
            return rise;
        };
        const double above = largest_rise(column.superior[i], 1.0);
        EXPECT_LT(above, 0.5) << name(v.vertebra);
        EXPECT_GT(above, -0.5) << name(v.vertebra);
        if (v.vertebra == Vertebra::S1) continue;
        const double below = largest_rise(column.inferior[i], -1.0);
        EXPECT_LT(below, 0.5) << name(v.vertebra);
        EXPECT_GT(below, -0.5) << name(v.vertebra);
    }
}

TEST(Landmarks, LeftMirrorsRight) {
    for (const VertebraMesh& v : whole_column().vertebrae) {
        int pairs = 0;
        for (const auto& [mark, point] : v.landmarks) {
            const std::size_t at = mark.find("right");
            if (at == std::string::npos) continue;
            std::string other = mark;
            other.replace(at, 5, "left");
            ASSERT_TRUE(v.landmarks.count(other)) << other;
            EXPECT_LT((v.landmarks.at(other) - point.cwiseProduct(Vec3(1, 1, -1))).norm(), 1e-10) << mark;
            if (mark.find("normal") == std::string::npos) {
                EXPECT_GT(point.z(), 0.0) << mark;
            }
            ++pairs;
        }
        EXPECT_GE(pairs, 5) << name(v.vertebra);
    }
}

TEST(Landmarks, LieOnTheBone) {
    for (const VertebraMesh& v : whole_column().vertebrae) {
        std::vector<std::string> marks = {"spinous_process_tip", "superior_facet_left_centre",
                                          "superior_facet_right_centre", "superior_endplate_centre", "lamina_right"};
        if (v.vertebra != Vertebra::S1) {
            marks.insert(marks.end(), {"transverse_process_tip_left", "inferior_facet_right_centre",
                                       "inferior_endplate_centre", "mammillary_left"});
        }
        for (const std::string& mark : marks) {
            ASSERT_TRUE(v.landmarks.count(mark)) << mark;
            EXPECT_LT(nearest(v.bone, v.landmarks.at(mark)), 2.0) << name(v.vertebra) << ' ' << mark;
        }
    }
}

TEST(Landmarks, FacetsFaceEachOtherAcrossTheGap) {
    const auto& vertebrae = whole_column().vertebrae;
    for (std::size_t i = 0; i + 1 < vertebrae.size(); ++i) {
        for (const std::string side : {"left", "right"}) {
            const auto& upper = vertebrae[i].landmarks;
            const auto& lower = vertebrae[i + 1].landmarks;
            const Vec3 gap =
                upper.at("inferior_facet_" + side + "_centre") - lower.at("superior_facet_" + side + "_centre");
            const Vec3& normal = lower.at("superior_facet_" + side + "_normal");
            EXPECT_NEAR(normal.norm(), 1.0, 1e-12);
            EXPECT_LT((normal + upper.at("inferior_facet_" + side + "_normal")).norm(), 1e-10);
            EXPECT_LT((gap - 1.4 * normal).norm(), 1e-9);
            // The superior facet looks backwards and to the middle.
            EXPECT_LT(normal.dot(vertebrae[i + 1].frame.rotation.col(0)), 0.0);
            EXPECT_LT(normal.z() * (side == "right" ? 1.0 : -1.0), 0.0);
        }
    }
}

TEST(Landmarks, ProcessesReachTheirMeasuredLengths) {
    const VertebraMesh& l3 = whole_column().vertebrae[3];
    ASSERT_EQ(l3.vertebra, Vertebra::L3);
    double low = 0.0, high = 0.0, back = 0.0;
    for (const Vec3& p : l3.bone.points) {
        low = std::min(low, p.z());
        high = std::max(high, p.z());
        back = std::min(back, l3.frame.to_local(p).x());
    }
    EXPECT_NEAR(high - low, 94.6, 1.5);  // transverse span, Remus et al. 2021
    EXPECT_NEAR(-back, 69.8, 1.5);       // spinous tip behind the body centre, Clouthier et al. 2023
}

}  // namespace
}  // namespace spondyl
