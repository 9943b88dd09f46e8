// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/surface_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "core/error.hpp"
#include "own_bone_files.hpp"

namespace spondyl {
namespace {

using ::testing::HasSubstr;

// A tetrahedron.
Surface small() {
    return {{{0.0, 0.0, 0.0}, {1.0, 0.0, 0.0}, {0.0, 1.5, 0.0}, {0.0, 0.0, -2.0}},
            {{0, 1, 2}, {0, 3, 1}, {1, 3, 2}, {2, 3, 0}}};
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

TEST(SurfaceFile, EveryFormatHoldsTheSameSurface) {
    const std::filesystem::path folder = test::empty_folder("formats");
    for (const bool text : {false, true}) {
        for (const char* name : {"bone.stl", "bone.ply", "bone.OBJ"}) {
            test::write_surface(small(), folder / name, text);
            const CleanSurface clean = clean_surface(read_surface(folder / name), 1e-6);
            EXPECT_EQ(clean.surface.points.size(), 4U) << name;
            EXPECT_EQ(clean.surface.triangles.size(), 4U) << name;
            EXPECT_EQ(clean.open_edges, 0U) << name;
            double volume = 0.0;
            for (const Triangle& t : clean.surface.triangles) {
                const auto p = [&](int c) -> const Vec3& {
                    return clean.surface.points[static_cast<std::size_t>(t[c])];
                };
                volume += p(0).dot(p(1).cross(p(2))) / 6.0;
            }
            EXPECT_NEAR(volume, 0.5, 1e-6) << name;
        }
    }
}

TEST(SurfaceFile, LoosePiecesAndOpenEdgesAreCounted) {
    Surface two = small();
    for (const Vec3& p : small().points) two.points.push_back(0.1 * p + Vec3(9.0, 9.0, 9.0));
    two.triangles.push_back({4, 5, 6});
    two.triangles.erase(two.triangles.begin());
    const CleanSurface clean = clean_surface(two, 1e-6);
    EXPECT_EQ(clean.parts_left_out, 1U);
    EXPECT_EQ(clean.open_edges, 3U);
    EXPECT_EQ(clean.surface.triangles.size(), 3U);
}

void expect_refused(const std::string& bytes, const char* name, const char* why) {
    EXPECT_THAT([&] { parse_surface(bytes, name); }, ::testing::ThrowsMessage<UserError>(HasSubstr(why)))
        << bytes.substr(0, 200);
}

TEST(SurfaceFile, SizesAreComparedWithTheBytesBeforeMemoryIsTaken) {
    std::string stl(84, '\0');
    const std::uint32_t many = 4000000000U;
    std::memcpy(stl.data() + 80, &many, sizeof(many));
    expect_refused(stl, "a.stl", "a binary one of 4000000000 triangles has 200000000084");
    const auto ply = [](const std::string& rest) { return "ply\nformat binary_little_endian 1.0\n" + rest; };
    const std::string axes = "property float x\nproperty float y\nproperty float z\n";
    expect_refused(ply("element vertex 99999999999\n" + axes + "end_header\n"), "a.ply",
                   "99999999999 rows of \"vertex\", but it has bytes for only 0");
    expect_refused(ply("element vertex 9\nend_header\n"), "a.ply", "9 rows");
    expect_refused(
        ply("element vertex 0\n" + axes + "element face 1\nproperty list uint int vertex_index\nend_header\n" +
            std::string("\xff\xff\xff\x7f", 4)),
        "a.ply", "a whole number from 0 to 1000000");
}

TEST(SurfaceFile, WhatIsWrongIsSaidWithItsLine) {
    expect_refused("", "a.stl", "0 bytes are not an STL file");
    expect_refused("solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 x\n", "a.stl",
                   "line 4: found \"x\" where a number");
    expect_refused("solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 1\n", "a.stl", "the file ends where vertex");
    expect_refused("ply\nformat text 1.0\nend_header\n", "a.ply", "its format is none of");
    expect_refused("ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\n0\n", "a.ply",
                   "no coordinate y");
    expect_refused("v 0 0 0\nv 1 0 0\nf 1 2\n", "a.obj", "face 1 has 2 corners");
    expect_refused("v 0 0 0\nv 1 0 0\nf 1 2 3\n", "a.obj", "face 1 has a corner that is none of the 2 points");
    expect_refused("v 0 0 nan\n", "a.obj", "point 1 has the coordinates");
    expect_refused("v 0 0 0\n", "a.obj", "it has no faces");
    expect_refused("anything", "a.gltf", "must end in .stl, .ply or .obj");
}

TEST(SurfaceFile, AFileThatIsCutOffAnywhereIsRefused) {
    const std::filesystem::path folder = test::empty_folder("cut");
    for (const char* name : {"bone.stl", "bone.ply"}) {
        test::write_surface(small(), folder / name);
        const std::string bytes = bytes_of(folder / name);
        for (std::size_t length = 0; length < bytes.size(); ++length)
            EXPECT_THROW(parse_surface(bytes.substr(0, length), name), UserError) << name << ' ' << length;
    }
}

}  // namespace
}  // namespace spondyl
