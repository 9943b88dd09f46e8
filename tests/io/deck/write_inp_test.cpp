// SPDX-License-Identifier: Apache-2.0
// Decks that are written and read back.
#include "io/deck/write_inp.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/elements/hex20.hpp"
#include "core/elements/hex8.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/deck/deck_loads.hpp"
#include "models/spine/spine_deck.hpp"
#include "tests/io/deck/deck_texts.hpp"

namespace spondyl {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// Positions and constants are written with 13 digits at least.
constexpr double digits = 1e-11;

// The directions of the fibres of a cell in global components, each with its first component that is not small
// positive: a fibre has no sense.
std::vector<Vec3> fibres(const Deck& deck, std::size_t cell) {
    const DeckSection& section = deck.sections[cell];
    std::vector<Vec3> all;
    if (section.orientation < 0) return all;
    for (const Vec3& d : deck.orientations[static_cast<std::size_t>(section.orientation)].directions) {
        Vec3 global = section.axes * d;
        Eigen::Index largest = 0;
        global.cwiseAbs().maxCoeff(&largest);
        all.push_back(global[largest] < 0.0 ? Vec3(-global) : global);
    }
    return all;
}

void expect_law(const DeckLaw& a, const DeckLaw& b, bool keeps_dispersion) {
    ASSERT_EQ(a.index(), b.index());
    const auto near = [](double x, double y) { EXPECT_NEAR(x, y, digits * std::abs(x)); };
    if (const auto* law = std::get_if<DeckElastic>(&a)) {
        near(law->youngs_modulus, std::get<DeckElastic>(b).youngs_modulus);
        near(law->poisson_ratio, std::get<DeckElastic>(b).poisson_ratio);
    } else if (const auto* mooney = std::get_if<DeckMooneyRivlin>(&a)) {
        const auto& other = std::get<DeckMooneyRivlin>(b);
        near(mooney->c10, other.c10);
        near(mooney->c01, other.c01);
        near(mooney->d, other.d);
    } else if (const auto* polynomial = std::get_if<DeckReducedPolynomial>(&a)) {
        EXPECT_EQ(polynomial->c, std::get<DeckReducedPolynomial>(b).c);
        near(polynomial->d, std::get<DeckReducedPolynomial>(b).d);
    } else if (const auto* holzapfel = std::get_if<DeckHolzapfel>(&a)) {
        const auto& other = std::get<DeckHolzapfel>(b);
        near(holzapfel->c10, other.c10);
        near(holzapfel->d, other.d);
        near(holzapfel->k1, other.k1);
        near(holzapfel->k2, other.k2);
        near(keeps_dispersion ? holzapfel->kappa : 0.0, other.kappa);
        EXPECT_EQ(holzapfel->families, other.families);
    }
}

// `b` was read from what was written of `a`.
void expect_same(const Deck& a, const Deck& b, bool keeps_dispersion = true) {
    ASSERT_GE(b.mesh.nodes.size(), a.mesh.nodes.size());
    for (std::size_t n = 0; n < a.mesh.nodes.size(); ++n)
        EXPECT_NEAR((a.mesh.nodes[n] - b.mesh.nodes[n]).norm(), 0.0, digits * (1.0 + a.mesh.nodes[n].norm()));
    EXPECT_EQ(a.mesh.blocks, b.mesh.blocks);
    EXPECT_EQ(a.mesh.cell_sets, b.mesh.cell_sets);
    ASSERT_EQ(a.sections.size(), b.sections.size());
    for (std::size_t c = 0; c < a.sections.size(); ++c) {
        expect_law(a.materials[static_cast<std::size_t>(a.sections[c].material)].law,
                   b.materials[static_cast<std::size_t>(b.sections[c].material)].law, keeps_dispersion);
        const auto there = fibres(b, c);
        const auto here = fibres(a, c);
        ASSERT_EQ(here.size(), there.size());
        for (std::size_t f = 0; f < here.size(); ++f) EXPECT_NEAR((here[f] - there[f]).norm(), 0.0, 1e-9);
    }
    ASSERT_EQ(a.bodies.size(), b.bodies.size());
    for (std::size_t i = 0; i < a.bodies.size(); ++i) {
        EXPECT_EQ(a.bodies[i].reference, b.bodies[i].reference);
        std::vector<int> nodes = a.bodies[i].nodes;
        std::ranges::sort(nodes);
        std::erase(nodes, a.bodies[i].reference);
        EXPECT_EQ(nodes, b.bodies[i].nodes);
    }
    const auto steps = loads_of_steps(a);
    const auto read = loads_of_steps(b);
    ASSERT_EQ(steps.size(), read.size());
    for (std::size_t s = 0; s < steps.size(); ++s) {
        EXPECT_EQ(steps[s].period, read[s].period);
        EXPECT_EQ(steps[s].released, read[s].released);
        const auto expect_curves = [](const auto& x, const auto& y) {
            ASSERT_EQ(x.size(), y.size());
            for (const auto& [where, curve] : x) {
                ASSERT_TRUE(y.contains(where)) << where.first << " " << where.second;
                EXPECT_NEAR(curve.value, y.at(where).value, digits * std::abs(curve.value));
                EXPECT_NEAR(curve.start, y.at(where).start, digits * std::abs(curve.start));
                EXPECT_EQ(curve.amplitude, y.at(where).amplitude);
            }
        };
        expect_curves(steps[s].supports, read[s].supports);
        expect_curves(steps[s].forces, read[s].forces);
        ASSERT_EQ(steps[s].pressures.size(), read[s].pressures.size());
        for (std::size_t p = 0; p < steps[s].pressures.size(); ++p) {
            EXPECT_EQ(steps[s].pressures[p].faces, read[s].pressures[p].faces);
            EXPECT_EQ(steps[s].pressures[p].curve, read[s].pressures[p].curve);
        }
    }
    ASSERT_EQ(a.amplitudes.size(), b.amplitudes.size());
    for (std::size_t i = 0; i < a.amplitudes.size(); ++i) {
        EXPECT_EQ(a.amplitudes[i].points, b.amplitudes[i].points);
        EXPECT_EQ(a.amplitudes[i].total_time, b.amplitudes[i].total_time);
    }
}

// Two bricks of two laws, one with fibres; a rigid face that is moved and turned; pressure; amplitude; two steps.
const std::string two_bricks =
    "*HEADING\nTwo bricks\n" + test::cube_nodes +
    "9, 0, 0, 2\n10, 1, 0, 2\n11, 1, 1, 2\n12, 0, 1, 2\n13, 0.5, 0.5, 3\n"
    "*ELEMENT, TYPE=C3D8, ELSET=LOW\n1, 1,2,3,4,5,6,7,8\n*ELEMENT, TYPE=C3D8, ELSET=HIGH\n2, 5,6,7,8,9,10,11,12\n"
    "*NSET, NSET=TOP\n9, 10, 11, 12\n*NSET, NSET=BOTTOM\n1, 2, 3, 4\n"
    "*AMPLITUDE, NAME=RAMP, TIME=TOTAL TIME\n0., 0., 0.5, 0.8, 1., 1.\n"
    "*MATERIAL, NAME=GEL\n*HYPERELASTIC, MOONEY-RIVLIN\n0.12, 0.03, 0.01\n"
    "*MATERIAL, NAME=WALL\n*ANISOTROPIC HYPERELASTIC, HOLZAPFEL, LOCAL DIRECTIONS=2\n0.15, 0.02, 3., 40., 0.\n"
    "*ORIENTATION, NAME=WOUND, LOCAL DIRECTIONS=2\n1., 1., 0., -1., 1., 0.\n3, 0.\n0.8, 0.6, 0.\n0.8, -0.6, 0.\n"
    "*SOLID SECTION, ELSET=LOW, MATERIAL=GEL\n*SOLID SECTION, ELSET=HIGH, MATERIAL=WALL, ORIENTATION=WOUND\n"
    "*RIGID BODY, TIE NSET=TOP, REF NODE=13\n*SURFACE, NAME=SIDE\n1, S3\n2, S3\n"
    "*BOUNDARY\nBOTTOM, 1, 3\n"
    "*STEP, NLGEOM\n*STATIC\n0.1, 1.\n*BOUNDARY\n13, 4, 6\n*CLOAD, AMPLITUDE=RAMP\n13, 3, -0.05\n*END STEP\n"
    "*STEP, NLGEOM\n*STATIC\n0.25, 2.\n*BOUNDARY, OP=NEW\nBOTTOM, 1, 3\n*CLOAD\n13, 4, 0.01\n"
    "*DSLOAD\nSIDE, P, 0.02\n*END STEP\n";

TEST(WriteInp, numbers_fit_the_fields_of_CalculiX) {
    for (const double value :
         {0.0, 1.0, -300.0, 1.0 / 3.0, -1.2345678901234567e-105, 6.02214076e23, -7.876981123142891}) {
        const std::string text = deck_number(value);
        EXPECT_LE(text.size(), 20U) << text;
        EXPECT_NEAR(std::strtod(text.c_str(), nullptr), value, 1e-12 * std::abs(value)) << text;
    }
}

TEST(WriteInp, a_deck_for_Abaqus_reads_back_as_it_was) {
    const Deck deck = test::read_text_deck(two_bricks);
    const DeckText written = write_inp(deck, InpDialect::abaqus);
    expect_same(deck, test::read_text_deck(written.text));
    EXPECT_THAT(written.text, HasSubstr("TYPE=C3D8H\n"));
}

TEST(WriteInp, a_deck_for_CalculiX_reads_back_as_it_was) {
    const Deck deck = test::read_text_deck(two_bricks);
    const DeckText written = write_inp(deck, InpDialect::calculix);
    expect_same(deck, test::read_text_deck(written.text));
    EXPECT_THAT(written.text, HasSubstr("TYPE=C3D8I\n"));
    EXPECT_THAT(written.text, Not(HasSubstr("TYPE=C3D8\n")));
    EXPECT_THAT(written.text, HasSubstr("*USER MATERIAL, CONSTANTS=10\n"));
    EXPECT_EQ(written.text, write_inp(deck, InpDialect::calculix).text);
}

TEST(WriteInp, what_a_program_does_not_have_is_named_in_the_file) {
    std::string text = two_bricks;
    text.replace(text.find("3., 40., 0.\n"), 12, "3., 40., 0.2\n");
    text.replace(text.find("0.12, 0.03, 0.01"), 16, "0.12, 0.03, 0.00");
    const DeckText written = write_inp(test::read_text_deck(text), InpDialect::calculix, {"ligaments: ALL"});
    EXPECT_THAT(written.left_out, Contains(HasSubstr("kappa")));
    EXPECT_THAT(written.left_out, Contains(HasSubstr("GEL is incompressible in the deck")));
    for (const std::string& what : written.left_out) EXPECT_THAT(written.text, HasSubstr("**   " + what));
    EXPECT_THAT(written.text, HasSubstr("**   ligaments: ALL"));
    const DeckText whole = write_inp(test::read_text_deck(text), InpDialect::abaqus);
    EXPECT_THAT(whole.left_out, Not(Contains(HasSubstr("kappa"))));
}

TEST(WriteInp, a_polynomial_that_CalculiX_does_not_have_is_refused) {
    std::string text = test::cube_deck;
    const std::string law = "*HYPERELASTIC, NEO HOOKE\n0.2, 0.01\n";
    text.replace(text.find(law), law.size(), "*HYPERELASTIC, REDUCED POLYNOMIAL, N=4\n0.2,0.1,0.1,0.1,0.01\n");
    Deck deck = test::read_text_deck(text);
    EXPECT_THROW(write_inp(deck, InpDialect::calculix), UserError);
    expect_same(deck, test::read_text_deck(write_inp(deck, InpDialect::abaqus).text));
    std::get<DeckReducedPolynomial>(deck.materials.front().law).c.pop_back();
    expect_same(deck, test::read_text_deck(write_inp(deck, InpDialect::calculix).text));
}

Scenario segment() {
    Scenario scenario;
    scenario.spine.top = Vertebra::L4;
    scenario.spine.bottom = Vertebra::L5;
    scenario.spine.mesh = MeshDensity::coarse;
    LoadStep compression{.name = "compression", .compression_N = 300.0, .top_rotation = TopRotation::fixed};
    LoadStep flexion{.name = "flexion", .follower_load_N = 200.0, .flexion_moment_Nm = 2.5};
    scenario.steps = {compression, flexion};
    return scenario;
}

TEST(WriteInp, a_stretch_of_spine_reads_back_as_it_was) {
    const SpineDeck spine = deck_of_spine(default_anatomy().spine, segment(), Hex20::type);
    expect_same(spine.deck, test::read_text_deck(write_inp(spine.deck, InpDialect::abaqus).text));
    const DeckText calculix = write_inp(spine.deck, InpDialect::calculix, spine.left_out);
    expect_same(spine.deck, test::read_text_deck(calculix.text), false);
    EXPECT_THAT(calculix.text, HasSubstr("TYPE=C3D20R\n"));
}

TEST(ReadInp, fibres_of_CalculiX_with_two_stiffnesses_are_not_supported) {
    std::string text = write_inp(test::read_text_deck(two_bricks), InpDialect::calculix).text;
    const std::size_t at = text.find("*USER MATERIAL");
    const std::size_t k1 = text.find(", 3, 40", at);
    text.replace(k1, 7, ", 4, 40");
    EXPECT_THAT(test::refusal(text), HasSubstr("two families of different k1 or k2"));
    text.replace(text.find("ELASTIC_FIBER"), 13, "ELASTIC_FIBRE");
    EXPECT_THAT(test::refusal(text), HasSubstr("*USER MATERIAL other than ELASTIC_FIBER"));
}

}  // namespace
}  // namespace spondyl
