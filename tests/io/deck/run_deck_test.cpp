// SPDX-License-Identifier: Apache-2.0
// Decks that are read and run, against closed forms.
#include "models/deck/run_deck.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/materials/holzapfel_gasser_ogden.hpp"
#include "io/results/field_result_file.hpp"
#include "tests/core/support/element_box.hpp"
#include "tests/io/deck/deck_texts.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

using ::testing::HasSubstr;

FieldResult run(const Deck& deck, int outputs = 1) {
    FieldResult result = run_deck(deck, {.threads = 1, .outputs = outputs, .relative_tolerance = 1e-9});
    EXPECT_TRUE(result.complete) << result.failure;
    return result;
}

double number(const DataTable& table, const std::string& column, std::size_t row) {
    for (const auto& c : table.numbers) {
        if (c.name == column) return c.rows.at(row);
    }
    ADD_FAILURE() << column;
    return NAN;
}

double last(const DataTable& table, const std::string& column) {
    return number(table, column, table.numbers.front().rows.size() - 1);
}

const std::vector<double>& values(const FieldState& state, const std::string& name) {
    for (const auto* fields : {&state.cell_fields, &state.node_fields}) {
        for (const Field& f : *fields) {
            if (f.name == name) return f.values;
        }
    }
    ADD_FAILURE() << name;
    static const std::vector<double> none;
    return none;
}

// The mesh of a box as cards.
template <SolidElement E>
std::string mesh_cards(const testing::ElementBox<E>& box, const std::string& type) {
    std::string text = "*NODE, NSET=ALL\n";
    for (std::size_t n = 0; n < box.box.mesh.nodes.size(); ++n) {
        const Vec3& x = box.box.mesh.nodes[n];
        text += fmt::format("{}, {}, {}, {}\n", n + 1, x.x(), x.y(), x.z());
    }
    text += "*ELEMENT, ELSET=BODY, TYPE=" + type + "\n";
    int element = 0;
    for (const Cell<E>& cell : box.cells()) {
        text += fmt::format("{}", ++element);
        for (std::size_t i = 0; i < cell.size(); ++i) text += fmt::format(",{}{}", i == 12 ? "\n" : " ", cell[i] + 1);
        text += "\n";
    }
    return text;
}

template <SolidElement E>
constexpr const char* inp_name = "";
template <>
constexpr const char* inp_name<Hex8> = "C3D8R";
template <>
constexpr const char* inp_name<Hex20> = "C3D20H";
template <>
constexpr const char* inp_name<Tet4> = "C3D4";
template <>
constexpr const char* inp_name<Tet10> = "C3D10";
template <>
constexpr const char* inp_name<Wedge6> = "C3D6";

template <class E>
class DeckPatchTest : public ::testing::Test {};
TYPED_TEST_SUITE(DeckPatchTest, testing::SolidTypes, testing::ElementName);

// The surface of a box with inner corners out of place follows an affine map: inner nodes land on it, every cell has
// the same stress.
TYPED_TEST(DeckPatchTest, an_affine_map_is_in_equilibrium) {
    using E = TypeParam;
    Mat3 gradient;
    gradient << 0.11, 0.13, -0.08, -0.05, -0.12, 0.07, 0.11, 0.06, 0.09;
    const testing::ElementBox<E> box({2, 2, 2}, Vec3(3.0, 2.5, 2.0), 0.2);
    std::string text = mesh_cards(box, inp_name<E>) +
                       "*MATERIAL, NAME=M\n*HYPERELASTIC, YEOH\n0.3, 0.05, 0.01, 0.1, 0., 0.\n"
                       "*SOLID SECTION, ELSET=BODY, MATERIAL=M\n*STEP, NLGEOM\n*STATIC\n1., 1.\n*BOUNDARY\n";
    const auto& nodes = box.box.mesh.nodes;
    for (int n = 0; n < static_cast<int>(nodes.size()); ++n) {
        if (!box.box.on_boundary(n)) continue;
        const Vec3 moved = gradient * nodes[static_cast<std::size_t>(n)];
        for (int c = 0; c < 3; ++c) text += fmt::format("{}, {}, {}, {}\n", n + 1, c + 1, c + 1, moved[c]);
    }
    const FieldResult result = run(test::read_text_deck(text + "*END STEP\n"));
    ASSERT_EQ(result.states.size(), 2U);
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        EXPECT_LT((result.states[1].displacement[n] - gradient * nodes[n]).norm(), 1e-8) << "node " << n;
    }
    const auto& stress = values(result.states[1], "stress_MPa");
    for (std::size_t i = 0; i < stress.size(); ++i) EXPECT_NEAR(stress[i], stress[i % 9], 1e-7);
}

