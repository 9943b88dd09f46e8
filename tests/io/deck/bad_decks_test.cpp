// SPDX-License-Identifier: Apache-2.0
// Decks with mistakes, broken files, and what is not supported: each a message with file and line.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "core/text/limits.hpp"
#include "tests/io/deck/deck_texts.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

using test::refusal;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(BadDeck, everything_that_is_not_supported_is_reported_at_once) {
    const std::string text =
        test::cube_mesh + "*NODE\n11, 5, 5, 5\n12, 6, 5, 5\n*ELEMENT, TYPE=T3D2, ELSET=CORD\n9, 11, 12\n" +
        test::cube_tissue + test::cube_supports +
        "*CONTACT PAIR, INTERACTION=I\nA, B\n*STEP\n*STATIC\n*DLOAD\nCUBE, GRAV, 9810., 0., 0., -1.\n*END STEP\n";
    EXPECT_THAT(refusal(text),
                AllOf(HasSubstr("deck.inp:15: elements of type \"T3D2\"\n"), HasSubstr("deck.inp:33: *CONTACT PAIR\n"),
                      HasSubstr("deck.inp:38: a distributed load of kind \"GRAV\"\n"),
                      HasSubstr("3 things that are not supported"), HasSubstr("--allow-unsupported")));
    const Deck deck = test::read_text_deck(text, true);
    ASSERT_EQ(deck.unsupported.size(), 3U);
    EXPECT_EQ(deck.place(deck.unsupported[0].where), "deck.inp:15");
}

