// SPDX-License-Identifier: Apache-2.0
// What the reader of .inp decks makes of a deck.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "tests/io/deck/deck_texts.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

using test::read_text_deck;
using test::read_texts;
using ::testing::ElementsAre;

TEST(ReadInp, flat_deck) {
    const Deck deck = read_text_deck("*HEADING\n A cube of rubber \n" + test::cube_deck);
    EXPECT_EQ(deck.title, "A cube of rubber");
    ASSERT_EQ(deck.mesh.nodes.size(), 8U);
    EXPECT_EQ(deck.mesh.nodes[6], Vec3(1, 1, 1));
    ASSERT_EQ(deck.mesh.blocks.size(), 1U);
    EXPECT_EQ(deck.mesh.blocks[0].type, Hex8::type);
    EXPECT_THAT(deck.mesh.node_sets.at("Z1"), ElementsAre(4, 5, 6, 7));
    EXPECT_THAT(deck.mesh.cell_sets.at("CUBE"), ElementsAre(0));
    ASSERT_EQ(deck.materials.size(), 1U);
    const auto& law = std::get<DeckMooneyRivlin>(deck.materials[0].law);
    EXPECT_EQ(law.c10, 0.2);
    EXPECT_EQ(law.c01, 0.0);
    EXPECT_EQ(law.d, 0.01);
    EXPECT_EQ(deck.sections[0].material, 0);
    EXPECT_EQ(deck.boundaries.size(), 3U);
    ASSERT_EQ(deck.steps.size(), 1U);
    EXPECT_TRUE(deck.steps[0].nonlinear);
    EXPECT_EQ(deck.steps[0].first_increment, 0.5);
    ASSERT_EQ(deck.steps[0].boundaries.size(), 1U);
    EXPECT_EQ(deck.steps[0].boundaries[0].first, 2);
    EXPECT_EQ(deck.steps[0].boundaries[0].value, 0.2);
    EXPECT_EQ(deck.place(deck.materials[0].where), "deck.inp:14");
    EXPECT_EQ(deck.cell_name(0), "1");
}

// As Abaqus/CAE writes it: a part, an instance of it, sets of the assembly, a reference node numbered anew, includes
// within a material with the path of another system and no line break at the end.
test::Texts cae_deck() {
    return {{"deck.inp",
             "*Heading\n** Job name: cube\n*Preprint, echo=NO, model=NO\n"
             "*Part, name=Block\n" +
                 test::cube_nodes +
                 "*Element, type=C3D8H\n1, 1, 2, 3, 4,\n 5, 6, 7, 8\n"
                 "*Elset, elset=Whole, generate\n 1, 1, 1\n"
                 "*Distribution, name=Axes, location=ELEMENT, Table=Axes_Table\n"
                 ", 1., 0., 0., 0., 1., 0.\n1, 0., 2., 0., -1., 0., 0.\n"
                 "*Orientation, name=Ori, system=RECTANGULAR, local directions=2\nAxes\n3, 0.\n"
                 "*Include, input=.\\MAT\\angle.inp\n"
                 "*Solid Section, elset=Whole, orientation=Ori, material=Annulus\n,\n"
                 "*End Part\n"
                 "*Assembly, name=Assembly\n"
                 "*Instance, name=Block-1, part=Block\n 10., 0., 0.\n 10., 0., 0., 10., 0., 1., 90.\n*End Instance\n"
                 "*Node\n 1, 10.5, 0.5, 2.\n*Nset, nset=RP\n 1,\n"
                 "*Nset, nset=Low, instance=Block-1\n 1, 2, 3, 4\n"
                 "*Elset, elset=_Top_S2, internal, instance=Block-1\n 1,\n"
                 "*Surface, type=ELEMENT, name=Top\n_Top_S2, S2\n"
                 "*Coupling, constraint name=Load, ref node=RP, surface=Top\n*Kinematic\n"
                 "*End Assembly\n"
                 "*Distribution Table, name=Axes_Table\ncoord3D, coord3D\n"
                 "*Material, name=Annulus\n*Anisotropic Hyperelastic, holzapfel, local direction=2\n"
                 " *Include, input=.\\MAT\\annulus.inp\n"
                 "*Step, name=Bend, nlgeom=YES, inc=1000\n*Static\n0.05, 1., 1e-04, 1.\n"
                 "*Boundary\nLow, ENCASTRE\n*Cload\nRP, 4, 10.\nBlock-1.5, 1, 2.\n"
                 "*Restart, write, frequency=0\n*Output, field\n*Node Output\nU,\n*End Step\n"},
            {"MAT/angle.inp", "0.86, 0.52, 0.0\n0.86, -0.52, 0.0"},
            {"MAT/annulus.inp", "0.1351, 0.0, 3.73, 89.57, 0.0752"}};
}

