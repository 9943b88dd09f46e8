// SPDX-License-Identifier: Apache-2.0
#include "models/anatomy/anatomy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "models/anatomy/body_parameters.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
namespace fs = std::filesystem;

// A copy of the shipped tables in which single lines can be replaced.
class OwnTables : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::temp_directory_path() / (std::string("spondyl_") + test->name() + std::to_string(::getpid()));
        fs::create_directories(folder_);
        for (const auto& entry : fs::directory_iterator(data_directory())) {
            if (entry.is_regular_file()) fs::copy(entry.path(), folder_);
        }
        fs::copy(data_directory() / "postures", folder_ / "postures");
    }
    void TearDown() override {
        ::unsetenv("SPONDYL_DATA");
        fs::remove_all(folder_);
    }

    // Replaces the first text `from` in a table.
    void replace(const std::string& table, const std::string& from, const std::string& to) {
        std::ostringstream text;
        text << std::ifstream(folder_ / table).rdbuf();
        std::string content = text.str();
        const auto at = content.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        std::ofstream(folder_ / table) << content.replace(at, from.size(), to);
    }

    fs::path folder_;
};

TEST(Anatomy, GivesTheNumbersOfTheTables) {
    const Anatomy anatomy = load_anatomy(data_directory());
    const auto number = [](const char* table, std::string_view level, const char* parameter, const char* unit) {
        return Table::read(data_directory() / table).number(level, parameter, unit);
    };
    EXPECT_EQ(anatomy.spine.vertebrae.level[3].lower.width,
              number("vertebra_geometry.csv", "L3", "lower_endplate_width", "mm"));
    EXPECT_EQ(anatomy.spine.vertebrae.level[5].spinous_height,
              number("vertebra_geometry.csv", "L5", "spinous_process_height", "mm"));
    EXPECT_EQ(anatomy.spine.discs[4].height_factor[3],
              number("disc_geometry.csv", "all", "grade_3_height_factor", "1"));
    EXPECT_EQ(anatomy.spine.facets[5].centre_cranial, number("facets.csv", "L5-S1", "centre_cranial", "mm"));
    EXPECT_EQ(anatomy.spine.scaling.disc_height_per_year[2].female,
              number("scaling.csv", "L2-L3", "disc_height_per_year_female", "mm"));
    EXPECT_EQ(anatomy.spine.processes.transverse_rise[4],
              number("vertebra_processes.csv", "L4", "transverse_rise", "mm"));
    EXPECT_EQ(anatomy.spine.sacrum.crest_behind, number("sacrum_shape.csv", "S1", "crest_behind", "mm"));
    EXPECT_EQ(anatomy.spine.sacrum.body_taper, number("sacrum_shape.csv", "S1", "body_taper", "1"));
    EXPECT_EQ(anatomy.spine.nucleus_density, number("disc_geometry.csv", "all", "nucleus_density", "g/mm3"));
    EXPECT_EQ(anatomy.spine.follower_path.largest_shift, number("follower_path.csv", "all", "largest_shift", "mm"));
    EXPECT_EQ(anatomy.spine.published_sizes.front().quantity, "disc_area");
    EXPECT_EQ(anatomy.spine.published_sizes.front().high, 2305.0);
    EXPECT_EQ(anatomy.body.muscle_curves.active_width, number("muscle_curves.csv", "all", "active_width", "1"));
    EXPECT_EQ(anatomy.body.pelvis.hip.crest[7].at, (std::array{-69.0, -3.0, 51.0}));
    EXPECT_EQ(anatomy.body.of_adult.hip_cranial, number("body_size.csv", "all", "hip_cranial", "mm"));
    EXPECT_EQ(anatomy.body.mass.conicity.male, number("excess_mass.csv", "all", "conicity_male", "1"));
    EXPECT_EQ(anatomy.posture.kinematics.trunk.most, number("postures/kinematics.csv", "all", "trunk_max", "deg"));
    EXPECT_EQ(anatomy.posture.ranges.level[4]->extension, number("range_limits.csv", "L4-L5", "extension", "deg"));
    EXPECT_EQ(anatomy.posture.level_scatter.extension_deg[4], number("level_scatter.csv", "L4-L5", "extension", "deg"));
    EXPECT_FALSE(anatomy.posture.ranges.level[0]) << "of T12-L1 no range was found";
    EXPECT_FALSE(anatomy.spine.ligaments[3].failure_load_N[static_cast<std::size_t>(Ligament::CL)]);
    EXPECT_EQ(anatomy.posture.postures.front().name, "standing");
    EXPECT_EQ(anatomy.posture.styles.front().name, "stoop");
    EXPECT_EQ(anatomy.body.segments.size(), 21U);
}

