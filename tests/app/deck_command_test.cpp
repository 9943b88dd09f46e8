// SPDX-License-Identifier: Apache-2.0
// `spondyl run` of decks of other programs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/results/field_result_file.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/deck/deck_texts.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

using test::Finished;
using test::ScratchFolder;
using testing::HasSubstr;

TEST(DeckCommand, runs_a_deck_and_writes_its_result) {
    const ScratchFolder folder;
    const auto deck = folder.write("cube.inp", "*HEADING\nA cube\n" + test::cube_deck);
    const auto out = folder.path() / "out";
    const Finished finished = test::spondyl({"run", deck.string(), "-o", out.string(), "--outputs", "2"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, testing::StartsWith("A cube\n\n8 nodes, 1 elements, 1 step\n"));
    EXPECT_THAT(finished.out, HasSubstr("RUBBER: neo-Hookean, C10 = 0.2"));
    EXPECT_THAT(finished.out, HasSubstr("\nZ1 "));
    const FieldResult result = read_field_result(out / "result.vtkhdf");
    EXPECT_TRUE(result.complete);
    EXPECT_EQ(result.states.size(), 3U);
    EXPECT_THAT(test::read_text(out / "reactions.csv"), testing::StartsWith("set,step,time,force_x_N"));
}

TEST(DeckCommand, json_holds_the_tables) {
    const ScratchFolder folder;
    const auto deck = folder.write("cube.inp", test::cube_deck);
    const Finished finished = test::spondyl({"run", deck.string(), "-o", (folder.path() / "out").string(), "--json"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const auto json = nlohmann::json::parse(finished.out);
    EXPECT_TRUE(json["complete"]);
    EXPECT_EQ(json["materials"][0]["material"], "RUBBER");
    EXPECT_GT(json["reactions"].size(), 0U);
}

TEST(DeckCommand, what_is_not_supported_is_refused_unless_it_is_allowed) {
    const ScratchFolder folder;
    const auto deck = folder.write("cube.inp", "*CONTACT PAIR\nA, B\n" + test::cube_deck);
    const auto out = folder.path() / "out";
    const Finished refused = test::spondyl({"run", deck.string(), "-o", out.string()});
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("cube.inp:1: *CONTACT PAIR\n"));
    EXPECT_FALSE(std::filesystem::exists(out));
    const Finished allowed = test::spondyl({"run", deck.string(), "-o", out.string(), "--allow-unsupported"});
    EXPECT_EQ(allowed.code, 0) << allowed.err;
    EXPECT_THAT(allowed.err, HasSubstr("Warning: left out: "));
    EXPECT_THAT(read_field_result(out / "result.vtkhdf").warnings, testing::Contains(HasSubstr("*CONTACT PAIR")));
}

TEST(DeckCommand, export_writes_a_deck_and_names_what_it_changes) {
    const ScratchFolder folder;
    std::string text = test::cube_deck;
    text.replace(text.find("0.2, 0.01"), 9, "0.2, 0.00");
    const auto deck = folder.write("cube.inp", text);
    const auto out = folder.path() / "out";
    const Finished finished = test::spondyl({"export", deck.string(), "--format", "inp", "-o", out.string(), "--json"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const auto json = nlohmann::json::parse(finished.out);
    EXPECT_EQ(json["files"][0], (out / "model.inp").string());
    EXPECT_THAT(json["left_out"][0], HasSubstr("RUBBER is incompressible in the deck"));
    EXPECT_THAT(test::read_text(out / "model.inp"), HasSubstr("TYPE=C3D8I"));
    const Finished told = test::spondyl({"export", deck.string(), "--format", "feb", "-o", out.string()});
    EXPECT_THAT(told.err, HasSubstr("Left out or changed: RUBBER is incompressible"));
    EXPECT_EQ(test::spondyl({"export", deck.string(), "--format", "msh", "--deformed"}).code, 2);
    EXPECT_EQ(test::spondyl({"export", deck.string(), "--format", "stl", "--element", "hex8"}).code, 2);
}

TEST(DeckCommand, export_of_a_scenario_reads_back_and_names_what_is_left_out) {
    const ScratchFolder folder;
    const auto scenario =
        folder.write("segment.toml",
                     "title = \"a segment\"\n[spine]\ntop = \"L4\"\nbottom = \"L5\"\nmesh = \"coarse\"\n"
                     "[[step]]\nname = \"load\"\ncompression_N = 300\n");
    const auto out = folder.path() / "out";
    const Finished written = test::spondyl({"export", scenario.string(), "--format", "abaqus", "-o", out.string()});
    ASSERT_EQ(written.code, 0) << written.err;
    EXPECT_THAT(written.err, HasSubstr("Left out or changed: contact of the facet joints"));
    EXPECT_EQ(test::spondyl({"check", (out / "model.inp").string()}).code, 0);
    const Finished surfaces = test::spondyl({"export", scenario.string(), "--format", "stl", "-o", out.string()});
    EXPECT_EQ(surfaces.code, 0) << surfaces.err;
    EXPECT_TRUE(std::filesystem::exists(out / "bones_0000.stl"));
    EXPECT_EQ(test::spondyl({"export", scenario.string(), "--format", "sto", "-o", out.string()}).code, 2);
}

TEST(DeckCommand, check_says_what_is_in_a_deck) {
    const ScratchFolder folder;
    const auto deck = folder.write("cube.inp", test::cube_deck);
    const Finished finished = test::spondyl({"check", deck.string()});
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("8 nodes, 1 elements, 8 unknowns in the first step\n"));
    EXPECT_EQ(test::spondyl({"check", folder.write("bad.inp", "*NODE\n1, x\n").string()}).code, 2);
}

TEST(DeckCommand, what_is_for_scenarios_is_refused) {
    const ScratchFolder folder;
    const auto deck = folder.write("cube.inp", test::cube_deck);
    const auto out = folder.path() / "out";
    for (const char* option : {"--resume", "--strict", "--measures-only"}) {
        const Finished finished = test::spondyl({"run", deck.string(), "-o", out.string(), option});
        EXPECT_EQ(finished.code, 2) << option;
        EXPECT_THAT(finished.err, HasSubstr("are for scenarios, not for decks"));
    }
    ASSERT_EQ(test::spondyl({"run", deck.string(), "-o", out.string(), "-q"}).code, 0);
    const Finished info = test::spondyl({"info", out.string(), "--scenario"});
    EXPECT_EQ(info.code, 2);
    EXPECT_THAT(info.err, HasSubstr("holds no scenario"));
}

TEST(DeckCommand, an_element_that_is_crushed_ends_with_3) {
    const ScratchFolder folder;
    std::string text = test::cube_deck;
    text.replace(text.find("*HYPERELASTIC"), 35, "*ELASTIC\n1., 0.3\n");
    text.replace(text.find("Z1, 3, 3, 0.2"), 13, "Z1, 3, 3, -1.0");
    const auto deck = folder.write("cube.inp", text);
    const auto out = folder.path() / "out";
    const Finished finished = test::spondyl({"run", deck.string(), "-o", out.string()});
    EXPECT_EQ(finished.code, 3);
    EXPECT_THAT(finished.err, HasSubstr("an element was crushed: 1 ("));
    const FieldResult result = read_field_result(out / "result.vtkhdf");
    EXPECT_FALSE(result.complete);
    ASSERT_GE(result.states.size(), 2U);
    EXPECT_LT(result.states.back().time, 1.0);
}

TEST(DeckCommand, a_solve_that_fails_ends_with_3) {
    const ScratchFolder folder;
    std::string text = test::cube_deck;
    text.replace(text.find("Z1, 3, 3, 0.2"), 13, "Z1, 3, 3, -1.5");
    const auto deck = folder.write("cube.inp", text);
    const Finished finished = test::spondyl({"run", deck.string(), "-o", (folder.path() / "out").string()});
    EXPECT_EQ(finished.code, 3);
    EXPECT_THAT(finished.err, HasSubstr("step 1 ("));
}

}  // namespace
}  // namespace spondyl