TEST(ReadInp, parts_instances_and_includes) {
    const Deck deck = read_texts(cae_deck());
    ASSERT_EQ(deck.mesh.nodes.size(), 9U);
    // Moved to x = 10, then turned about a vertical axis there.
    EXPECT_LT((deck.mesh.nodes[1] - Vec3(10, 1, 0)).norm(), 1e-12);
    EXPECT_LT((deck.mesh.nodes[3] - Vec3(9, 0, 0)).norm(), 1e-12);
    EXPECT_EQ(deck.node_name(4), "Block-1.5");
    EXPECT_EQ(deck.node_name(8), "1");
    ASSERT_EQ(deck.bodies.size(), 1U);
    EXPECT_EQ(deck.bodies[0].name, "Load");
    EXPECT_EQ(deck.bodies[0].reference, 8);
    EXPECT_THAT(deck.bodies[0].nodes, ElementsAre(4, 5, 6, 7));
    EXPECT_THAT(deck.mesh.node_sets.at("Low"), ElementsAre(0, 1, 2, 3));
    EXPECT_FALSE(deck.mesh.cell_sets.contains("_Top_S2")) << "internal";
    const auto& law = std::get<DeckHolzapfel>(deck.materials[0].law);
    EXPECT_EQ(law.k2, 89.57);
    EXPECT_EQ(law.families, 2);
    ASSERT_EQ(deck.steps[0].forces.size(), 2U);
    EXPECT_EQ(deck.steps[0].forces[0].component, 3);
    EXPECT_THAT(deck.steps[0].forces[1].nodes, ElementsAre(4));
    EXPECT_EQ(deck.steps[0].name, "Bend");
    EXPECT_TRUE(deck.unsupported.empty());
}

// Local x is (0, 1, 0) in the part, which the instance turns to (-1, 0, 0); local y is (-1, 0, 0), then (0, -1, 0).
// Directions of fibres come to unit length.
TEST(ReadInp, fibres_turn_with_their_instance) {
    const Deck deck = read_texts(cae_deck());
    ASSERT_EQ(deck.sections.size(), 1U);
    const DeckSection& section = deck.sections[0];
    const DeckOrientation& orientation = deck.orientations[static_cast<std::size_t>(section.orientation)];
    ASSERT_EQ(orientation.directions.size(), 2U);
    const double length = std::hypot(0.86, 0.52);
    EXPECT_LT((section.axes * orientation.directions[0] - Vec3(-0.86, -0.52, 0) / length).norm(), 1e-12);
    EXPECT_LT((section.axes * orientation.directions[1] - Vec3(-0.86, 0.52, 0) / length).norm(), 1e-12);
}

TEST(ReadInp, orientation_by_points_and_a_further_turn) {
    const Deck deck =
        read_text_deck(test::cube_mesh +
                       "*ORIENTATION, NAME=O, LOCAL DIRECTIONS=1\n2., 0., 0., 1., 3., 0.\n3, 30.\n1., 0., 0.\n"
                       "*MATERIAL, NAME=M\n*ANISOTROPIC HYPERELASTIC, HOLZAPFEL, LOCAL DIRECTIONS=1\n"
                       "0.1, 0.01, 2., 3., 0.\n*SOLID SECTION, ELSET=CUBE, MATERIAL=M, ORIENTATION=O\n" +
                       test::cube_supports + test::cube_step);
    const Vec3 fibre = deck.sections[0].axes * deck.orientations[0].directions[0];
    EXPECT_LT((fibre - Vec3(std::cos(std::numbers::pi / 6), std::sin(std::numbers::pi / 6), 0)).norm(), 1e-12);
}

TEST(ReadInp, numbers_of_fortran_and_continued_keywords) {
    const Deck deck = read_text_deck(
        "*NODE,\n NSET=ALL\n1, +0., .0, 0\n2, 1.D0, 0., 0\n3, 1.0E+00, 1., 0\n4, 0, 1d+0, 0\n5,,,1\n6, 1,,1.\n7, "
        "1,1,1\n8, 0,1,1\n"
        "*ELEMENT, TYPE=C3D8, ELSET=CUBE\r\n1, 1,2,3,4,5,6,7,8\r\n" +
        test::cube_tissue + test::cube_supports + test::cube_step);
    EXPECT_EQ(deck.mesh.nodes[1], Vec3(1, 0, 0));
    EXPECT_EQ(deck.mesh.nodes[3], Vec3(0, 1, 0));
    EXPECT_EQ(deck.mesh.nodes[4], Vec3(0, 0, 1));
    EXPECT_EQ(deck.mesh.node_sets.at("ALL").size(), 8U);
}