TEST(BadDeck, mistakes_are_reported_with_file_and_line) {
    const auto expect_error = [](const std::string& cards, const std::string& message) {
        EXPECT_THAT(refusal(test::cube_mesh + cards + test::cube_tissue + test::cube_supports + test::cube_step),
                    HasSubstr("deck.inp:" + message))
            << cards;
    };
    // The cards begin in line 12.
    expect_error("*ELEMENT, TYPE=C3D8\n2, 1,2,3,4,5,6,7,99\n", "13: element 2: there is no node 99");
    expect_error("*ELEMENT, TYPE=C3D8\n1, 1,2,3,4,5,6,7,8\n", "13: element 1 is there already");
    expect_error("*ELEMENT, TYPE=C3D8\n2, 1,2,3,4,5\n", "13: element 2 has 5 of the 8 nodes of C3D8");
    expect_error("*ELEMENT, TYPE=C3D8\n2, 1,2,3,4,5,6,7,8,9\n", "13: element 2 has more than the 8 nodes");
    expect_error("*NODE\n1, 0, 0, 0\n", "13: node 1 is there already");
    expect_error("*NODE\n9, 0, zero, 0\n", "13: \"zero\" is no number");
    expect_error("*NODE\n9, 0, nan, 0\n", "13: \"nan\" is no number");
    expect_error("*NODE\n9, 0, 1e300, 0\n", "13: node 9 lies beyond 1e+06 mm");
    expect_error("*NODE\n9.5, 0, 0, 0\n", "13: \"9.5\" is no whole number");
    expect_error("*NSET, NSET=S\n1, 77\n", "13: there is no node 77");
    expect_error("*NSET, NSET=S\nAL\n", "13: there is no set of nodes \"AL\"; did you mean \"ALL\"?");
    expect_error("*NSET, NSET=S, GENERATE\n1, 2000000000, 1\n", "13: there is no node 9");
    expect_error("*NSET\n1\n", "12: *NSET needs NSET=");
    expect_error("*SURFACE, NAME=S\nCUBE, S9\n", "13: the face \"S9\" of elements");
    expect_error("*MATERIAL, NAME=RUBBER\n*ELASTIC\n-1., 0.3\n", "13: Young's modulus -1 must be positive");
    expect_error("*MATERIAL, NAME=A\n*ELASTIC\n1.\n", "13: *ELASTIC needs Young's modulus and Poisson's ratio");
    expect_error("*MATERIAL, NAME=A\n*HYPERELASTIC, YEOH\n1., 2.\n", "13: *HYPERELASTIC has 2 of its 3 constants");
    expect_error("*MATERIAL, NAME=A\n*HYPERELASTIC, YEOH\n1., 2., 3., 0.1, 0.2, 0.\n", "13: D2 other than 0");
    expect_error("*MATERIAL, NAME=A\n*HYPERELASTIC, OGDEN\n1., 2., 3.\n", "13: *HYPERELASTIC with OGDEN");
    expect_error("*SOLID SECTION, ELSET=CUBE, MATERIAL=STEEL\n", "12: there is no material \"STEEL\"");
    expect_error("*BOUNDARY\nALL, 7\n", "13: degrees of freedom 7 to 7");
    expect_error("*BOUNDARY, AMPLITUDE=A\nALL, 1\n", "12: there is no amplitude \"A\"");
    expect_error("*AMPLITUDE, NAME=A\n0., 0., 2., 1., 1., 0.\n", "13: the time 1 of the amplitude comes before 2");
    expect_error("*RIGID BODY, NSET=ALL, REF NODE=ALL\n", "12: the reference node \"ALL\" is a set of 8 nodes");
    expect_error("*CONTACT PAIR, INTERACTION=T\nA, B\n", "12: *CONTACT PAIR");
    expect_error("*TIE, NAME=T\nA, B\n", "13: there is no surface \"A\"");
    expect_error("*CLOAD\n1, 1, 1.\n", "12: *CLOAD outside of a step");
    expect_error("*SOLID SECTION, ELSET=CUBE, MATERIAL=RUBBER\n",
                 "16: element 1 is in a second *SOLID SECTION; the first stands in deck.inp:12\n");
    expect_error("*MATERIAL, NAME=A\n*ELASTIC\n1., 0.3\n*HYPERELASTIC, NEO HOOKE\n1., 1.\n",
                 "15: a second law for the material \"A\"");
    expect_error("*BOUNDARY\n8, 3, 3, 0.1\n8, 3, 3, 0.1\n8, 1, 3, 0.2\n",
                 "15: degree of freedom 3 of node 8 is held at 0.2, and at 0.1 by deck.inp:13\n");
    expect_error(
        "*AMPLITUDE, NAME=A\n0., 0., 1., 1.\n*BOUNDARY\n8, 3, 3, 0.1\n*BOUNDARY, AMPLITUDE=A\n8, 3, 3, 0.1\n",
        "17: degree of freedom 3 of node 8 is held at 0.1, and at 0.1 with another amplitude by deck.inp:15\n");
    expect_error("*BOUNDARY, OP=FOO\nALL, 1\n", "12: OP=\"FOO\" is neither NEW nor MOD\n");
    expect_error("*AMPLITUDE, NAME=A, TIME=NONSENSE\n0., 0., 1., 1.\n",
                 "12: TIME=\"NONSENSE\" is neither STEP TIME nor");
    expect_error("*STEP, NLGEOM=PERHAPS\n*STATIC\n1., 1.\n*END STEP\n", "12: NLGEOM=\"PERHAPS\" is neither YES nor NO");
    expect_error("*FOO BAR, X=1\n", "12: *FOO BAR");
    expect_error("*INCLUDE, INPUT=nowhere.inp\n", "12: cannot read the deck nowhere.inp");
}

TEST(BadDeck, data_that_nothing_reads) {
    EXPECT_THAT(refusal("1, 2\n" + test::cube_deck), HasSubstr("deck.inp:1: data is not expected here"));
    const auto expect_error = [](const std::string& before, const std::string& data, const std::string& keyword) {
        std::string text = test::cube_deck;
        text.insert(text.find(before) + before.size(), data);
        EXPECT_THAT(refusal(text), HasSubstr("data is not expected here, after *" + keyword + "\n")) << keyword;
    };
    expect_error("*STATIC\n0.5, 1.\n", "Z1, 3, 3, 0.5\n", "STATIC");
    expect_error("*END STEP\n", "GARBAGE, 1, 2\n", "END STEP");
    expect_error("*MATERIAL, NAME=RUBBER\n", "1.\n", "MATERIAL");
    // What programs write after sections, headings and steps.
    std::string text = "*HEADING\nA cube\nof rubber\n" + test::cube_deck;
    text.insert(text.find("*STATIC"), "Pull, in one go\n");
    text.insert(text.find("*NSET, NSET=X0"), ",\n");
    EXPECT_EQ(refusal(text), "");
}

