// SPDX-License-Identifier: Apache-2.0
// Meshes of Gmsh and VTK: one cube in every format is the same cube; damage is reported with its line.
#include "io/deck/mesh_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string text_of(const std::string& file) {
    return test::read_text(std::filesystem::path(SPONDYL_SOURCE_DIR) / "tests/fuzz/corpus" / file);
}

struct Read {
    Deck deck;
    std::string refusal;  // empty: it was read
};

Read read(const std::string& text, const std::string& name, double scale = 1.0) {
    Read result;
    DeckProblems problems;
    try {
        read_mesh_text(text, name, scale, problems.add_file(name), problems, result.deck);
        problems.refuse(false);
    } catch (const UserError& error) {
        result.refusal = error.what();
    }
    return result;
}

TEST(MeshFile, a_cube_is_the_same_in_every_format) {
    for (const char* file : {"msh/version_2.msh", "msh/version_4.msh", "vtk/version_3.vtk", "vtk/version_5.vtk",
                             "vtu/ascii.vtu", "vtu/base64.vtu", "vtu/zlib_appended.vtu"}) {
        SCOPED_TRACE(file);
        const Read cube = read(text_of(file), file, 2.0);
        ASSERT_EQ(cube.refusal, "");
        const Mesh& mesh = cube.deck.mesh;
        ASSERT_EQ(mesh.nodes.size(), 8U);
        EXPECT_EQ(mesh.nodes[6], Vec3(2.0, 2.0, 2.0));
        ASSERT_EQ(mesh.blocks.size(), 1U);
        EXPECT_EQ(mesh.blocks[0].type, Hex8::type);
        EXPECT_THAT(mesh.blocks[0].connectivity, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
        const bool gmsh = std::string(file).starts_with("msh");
        EXPECT_THAT(mesh.cell_sets.at(gmsh ? "disc" : "part=3"), ElementsAre(0));
        const auto& faces = mesh.face_sets.at(gmsh ? "top side" : "part=7");
        ASSERT_EQ(faces.size(), 1U);
        EXPECT_EQ(faces[0].type, Quad4::type);
        EXPECT_THAT(faces[0].connectivity, ElementsAre(4, 5, 6, 7));
        EXPECT_THAT(mesh.node_sets.at("zmin"), ElementsAre(0, 1, 2, 3));
        EXPECT_THAT(mesh.node_sets.at(gmsh ? "top side" : "part=7"), ElementsAre(4, 5, 6, 7));
    }
    EXPECT_THAT(read(text_of("vtk/version_3.vtk"), "a.vtk").deck.mesh.node_sets.at("held=1"), ElementsAre(0, 1, 2, 3));
}

// Middles of edges in the order of Gmsh, each of them the mean of the ends that its manual names.
TEST(MeshFile, quadratic_elements_of_gmsh_are_put_in_order) {
    const auto in_order = [](const std::string& type, const std::vector<Vec3>& corners,
                             const std::vector<std::pair<int, int>>& edges, auto element) {
        using E = decltype(element);
        std::vector<Vec3> nodes = corners;
        for (const auto& [a, b] : edges)
            nodes.push_back(0.5 * (corners[static_cast<std::size_t>(a)] + corners[static_cast<std::size_t>(b)]));
        std::string text = "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n" + std::to_string(nodes.size()) + "\n";
        std::string element_line = "1 " + type + " 0";
        for (std::size_t n = 0; n < nodes.size(); ++n) {
            text += fmt::format("{} {} {} {}\n", n + 1, nodes[n].x(), nodes[n].y(), nodes[n].z());
            element_line += fmt::format(" {}", n + 1);
        }
        const Read result = read(text + "$EndNodes\n$Elements\n1\n" + element_line + "\n$EndElements\n", "a.msh");
        ASSERT_EQ(result.refusal, "");
        const auto cell = result.deck.mesh.blocks.at(0)[0];
        for (std::size_t i = 0; i < E::nodes; ++i) {
            // Corners and node positions of the reference elements differ by a scale and a shift.
            const auto& at = E::node_positions[i];
            const Vec3& x = result.deck.mesh.nodes[static_cast<std::size_t>(cell[i])];
            EXPECT_LT((x - Vec3(at[0], at[1], at[2])).norm(), 1e-12) << i;
        }
    };
    std::vector<Vec3> hex;
    for (std::size_t i = 0; i < 8; ++i)
        hex.emplace_back(Hex20::node_positions[i][0], Hex20::node_positions[i][1], Hex20::node_positions[i][2]);
    in_order("17", hex,
             {{0, 1}, {0, 3}, {0, 4}, {1, 2}, {1, 5}, {2, 3}, {2, 6}, {3, 7}, {4, 5}, {4, 7}, {5, 6}, {6, 7}}, Hex20{});
    std::vector<Vec3> tet;
    for (std::size_t i = 0; i < 4; ++i)
        tet.emplace_back(Tet10::node_positions[i][0], Tet10::node_positions[i][1], Tet10::node_positions[i][2]);
    in_order("11", tet, {{0, 1}, {1, 2}, {2, 0}, {3, 0}, {3, 2}, {3, 1}}, Tet10{});
}

TEST(MeshFile, mistakes_are_reported_with_file_and_line) {
    const auto expect_error = [](const char* file, const std::string& from, const std::string& to,
                                 const std::string& message) {
        std::string text = text_of(file);
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
        EXPECT_THAT(read(text, file).refusal, HasSubstr(std::string(file) + ":" + message)) << to;
    };
    expect_error("msh/version_2.msh", "2.2 0 8", "2.2 1 8", "2: a binary mesh");
    expect_error("msh/version_2.msh", "2.2 0 8", "3.0 0 8", "2: version 3 of the format is not read; 2.2 and 4.1 are");
    expect_error("msh/version_2.msh", "4 0 1 0\n", "4 0 x 0\n", "14: \"x\" is no number");
    expect_error("msh/version_2.msh", "4 0 1 0\n", "3 0 1 0\n", "14: node 3 is there already");
    expect_error("msh/version_2.msh", "4 0 1 0\n", "-4 0 1 0\n", "14: -4 is no number of a node");
    expect_error("msh/version_2.msh", "3 4 5 6 7 8", "3 4 5 6 7 9", "23: element 2: there is no node 9");
    expect_error("msh/version_2.msh", "3 4 5 6 7 8", "3 4 5 6 7", "23: element 2 has 7 nodes, its type 5 has 8");
    expect_error("msh/version_2.msh", "2 5 2 2 1 1", "2 7 2 2 1 1", "23: elements of type 7");
    expect_error("msh/version_4.msh", "1 8 1 8", "2 8 1 8", "33: \"$EndNodes\" is no number");
    expect_error("vtk/version_3.vtk", "ASCII", "BINARY", "3: \"BINARY\": only files as text (ASCII) are read");
    expect_error("vtk/version_3.vtk", "1 1 0 0 1 0\n", "1 1 0 0 q 0\n", "6: \"q\" is no number");
    expect_error("vtk/version_3.vtk", "UNSTRUCTURED_GRID", "POLYDATA",
                 "4: \"POLYDATA\" where UNSTRUCTURED_GRID should be");
    expect_error("vtk/version_3.vtk", "5 6 7\nCELL_TYPES", "5 6 9\nCELL_TYPES", "1: element 2: there is no node 10");
    expect_error("vtu/ascii.vtu", "LittleEndian", "BigEndian", "2: only numbers in the byte order LittleEndian");
    expect_error("vtu/base64.vtu", "header_type=\"UInt64\"",
                 "header_type=\"UInt64\" compressor=\"vtkLZ4DataCompressor\"",
                 "2: the compressor \"vtkLZ4DataCompressor\" is not read");
    expect_error("vtu/zlib_appended.vtu", "offset=\"0\"", "offset=\"999999\"",
                 "6: the offset of this array lies outside");
    expect_error("vtu/base64.vtu", "format=\"binary\">\n", "format=\"binary\">\n****",
                 "6: the bytes of this array are damaged");
    expect_error("vtu/zlib_appended.vtu", "encoding=\"base64\"", "encoding=\"raw\"",
                 "18: appended data must be encoded in base64, not raw");
}

TEST(MeshFile, truncated_files_are_reported_with_the_line) {
    for (const char* file : {"msh/version_2.msh", "msh/version_4.msh", "vtk/version_3.vtk", "vtu/ascii.vtu"}) {
        const std::string text = text_of(file);
        for (std::size_t part = 1; part < 8; ++part) {
            const std::size_t length = text.size() * part / 10;
            EXPECT_THAT(read(text.substr(0, length), file).refusal, HasSubstr(std::string(file) + ":")) << length;
        }
        EXPECT_THAT(read("", file).refusal, HasSubstr(std::string(file) + ":1: this is no"));
        EXPECT_THAT(read("PK\x03\x04 an archive", file).refusal, HasSubstr(std::string(file) + ":1: this is no"));
    }
}

}  // namespace
}  // namespace spondyl
