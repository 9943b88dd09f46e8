// SPDX-License-Identifier: Apache-2.0
// Model files: a mesh from elsewhere with materials, supports and loads in TOML.
#include "io/deck/model_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.hpp"
#include "models/deck/run_deck.hpp"
#include "tests/io/deck/deck_texts.hpp"
#include "tests/io/deck/feb_texts.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string corpus(const std::string& file) {
    return test::read_text(std::filesystem::path(SPONDYL_SOURCE_DIR) / "tests/fuzz/corpus" / file);
}

Deck read(const std::string& text) {
    const OpenText open = [](const std::filesystem::path& path) -> std::string {
        if (path == "cube.msh") return corpus("msh/version_2.msh");
        if (path == "cube.inp") return test::cube_deck;
        if (path == "cube.feb") return test::Feb{}.text();
        throw UserError("cannot read the mesh " + path.string());
    };
    return read_model_text(text, "cube.toml", open);
}

std::string refusal_of_model(const std::string& text) {
    try {
        read(text);
    } catch (const UserError& error) {
        return error.what();
    }
    return {};
}

// A cube of a neo-Hookean solid between planes of symmetry, stretched by a fifth: the cube of cube_deck.
const std::string cube = R"(title = "a cube"
[model]
mesh = "cube.msh"
[model.materials.disc]
law = "neo_hookean"
c10_MPa = 0.2
bulk_modulus_MPa = 200.0
[[model.support]]
nodes = "xmin"
x_mm = 0.0
[[model.support]]
nodes = "ymin"
y_mm = 0.0
[[model.support]]
nodes = "zmin"
z_mm = 0.0
[[model.step]]
name = "stretch"
[[model.step.support]]
nodes = "top side"
z_mm = 0.2
)";

std::string with(const std::string& from, const std::string& to) {
    std::string text = cube;
    const std::size_t at = text.find(from);
    if (at == std::string::npos) ADD_FAILURE() << from;
    return text.replace(at, from.size(), to);
}

TEST(ModelFile, a_mesh_with_its_materials_is_the_deck_of_the_same_body) {
    const Deck deck = read(cube);
    EXPECT_EQ(deck.title, "a cube");
    EXPECT_THAT(deck.files, ElementsAre("cube.toml", "cube.msh"));
    EXPECT_EQ(deck.place(deck.materials[0].where), "cube.toml:4");
    const FieldResult mine = run_deck(deck);
    const FieldResult inp = run_deck(test::read_text_deck(test::cube_deck));
    ASSERT_TRUE(mine.complete) << mine.failure;
    for (std::size_t n = 0; n < 8; ++n)
        EXPECT_LT((mine.states.back().displacement[n] - inp.states.back().displacement[n]).norm(), 1e-9) << n;
}

TEST(ModelFile, a_step_forgets_the_loads_of_the_one_before) {
    const Deck deck = read(cube + R"([[model.step]]
name = "press"
[[model.step.force]]
nodes = "zmax"
z_N = -0.4
[[model.step.pressure]]
faces = "top side"
pressure_MPa = 0.1
)");
    ASSERT_EQ(deck.steps.size(), 2U);
    EXPECT_EQ(deck.steps[0].boundaries.size(), 4U);
    EXPECT_EQ(deck.steps[1].boundaries.size(), 3U);
    ASSERT_EQ(deck.steps[1].forces.size(), 1U);
    EXPECT_EQ(deck.steps[1].forces[0].value, -0.1) << "shared out among four nodes";
    EXPECT_EQ(deck.steps[1].pressures.at(0).value, 0.1);
    const FieldResult result = run_deck(deck);
    ASSERT_TRUE(result.complete) << result.failure;
    EXPECT_LT(result.states.back().displacement[6].z(), 0.0);
}

TEST(ModelFile, fibres_run_around_the_axis) {
    const Deck deck =
        read(with("law = \"neo_hookean\"",
                  "law = \"holzapfel\"\nk1_MPa = 1.0\nk2 = 5.0\nfibre_angle_deg = 30.0\nfibre_axis = \"x\""));
    const Vec3 fibre =
        deck.sections[0].axes * deck.orientations[static_cast<std::size_t>(deck.sections[0].orientation)].directions[0];
    EXPECT_LT((fibre - Vec3(0.5, std::sqrt(0.75), 0.0)).norm(), 1e-12);
    EXPECT_THAT(refusal_of_model(with("law = \"neo_hookean\"",
                                      "law = \"holzapfel\"\nk1_MPa = 1.0\nk2 = 5.0\nfibre_angle_deg = "
                                      "30.0\nfibre_frame = \"around\"")),
                HasSubstr("element 2 lies on fibre_axis"));
}

