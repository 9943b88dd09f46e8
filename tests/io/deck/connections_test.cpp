// SPDX-License-Identifier: Apache-2.0
// Springs, connectors, rigid beams and ties of decks: what is read and refused, closed forms, and the way through the
// writers and back.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "io/deck/write_feb.hpp"
#include "io/deck/write_inp.hpp"
#include "models/deck/deck_ties.hpp"
#include "models/deck/run_deck.hpp"
#include "tests/io/deck/deck_texts.hpp"
#include "tests/io/deck/feb_texts.hpp"

namespace spondyl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

FieldResult run(const Deck& deck) {
    FieldResult result = run_deck(deck, {.threads = 1, .relative_tolerance = 1e-9});
    EXPECT_TRUE(result.complete) << result.failure;
    return result;
}

// Of the last state.
double spring_force(const FieldResult& result, const std::string& spring) {
    const DataTable& table = result.tables[4];
    double force = NAN;
    for (std::size_t row = 0; row < table.texts[0].rows.size(); ++row) {
        if (table.texts[0].rows[row] == spring) force = table.numbers[2].rows[row];
    }
    return force;
}

// The cube stands by; node 20 lies between two springs along x, of which node 22 pulls the second.
const std::string chain =
    test::cube_mesh +
    "*NODE\n20, 3, 0, 0\n21, 2, 0, 0\n22, 5, 0, 0\n*ELEMENT, TYPE=SPRINGA, ELSET=SOFT\n101, 21, 20\n"
    "*ELEMENT, TYPE=SPRINGA, ELSET=STIFF\n102, 20, 22\n*SPRING, ELSET=SOFT\n\n2.\n*SPRING, ELSET=STIFF\n\n6.\n" +
    test::cube_tissue + test::cube_supports +
    "*BOUNDARY\n21, 1, 3\n20, 2, 3\n22, 2, 3\n*STEP, NLGEOM\n*STATIC\n1., 1.\n*BOUNDARY\nZ1, 3, 3, 0.1\n";

TEST(DeckSprings, TwoInSeriesShareTheForce) {
    const FieldResult moved = run(test::read_text_deck(chain + "22, 1, 1, 0.8\n*END STEP\n"));
    EXPECT_NEAR(moved.states.back().displacement[8].x(), 0.6, 1e-9);
    EXPECT_NEAR(spring_force(moved, "SOFT.101"), 0.8 * 2.0 * 6.0 / 8.0, 1e-9);
    EXPECT_NEAR(spring_force(moved, "STIFF.102"), 1.2, 1e-9);
    const FieldResult pulled = run(test::read_text_deck(chain + "*CLOAD\n22, 1, 3.\n*END STEP\n"));
    EXPECT_NEAR(pulled.states.back().displacement[10].x(), 3.0 / 2.0 + 3.0 / 6.0, 1e-8);
}

// A spring across x that ends up at 45 degrees: the line of a SPRINGA turns, the axis of a SPRING2 does not.
TEST(DeckSprings, OneTurnsWithItsLineAndTheOtherKeepsItsAxis) {
    const std::string rest = test::cube_tissue + test::cube_supports +
                             "*BOUNDARY\n20, 1, 3\n21, 1, 1\n21, 3, 3\n*STEP, NLGEOM\n*STATIC\n1., 1.\n*BOUNDARY\nZ1, "
                             "3, 3, 0.1\n21, 2, 2, 1.\n*END STEP\n";
    const std::string nodes = test::cube_mesh + "*NODE\n20, 3, 0, 0\n21, 4, 0, 0\n";
    const FieldResult line = run(
        test::read_text_deck(nodes + "*ELEMENT, TYPE=SPRINGA, ELSET=S\n101, 20, 21\n*SPRING, ELSET=S\n\n2.\n" + rest));
    EXPECT_NEAR(spring_force(line, "S.101"), 2.0 * (std::sqrt(2.0) - 1.0), 1e-9);
    EXPECT_NEAR(line.states.back().node_fields[0].values[3 * 9 + 1], 2.0 * (std::sqrt(2.0) - 1.0) / std::sqrt(2.0),
                1e-9);
    const FieldResult axis = run(test::read_text_deck(
        nodes + "*ELEMENT, TYPE=SPRING2, ELSET=S\n101, 21, 20\n*SPRING, ELSET=S\n2, 2\n2.\n" + rest));
    EXPECT_NEAR(spring_force(axis, "S.101"), 2.0, 1e-9);
    const FieldResult ground = run(test::read_text_deck(
        nodes + "*ELEMENT, TYPE=SPRING1, ELSET=S\n101, 21\n*SPRING, ELSET=S, NONLINEAR\n2\n0., 0.\n1., 0.25\n2., 4.\n" +
        rest));
    EXPECT_NEAR(spring_force(ground, "S.101"), 1.2, 1e-9);
}

