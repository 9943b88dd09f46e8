// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/tissue_set.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;

// A copy of the sets in which single lines can be replaced; SPONDYL_DATA points there while it lives.
class EditedSets {
  public:
    // A folder of its own per process: tests run side by side.
    EditedSets()
        : folder_(fs::path(::testing::TempDir()) / ("spondyl_edited_tissue_sets_" + std::to_string(getpid()))) {
        const fs::path original = data_directory() / "tissue_sets";
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        fs::copy(original, folder_ / "tissue_sets", fs::copy_options::recursive);
        setenv("SPONDYL_DATA", folder_.c_str(), 1);
    }
    EditedSets(const EditedSets&) = delete;
    EditedSets& operator=(const EditedSets&) = delete;
    ~EditedSets() {
        unsetenv("SPONDYL_DATA");
        fs::remove_all(folder_);
    }

    void replace(const std::string& file, const std::string& from, const std::string& to) const {
        const fs::path path = folder_ / "tissue_sets" / file;
        std::stringstream text;
        text << std::ifstream(path).rdbuf();
        std::string content = text.str();
        const std::size_t place = content.find(from);
        ASSERT_NE(place, std::string::npos) << from;
        content.replace(place, from.size(), to);
        std::ofstream(path) << content;
    }

  private:
    fs::path folder_;
};

std::string message_of_tissue_set(std::string_view name) {
    try {
        (void)load_tissue_set(name);
    } catch (const UserError& error) {
        return error.what();
    }
    return "no error";
}

TEST(TissueSet, both_sets_are_there) {
    EXPECT_THAT(tissue_set_names(), Contains("curves"));
    EXPECT_THAT(tissue_set_names(), Contains("hgo"));
    for (const std::string& name : tissue_set_names()) EXPECT_EQ(load_tissue_set(name).name, name);
}

TEST(TissueSet, the_default_is_one_of_an_ensemble_of_four) {
    const std::vector<std::string> ensemble = tissue_ensemble();
    EXPECT_GE(ensemble.size(), 4U);
    EXPECT_THAT(ensemble, Contains(TissueOptions{}.set));
}

TEST(TissueSet, every_number_has_a_unit_a_source_and_a_confidence) {
    std::size_t rows = 0;
    for (const auto& entry : fs::recursive_directory_iterator(data_directory() / "tissue_sets")) {
        if (!entry.is_regular_file()) continue;
        const Table table = Table::read(entry.path());
        for (const auto& row : table.rows()) {
            ++rows;
            EXPECT_FALSE(table.text(row, "unit").empty()) << entry.path() << ":" << row.line;
            EXPECT_FALSE(table.text(row, "source").empty()) << entry.path() << ":" << row.line;
            EXPECT_THAT((std::vector<std::string>{"confirmed", "measured", "derived", "recalled-high",
                                                  "recalled-medium", "calibrated"}),
                        Contains(table.text(row, "confidence")))
                << entry.path() << ":" << row.line;
        }
    }
    EXPECT_GT(rows, 80U);
}

TEST(TissueSet, every_set_relaxes_by_the_published_series) {
    for (const std::string& name : tissue_set_names()) {
        const TissueSet set = load_tissue_set(name);
        EXPECT_NEAR(set.nucleus_relaxation.long_term_share(), 1.0 - 0.9523, 1e-12);
        EXPECT_EQ(set.nucleus_relaxation.terms[3].time, 266.0);
        EXPECT_NEAR(set.annulus_relaxation.long_term_share(), 1.0 - 0.868, 1e-12);
        EXPECT_EQ(set.annulus_relaxation.terms[0].time, 3.45);
        EXPECT_EQ(set.annulus_relaxation.terms[3].share, 0.0);
    }
}

TEST(TissueSet, curves_has_the_published_constants) {
    const TissueSet set = load_tissue_set("curves");
    const auto& annulus = std::get<CurveAnnulus>(set.annulus).material;
    EXPECT_EQ(annulus.c10, 0.18);
    EXPECT_EQ(annulus.c01, 0.045);
    EXPECT_EQ(annulus.volume_fraction, 0.16);
    EXPECT_NEAR(annulus.bulk_modulus, 4.35, 1e-12);  // 2 mu (1 + nu) / (3 (1 - 2 nu)), mu = 0.45, nu = 0.45
    EXPECT_EQ(set.nucleus[0].c10, 0.12);
    EXPECT_EQ(set.nucleus[0].c01, 0.03);
    EXPECT_EQ(set.cartilage_endplate.youngs_modulus, 23.8);
    EXPECT_EQ(set.cartilage_endplate.poisson_ratio, 0.4);
    EXPECT_EQ(set.cortical_shell.youngs_modulus, 12000.0);
}

TEST(TissueSet, collagen_curve_is_the_same_in_every_sector) {
    const TissueSet set = load_tissue_set("curves");
    for (const MonotoneCurve& curve : std::get<CurveAnnulus>(set.annulus).material.curves) {
        EXPECT_EQ(curve.first(), 0.0);
        EXPECT_NEAR(curve.value(0.0294), 26.38, 1e-10);
        EXPECT_NEAR(curve.value(0.1029), 73.59, 1e-10);
    }
}

TEST(TissueSet, slack_moves_the_curves_and_the_scale_multiplies_their_stress) {
    const EditedSets sets;
    sets.replace("curves/parameters.csv", "all,fibre_slack_strain,0,", "all,fibre_slack_strain,0.01,");
    sets.replace("curves/parameters.csv", "all,fibre_stress_scale,1,", "all,fibre_stress_scale,0.5,");
    const TissueSet changed = load_tissue_set("curves");
    for (const MonotoneCurve& curve : std::get<CurveAnnulus>(changed.annulus).material.curves) {
        EXPECT_EQ(curve.first(), 0.01);
        EXPECT_EQ(curve.value(0.01), 0.0);
        EXPECT_NEAR(curve.value(0.0394), 0.5 * 26.38, 1e-10);
    }
    sets.replace("curves/parameters.csv", "all,fibre_slack_strain,0.01,", "all,fibre_slack_strain,-0.01,");
    EXPECT_THAT(message_of_tissue_set("curves"), HasSubstr("'fibre_slack_strain' is -0.01"));
}