// Mooney-Rivlin in uniaxial tension: with the stretches a (along) and s (across), J = a s^2, the stress across
// vanishes, and the force is the Cauchy stress along times the area s^2.
// Each of the many states of a step is one increment, and the next would be longer.
TEST(RunDeck, every_kept_state_is_one_that_a_run_can_go_on_from) {
    const Deck deck = test::read_text_deck(test::cube_deck);
    int offered = 0;
    const auto keep = [&](FieldResult& /*so_far*/, const DeckRestart& restart) {
        check_deck_restart(restart, deck);
        ++offered;
    };
    EXPECT_TRUE(run_deck(deck, {.threads = 1, .outputs = 40, .keep = keep}).complete);
    EXPECT_EQ(offered, 41);
}

TEST(RunDeck, uniaxial_tension_of_a_cube) {
    const double c10 = 0.2;
    const double c01 = 0.05;
    const double d = 0.02;
    std::string text = test::cube_deck;
    text.replace(text.find("*HYPERELASTIC"), 35, "*HYPERELASTIC, MOONEY-RIVLIN\n0.2, 0.05, 0.02\n");
    const Deck deck = test::read_text_deck(text);
    const FieldResult result = run(deck);
    const double a = 1.2;
    const double s = 1.0 + result.states[1].displacement[6].x();
    const double j = a * s * s;
    const double scale = std::pow(j, -2.0 / 3.0);
    const double along = scale * a * a;
    const double across = scale * s * s;
    const double i1 = along + 2.0 * across;
    const auto fictitious = [&](double b) { return 2.0 * (c10 + c01 * i1) * b - 2.0 * c01 * b * b; };
    const double mean = (fictitious(along) + 2.0 * fictitious(across)) / 3.0;
    const double pressure = 2.0 / d * (j - 1.0);
    const double sigma_across = (fictitious(across) - mean) / j + pressure;
    const double sigma_along = (fictitious(along) - mean) / j + pressure;
    EXPECT_NEAR(sigma_across, 0.0, 1e-8);
    EXPECT_NEAR(values(result.states[1], "stress_MPa")[8], sigma_along, 1e-8);
    const DataTable& reactions = result.tables[2];
    double force = 0.0;
    for (std::size_t r = 0; r < reactions.texts[0].rows.size(); ++r) {
        if (reactions.texts[0].rows[r] == "Z1") force = number(reactions, "force_z_N", r);
    }
    EXPECT_NEAR(force, sigma_along * s * s, 1e-8);
}

// At small strain E and nu, whichever law stands for Hooke's.
TEST(RunDeck, elastic_at_small_strain) {
    for (const double nu : {0.3, 0.49}) {
        std::string text = test::cube_deck;
        text.replace(text.find("*HYPERELASTIC"), 35, fmt::format("*ELASTIC\n100., {}\n", nu));
        text.replace(text.find("Z1, 3, 3, 0.2"), 13, "Z1, 3, 3, 1e-5");
        const FieldResult result = run(test::read_text_deck(text));
        EXPECT_NEAR(values(result.states[1], "stress_MPa")[8], 100.0 * 1e-5, 1e-7);
        EXPECT_NEAR(result.states[1].displacement[6].x(), -nu * 1e-5, 1e-9);
    }
}

const std::string without_step = test::cube_deck.substr(0, test::cube_deck.find("*STEP"));