TEST(BadDeck, the_values_of_supports_may_change_from_step_to_step) {
    const std::string same = "*BOUNDARY\nZ1, 3, 3, 0.2\n5, 3, 3, 0.2\n";
    EXPECT_EQ(refusal(test::cube_mesh + test::cube_tissue + test::cube_supports + "*STEP\n*STATIC\n" + same +
                      "*END STEP\n*STEP\n*STATIC\n*BOUNDARY\nZ1, 3, 3, 0.1\nZ0, 3, 3, 0.1\n*END STEP\n"),
              "");
}

TEST(BadDeck, constants_beyond_what_can_be_computed_with) {
    const auto expect_error = [](const std::string& law, const std::string& message) {
        EXPECT_THAT(refusal(test::cube_mesh + "*MATERIAL, NAME=A\n" + law + test::cube_tissue + test::cube_supports +
                            test::cube_step),
                    HasSubstr("deck.inp:13: " + message))
            << law;
    };
    expect_error("*ELASTIC\n1e10, 0.3\n", "the constant 1e+10 is beyond 1e+09 MPa\n");
    expect_error("*ELASTIC\n1e8, 0.4999\n", "the bulk modulus 1.66667e+11 MPa is beyond");
    expect_error("*HYPERELASTIC, NEO HOOKE\n1e300, 1e-5\n", "the constant 1e+300 is beyond 1e+09 MPa\n");
    expect_error("*HYPERELASTIC, NEO HOOKE\n1., 1e-300\n", "the bulk modulus 2e+300 MPa is beyond 1e+09 MPa\n");
    expect_error("*HYPERELASTIC, MOONEY-RIVLIN\n1., 1e10, 0.1\n", "the constant 1e+10 is beyond");
    expect_error("*HYPERELASTIC, YEOH\n1., -1e10, 1., 0.1, 0., 0.\n", "the constant -1e+10 is beyond");
    expect_error("*ANISOTROPIC HYPERELASTIC, HOLZAPFEL, LOCAL DIRECTIONS=1\n1., 0.1, 1e10, 1., 0.\n",
                 "the constant 1e+10 is beyond");
}

TEST(BadDeck, cut_off) {
    EXPECT_THAT(refusal(test::cube_deck.substr(0, test::cube_deck.size() - 10)),
                HasSubstr("the deck ends before *END STEP: it was cut off"));
    EXPECT_THAT(refusal("*PART, NAME=P\n" + test::cube_mesh),
                HasSubstr("deck.inp:1: the deck ends before *END PART: it was cut off"));
    for (std::size_t length = 0; length + 1 < test::cube_deck.size(); length += 7)
        EXPECT_NE(refusal(test::cube_deck.substr(0, length)), "") << length;
}

TEST(BadDeck, what_is_no_deck) {
    EXPECT_THAT(refusal(""), HasSubstr("deck.inp:1: this is no deck"));
    EXPECT_THAT(refusal("solid cube\nfacet normal 0 0 1\n"), HasSubstr("this is no deck"));
    EXPECT_THAT(refusal(std::string("\x1f\x8b\x08\0\0", 5)), HasSubstr("an archive (gzip)"));
    EXPECT_THAT(refusal("PK\x03\x04 and more"), HasSubstr("an archive (zip)"));
    EXPECT_THAT(refusal(std::string("\xff\xfe*\0N\0O\0", 8)), HasSubstr("text in UTF-16; save it as UTF-8"));
    EXPECT_THAT(refusal(std::string("*\0N\0O\0D\0E\0\n\0", 12)), HasSubstr("bytes of zero"));
    EXPECT_THAT(refusal("*NODE, NSET=\xe4\xf6\n1, 0, 0, 0\n"), HasSubstr("no printable character of UTF-8"));
    EXPECT_THAT(refusal("*NODE\n1, 0, 0, 0\n" + std::string(100000, '1') + "\n"),
                HasSubstr("deck.inp:3: this line has 100000 bytes, at most 65536 are allowed"));
}