// A ligament by a connector: slack where it is pressed, along its table where it is pulled.
std::string ligament(double pull, const std::string& more = "") {
    return test::cube_mesh + "*NODE\n20, 0, 0, 3\n*ELEMENT, TYPE=CONN3D2, ELSET=LIGAMENT\n101, 5, 20\n" +
           test::cube_tissue + test::cube_supports +
           "*CONNECTOR SECTION, ELSET=LIGAMENT, BEHAVIOR=FIBRES\nAxial,\n*CONNECTOR BEHAVIOR, NAME=Fibres\n"
           "*CONNECTOR ELASTICITY, COMPONENT=1, NONLINEAR, EXTRAPOLATION=LINEAR\n0., -1.\n0., 0.\n1., 0.1\n4., 0.2\n" +
           more +
           fmt::format("*STEP, NLGEOM\n*STATIC\n0.5, 1.\n*BOUNDARY\nZ1, 3, 3, 0.\n20, 1, 2\n20, 3, 3, {}\n*END STEP\n",
                       pull);
}

TEST(DeckSprings, ALigamentIsSlackUntilItIsPulled) {
    EXPECT_EQ(spring_force(run(test::read_text_deck(ligament(-0.5))), "LIGAMENT.101"), 0.0);
    EXPECT_NEAR(spring_force(run(test::read_text_deck(ligament(0.05))), "LIGAMENT.101"), 0.5, 1e-9);
    EXPECT_NEAR(spring_force(run(test::read_text_deck(ligament(0.15))), "LIGAMENT.101"), 2.5, 1e-9);
    EXPECT_NEAR(spring_force(run(test::read_text_deck(ligament(0.3))), "LIGAMENT.101"), 7.0, 1e-9);
    // It bears nothing up to 2.1 mm.
    const std::string longer = "*CONNECTOR CONSTITUTIVE REFERENCE\n2.1,\n";
    EXPECT_NEAR(spring_force(run(test::read_text_deck(ligament(0.2, longer))), "LIGAMENT.101"), 1.0, 1e-9);
}

TEST(DeckSprings, WhatIsNotModelledIsNamedWithItsLine) {
    EXPECT_THAT(test::refusal(ligament(0.1, "*CONNECTOR DAMPING, COMPONENT=1\n1.,\n")),
                HasSubstr("deck.inp:40: *CONNECTOR DAMPING"));
    EXPECT_THAT(test::refusal(ligament(0.1, "*CONNECTOR ELASTICITY, COMPONENT=2\n1.,\n")),
                HasSubstr("deck.inp:40: *CONNECTOR ELASTICITY of another component"));
    std::string hinge = ligament(0.1);
    hinge.replace(hinge.find("Axial"), 5, "Hinge");
    EXPECT_THAT(test::refusal(hinge), HasSubstr("a connector of type"));
    std::string falling = ligament(0.1);
    falling.replace(falling.find("0., 0."), 6, "0., -2");
    EXPECT_THAT(test::refusal(falling), HasSubstr("does not exceed the one before"));
    std::string none = chain + "*END STEP\n";
    none.erase(none.find("*SPRING, ELSET=SOFT"), std::string("*SPRING, ELSET=SOFT\n\n2.\n").size());
    EXPECT_THAT(test::refusal(none), HasSubstr("element 101 of type SPRINGA is in no *SPRING"));
    EXPECT_THAT(test::refusal(test::cube_deck + "*MPC\nPIN, 1, 2\n"), HasSubstr("*MPC of type \"PIN\""));
}