TEST(ModelFile, cells_that_are_rigid_are_one_body) {
    const std::string rigid =
        "title = \"rigid\"\n[model]\nmesh = \"cube.msh\"\n[model.materials.bone]\ncells = \"all\"\nlaw = \"rigid\"\n"
        "[[model.step]]\nname = \"turn\"\n[[model.step.support]]\nbody = \"bone\"\nx_mm = 1.0\nrotation_x_deg = 10.0\n"
        "rotation_y_deg = 0.0\nrotation_z_deg = 0.0\n[[model.step.force]]\nbody = \"bone\"\nmoment_z_Nm = 2.0\n";
    const Deck deck = read(rigid);
    ASSERT_EQ(deck.bodies.size(), 1U);
    const Vec3& centre = deck.mesh.nodes[static_cast<std::size_t>(deck.bodies[0].reference)];
    EXPECT_LT((centre - Vec3(0.5, 0.5, 0.5)).norm(), 1e-12);
    EXPECT_NEAR(deck.steps[0].boundaries[1].value, 10.0 * M_PI / 180.0, 1e-15);
    EXPECT_EQ(deck.steps[0].forces.at(0).value, 2000.0);
}

TEST(ModelFile, a_deck_may_get_other_materials) {
    const std::string head = "title = \"t\"\n[model]\nmesh = \"cube.inp\"\n";
    EXPECT_EQ(std::get<DeckMooneyRivlin>(read(head).materials[0].law).c10, 0.2);
    const Deck stiff = read(head + "[model.materials.RUBBER]\nlaw = \"mooney_rivlin\"\nc10_MPa = 0.5\nc01_MPa = 0.1\n");
    EXPECT_EQ(std::get<DeckMooneyRivlin>(stiff.materials[0].law).c10, 0.5);
    EXPECT_EQ(stiff.title, "t");
    EXPECT_THAT(stiff.files, ElementsAre("cube.inp", "cube.toml"));
    EXPECT_EQ(read("title = \"t\"\n[model]\nmesh = \"cube.feb\"\n").steps.size(), 1U);
    EXPECT_THAT(refusal_of_model(head + "[model.materials.RUBER]\nlaw = \"neo_hookean\"\nc10_MPa = 1.0\n"),
                AllOf(HasSubstr("there is no material \"RUBER\""), HasSubstr("did you mean \"RUBBER\"?")));
    EXPECT_THAT(refusal_of_model(head + "[[model.step]]\nname = \"s\"\n"), HasSubstr("\"step\" beside a deck"));
}

TEST(ModelFile, mistakes_are_reported_with_line_and_column) {
    const auto expect_error = [](const std::string& from, const std::string& to, const std::string& place,
                                 const std::string& message) {
        EXPECT_THAT(refusal_of_model(with(from, to)), AllOf(HasSubstr("cube.toml:" + place), HasSubstr(message))) << to;
    };
    expect_error("c10_MPa", "c10", "6:1:", "unknown key \"c10\" in [model.materials.NAME]");
    expect_error("c10_MPa = 0.2\n", "", "4:1:", "law = \"neo_hookean\" needs \"c10_MPa\"");
    expect_error("c10_MPa = 0.2", "c10_MPa = -0.2", "6:11:", "c10_MPa");
    expect_error("c10_MPa = 0.2", "c10_MPa = 0.2\nk1_MPa = 1.0", "7:10:", "\"k1_MPa\" has no meaning here");
    expect_error("\"neo_hookean\"", "\"neohooke\"", "5:7:", "neo_hookean");
    expect_error("materials.disc", "materials.dics", "4:1:", "there is no set of cells \"dics\"");
    expect_error("\"xmin\"", "\"xmni\"", "9:9:", "did you mean \"xmin\"?");
    expect_error("\"cube.msh\"", "\"cube.stl\"", "3:8:", "is no mesh that is read");
    expect_error("\"cube.msh\"", "\"other.msh\"", "3:8:", "cannot read the mesh other.msh");
    expect_error("x_mm = 0.0\n", "", "8:1:", "the support holds nothing");
    expect_error("x_mm = 0.0", "rotation_x_deg = 0.0", "8:1:", "nodes of solids do not turn");
    expect_error("nodes = \"top side\"\nz_mm = 0.2", "nodes = \"zmin\"\nz_mm = 0.2", "17:1:", "moved by two supports");
    expect_error("[[model.support]]", "[[model.supports]]", "8:", "unknown key \"supports\" in [model]");
    expect_error("title = \"a cube\"", "titel = \"a cube\"", "1:1:", "unknown key \"titel\"");
}

TEST(ModelFile, a_file_with_model_is_distinguished_from_a_scenario) {
    EXPECT_TRUE(has_model_table(cube));
    EXPECT_FALSE(has_model_table("title = \"x\"\n[spine]\ntop = \"L4\"\n"));
    EXPECT_FALSE(has_model_table("no TOML"));
}

}  // namespace
}  // namespace spondyl
