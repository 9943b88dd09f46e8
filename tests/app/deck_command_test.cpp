// SPDX-License-Identifier: Apache-2.0
// `spondyl run` of decks of other programs.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "io/results/field_result_file.hpp"
#include "tests/app/running.hpp"
#include "tests/app/stripped_disc.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/deck/deck_texts.hpp"
#include "tests/io/deck/feb_texts.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

using test::Finished;
using test::ScratchFolder;
using ::testing::HasSubstr;

// A block of n^3 bricks, clamped below and pressed at the top.
std::string block_deck(int n, double press_mm) {
    const auto node = [n](int i, int j, int k) { return 1 + i + (n + 1) * (j + (n + 1) * k); };
    std::string nodes = "*NODE\n";
    std::string bottom = "*NSET, NSET=BOTTOM\n";
    std::string top = "*NSET, NSET=TOP\n";
    for (int k = 0; k <= n; ++k) {
        for (int j = 0; j <= n; ++j) {
            for (int i = 0; i <= n; ++i) {
                nodes += fmt::format("{}, {}, {}, {}\n", node(i, j, k), i, j, k);
                if (k == 0) bottom += fmt::format("{}\n", node(i, j, k));
                if (k == n) top += fmt::format("{}\n", node(i, j, k));
            }
        }
    }
    std::string bricks = "*ELEMENT, TYPE=C3D8, ELSET=CUBE\n";
    int brick = 0;
    for (int k = 0; k < n; ++k) {
        for (int j = 0; j < n; ++j) {
            for (int i = 0; i < n; ++i) {
                bricks += fmt::format("{}", ++brick);
                for (const int c : {0, 1}) {
                    for (const auto& [a, b] : {std::pair(0, 0), std::pair(1, 0), std::pair(1, 1), std::pair(0, 1)})
                        bricks += fmt::format(", {}", node(i + a, j + b, k + c));
                }
                bricks += "\n";
            }
        }
    }
    return nodes + bricks + bottom + top + test::cube_tissue +
           fmt::format("*STEP, NLGEOM\n*STATIC\n0.1, 1.\n*BOUNDARY\nBOTTOM, ENCASTRE\nTOP, 3, 3, {}\n*END STEP\n",
                       -press_mm);
}