// Both nodes of a beam on solids keep their distance; with one that turns they are a body.
TEST(DeckBeams, BetweenNodesOfSolidsHoldTheDistance) {
    const Deck deck = test::read_text_deck(
        test::cube_mesh + test::cube_tissue + test::cube_supports +
        "*MPC\nBEAM, 7, 5\n*STEP, NLGEOM\n*STATIC\n0.5, 1.\n*BOUNDARY\nZ1, 3, 3, 0.2\n*END STEP\n");
    ASSERT_EQ(deck.springs.size(), 1U);
    EXPECT_EQ(deck.springs[0].law, -1);
    EXPECT_TRUE(deck.bodies.empty());
    const auto& moved = run(deck).states.back().displacement;
    const Vec3 span = deck.mesh.nodes[6] + moved[6] - deck.mesh.nodes[4] - moved[4];
    EXPECT_NEAR(span.norm(), std::sqrt(2.0), 1e-4);
    EXPECT_GT((moved[7] - moved[5]).norm(), 0.01);  // the other diagonal does not
}

TEST(DeckBeams, ToANodeThatTurnsAreABody) {
    const std::string head = test::cube_mesh + "*NODE\n9, 0.5, 0.5, 2\n*NSET, NSET=TOP\n5, 6, 7, 8\n" +
                             test::cube_tissue + "*NSET, NSET=Z0\n1, 2, 3, 4\n*BOUNDARY\nZ0, 1, 3\n";
    const std::string tail = "*STEP, NLGEOM\n*STATIC\n0.5, 1.\n*CLOAD\n9, 3, 0.05\n9, 5, 0.02\n*END STEP\n";
    const Deck beams = test::read_text_deck(head + "*MPC\nBEAM, TOP, 9\n" + tail);
    ASSERT_EQ(beams.bodies.size(), 1U);
    EXPECT_EQ(beams.bodies[0].reference, 8);
    const Deck connectors = test::read_text_deck(
        head +
        "*ELEMENT, TYPE=CONN3D2, ELSET=BEAMS\n21, 9, 5\n22, 9, 6\n23, 9, 7\n24, 9, 8\n*CONNECTOR SECTION, "
        "ELSET=BEAMS\nBeam,\n" +
        tail);
    const Deck body = test::read_text_deck(head + "*RIGID BODY, NSET=TOP, REF NODE=9\n" + tail);
    const auto expected = run(body).states.back().displacement;
    for (const Deck* deck : {&beams, &connectors}) {
        const auto moved = run(*deck).states.back().displacement;
        for (std::size_t n = 0; n < 9; ++n) EXPECT_LT((moved[n] - expected[n]).norm(), 1e-9) << n;
    }
    EXPECT_THAT(test::refusal(head + "*NODE\n10, 0, 0, 2\n11, 0, 0, 3\n*MPC\nBEAM, 5, 10\nBEAM, 11, 10\n" +
                              "*STEP\n*STATIC\n1., 1.\n*END STEP\n"),
                HasSubstr("lie on one line"));
}

// A cube of 1 mm under one of 2 x 2 bricks in the plane: `shift` lifts the upper one off. The nodes of the upper one
// are bound to the face of the lower one.
std::string stack(const std::string& tie, double shift = 0.0, const std::string& step = "") {
    std::string text = test::cube_nodes;
    for (int z = 0; z < 2; ++z) {
        for (int y = 0; y < 3; ++y) {
            for (int x = 0; x < 3; ++x) {
                text += fmt::format("{}, {}, {}, {}\n", 101 + x + 3 * y + 9 * z, 0.5 * x, 0.5 * y, 1.0 + shift + z);
            }
        }
    }
    text += "*ELEMENT, TYPE=C3D8, ELSET=CUBE\n1, 1,2,3,4,5,6,7,8\n";
    int element = 10;
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 2; ++x) {
            const int a = 101 + x + 3 * y;
            text += fmt::format("{}, {},{},{},{},{},{},{},{}\n", ++element, a, a + 1, a + 4, a + 3, a + 9, a + 10,
                                a + 13, a + 12);
        }
    }
    return text +
           "*ELSET, ELSET=UPPER\n11, 12, 13, 14\n*SURFACE, NAME=BELOW\n1, S2\n*SURFACE, NAME=ABOVE\nUPPER, S1\n" + tie +
           test::cube_tissue +
           "*NSET, NSET=X0\n1, 4, 5, 8, 101, 104, 107, 110, 113, 116\n*NSET, NSET=Y0\n1, 2, 5, 6, 101, 102, 103, 110, "
           "111, 112\n"
           "*NSET, NSET=Z0\n1, 2, 3, 4\n*NSET, NSET=TOP, GENERATE\n110, 118\n*BOUNDARY\nX0, 1\nY0, 2\nZ0, 3\n" +
           (step.empty() ? std::string("*STEP, NLGEOM\n*STATIC\n0.5, 1.\n*BOUNDARY\nTOP, 3, 3, 0.4\n*END STEP\n")
                         : step);
}

