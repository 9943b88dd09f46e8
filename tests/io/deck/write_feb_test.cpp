// SPDX-License-Identifier: Apache-2.0
// Models written for FEBio and meshes written for Gmsh.
#include "io/deck/write_feb.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/deck/write_msh.hpp"
#include "tests/io/deck/deck_texts.hpp"

namespace spondyl {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

// A brick with fibres at 30 degrees to an axis at 45 degrees to x; its top is a rigid body, pulled and held upright.
Deck wall() {
    return test::read_text_deck(
        test::cube_mesh +
        "*NODE\n9, 0.5, 0.5, 2\n*NSET, NSET=TOP\n5, 6, 7, 8\n*NSET, NSET=BOTTOM\n1, 2, 3, 4\n"
        "*MATERIAL, NAME=WALL & MORE\n*ANISOTROPIC HYPERELASTIC, HOLZAPFEL, LOCAL DIRECTIONS=2\n0.15, 0.02, 3., 40., "
        "0.1\n"
        "*ORIENTATION, NAME=WOUND, LOCAL DIRECTIONS=2\n1., 1., 0., -1., 1., 0.\n3, 0.\n"
        "0.8660254037844386, 0.5, 0.\n0.8660254037844386, -0.5, 0.\n"
        "*SOLID SECTION, ELSET=CUBE, MATERIAL=WALL & MORE, ORIENTATION=WOUND\n*RIGID BODY, TIE NSET=TOP, REF NODE=9\n"
        "*STEP, NLGEOM\n*STATIC\n0.25, 2.\n*BOUNDARY\nBOTTOM, 1, 3\n9, 4, 6\n9, 1, 1, 0.1\n*CLOAD\n9, 3, 0.5\n"
        "*DLOAD\nCUBE, P3, 0.01\n*END STEP\n");
}

TEST(WriteFeb, fibres_axes_bodies_and_loads_are_there) {
    Deck deck = wall();
    const DeckText written = write_feb(deck, {"ligaments -- all"});
    for (const std::string what :
         {"<c>0.3</c><k1>3</k1><k2>40</k2><gamma>30",
          "<kappa>0.1</kappa><k>100</k><pressure_model>Abaqus</pressure_model>", "name=\"WALL___MORE\"",
          "<elem id=\"1\">1,2,3,4,5,6,7,8</elem>", "<center_of_mass>0.5,0.5,2</center_of_mass>", "<a>0.70710678118654",
          "<time_steps>8</time_steps><step_size>0.25</step_size>",
          "<rigid_bc type=\"rigid_fixed\"><rb>body_9</rb><Ru_dof>1</Ru_dof></rigid_bc>",
          "<rigid_bc type=\"rigid_displacement\"><rb>body_9</rb><dof>x</dof>",
          "<rigid_load type=\"rigid_force\"><rb>body_9</rb><dof>Rz</dof>", "<pt>0,0</pt><pt>2,0.5</pt>",
          "<quad4 id=\"1\">1,2,6,5</quad4>", "ligaments =- all"})
        EXPECT_THAT(written.text, HasSubstr(what));
    std::get<DeckHolzapfel>(deck.materials.front().law).d = 0.0;
    EXPECT_THAT(write_feb(deck).left_out, Contains(HasSubstr("incompressible")));
}

TEST(WriteMsh, holds_mesh_groups_and_fibres) {
    const DeckText written = write_msh(wall());
    for (const std::string what :
         {"$MeshFormat\n4.1 0 8\n", "$PhysicalNames\n1\n3 1 \"CUBE\"\n",
          "$Elements\n1 1 1 1\n3 1 5 1\n1 1 2 3 4 5 6 7 8\n$EndElements\n", "\"fibre_1\"", "1 40\n"})
        EXPECT_THAT(written.text, HasSubstr(what));
    EXPECT_THAT(written.left_out, Contains(HasSubstr("materials, supports, loads")));
}

// Gmsh lists the edges of a brick from each corner on, those of a deck run around bottom and top.
TEST(WriteMsh, bricks_of_twenty_nodes_have_the_order_of_Gmsh) {
    Deck deck = wall();
    deck.mesh.blocks.front() = {.type = Hex20::type, .connectivity = {}};
    deck.mesh.nodes.clear();
    for (std::size_t n = 0; n < Hex20::nodes; ++n) {
        const auto& x = Hex20::node_positions[n];
        deck.mesh.nodes.emplace_back(x[0], x[1], x[2]);
        deck.mesh.blocks.front().connectivity.push_back(static_cast<int>(n));
    }
    deck.mesh.cell_sets.clear();
    const std::string text = write_msh(deck).text;
    EXPECT_THAT(text, HasSubstr("3 1 \"body\"\n"));
    EXPECT_THAT(text, HasSubstr("1 1 2 3 4 5 6 7 8 9 12 17 10 18 11 19 20 13 16 14 15\n"));
}

}  // namespace
}  // namespace spondyl