TEST(Anatomy, MeansOfBothSexesAreAverage) {
    const BySex size{.female = 1.0, .male = 4.0};
    EXPECT_EQ(size.of(Sex::female), 1.0);
    EXPECT_EQ(size.of(Sex::male), 4.0);
    EXPECT_EQ(size.of(Sex::average), 2.5);
}

TEST(Anatomy, IsReadOnceForAFolder) {
    const Anatomy& first = default_anatomy();
    EXPECT_EQ(&first, &default_anatomy());
}

TEST(Anatomy, OfAHostGivesTheHostsSpine) {
    Anatomy own = default_anatomy();
    own.spine.discs[static_cast<std::size_t>(Disc::L4_L5)].rim_height *= 1.5;
    const BodyParameters shipped = body_parameters(default_anatomy().spine, {}, {});
    const BodyParameters changed = body_parameters(own.spine, {}, {});
    EXPECT_NEAR(changed.disc[4].height, 1.5 * shipped.disc[4].height, 1e-12);
    EXPECT_EQ(changed.disc[3].height, shipped.disc[3].height);
}

TEST_F(OwnTables, AreThoseOfTheirFolder) {
    replace("body_size.csv", "all,grip_half_width,150,", "all,grip_half_width,160,");
    EXPECT_EQ(load_anatomy(folder_).body.of_adult.grip_half_width, 160.0);
    const Anatomy& shipped = default_anatomy();
    ::setenv("SPONDYL_DATA", folder_.c_str(), 1);
    EXPECT_EQ(default_anatomy().body.of_adult.grip_half_width, 160.0);
    ::unsetenv("SPONDYL_DATA");
    EXPECT_EQ(&default_anatomy(), &shipped);
}

TEST_F(OwnTables, AreRefusedWithFileAndRow) {
    replace("body_size.csv", "all,hip_lateral,", "all,hip_sideways,");
    EXPECT_THAT([&] { load_anatomy(folder_); },
                ThrowsMessage<UserError>(HasSubstr("body_size.csv: no row gives 'hip_lateral' of all")));
}

TEST_F(OwnTables, AreRefusedWithoutAPointOfThePelvis) {
    replace("pelvis_shape.csv", "hip,pubis_3,", "hip,pubis_9,");
    EXPECT_THAT([&] { load_anatomy(folder_); },
                ThrowsMessage<UserError>(HasSubstr("pelvis_shape.csv: no point \"pubis_3\" of the hip")));
}

TEST_F(OwnTables, AreRefusedWithCurvesOfNoWidth) {
    replace("muscle_curves.csv", "active_width,0.45,", "active_width,0,");
    EXPECT_THAT([&] { load_anatomy(folder_); }, ThrowsMessage<UserError>(HasSubstr("muscle_curves.csv")));
}

TEST_F(OwnTables, AreRefusedInAnotherUnit) {
    replace("level_scatter.csv", "repeated_sd,1.5,deg", "repeated_sd,1.5,rad");
    EXPECT_THAT([&] { load_anatomy(folder_); },
                ThrowsMessage<UserError>(AllOf(HasSubstr("level_scatter.csv:"), HasSubstr("'rad', expected 'deg'"))));
}

TEST_F(OwnTables, AreRefusedWithAnUnknownWord) {
    replace("postures/postures.csv", ",0,0,flexion,level,", ",0,0,bending,level,");
    EXPECT_THAT([&] { load_anatomy(folder_); },
                ThrowsMessage<UserError>(
                    AllOf(HasSubstr("postures.csv:3: rhythm \"bending\""), HasSubstr("flexion, pelvis, share"))));
}

TEST_F(OwnTables, AreRefusedWithImpossibleCartilage) {
    replace("facet_cartilage.csv", "cartilage_nu,0.4,", "cartilage_nu,0.5,");
    EXPECT_THAT([&] { load_anatomy(folder_); }, ThrowsMessage<UserError>(HasSubstr("facet_cartilage.csv")));
}

}  // namespace
}  // namespace spondyl