TEST(DeckCommand, runs_a_deck_and_writes_its_result) {
    const ScratchFolder folder;
    const auto deck = folder.write("cube.inp", "*HEADING\nA cube\n" + test::cube_deck);
    const auto out = folder.path() / "out";
    const Finished finished = test::spondyl({"run", deck.string(), "-o", out.string(), "--outputs", "2"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, ::testing::StartsWith("A cube\n\n8 nodes, 1 elements, 1 step\n"));
    EXPECT_THAT(finished.out, HasSubstr("RUBBER: neo-Hookean, C10 = 0.2"));
    EXPECT_THAT(finished.out, HasSubstr("\nZ1 "));
    const FieldResult result = read_field_result(out / "result.vtkhdf");
    EXPECT_TRUE(result.complete);
    EXPECT_EQ(result.states.size(), 3U);
    EXPECT_THAT(test::read_text(out / "reactions.csv"), ::testing::StartsWith("set,step,time,force_x_N"));
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
    EXPECT_THAT(read_field_result(out / "result.vtkhdf").warnings, ::testing::Contains(HasSubstr("*CONTACT PAIR")));
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
    const Finished exported = test::spondyl({"export", deck.string(), "--format", "feb", "-o", out.string()});
    EXPECT_THAT(exported.err, HasSubstr("Left out or changed: RUBBER is incompressible"));
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
    for (const char* option : {"--strict", "--measures-only"}) {
        const Finished finished = test::spondyl({"run", deck.string(), "-o", out.string(), option});
        EXPECT_EQ(finished.code, 2) << option;
        EXPECT_THAT(finished.err, HasSubstr("are for scenarios, not for decks"));
    }
    ASSERT_EQ(test::spondyl({"run", deck.string(), "-o", out.string(), "-q"}).code, 0);
    const Finished info = test::spondyl({"info", out.string(), "--scenario"});
    EXPECT_EQ(info.code, 2);
    EXPECT_THAT(info.err, HasSubstr("holds no scenario"));
}

TEST(DeckCommand, what_takes_scenarios_says_so) {
    const ScratchFolder folder;
    const std::string deck = folder.write("cube.inp", test::cube_deck).string();
    const std::string model = folder.write("m.toml", "title = \"m\"\n[model]\nmesh = \"cube.inp\"\n").string();
    for (const std::string& given : {deck, model}) {
        const std::string study = folder.write("s.toml", "title = \"s\"\nbase = \"" + given + "\"\n").string();
        for (const std::vector<std::string>& command : {std::vector<std::string>{"mesh", given},
                                                        {"compare", given, "squat"},
                                                        {"sweep", "plan", given},
                                                        {"sweep", "plan", study}}) {
            const Finished finished = test::spondyl(command);
            EXPECT_EQ(finished.code, 2) << command[0];
            EXPECT_THAT(finished.err,
                        HasSubstr("is a deck or a file with [model]. Only `spondyl run` and `spondyl check`"))
                << command[0];
        }
    }
}

TEST(DeckCommand, a_model_file_and_a_model_of_febio_are_run) {
    const ScratchFolder folder;
    folder.write("cube.inp", test::cube_deck);
    const auto model = folder.write("m.toml",
                                    "title = \"My cube\"\n[model]\nmesh = \"cube.inp\"\n[model.materials.RUBBER]\n"
                                    "law = \"yeoh\"\nc10_MPa = 0.3\nc20_MPa = 0.1\nc30_MPa = 0.1\n");
    const Finished finished = test::spondyl({"run", model.string(), "-o", (folder.path() / "out").string()});
    ASSERT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, ::testing::AllOf(::testing::StartsWith("My cube\n"), HasSubstr("C = 0.3, 0.1, 0.1 MPa")));
    const auto feb = folder.write("cube.FEB", test::Feb{}.text());
    EXPECT_EQ(test::spondyl({"check", feb.string()}).code, 0);
    const Finished run = test::spondyl({"run", feb.string(), "-o", (folder.path() / "feb").string()});
    EXPECT_EQ(run.code, 0) << run.err;
    const Finished no_field = test::spondyl({"render", (folder.path() / "feb").string(), "--field", ""});
    EXPECT_EQ(no_field.code, 2);
    EXPECT_THAT(no_field.err, HasSubstr("a field has a name"));
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

TEST(DeckCommand, all_files_carry_one_run_id) {
    const ScratchFolder folder;
    const auto deck = folder.write("cube.inp", test::cube_deck);
    const auto out = folder.path() / "out";
    ASSERT_EQ(test::spondyl({"run", deck.string(), "-o", out.string(), "-q"}).code, 0);
    const FieldResult result = read_field_result(out / "result.vtkhdf");
    EXPECT_EQ(result.run_id.size(), 32U);
    EXPECT_EQ(result.scenario_sha256.size(), 64U);
    for (const char* table : {"materials.csv", "reactions.csv", "cell_sets.csv"}) {
        EXPECT_THAT(test::read_text(out / table),
                    ::testing::EndsWith("," + result.run_id + "," + result.scenario_sha256 + "\n"))
            << table;
    }
    std::filesystem::rename(out / "reactions.csv", folder.path() / "reactions.csv");
    ASSERT_EQ(test::spondyl({"run", deck.string(), "-o", out.string(), "-q"}).code, 0);
    EXPECT_EQ(test::spondyl({"info", out.string()}).code, 0);
    std::filesystem::rename(folder.path() / "reactions.csv", out / "reactions.csv");
    const Finished mixed = test::spondyl({"info", out.string()});
    EXPECT_EQ(mixed.code, 2);
    EXPECT_THAT(mixed.err, HasSubstr("reactions.csv does not carry the run_id"));
}

TEST(DeckCommand, a_failed_solve_does_not_take_the_place_of_a_complete_result) {
    const ScratchFolder folder;
    const auto out = folder.path() / "out";
    ASSERT_EQ(test::spondyl({"run", folder.write("a.inp", test::cube_deck).string(), "-o", out.string(), "-q"}).code,
              0);
    const std::string before = test::read_text(out / "reactions.csv");
    std::string text = test::cube_deck;
    text.replace(text.find("Z1, 3, 3, 0.2"), 13, "Z1, 3, 3, -1.5");
    const Finished failed = test::spondyl({"run", folder.write("b.inp", text).string(), "-o", out.string()});
    EXPECT_EQ(failed.code, 3);
    EXPECT_THAT(failed.err, HasSubstr("Older files in the folder above are unchanged."));
    EXPECT_EQ(test::read_text(out / "reactions.csv"), before);
    EXPECT_TRUE(read_field_result(out / "result.vtkhdf").complete);
    EXPECT_FALSE(read_field_result(out / "incomplete" / "result.vtkhdf").complete);
}

TEST(DeckCommand, tables_of_another_kind_of_result_go) {
    const ScratchFolder folder;
    const auto out = folder.path() / "out";
    const auto deck = folder.write("cube.inp", test::cube_deck);
    const auto disc = folder.write("disc.toml", std::string("title = \"Disc\"") + test::stripped_disc +
                                                    "[[step]]\nname = \"press\"\nfollower_load_N = 100\n");
    ASSERT_EQ(test::spondyl({"run", disc.string(), "-o", out.string(), "-q"}).code, 0);
    ASSERT_EQ(test::spondyl({"run", deck.string(), "-o", out.string(), "-q"}).code, 0);
    EXPECT_FALSE(std::filesystem::exists(out / "discs.csv"));
    EXPECT_EQ(test::spondyl({"info", out.string()}).code, 0);
    ASSERT_EQ(test::spondyl({"run", disc.string(), "-o", out.string(), "-q"}).code, 0);
    EXPECT_FALSE(std::filesystem::exists(out / "reactions.csv"));
    EXPECT_EQ(test::spondyl({"info", out.string()}).code, 0);
}

TEST(DeckCommand, a_signal_leaves_what_was_reached) {
    const ScratchFolder folder;
    const auto out = folder.path() / "out";
    const auto deck = folder.write("block.inp", block_deck(10, 3.0));
    test::Running running({"run", deck.string(), "-o", out.string(), "--threads", "1", "--outputs", "100"});
    const auto kept = out / "incomplete" / "result.vtkhdf";
    ASSERT_TRUE(running.wait_until(
        [&] { return std::filesystem::exists(kept) && read_field_result(kept).states.size() >= 2; }));
    running.send(SIGTERM);
    const Finished ended = running.wait();
    ASSERT_EQ(ended.code, 128 + SIGTERM) << ended.out;
    EXPECT_THAT(ended.out, HasSubstr("The states computed so far are in " + (out / "result.vtkhdf").string()));
    const FieldResult result = read_field_result(out / "result.vtkhdf");
    EXPECT_FALSE(result.complete);
    EXPECT_GE(result.states.size(), 2U);
    EXPECT_LT(result.states.back().time, 1.0);
    EXPECT_FALSE(std::filesystem::exists(out / "incomplete"));
}

// The rows of a table without the columns of the run's identifier and the deck's hash.
std::string rows_of(const std::filesystem::path& table) {
    std::istringstream lines(test::read_text(table));
    std::string text, line;
    while (std::getline(lines, line)) {
        for (int i = 0; i < 2; ++i) line.erase(line.rfind(','));
        text += line + '\n';
    }
    return text;
}

// Two steps; the second one removes a support of the first one.
std::string two_step_deck() {
    std::string text = block_deck(6, 1.0);
    return text + "*STEP, NLGEOM\n*STATIC\n0.2, 1.\n*BOUNDARY, OP=NEW\nBOTTOM, ENCASTRE\nTOP, 1, 1, 0.3\n*END STEP\n";
}

// Runs the file without interruption and, in another folder, stopped and resumed repeatedly; both must give the same
// result.
void expect_resumes(const ScratchFolder& folder, const std::filesystem::path& deck) {
    const auto whole = folder.path() / "whole", broken = folder.path() / "broken";
    const std::vector<std::string> words = {"run", deck.string(), "-q", "--threads", "1", "--outputs", "30", "-o"};
    const auto run = [&](const std::filesystem::path& out, bool resume) {
        std::vector<std::string> all = words;
        all.push_back(out.string());
        if (resume) all.push_back("--resume");
        return all;
    };
    ASSERT_EQ(test::spondyl(run(whole, false)).code, 0);
    const std::size_t states = read_field_result(whole / "result.vtkhdf").states.size();
    // Ended in the first step and again later; each time it is further.
    std::size_t reached = 0;
    int interruptions = 0;
    for (; interruptions < 8; ++interruptions) {
        test::Running running(run(broken, interruptions > 0));
        const auto kept = broken / "incomplete" / "result.vtkhdf";
        const bool at_work = running.wait_until([&] { return std::filesystem::exists(kept); });
        running.send(SIGTERM);
        if (running.wait().code == 0 || !at_work) break;
        const FieldResult so_far = read_field_result(broken / "result.vtkhdf");
        EXPECT_FALSE(so_far.complete);
        EXPECT_GT(so_far.states.size(), reached);
        reached = so_far.states.size();
    }
    EXPECT_GE(interruptions, 2);
    if (!read_field_result(broken / "result.vtkhdf").complete) {
        const Finished end = test::spondyl(run(broken, true));
        ASSERT_EQ(end.code, 0) << end.err;
    }
    for (const char* table : {"reference_nodes.csv", "reactions.csv", "cell_sets.csv", "springs.csv"})
        EXPECT_EQ(rows_of(whole / table), rows_of(broken / table)) << table;
    const FieldResult a = read_field_result(whole / "result.vtkhdf"), b = read_field_result(broken / "result.vtkhdf");
    ASSERT_EQ(b.states.size(), states);
    ASSERT_EQ(a.history.size(), b.history.size());
    for (std::size_t i = 0; i < a.history.size(); ++i) {
        EXPECT_EQ(a.history[i].residual_N, b.history[i].residual_N) << i;
        EXPECT_EQ(a.history[i].external_work_Nmm, b.history[i].external_work_Nmm) << i;
    }
    for (std::size_t s = 0; s < states; ++s) {
        EXPECT_EQ(a.states[s].time, b.states[s].time);
        EXPECT_EQ(a.states[s].displacement, b.states[s].displacement) << s;
        for (std::size_t f = 0; f < a.states[s].cell_fields.size(); ++f)
            EXPECT_EQ(a.states[s].cell_fields[f].values, b.states[s].cell_fields[f].values) << s << ' ' << f;
    }
}

TEST(DeckCommand, a_run_that_was_ended_goes_on_to_the_same_numbers) {
    const ScratchFolder folder;
    expect_resumes(folder, folder.write("block.inp", two_step_deck()));
}

TEST(DeckCommand, a_run_of_a_model_of_FEBio_goes_on_to_the_same_numbers) {
    const ScratchFolder folder;
    const auto deck = folder.write("block.inp", two_step_deck());
    const Finished written = test::spondyl({"export", deck.string(), "--format", "feb", "-o", folder.path().string()});
    ASSERT_EQ(written.code, 0) << written.err;
    expect_resumes(folder, folder.path() / "model.feb");
}

TEST(DeckCommand, a_run_of_a_mesh_with_materials_goes_on_to_the_same_numbers) {
    const ScratchFolder folder;
    const auto deck = folder.write("block.inp", two_step_deck());
    const Finished written = test::spondyl({"export", deck.string(), "--format", "msh", "-o", folder.path().string()});
    ASSERT_EQ(written.code, 0) << written.err;
    expect_resumes(folder, folder.write("block.toml", R"(title = "Block"
[model]
mesh = "model.msh"
[model.materials.rubber]
cells = "CUBE"
law = "mooney_rivlin"
c10_MPa = 0.2
c01_MPa = 0.05
[[model.support]]
nodes = "zmin"
x_mm = 0.0
y_mm = 0.0
z_mm = 0.0
[[model.step]]
name = "press"
[[model.step.support]]
nodes = "zmax"
z_mm = -1.0
[[model.step]]
name = "shear"
[[model.step.support]]
nodes = "zmax"
x_mm = 0.3
)"));
}

TEST(DeckCommand, resume_refuses_what_is_not_the_same_run) {
    const ScratchFolder folder;
    const auto out = folder.path() / "out";
    const auto deck = folder.write("block.inp", block_deck(8, 1.0));
    const auto run = [&](const char* outputs) {
        return std::vector<std::string>{"run",        deck.string(), "-q",    "-o",
                                        out.string(), "--outputs",   outputs, "--resume"};
    };
    test::Running running(run("60"));  // nothing is there: it starts anew
    ASSERT_TRUE(running.wait_until([&] { return std::filesystem::exists(out / "incomplete" / "result.vtkhdf"); }));
    running.send(SIGTERM);
    ASSERT_EQ(running.wait().code, 128 + SIGTERM);
    const Finished other = test::spondyl(run("30"));
    EXPECT_EQ(other.code, 2);
    EXPECT_THAT(other.err, HasSubstr("was begun with --outputs 60"));
    folder.write("block.inp", block_deck(8, 1.1));
    const Finished changed = test::spondyl(run("60"));
    EXPECT_EQ(changed.code, 2);
    EXPECT_THAT(changed.err, HasSubstr("belongs to another scenario or deck"));
    folder.write("block.inp", block_deck(8, 1.0));
    ASSERT_EQ(test::spondyl(run("60")).code, 0);
    const Finished complete = test::spondyl(run("60"));
    EXPECT_EQ(complete.code, 2);
    EXPECT_THAT(complete.err, HasSubstr("there is nothing to resume"));
}

TEST(DeckCommand, a_full_disc_is_found_before_the_solve) {
    const ScratchFolder folder;
    const auto out = folder.path() / "out";
    const auto deck = folder.write("block.inp", block_deck(10, 3.0));
    test::Running running({"run", deck.string(), "-o", out.string()}, {.file_bytes = 1U << 16U});
    const Finished ended = running.wait();
    EXPECT_EQ(ended.code, 2) << ended.out;
    EXPECT_THAT(ended.out, HasSubstr("there is not enough space for the result in"));
    EXPECT_FALSE(std::filesystem::exists(out / "result.vtkhdf"));
}

}  // namespace
}  // namespace spondyl