TEST(TissueSet, fibre_curves_have_their_slack_and_their_points) {
    const TissueSet set = load_tissue_set("remus");
    const auto& curves = std::get<CurveAnnulus>(set.annulus).material.curves;
    EXPECT_EQ(curves[0].first(), 0.004);
    EXPECT_EQ(curves[1].first(), 0.012);
    EXPECT_EQ(curves[2].first(), 0.030);
    EXPECT_NEAR(curves[0].value(0.167), 45.0, 1e-10);
    EXPECT_NEAR(curves[1].value(0.146), 105.6, 1e-10);
    EXPECT_NEAR(curves[2].value(0.157), 106.25, 1e-10);
}

TEST(TissueSet, hgo_has_the_published_constants) {
    const TissueSet set = load_tissue_set("hgo");
    const auto& annulus = std::get<ExponentialAnnulus>(set.annulus).material;
    EXPECT_EQ(annulus.c10, 0.1351);
    EXPECT_EQ(annulus.kappa, 0.0752);
    EXPECT_EQ(annulus.cap, 3.0);
    EXPECT_NEAR(annulus.bulk_modulus / (2.0 * annulus.c10), 999.67, 0.01);  // K / mu at nu 0.4995
    EXPECT_EQ(set.nucleus[0].c10, 0.118);
    EXPECT_EQ(set.nucleus[0].c01, 0.030);
}

TEST(TissueSet, degeneration_stiffens_the_nucleus_and_makes_it_compressible) {
    for (const char* name : {"curves", "remus", "hgo"}) {
        const TissueSet set = load_tissue_set(name);
        for (std::size_t grade = 1; grade < disc_grade_count; ++grade) {
            EXPECT_GT(set.nucleus[grade].c10, set.nucleus[grade - 1].c10);
            EXPECT_LT(set.nucleus[grade].bulk_modulus, set.nucleus[grade - 1].bulk_modulus);
            EXPECT_NEAR(set.nucleus[grade].c01 / set.nucleus[grade].c10, set.nucleus[0].c01 / set.nucleus[0].c10,
                        1e-14);
        }
        // Healthy: the range of K / mu that the engine is built for.
        const double ratio = set.nucleus[0].bulk_modulus / (2.0 * (set.nucleus[0].c10 + set.nucleus[0].c01));
        EXPECT_GT(ratio, 1e3);
        EXPECT_LT(ratio, 1e4);
    }
    EXPECT_NEAR(load_tissue_set("curves").nucleus[2].c10, 0.25, 1e-14);
    EXPECT_NEAR(load_tissue_set("curves").nucleus[2].bulk_modulus, 10.05, 1e-14);
}

TEST(TissueSet, unknown_name_lists_those_there_are) {
    EXPECT_THAT(message_of_tissue_set("abaqus"), AllOf(HasSubstr("'abaqus'"), HasSubstr("curves, curves_fitted, hgo")));
    EXPECT_THAT(message_of_tissue_set(".."), HasSubstr("there is no tissue set"));
}

TEST(TissueSet, bad_tables_are_refused_with_file_and_reason) {
    const EditedSets sets;
    sets.replace("curves/parameters.csv", "all,annulus_nu,0.45,", "all,annulus_nu,0.5,");
    EXPECT_THAT(message_of_tissue_set("curves"),
                AllOf(HasSubstr("curves/parameters.csv"), HasSubstr("'annulus_nu' is 0.5")));
    sets.replace("curves/parameters.csv", "all,annulus_nu,0.5,", "all,annulus_nu,0.45,");
    EXPECT_EQ(message_of_tissue_set("curves"), "no error");

    sets.replace("remus/fibre_curves.csv", "all,dorsal_2,0.045,", "all,dorsal_2,0.02,");
    EXPECT_THAT(message_of_tissue_set("remus"), AllOf(HasSubstr("'dorsal'"), HasSubstr("point 2 at 0.02")));
    sets.replace("remus/fibre_curves.csv", "all,dorsal_2,0.02,", "all,dorsal_2,0.045,");
    EXPECT_EQ(message_of_tissue_set("remus"), "no error");

    sets.replace("hgo/parameters.csv", "all,fibre_dispersion,", "all,fibre_spread,");
    EXPECT_THAT(message_of_tissue_set("hgo"), HasSubstr("fibre_dispersion"));
    sets.replace("hgo/parameters.csv", "holzapfel_gasser_ogden,1", "fung,1");
    EXPECT_THAT(message_of_tissue_set("hgo"), AllOf(HasSubstr("'annulus_law' is 'fung'"), HasSubstr("fibre_curves")));
    sets.replace("common.csv", "all,cartilage_endplate_nu,0.4,1", "all,cartilage_endplate_nu,0.4,MPa");
    EXPECT_THAT(message_of_tissue_set("curves"), AllOf(HasSubstr("common.csv"), HasSubstr("expected '1'")));
}

TEST(TissueSet, overlapping_sectors_are_refused) {
    const EditedSets sets;
    sets.replace("curves/parameters.csv", "all,dorsal_sector_width,100,", "all,dorsal_sector_width,150,");
    EXPECT_THAT(message_of_tissue_set("curves"), HasSubstr("may not overlap"));
}

}  // namespace
}  // namespace spondyl
