// SPDX-License-Identifier: Apache-2.0
// The two tables of docs/body.md on what a style and a person reach are what the program computes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numbers>
#include <regex>
#include <sstream>

#include "core/math/units.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/hand_posture.hpp"
#include "models/body/styles.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

const std::vector<double> heights = {5.0, 20.0, 50.0, 75.0, 100.0, 140.0, 190.0};  // cm

SolvedPosture at(const Person& person, const SpineMesh& mesh, const char* name, const HandTarget& target) {
    const PostureStyle style = find_style(default_anatomy(), name);
    return solve_posture(
        posture_chain(default_anatomy(), person, Task{}, find_posture(default_anatomy(), "standing"), mesh, style),
        style, target);
}

// Trunk, lumbar and knee flexion of a man of 175 cm.
std::string styles_table() {
    std::string text = "| hands, cm | stoop | semi_squat | squat | free |\n|---|---|---|---|---|\n";
    for (const double height : heights) {
        text += fmt::format("| {} |", height);
        for (const char* style : {"stoop", "semi_squat", "squat", "free"}) {
            const SolvedPosture found = at(man, man_spine(), style, {.height = 10.0 * height, .half_grip = 150.0});
            const BodyAngles<double>& q = found.angles;
            text += fmt::format(" {:.0f} / {:.0f} / {:.0f} |", std::round((q.pelvis + q.lumbar) / rad_per_deg) + 0.0,
                                std::round(q.lumbar / rad_per_deg) + 0.0, std::round(q.knee / rad_per_deg));
        }
        text += '\n';
    }
    return text;
}

// By how many cm the hands of a person with 5 kg end short of a place, or the body would fall; 0: reached. A small and
// a tall woman and man: 5th and 95th percentile.
const std::vector<double> distances = {15.0, 25.0, 40.0, 60.0, 80.0};  // cm

std::string reach_table() {
    const std::vector<Person> people = {{.sex = Sex::female, .height_cm = 152.0, .mass_kg = 50.0},
                                        {.sex = Sex::female, .height_cm = 173.0, .mass_kg = 88.0},
                                        {.sex = Sex::male, .height_cm = 164.0, .mass_kg = 60.0},
                                        {.sex = Sex::male, .height_cm = 187.0, .mass_kg = 105.0}};
    std::string text =
        "| hands, cm | woman 152 cm, 50 kg | woman 173 cm, 88 kg | man 164 cm, 60 kg | man 187 cm, 105 kg |\n"
        "|---|---|---|---|---|\n";
    std::vector<SpineMesh> meshes;
    for (const Person& person : people) meshes.push_back(whole_spine(person));
    for (const double height : heights) {
        text += fmt::format("| {} |", height);
        for (std::size_t p = 0; p < people.size(); ++p) {
            for (const double distance : distances) {
                const SolvedPosture found = at(people[p], meshes[p], "free",
                                               {.load_kg = 5.0,
                                                .height = 10.0 * height,
                                                .distance = 10.0 * distance,
                                                .from = LoadFrom::ankles,
                                                .half_grip = 150.0});
                const double missed = std::max({found.short_of_grip, found.off_balance, found.in_the_way});
                text += fmt::format("{} {:.0f}", distance == distances.front() ? "" : ",",
                                    missed < 1.0 ? 0.0 : 0.1 * missed);
            }
            text += " |";
        }
        text += '\n';
    }
    return text;
}

std::vector<double> numbers(const std::string& text) {
    static const std::regex number("-?[0-9]+(\\.[0-9]+)?");
    std::vector<double> list;
    for (auto it = std::sregex_iterator(text.begin(), text.end(), number); it != std::sregex_iterator(); ++it)
        list.push_back(std::stod(it->str()));
    return list;
}

// Whole degrees and centimetres: one more or less is rounding.
void expect_in_docs(const std::string& table) {
    std::ifstream stream(std::string(SPONDYL_SOURCE_DIR) + "/docs/body.md");
    std::ostringstream page;
    page << stream.rdbuf();
    const std::string text = page.str();
    const std::string header = table.substr(0, table.find('\n'));
    const std::size_t start = text.find(header);
    ASSERT_NE(start, std::string::npos) << "docs/body.md lacks this table:\n" << table;
    const std::string shown = text.substr(start, text.find("\n\n", start) - start);
    const std::vector<double> expected = numbers(table), found = numbers(shown);
    ASSERT_EQ(found.size(), expected.size()) << table;
    for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_NEAR(found[i], expected[i], 1.0) << "docs/body.md should have:\n" << table;
    }
}

TEST(ReachTable, OfTheStylesIsThatOfTheDocs) {
    expect_in_docs(styles_table());
}

TEST(ReachTable, OfPeopleIsThatOfTheDocs) {
    expect_in_docs(reach_table());
}

}  // namespace
}  // namespace spondyl