TEST(BadDeck, comments_and_headings_of_any_encoding_are_left_alone) {
    EXPECT_EQ(refusal("** Bandscheibe, gro\xdf\n*HEADING\nBandscheibe, gro\xdf\n" + test::cube_deck), "");
}

TEST(BadDeck, files_that_include_each_other) {
    const std::string self = test::cube_deck + "*INCLUDE, INPUT=./deck.inp\n";
    const auto lines = std::ranges::count(self, '\n');
    EXPECT_EQ(refusal(self),
              fmt::format("deck.inp:{}: a circle: deck.inp is being read when this line includes it again\n"
                          "1 mistake in the deck",
                          lines));
    EXPECT_EQ(refusal(test::Texts{{"deck.inp", "*INCLUDE, INPUT=b.inp\n"}, {"b.inp", "*INCLUDE, INPUT=deck.inp\n"}}),
              "b.inp:1: a circle: deck.inp is being read when this line includes it again\n1 mistake in the deck");
    test::Texts chain{{"deck.inp", "*INCLUDE, INPUT=1.inp\n"}};
    for (int i = 1; i <= 20; ++i) chain[fmt::format("{}.inp", i)] = fmt::format("*INCLUDE, INPUT={}.inp\n", i + 1);
    EXPECT_THAT(refusal(chain), HasSubstr("more than 16 files include each other"));
    // Twice, one after the other, is no circle.
    EXPECT_EQ(refusal(test::Texts{{"deck.inp", "*INCLUDE, INPUT=b.inp\n*INCLUDE, INPUT=b.inp\n" + test::cube_deck},
                                  {"b.inp", "** nothing\n"}}),
              "");
}

TEST(BadDeck, devices_and_folders_are_not_opened) {
    const test::ScratchFolder folder;
    const auto deck = folder.write("deck.inp", "*INCLUDE, INPUT=/dev/zero\n*INCLUDE, INPUT=pipe\n*INCLUDE, INPUT=.\n");
    ASSERT_EQ(mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
    try {
        read_inp(deck);
        FAIL();
    } catch (const UserError& error) {
        EXPECT_THAT(error.what(),
                    AllOf(HasSubstr("it is a device"), HasSubstr("it is a pipe"), HasSubstr(":3: no file is named")));
    }
}

TEST(BadDeck, many_instances_of_a_part_have_an_end) {
    std::string text = "*PART, NAME=P\n*NODE\n";
    for (int n = 1; n <= 2000; ++n) text += std::to_string(n) + ",0,0,0\n";
    text += "*END PART\n*ASSEMBLY, NAME=A\n";
    for (int i = 0; i < 2100; ++i) text += "*INSTANCE, NAME=I" + std::to_string(i) + ", PART=P\n*END INSTANCE\n";
    EXPECT_THAT(refusal(text), HasSubstr("the instances have more than 4000000 nodes"));
}

TEST(BadDeck, sets_of_an_instance_belong_to_the_assembly) {
    // An instance that does not end keeps what follows inside of it.
    const std::string text = "*PART, NAME=P\n" + test::cube_mesh +
                             "*END PART\n*ASSEMBLY, NAME=A\n*INSTANCE, NAME=FIRST, PART=P\n*END INSTANCE\n"
                             "*INSTANCE, NAME=SECOND, PART=P\n"
                             "*ELSET, ELSET=TOP, INSTANCE=FIRST\n1\n*SURFACE, NAME=S\nTOP, S2\n";
    EXPECT_THAT(refusal(text), HasSubstr("INSTANCE= outside of the assembly"));
}

TEST(BadDeck, messages_hold_no_escape_sequences) {
    EXPECT_THAT(refusal("*NODE\n1, 0, 0, 0\n*\x1b[2JFOO\n*NODE\n2, \x1b]0;x, 0, 0\n"), Not(HasSubstr("\x1b")));
}

TEST(BadDeck, a_thousand_mistakes_are_not_all_shown) {
    std::string text = "*NODE\n";
    for (int i = 0; i < 1000; ++i) text += "x, 0, 0, 0\n";
    EXPECT_THAT(refusal(text), AllOf(HasSubstr("... and 9"), HasSubstr("mistakes in the deck")));
}

}  // namespace
}  // namespace spondyl