const std::string tie_card = "*TIE, NAME=GLUE\nABOVE, BELOW\n";

// The finer mesh divides the faces of the coarser one, so that the state of a homogeneous block is one of both.
TEST(DeckTies, AHomogeneousBlockOfTwoMeshesIsOne) {
    const Deck deck = test::read_text_deck(stack(tie_card));
    const FieldResult result = run(deck);
    const FieldState& state = result.states.back();
    for (std::size_t n = 0; n < deck.mesh.nodes.size(); ++n)
        EXPECT_NEAR(state.displacement[n].z(), 0.2 * deck.mesh.nodes[n].z(), 2e-4) << n;
    const auto& stress = state.cell_fields[0].values;
    for (std::size_t c = 0; c < 5; ++c) {
        EXPECT_NEAR(stress[9 * c + 8], stress[8], 1e-3 * stress[8]) << c;
        for (const std::size_t i : {0U, 1U, 2U, 4U, 5U})
            EXPECT_NEAR(stress[9 * c + i], 0.0, 1e-3 * stress[8]) << c << " " << i;
    }
    // And it is that of a single cube.
    const auto& single = run(test::read_text_deck(test::cube_deck)).states.back().cell_fields[0].values;
    EXPECT_NEAR(stress[8], single[8], 1e-3 * single[8]);
}

TEST(DeckTies, NodesAreMovedOntoTheSurfaceOrKeepTheirGap) {
    const Deck adjusted = test::read_text_deck(stack(tie_card, 0.02));
    EXPECT_NEAR(adjusted.mesh.nodes[8].z(), 1.0, 1e-12);
    const std::string apart = "*TIE, NAME=GLUE, ADJUST=NO\nABOVE, BELOW\n";
    // Turned as one, two cubes with a gap between them stay unstrained.
    std::string step = "*STEP, NLGEOM\n*STATIC\n0.25, 1.\n*BOUNDARY\n";
    Deck plain = test::read_text_deck(stack(apart, 0.02));
    EXPECT_NEAR(plain.mesh.nodes[8].z(), 1.02, 1e-12);
    plain.boundaries.clear();
    plain.steps[0].boundaries.clear();
    for (int n = 0; n < 4; ++n) {  // the bottom turns by 60 degrees about x
        const Vec3& x = plain.mesh.nodes[static_cast<std::size_t>(n)];
        const Vec3 to(x.x(), 0.5 * x.y(), std::sqrt(0.75) * x.y());
        for (int c = 0; c < 3; ++c)
            plain.steps[0].boundaries.push_back(
                {.where = {}, .nodes = {n}, .first = c, .last = c, .value = to[c] - x[c]});
    }
    const FieldResult result = run(plain);
    for (const double s : result.states.back().cell_fields[0].values) EXPECT_NEAR(s, 0.0, 1e-6);
}

TEST(DeckTies, NodesBeyondTheToleranceAreNamed) {
    EXPECT_THAT(test::refusal(stack(tie_card, 0.2)), HasSubstr("no node of the tie \"GLUE\" is nearer than"));
    std::string aside = stack(tie_card);
    aside.replace(aside.find("109, 1, 1, 1\n"), 13, "109, 1.2, 1.2, 1\n");
    EXPECT_THAT(test::refusal(aside), HasSubstr("1 of 9 nodes of the tie \"GLUE\" are farther than"));
    // The deck's own tolerance says that it stays free; the result names it.
    std::string given = aside;
    given.replace(given.find("NAME=GLUE"), 9, "NAME=GLUE, POSITION TOLERANCE=0.01");
    const FieldResult result = run(test::read_text_deck(given));
    EXPECT_THAT(result.warnings, ::testing::Contains(HasSubstr("1 of 9 nodes of the tie GLUE (deck.inp:")));
    EXPECT_THAT(test::refusal(stack("*TIE, NAME=GLUE, CYCLIC SYMMETRY\nABOVE, BELOW\n")),
                HasSubstr("*TIE with CYCLIC SYMMETRY"));
    EXPECT_THAT(test::refusal(stack("*TIE, NAME=GLUE\nABOVE, NOWHERE\n")),
                HasSubstr("there is no surface \"NOWHERE\""));
}