// A pressure on the top of the cube and the same as forces on its nodes.
TEST(RunDeck, pressure_and_forces) {
    const FieldResult pressed = run(test::read_text_deck(
        without_step + "*SURFACE, NAME=TOP\nCUBE, S2\n*STEP\n*STATIC\n*DSLOAD\nTOP, P, 0.05\n*END STEP\n"));
    const FieldResult same =
        run(test::read_text_deck(without_step + "*STEP\n*STATIC\n*DLOAD\nCUBE, P2, 0.05\n*END STEP\n"));
    const double area = std::pow(1.0 + pressed.states[1].displacement[6].x(), 2);
    EXPECT_NEAR(values(pressed.states[1], "stress_MPa")[8], -0.05, 1e-8);
    EXPECT_EQ(pressed.tables[3].texts[0].rows.back(), "CUBE");
    EXPECT_NEAR(last(pressed.tables[3], "pressure_MPa"), 0.05 / 3.0, 1e-8);
    EXPECT_NEAR(last(pressed.tables[3], "volume_mm3"), area * (1.0 + pressed.states[1].displacement[6].z()), 1e-8);
    EXPECT_EQ(pressed.states[1].displacement[6], same.states[1].displacement[6]);
    const FieldResult forced = run(test::read_text_deck(
        without_step + fmt::format("*STEP\n*STATIC\n*CLOAD\nZ1, 3, {}\n*END STEP\n", -0.05 * area / 4.0)));
    EXPECT_LT((forced.states[1].displacement[6] - pressed.states[1].displacement[6]).norm(), 1e-7);
}

// Loads go on through steps, change, and go away with OP=NEW; supports come and go, and the force of one that goes
// fades.
TEST(RunDeck, steps_follow_each_other) {
    const FieldResult result = run(test::read_text_deck(
        without_step +
        "*STEP, NAME=Pull\n*STATIC\n*CLOAD\nZ1, 3, 0.05\n*END STEP\n"
        "*STEP, NAME=Hold\n*STATIC\n*BOUNDARY\nALL, 1, 1\n*END STEP\n"
        "*STEP, NAME=Let go\n*STATIC\n*CLOAD, OP=NEW\n*BOUNDARY, OP=NEW\nX0, 1\nY0, 2\nZ0, 3\n*END STEP\n"));
    ASSERT_EQ(result.states.size(), 4U);
    const double pulled = result.states[1].displacement[6].z();
    EXPECT_GT(pulled, 0.1);
    // Held at 0 across: the deck moves the sides back while the force stays.
    EXPECT_NEAR(result.states[2].displacement[6].x(), 0.0, 1e-12);
    EXPECT_LT(result.states[3].displacement[6].norm(), 1e-6);
    EXPECT_EQ(result.states[2].step, "Hold");
    EXPECT_EQ(result.states[3].time, 3.0);
    EXPECT_NEAR(result.history.back().energy_Nmm, 0.0, 1e-9);
    EXPECT_NEAR(result.history.back().external_work_Nmm, 0.0, 1e-6);
}

// An amplitude that comes back to half: a state at its corner.
TEST(RunDeck, amplitude) {
    const FieldResult result = run(
        test::read_text_deck(without_step + "*AMPLITUDE, NAME=A\n0., 0., 0.25, 1., 1., 0.5\n*STEP\n*STATIC\n0.25, 1.\n"
                                            "*BOUNDARY, AMPLITUDE=A\nZ1, 3, 3, 0.2\n*END STEP\n"));
    ASSERT_EQ(result.states.size(), 3U);
    EXPECT_EQ(result.states[1].time, 0.25);
    EXPECT_NEAR(result.states[1].displacement[6].z(), 0.2, 1e-12);
    EXPECT_NEAR(result.states[2].displacement[6].z(), 0.1, 1e-12);
}

