// SPDX-License-Identifier: Apache-2.0
// Models of FEBio: what is read, what is refused, and that the same model in two formats gives the same.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/text/limits.hpp"
#include "models/deck/run_deck.hpp"
#include "tests/io/deck/deck_texts.hpp"
#include "tests/io/deck/feb_texts.hpp"

namespace spondyl {
namespace {

using test::Feb;
using test::feb_refusal;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(ReadFeb, a_cube_is_read_with_all_that_acts_on_it) {
    const Deck deck = test::read(Feb{});
    ASSERT_EQ(deck.mesh.blocks.size(), 1U);
    EXPECT_EQ(deck.mesh.blocks[0].type, Hex8::type);
    EXPECT_EQ(deck.place(deck.cell_places[0]), "cube.feb:20");
    EXPECT_THAT(deck.mesh.node_sets.at("Z1"), ElementsAre(4, 5, 6, 7));
    EXPECT_THAT(deck.mesh.cell_sets.at("cube"), ElementsAre(0));
    const auto& law = std::get<DeckMooneyRivlin>(deck.materials[0].law);
    EXPECT_EQ(law.c10, 0.2);
    EXPECT_EQ(law.d, 0.01);
    ASSERT_EQ(deck.steps.size(), 1U);
    EXPECT_EQ(deck.steps[0].period, 1.0);
    EXPECT_EQ(deck.steps[0].first_increment, 0.5);
    ASSERT_EQ(deck.steps[0].boundaries.size(), 4U);
    EXPECT_EQ(deck.steps[0].boundaries[3].value, 0.2);
    EXPECT_EQ(deck.steps[0].boundaries[3].amplitude, 0);
    EXPECT_TRUE(deck.amplitudes[0].total_time);
}

TEST(ReadFeb, the_same_cube_as_inp_and_as_feb_gives_the_same) {
    const FieldResult feb = run_deck(test::read(Feb{}));
    const FieldResult inp = run_deck(test::read_text_deck(test::cube_deck));
    ASSERT_TRUE(feb.complete) << feb.failure;
    const auto& a = feb.states.back();
    const auto& b = inp.states.back();
    for (std::size_t n = 0; n < 8; ++n) EXPECT_LT((a.displacement[n] - b.displacement[n]).norm(), 1e-9) << n;
    for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(a.cell_fields[0].values[i], b.cell_fields[0].values[i], 1e-8) << i;
}

TEST(ReadFeb, version_3_names_things_otherwise) {
    Feb feb;
    feb.version = "3.0";
    feb.sets =
        "<NodeSet name=\"X0\"><n id=\"1\"/><n id=\"4\"/><n id=\"5\"/><n id=\"8\"/></NodeSet>\n"
        "<NodeSet name=\"Z1\"><n id=\"5\"/><n id=\"6\"/><n id=\"7\"/><n id=\"8\"/></NodeSet>\n"
        "<Surface name=\"top\"><quad4 id=\"1\">5,6,7,8</quad4></Surface>\n";
    feb.boundary =
        "<bc name=\"a\" type=\"fix\" node_set=\"X0\"><dofs>x,z</dofs></bc>\n"
        "<bc name=\"b\" type=\"prescribe\" node_set=\"@surface:top\"><dof>y</dof><scale lc=\"1\">-0.1</scale></bc>\n";
    feb.rest =
        "<Loads><surface_load type=\"pressure\" surface=\"top\"><pressure lc=\"1\">0.1</pressure><linear>0</linear>"
        "</surface_load>\n<nodal_load type=\"nodal_load\" "
        "node_set=\"Z1\"><dof>z</dof><scale>2</scale></nodal_load></Loads>";
    const DeckStep step = test::read(feb).steps.at(0);
    ASSERT_EQ(step.boundaries.size(), 3U);
    EXPECT_THAT(step.boundaries[2].nodes, ElementsAre(4, 5, 6, 7));
    EXPECT_EQ(step.boundaries[2].first, 1);
    ASSERT_EQ(step.pressures.size(), 1U);
    EXPECT_THAT(step.pressures[0].faces.at(0).connectivity, ElementsAre(4, 5, 6, 7));
    ASSERT_EQ(step.forces.size(), 1U);
    EXPECT_EQ(step.forces[0].value, 2.0);
    EXPECT_EQ(step.forces[0].amplitude, -1);
}

// A second cube above the first, which is rigid and turned by its centre.
Feb with_rigid_top(const std::string& rest) {
    Feb feb;
    feb.materials += "<material id=\"2\" name=\"bone\" type=\"rigid body\"><density>1</density></material>\n";
    feb.nodes +=
        "<node id=\"9\">0,0,3</node>\n<node id=\"10\">1,0,3</node>\n<node id=\"11\">1,1,3</node>\n"
        "<node id=\"12\">0,1,3</node>\n";
    feb.elements += "<Elements type=\"hex8\" name=\"top\">\n<elem id=\"2\">5,6,7,8,9,10,11,12</elem>\n</Elements>\n";
    feb.domains += "<SolidDomain name=\"top\" mat=\"2\"/>\n";
    feb.boundary =
        "<bc type=\"zero displacement\" node_set=\"Z0\"><x_dof>1</x_dof><y_dof>1</y_dof><z_dof>1</z_dof></bc>\n";
    feb.rest = "<Rigid>" + rest + "</Rigid>\n";
    return feb;
}

TEST(ReadFeb, a_rigid_body_turns_about_its_centre_of_mass) {
    const Deck deck = test::read(with_rigid_top(
        "<rigid_bc "
        "type=\"rigid_fixed\"><rb>bone</rb><Rx_dof>1</Rx_dof><Ry_dof>1</Ry_dof><Ru_dof>0</Ru_dof></rigid_bc>\n"
        "<rigid_load type=\"rigid_force\"><rb>2</rb><dof>Rz</dof><value lc=\"1\">-0.05</value></rigid_load>\n"
        "<rigid_load type=\"rigid_moment\"><rb>bone</rb><dof>Ru</dof><value lc=\"1\">0.01</value></rigid_load>"));
    ASSERT_EQ(deck.bodies.size(), 1U);
    const DeckBody& body = deck.bodies[0];
    EXPECT_THAT(body.nodes, ElementsAre(4, 5, 6, 7, 8, 9, 10, 11));
    EXPECT_LT((deck.mesh.nodes[static_cast<std::size_t>(body.reference)] - Vec3(0.5, 0.5, 2.0)).norm(), 1e-12);
    EXPECT_EQ(deck.node_name(body.reference), "13");
    const auto reference = [](const std::string& material) {
        Feb feb = with_rigid_top("");
        feb.materials.replace(feb.materials.find("<density>"), 0, material + "<center_of_mass>1,2,3</center_of_mass>");
        const Deck other = test::read(feb);
        return other.mesh.nodes[static_cast<std::size_t>(other.bodies.at(0).reference)];
    };
    EXPECT_EQ(reference(""), Vec3(1.0, 2.0, 3.0));
    EXPECT_EQ(reference("<override_com>1</override_com>"), Vec3(1.0, 2.0, 3.0));
    EXPECT_LT((reference("<override_com>0</override_com>") - Vec3(0.5, 0.5, 2.0)).norm(), 1e-12);
    const FieldResult result = run_deck(deck);
    ASSERT_TRUE(result.complete) << result.failure;
    const DataTable& table = result.tables[1];
    EXPECT_LT(table.numbers[3].rows.back(), 0.0) << "pressed down";
    EXPECT_GT(table.numbers[4].rows.back(), 0.1) << "turned about x, in degrees";
}

TEST(ReadFeb, holzapfel_takes_its_fibres_from_the_axes_of_each_element) {
    Feb feb;
    feb.materials =
        "<material id=\"1\" name=\"rubber\" type=\"Holzapfel-Gasser-Ogden\"><c>0.4</c><k1>2</k1><k2>10</k2>"
        "<gamma>30</gamma><kappa>0.1</kappa><k>100</k><mat_axis type=\"vector\"><a>0,0,1</a><d>1,0,0</d></mat_axis>"
        "</material>\n";
    const auto fibres = [](const Deck& deck) {
        const DeckSection& section = deck.sections[0];
        return section.axes * deck.orientations[static_cast<std::size_t>(section.orientation)].directions[0];
    };
    const Deck of_material = test::read(feb);
    const auto& law = std::get<DeckHolzapfel>(of_material.materials[0].law);
    EXPECT_EQ(law.c10, 0.2);
    EXPECT_EQ(law.families, 2);
    EXPECT_LT((fibres(of_material) - Vec3(0.5, 0.0, std::sqrt(0.75))).norm(), 1e-12);
    feb.rest =
        "<MeshData><ElementData type=\"mat_axis\" elem_set=\"cube\"><e lid=\"1\"><a>1,0,0</a><d>0,1,0</d></e>"
        "</ElementData></MeshData>";
    EXPECT_LT((fibres(test::read(feb)) - Vec3(std::sqrt(0.75), 0.5, 0.0)).norm(), 1e-12);
    EXPECT_TRUE(run_deck(test::read(feb)).complete);
}

TEST(ReadFeb, conditions_of_a_step_end_with_it) {
    std::string text = Feb{}.text();
    const std::string control =
        text.substr(text.find("<Control>"), text.find("</Control>") + 10 - text.find("<Control>"));
    text.erase(text.find("<Control>"), control.size());
    const std::string step = "<Step><step id=\"1\" name=\"press\">" + control +
                             "<Loads><nodal_load type=\"nodal_force\" node_set=\"Z1\"><value "
                             "lc=\"1\">0.01,0,0</value></nodal_load></Loads></step>\n"
                             "<step id=\"2\">" +
                             control + "</step></Step>\n";
    text.insert(text.find("<LoadData>"), step);
    const Deck deck = read_feb_text(text, "cube.feb");
    ASSERT_EQ(deck.steps.size(), 2U);
    EXPECT_EQ(deck.steps[0].name, "press");
    EXPECT_EQ(deck.steps[0].forces.size(), 1U);
    EXPECT_TRUE(deck.steps[1].forces.empty());
    EXPECT_TRUE(deck.steps[1].new_forces);
    EXPECT_EQ(deck.steps[1].boundaries.size(), 4U);
    EXPECT_TRUE(run_deck(deck).complete);
}

TEST(ReadFeb, what_is_not_supported_is_reported_at_once_with_its_lines) {
    Feb feb;
    feb.materials += "<material id=\"2\" name=\"m\" type=\"Ogden\"><c1>1</c1></material>\n";
    feb.rest =
        "<Contact>\n<contact type=\"sliding-elastic\" surface_pair=\"p\"/>\n</Contact>\n"
        "<Loads><body_load type=\"gravity\"/></Loads>\n<Discrete><discrete_material id=\"1\" type=\"Hill\"/>"
        "</Discrete>";
    const std::string message = feb_refusal(feb.text());
    EXPECT_THAT(message, HasSubstr("cube.feb:7: a material of type \"Ogden\""));
    EXPECT_THAT(message, HasSubstr("<contact> of type \"sliding-elastic\" in <Contact>"));
    EXPECT_THAT(message, HasSubstr("<body_load> of type \"gravity\" in <Loads>"));
    EXPECT_THAT(message, HasSubstr("a <discrete_material> of type \"Hill\""));
    EXPECT_THAT(message, HasSubstr("4 things that are not supported"));
    const Deck deck = test::read(feb, true);
    EXPECT_EQ(deck.unsupported.size(), 4U);
    EXPECT_THAT(run_deck(deck).warnings.at(0), HasSubstr("left out: cube.feb:"));
}

TEST(ReadFeb, mistakes_are_reported_with_file_and_line) {
    const auto expect_error = [](const std::string& from, const std::string& to, const std::string& message) {
        std::string text = Feb{}.text();
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
        EXPECT_THAT(feb_refusal(text), HasSubstr("cube.feb:" + message)) << to;
        EXPECT_THAT(feb_refusal(text, true), HasSubstr("cube.feb:" + message)) << to;
    };
    expect_error("1,2,3,4,5,6,7,8<", "1,2,3,4,5,6,7,99<", "20: element 1: there is no node 99");
    expect_error("1,2,3,4,5,6,7,8<", "1,2,3,4<", "20: element 1 has 4 nodes, hex8 has 8");
    expect_error("<elem id=\"1\">", "<elem id=\"-1\">", "20: -1 is no number of an element");
    expect_error("<node id=\"8\">", "<node id=\"0\">", "17: 0 is no number of a node");
    expect_error("<node id=\"8\">", "<node id=\"7\">", "17: node 7 is there already");
    expect_error(">0,1,1<", ">0,1<", "17: <node> must hold 3 numbers");
    expect_error(">0,1,1<", ">0,1,nan<", "17: \"nan\" is no number");
    expect_error(">0,1,1<", ">0,1,1e300<", "17: node 8 lies beyond 1e+06 mm");
    expect_error("5,6,\n7,8", "5,6,\n7,9", "25: there is no node 9");
    expect_error("node_set=\"Z1\"", "node_set=\"Z2\"", "36: there is no set of nodes \"Z2\"");
    expect_error("mat=\"rubber\"", "mat=\"steel\"", "30: there is no material \"steel\"");
    expect_error("<value lc=\"1\">", "<value lc=\"7\">", "36: there is no load curve \"7\"");
    expect_error("<c1>0.2</c1>", "<c1>-1</c1>", "6: the initial shear modulus");
    expect_error("<c1>0.2</c1>", "", "6: <material> needs <c1>");
    expect_error("<k>200</k>", "<k>0</k>", "6: the bulk modulus <k> must be positive");
    expect_error("<time_steps>2<", "<time_steps>0<", "4: 0 time steps");
    expect_error("version=\"4.0\">", "version=\"2.5\">",
                 "2: version \"2.5\" of the format is not read; 3.0 and 4.0 are");
    expect_error("<dof>z</dof>", "<dof>q</dof>", "36: <dof> must be x, y or z");
    expect_error("<y_dof>1</y_dof>",
                 "<y_dof>1</y_dof><x_dof>1</x_dof></bc><bc type=\"prescribed displacement\" node_set=\"X0\">"
                 "<dof>x</dof><value>1</value>",
                 "34: degree of freedom 1 of node 1 is held at 1, and at 0 by cube.feb:");
}

TEST(ReadFeb, an_incomplete_model_is_reported_with_the_line) {
    const std::string text = Feb{}.text();
    EXPECT_THAT(feb_refusal(""), HasSubstr("cube.feb:1: this is no whole XML"));
    EXPECT_THAT(feb_refusal("PK\x03\x04 an archive"), HasSubstr("cube.feb:1: this is no whole XML"));
    EXPECT_THAT(feb_refusal(text.substr(0, text.find("</Nodes>"))), HasSubstr("cube.feb:18: this is no whole XML"));
    EXPECT_THAT(feb_refusal("<html/>"), HasSubstr("it begins with <html>, not with <febio_spec>"));
    std::string entities = text;
    entities.insert(entities.find("<febio_spec"), "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n");
    EXPECT_THAT(feb_refusal(entities), HasSubstr("cube.feb:2: a document type (<!DOCTYPE>) is not read"));
    std::string deep;
    for (std::size_t i = 0; i < 2 * limits::xml_nesting; ++i) deep += "<a>\n";
    EXPECT_THAT(feb_refusal(deep),
                HasSubstr(fmt::format("more than {} elements within each other", limits::xml_nesting)));
    std::string latin = text;  // an umlaut of ISO-8859-1 in a comment, and in a file that says UTF-8
    latin.insert(latin.find("<Module"), "<!-- \xfc -->");
    EXPECT_THAT(feb_refusal(latin), IsEmpty());
    latin.replace(latin.find("ISO-8859-1"), 10, "UTF-8");
    EXPECT_THAT(feb_refusal(latin), HasSubstr("cube.feb:3: this is no whole XML"));
    latin.replace(latin.find("UTF-8"), 5, "EBCDIC");
    EXPECT_THAT(feb_refusal(latin), Not(IsEmpty()));
    std::string beside = text;
    beside.insert(beside.find("<Material>"), "text");
    EXPECT_THAT(feb_refusal(beside), HasSubstr("cube.feb:5: text beside elements"));
}

}  // namespace
}  // namespace spondyl
