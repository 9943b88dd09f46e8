// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/ligament_set.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double ramp = 0.01;

std::string message_of_ligament_set(std::string_view name) {
    try {
        (void)load_ligament_set(name);
    } catch (const UserError& error) {
        return error.what();
    }
    return "no error";
}

// What becomes of a set if the first `from` in its table is replaced.
std::string message_with(const std::string& set, const std::string& from, const std::string& to) {
    const fs::path original = data_directory() / "ligament_sets" / (set + ".csv");
    const fs::path folder = fs::path(::testing::TempDir()) / "spondyl_edited_ligament_sets";
    fs::create_directories(folder / "ligament_sets");
    std::stringstream text;
    text << std::ifstream(original).rdbuf();
    std::string content = text.str();
    const std::size_t place = content.find(from);
    if (place == std::string::npos) return "the table has no " + from;
    std::ofstream(folder / "ligament_sets" / (set + ".csv")) << content.replace(place, from.size(), to);
    setenv("SPONDYL_DATA", folder.c_str(), 1);
    std::string message = message_of_ligament_set(set);
    unsetenv("SPONDYL_DATA");
    fs::remove_all(folder);
    return message;
}

TEST(LigamentSet, four_are_there) {
    EXPECT_THAT(ligament_set_names(), ElementsAre("goel", "kuo", "remus", "rohlmann"));
}

TEST(LigamentSet, every_law_of_every_set_pulls_harder_the_longer_it_is) {
    for (const std::string& name : ligament_set_names()) {
        const LigamentSet set = load_ligament_set(name);
        for (int d = 0; d < disc_count; ++d) {
            for (int l = 0; l < ligament_count; ++l) {
                const LigamentTissue& tissue = set.at(static_cast<Disc>(d), static_cast<Ligament>(l));
                if (!exists_at(static_cast<Disc>(d), static_cast<Ligament>(l))) {
                    EXPECT_EQ(tissue.fascicles, 0);
                    continue;
                }
                EXPECT_EQ(tissue.law(0.0).force, 0.0);
                EXPECT_GT(tissue.law(0.3).force, tissue.law(0.1).force);
                EXPECT_GT(tissue.law(1.0).force, tissue.law(0.3).force);
                EXPECT_GE(tissue.fascicles, 1);
            }
        }
    }
}

// Remus et al. 2021: F = k e^2 / (2 e_t) up to e_t, k (e - e_t / 2) beyond.
TEST(LigamentSet, remus_is_the_published_toe_and_line_of_each_level) {
    const LigamentSet set = load_ligament_set("remus");
    const LigamentTissue& all = set.at(Disc::L4_L5, Ligament::ALL);
    EXPECT_EQ(all.fascicles, 9);
    EXPECT_EQ(all.reference_strain, -0.03);
    EXPECT_NEAR(all.law(0.03).force, 0.5 * 485.0 * 0.03 * 0.03 / 0.08, 1e-10);
    EXPECT_NEAR(all.law(0.2).force, 485.0 * (0.2 - 0.04), 1e-10);
    EXPECT_NEAR(set.at(Disc::L5_S1, Ligament::CL).law(1.2).force, 24.8 * (1.2 - 0.475), 1e-10);
    EXPECT_EQ(set.at(Disc::T12_L1, Ligament::PLL).law(0.5).force, set.at(Disc::L1_L2, Ligament::PLL).law(0.5).force);
}

// The first ramp delays the force by half its width, later ones leave the force outside them alone.
TEST(LigamentSet, bilinear_and_piecewise_laws_keep_the_published_slopes) {
    const LigamentTissue& lf = load_ligament_set("goel").at(Disc::L2_L3, Ligament::LF);
    const double toe = 15.0 * (0.062 - 0.5 * ramp);
    EXPECT_NEAR(lf.fascicles * lf.law(0.04).force, 40.0 * 15.0 * (0.04 - 0.5 * ramp), 1e-10);
    EXPECT_NEAR(lf.fascicles * lf.law(0.1).force, 40.0 * (toe + 19.0 * (0.1 - 0.062)), 1e-10);

    const LigamentTissue& ssl = load_ligament_set("rohlmann").at(Disc::L2_L3, Ligament::SSL);
    const double length = 27.49;
    EXPECT_NEAR(ssl.fascicles * ssl.law(0.3).force, length * (2.5 * (0.2 - 0.5 * ramp) + 5.3 * 0.05 + 34.0 * 0.05),
                1e-9);
}

TEST(LigamentSet, unknown_name_lists_those_there_are) {
    EXPECT_THAT(message_of_ligament_set("pintar"),
                AllOf(HasSubstr("'pintar'"), HasSubstr("goel, kuo, remus, rohlmann")));
    EXPECT_THAT(message_of_ligament_set("../tissue_sets/none.csv"), HasSubstr("none.csv"))
        << "a path of the user's own";
}

TEST(LigamentSet, bad_tables_are_refused_with_file_and_reason) {
    EXPECT_THAT(message_with("remus", "ALL_law,toe_linear", "ALL_law,cubic"),
                AllOf(HasSubstr("remus.csv"), HasSubstr("'cubic'"), HasSubstr("toe_linear, bilinear, piecewise")));
    EXPECT_THAT(message_with("remus", "all,PLL_fascicles,5", "all,PLL_fascicles,5.5"), HasSubstr("whole number"));
    EXPECT_THAT(message_with("remus", "L1-L2,ALL_stiffness,412.25", "L1-L2,ALL_stiffness,-1"),
                AllOf(HasSubstr("'ALL_stiffness' of L1-L2 is -1"), HasSubstr("allowed are 0 to")));
    EXPECT_THAT(message_with("goel", "all,LF_area,40,mm2", "all,LF_area,40,cm2"), HasSubstr("expected 'mm2'"));
    EXPECT_THAT(message_with("goel", "all,LF_transition_strain,0.062", "all,LF_transition_strain,0.012"),
                HasSubstr("closer than the ramps"));
    EXPECT_THAT(message_with("rohlmann", "all,SSL_length", "all,SSL_reach"), HasSubstr("SSL_length"));
}

}  // namespace
}  // namespace spondyl