// A cube with two families of fibres in the yz plane, turned there by a further turn about z: it stays a brick, whose
// stress is that of the law.
TEST(RunDeck, fibres_of_holzapfel) {
    const Deck deck = test::read_text_deck(
        test::cube_mesh +
        "*ORIENTATION, NAME=O, LOCAL DIRECTIONS=2\n1., 0., 0., 0., 1., 0.\n3, 90.\n0.6, 0., 0.8\n0.6, 0., -0.8\n"
        "*MATERIAL, NAME=M\n*ANISOTROPIC HYPERELASTIC, HOLZAPFEL, LOCAL DIRECTIONS=2\n0.1, 0.005, 2., 30., 0.1\n"
        "*SOLID SECTION, ELSET=CUBE, MATERIAL=M, ORIENTATION=O\n" +
        test::cube_supports + test::cube_step);
    const FieldResult result = run(deck);
    const Vec3 stretch = Vec3::Ones() + result.states[1].displacement[6];
    EXPECT_NEAR(stretch.z(), 1.2, 1e-12);
    const HolzapfelGasserOgden law{.c10 = 0.1, .kappa = 0.1, .bulk_modulus = 400.0, .cap = 12.0};
    const Tensor<double> f = {{{stretch.x(), 0, 0}, {0, stretch.y(), 0}, {0, 0, stretch.z()}}};
    const HolzapfelGasserOgden::Point<double> point = {.a0 = {{0, 0.6, 0.8}, {0, 0.6, -0.8}}, .k1 = 2.0, .k2 = 30.0};
    const auto tau = law(f, point).tau;
    const double j = determinant(f);
    const auto& stress = values(result.states[1], "stress_MPa");
    for (const int c : {0, 1, 2}) {
        const double expected = tau[c] / j + 400.0 * (j - 1.0);
        // Newton's tolerance of 1e-9 leaves positions that differ by 1e-11 from node to node, times K.
        EXPECT_NEAR(stress[static_cast<std::size_t>(4 * c)], expected, 1e-8);
        if (c < 2) {
            EXPECT_NEAR(expected, 0.0, 1e-6);
        }
    }
    EXPECT_GT(stress[8], 5.0 * 0.12) << "of which the matrix bears 0.12 MPa";
    EXPECT_NEAR(values(result.states[1], "fibre_1_stretch")[0], std::hypot(0.6 * stretch.y(), 0.8 * stretch.z()),
                1e-10);
}

// A block between a held end and a reference node: the moment about the node turns its end as the end of a beam.
TEST(RunDeck, a_moment_on_a_coupling_bends_a_beam) {
    const testing::ElementBox<Hex20> box({1, 1, 6}, Vec3(1.0, 1.0, 12.0));
    std::string text = mesh_cards(box, "C3D20R");
    std::string low;
    std::string high;
    for (std::size_t n = 0; n < box.box.mesh.nodes.size(); ++n) {
        const double z = box.box.mesh.nodes[n].z();
        if (z == 0.0) low += fmt::format("{}\n", n + 1);
        if (z == 12.0) high += fmt::format("{}\n", n + 1);
    }
    text += "*NODE\n9001, 0.5, 0.5, 12.\n*NODE\n9002, 0.5, 0.5, 0.\n*NSET, NSET=LOW\n" + low + "*NSET, NSET=HIGH\n" +
            high +
            "*SURFACE, NAME=LOW_S, TYPE=NODE\nLOW\n*SURFACE, NAME=HIGH_S, TYPE=NODE\nHIGH\n"
            "*COUPLING, CONSTRAINT NAME=UP, REF NODE=9001, SURFACE=HIGH_S\n*KINEMATIC\n1, 6\n"
            "*COUPLING, CONSTRAINT NAME=DOWN, REF NODE=9002, SURFACE=LOW_S\n*KINEMATIC\n"
            "*MATERIAL, NAME=M\n*ELASTIC\n1000., 0.\n*SOLID SECTION, ELSET=BODY, MATERIAL=M\n"
            "*STEP, NLGEOM\n*STATIC\n*BOUNDARY\n9002, ENCASTRE\n*CLOAD\n9001, 4, 0.01\n*END STEP\n";
    const Deck deck = test::read_text_deck(text);
    const FieldResult result = run(deck, 2);
    const DataTable& nodes = result.tables[1];
    // M L / (E I); a beam of nu = 0 with square section in pure bending is exact in quadratic elements.
    const double angle = 0.01 * 12.0 / (1000.0 / 12.0);
    std::size_t up = nodes.texts[0].rows.size() - 2;
    EXPECT_EQ(nodes.texts[0].rows[up], "UP");
    EXPECT_NEAR(number(nodes, "rotation_x_deg", up), angle * 180.0 / 3.14159265358979, 1e-6);
    EXPECT_NEAR(number(nodes, "moment_x_Nmm", up), 0.01, 1e-15);
    EXPECT_NEAR(number(nodes, "displacement_y_mm", up), -0.5 * angle * 12.0, 1e-5);
    EXPECT_EQ(nodes.texts[0].rows[up + 1], "DOWN");
    EXPECT_NEAR(number(nodes, "moment_x_Nmm", up + 1), -0.01, 1e-8);
    EXPECT_EQ(result.states.size(), 3U);
    EXPECT_NEAR(result.history.back().external_work_Nmm, 0.5 * 0.01 * angle, 1e-9);
}