TEST(ReadInp, sets_of_sets_and_generated_sets) {
    const Deck deck = read_text_deck(test::cube_mesh +
                                     "*NSET, NSET=odd, GENERATE\n1, 7, 2\n*NSET, NSET=More\nODD, 2\n"
                                     "*NSET, NSET=more\n8\n*NSET, NSET=OfCube, ELSET=cube\n" +
                                     test::cube_tissue + test::cube_supports + test::cube_step);
    EXPECT_THAT(deck.mesh.node_sets.at("odd"), ElementsAre(0, 2, 4, 6));
    EXPECT_THAT(deck.mesh.node_sets.at("More"), ElementsAre(0, 1, 2, 4, 6, 7));
    EXPECT_EQ(deck.mesh.node_sets.at("OfCube").size(), 8U);
}

TEST(ReadInp, laws) {
    const auto law = [](const std::string& cards) {
        return read_text_deck(test::cube_mesh + "*MATERIAL, NAME=M\n" + cards +
                              "*SOLID SECTION, ELSET=CUBE, MATERIAL=M\n" + test::cube_supports + test::cube_step)
            .materials[0]
            .law;
    };
    EXPECT_EQ(std::get<DeckElastic>(law("*DENSITY\n1e-9\n*ELASTIC\n18000., 0.3, 0\n")).poisson_ratio, 0.3);
    EXPECT_EQ(std::get<DeckMooneyRivlin>(law("*HYPERELASTIC, MOONEY-RIVLIN\n0.118, 0.03, 0.\n")).c01, 0.03);
    EXPECT_EQ(std::get<DeckMooneyRivlin>(law("*HYPERELASTIC, POLYNOMIAL, N=1\n0.118, 0.03, 0.5\n")).d, 0.5);
    const auto yeoh = std::get<DeckReducedPolynomial>(law("*HYPERELASTIC, YEOH\n0.1, 0.02, 0.003, 0.5, 0., 0.\n"));
    EXPECT_THAT(yeoh.c, ElementsAre(0.1, 0.02, 0.003));
    EXPECT_EQ(yeoh.d, 0.5);
    const auto six = std::get<DeckReducedPolynomial>(
        law("*HYPERELASTIC, REDUCED POLYNOMIAL, N=6\n1., 2., 3., 4., 5., 6., 0.1, 0.\n0., 0., 0., 0.\n"));
    EXPECT_EQ(six.c.size(), 6U);
    EXPECT_EQ(six.d, 0.1);
}

TEST(ReadInp, a_brick_with_repeated_nodes_is_a_wedge) {
    const Deck deck =
        read_text_deck(test::cube_nodes + "*ELEMENT, TYPE=C3D8, ELSET=CUBE\n1, 1,2,3,3,5,6,7,7\n2, 1,3,4,4,5,7,8,8\n" +
                       test::cube_tissue + test::cube_supports + "*STEP\n*STATIC\n*DLOAD\nCUBE, P2, 0.1\n*END STEP\n");
    ASSERT_EQ(deck.mesh.blocks.size(), 1U);
    EXPECT_EQ(deck.mesh.blocks[0].type, Wedge6::type);
    EXPECT_EQ(deck.mesh.blocks[0].size(), 2U);
    ASSERT_EQ(deck.steps[0].pressures[0].faces.size(), 1U);
    EXPECT_EQ(deck.steps[0].pressures[0].faces[0].type, Tri3::type);
}

TEST(ReadInp, rigid_body_with_a_rotation_node) {
    const Deck deck = read_text_deck(test::cube_deck.substr(0, test::cube_deck.find("*STEP")) +
                                     "*NODE\n100, 0.5, 0.5, 2.\n101, 0.5, 0.5, 2.\n"
                                     "*RIGID BODY, NSET=Z1, REF NODE=100, ROT NODE=101\n"
                                     "*STEP, NLGEOM\n*STATIC\n*BOUNDARY\n100, 1, 3\n*CLOAD\n101, 2, 5.\n*END STEP\n");
    ASSERT_EQ(deck.bodies.size(), 1U);
    ASSERT_EQ(deck.steps[0].forces.size(), 1U);
    EXPECT_EQ(deck.steps[0].forces[0].nodes[0], deck.bodies[0].reference);
    EXPECT_EQ(deck.steps[0].forces[0].component, 4) << "a moment about y";
}

TEST(ReadInp, reads_files_beside_the_deck) {
    const test::ScratchFolder folder;
    const auto deck =
        folder.write("deck.inp", "*INCLUDE, INPUT=mesh/nodes.inp\n" + test::cube_deck.substr(test::cube_nodes.size()));
    folder.write("mesh/nodes.inp", test::cube_nodes);
    EXPECT_EQ(read_inp(deck).mesh.nodes.size(), 8U);
}

}  // namespace
}  // namespace spondyl