// All kinds of springs, a link, a body of beams and a tie.
std::string everything() {
    return stack(
        tie_card +
            "*NODE\n30, 0, 0, 4\n31, 1, 1, 4\n*ELEMENT, TYPE=SPRINGA, ELSET=A\n201, 110, 30\n202, 118, 31\n"
            "*SPRING, ELSET=A, NONLINEAR\n0., 0.\n1., 0.1\n1.5, 2.\n*ELEMENT, TYPE=CONN3D2, ELSET=B\n203, 112, 31\n"
            "*CONNECTOR SECTION, ELSET=B, BEHAVIOR=LINE\nAXIAL\n*CONNECTOR BEHAVIOR, NAME=LINE\n"
            "*CONNECTOR ELASTICITY, COMPONENT=1\n0.5\n*CONNECTOR CONSTITUTIVE REFERENCE\n1.9\n"
            "*MPC\nLINK, 6, 8\n",
        0.0, "*BOUNDARY\n30, 1, 3\n31, 1, 3\n*STEP, NLGEOM\n*STATIC\n0.5, 1.\n*BOUNDARY\nTOP, 3, 3, 0.2\n*END STEP\n");
}

void expect_same(const FieldResult& a, const FieldResult& b, double tolerance) {
    ASSERT_TRUE(a.complete) << a.failure;
    ASSERT_TRUE(b.complete) << b.failure;
    for (std::size_t n = 0; n < a.states.back().displacement.size(); ++n)
        EXPECT_LT((a.states.back().displacement[n] - b.states.back().displacement[n]).norm(), tolerance) << n;
}

TEST(WriteConnections, inp_reads_back_as_the_same_model) {
    const Deck deck = test::read_text_deck(everything());
    ASSERT_EQ(deck.springs.size(), 4U);
    const FieldResult expected = run(deck);
    for (const InpDialect dialect : {InpDialect::calculix, InpDialect::abaqus}) {
        const Deck back = test::read_text_deck(write_inp(deck, dialect).text);
        EXPECT_EQ(back.springs.size(), 4U);
        ASSERT_EQ(back.ties.size(), 1U);
        EXPECT_EQ(back.ties[0].nodes, deck.ties[0].nodes);
        EXPECT_EQ(back.ties[0].onto, deck.ties[0].onto);
        expect_same(run(back), expected, 1e-9);
    }
    const std::string axes = test::cube_mesh +
                             "*ELEMENT, TYPE=SPRING2, ELSET=S\n101, 5, 6\n*SPRING, ELSET=S\n1, 2\n2.\n*ELEMENT, "
                             "TYPE=SPRING1, ELSET=G\n102, 7\n*SPRING, ELSET=G\n3\n4.\n" +
                             test::cube_tissue + test::cube_supports + test::cube_step;
    const Deck along = test::read_text_deck(axes);
    expect_same(run(test::read_text_deck(write_inp(along, InpDialect::calculix).text)), run(along), 1e-9);
    EXPECT_THROW(write_feb(along), UserError);
}

TEST(WriteConnections, feb_reads_back_as_the_same_model) {
    const Deck deck = test::read_text_deck(everything());
    const DeckText written = write_feb(deck);
    EXPECT_THAT(written.left_out, ::testing::Contains(HasSubstr("rigid links are stiff springs")));
    const Deck back = read_feb_text(written.text, "model.feb", {});
    EXPECT_EQ(back.springs.size(), 4U);
    ASSERT_EQ(back.ties.size(), 1U);
    EXPECT_EQ(back.ties[0].nodes, deck.ties[0].nodes);
    expect_same(run(back), run(deck), 1e-7);
}