TEST(RunDeck, what_cannot_be_run_is_refused) {
    const auto refused = [](const std::string& text, const std::string& message) {
        const Deck deck = test::read_text_deck(text);
        try {
            run_deck(deck, {.threads = 1});
            ADD_FAILURE() << message;
        } catch (const UserError& error) {
            EXPECT_THAT(error.what(), HasSubstr(message));
        }
    };
    refused(test::cube_mesh + test::cube_supports + test::cube_step, "deck.inp:11: element 1 has no material");
    refused(test::cube_mesh + "*MATERIAL, NAME=M\n*SOLID SECTION, ELSET=CUBE, MATERIAL=M\n" + test::cube_supports +
                test::cube_step,
            "element 1 is of material M, which has no law that is supported");
    std::string inside_out = test::cube_deck;
    inside_out.replace(inside_out.find("1, 1,2,3,4,5,6,7,8"), 18, "1, 5,6,7,8,1,2,3,4");
    refused(inside_out, "deck.inp:11: element 1 is inside out");
    std::string flat = test::cube_deck;
    flat.replace(flat.find("5, 0, 0, 1\n6, 1, 0, 1\n7, 1, 1, 1\n8, 0, 1, 1"), 43,
                 "5, 0, 0, 1e-300\n6, 1, 0, 1e-300\n7, 1, 1, 1e-300\n8, 0, 1, 1e-300");
    refused(flat, "deck.inp:11: element 1 is inside out or has no volume");
    refused(without_step + "*STEP\n*STATIC\n*CLOAD\n1, 4, 1.\n*END STEP\n", "a moment on node 1, which does not turn");
    refused(without_step + "*NODE\n99, 0, 0, 0\n*STEP\n*STATIC\n*CLOAD\n99, 1, 1.\n*END STEP\n",
            "a force on node 99, which belongs to no element");
    refused(without_step +
                "*NODE\n99, 0, 0, 0\n*RIGID BODY, NSET=Z1, REF NODE=99\n*STEP\n*STATIC\n*BOUNDARY\n99, 4\n*END STEP\n",
            "held about some axes and free about others");
    refused(
        without_step +
            "*NODE\n99, 0, 0, 0\n98, 0, 0, 0\n*RIGID BODY, NSET=Z1, REF NODE=99\n*RIGID BODY, NSET=Z1, REF NODE=98\n" +
            test::cube_step,
        "rides on 98 as well as on 99");
}

TEST(RunDeck, a_result_is_written_and_read_back) {
    const FieldResult result = run(test::read_text_deck(test::cube_deck), 3);
    const test::ScratchFolder folder;
    write_field_result(result, folder.path() / "result.vtkhdf");
    const FieldResult back = read_field_result(folder.path() / "result.vtkhdf");
    EXPECT_EQ(back.states.size(), 4U);
    EXPECT_EQ(values(back.states.back(), "stress_MPa"), values(result.states.back(), "stress_MPa"));
    ASSERT_EQ(back.tables.size(), 5U);
}

TEST(RunDeck, a_solve_that_fails_keeps_what_was_before) {
    std::string text = test::cube_deck;
    text.replace(text.find("Z1, 3, 3, 0.2"), 13, "Z1, 3, 3, -1.5");
    const FieldResult result = run_deck(test::read_text_deck(text), {.threads = 1, .outputs = 4});
    EXPECT_FALSE(result.complete);
    EXPECT_THAT(result.failure, HasSubstr("step 1 (deck.inp:28)"));
    EXPECT_GE(result.states.size(), 2U);
}

}  // namespace
}  // namespace spondyl