test::Feb with_spring(const std::string& material) {
    test::Feb feb;
    feb.nodes += "<node id=\"9\">0,0,3</node>\n";
    feb.sets +=
        "<NodeSet name=\"end\">9</NodeSet>\n<NodeSet name=\"corner\">5</NodeSet>\n<DiscreteSet "
        "name=\"cords\"><delem>5,9</delem></DiscreteSet>\n";
    feb.boundary =
        "<bc type=\"zero displacement\" node_set=\"Z0\"><x_dof>1</x_dof><y_dof>1</y_dof><z_dof>1</z_dof></bc>\n"
        "<bc type=\"zero displacement\" node_set=\"Z1\"><x_dof>1</x_dof><y_dof>1</y_dof></bc>\n"
        "<bc type=\"zero displacement\" node_set=\"end\"><x_dof>1</x_dof><y_dof>1</y_dof></bc>\n"
        "<bc type=\"prescribed displacement\" node_set=\"end\"><dof>z</dof><value lc=\"1\">0.5</value></bc>\n"
        "<bc type=\"zero displacement\" node_set=\"corner\"><z_dof>1</z_dof></bc>\n";
    feb.rest = "<Discrete>\n" + material + "\n<discrete dmat=\"1\" discrete_set=\"cords\"/>\n</Discrete>\n";
    return feb;
}

TEST(FebConnections, springs_of_every_law) {
    const auto force = [](const std::string& material, double pull = 0.5) {
        test::Feb feb = with_spring(material);
        const std::size_t at = feb.boundary.find("0.5");
        feb.boundary.replace(at, 3, fmt::format("{}", pull));
        return spring_force(run(test::read(feb)), "cords.1");
    };
    EXPECT_NEAR(force("<discrete_material id=\"1\" type=\"linear spring\"><E>3</E></discrete_material>"), 1.5, 1e-9);
    const std::string cord =
        "<discrete_material id=\"1\" type=\"tension-only linear spring\"><E>3</E></discrete_material>";
    EXPECT_NEAR(force(cord), 1.5, 1e-9);
    EXPECT_EQ(force(cord, -0.5), 0.0);
    const auto curve = [](const std::string& measure, const std::string& points) {
        return "<discrete_material id=\"1\" type=\"nonlinear spring\"><scale>2</scale><measure>" + measure +
               "</measure><force type=\"point\"><interpolate>LINEAR</interpolate><extend>CONSTANT</extend><points>" +
               points + "</points></force></discrete_material>";
    };
    EXPECT_NEAR(force(curve("elongation", "<pt>0,0</pt><pt>1,4</pt>")), 4.0, 1e-9);
    EXPECT_NEAR(force(curve("strain", "<pt>0,0</pt><pt>1,4</pt>")), 2.0, 1e-9);     // 0.5 mm of 2 mm
    EXPECT_NEAR(force(curve("stretch", "<pt>1,0</pt><pt>1.1,4</pt>")), 8.0, 1e-9);  // beyond: constant
}

TEST(FebConnections, what_is_not_modelled_is_named_with_its_line) {
    test::Feb feb = with_spring(
        "<discrete_material id=\"1\" type=\"nonlinear spring\"><force "
        "type=\"math\"><math>x</math></force></discrete_material>");
    EXPECT_THAT(test::feb_refusal(feb.text()), HasSubstr("cube.feb:44: <force> of a spring that is no list of points"));
    feb.rest = "<Contact><contact type=\"sliding-elastic\" surface_pair=\"p\"/></Contact>";
    EXPECT_THAT(test::feb_refusal(feb.text()), HasSubstr("of type \"sliding-elastic\""));
    feb.rest = "<Discrete><discrete dmat=\"7\" discrete_set=\"cords\"/></Discrete>";
    EXPECT_THAT(test::feb_refusal(feb.text()), HasSubstr("there is no discrete material \"7\""));
    EXPECT_THAT(test::feb_refusal(with_spring("<discrete_material id=\"1\" type=\"linear spring\"><E>-1</E>"
                                              "</discrete_material>")
                                      .text()),
                HasSubstr("must not be negative"));
}

}  // namespace
}  // namespace spondyl
