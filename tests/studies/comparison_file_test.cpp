// SPDX-License-Identifier: Apache-2.0
#include "studies/comparison_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <limits>

#include "core/error.hpp"
#include "io/results/hdf5.hpp"

namespace spondyl {

namespace {

using ::testing::ElementsAre;

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

ComparedValue number(double value) {
    ComparedValue result;
    result.value = value;
    return result;
}

ComparedMeasure measure(const char* key, std::optional<double> limit, bool lower_is_better) {
    ComparedMeasure result;
    result.key = key;
    result.limit = limit;
    result.lower_is_better = lower_is_better;
    return result;
}

Comparison two_cases() {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    Comparison comparison;
    comparison.title = "Lifting";
    comparison.measures = {measure("compression_L5S1_N", 3400.0, true), measure("stability", {}, false)};
    comparison.cases.resize(2);
    ComparedCase& base = comparison.cases[0];
    base.name = "base";
    base.values = {number(4000.0), number(3.0)};
    base.result.complete = true;
    ComparedCase& failed = comparison.cases[1];
    failed.name = "squat";
    failed.values = {number(none), number(none)};
    failed.result.complete = false;
    failed.result.failure = "no equilibrium\nTry: less";
    comparison.summary = {"One.", "Two."};
    comparison.provenance = {{"version", "1"}};
    return comparison;
}

}  // namespace

TEST(ComparisonFile, reads_back_what_was_compared) {
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("spondyl_comparison_" + std::to_string(getpid()) + ".h5");
    write_comparison(two_cases(), file);
    {
        const hdf5::Group root = hdf5::File::open(file).root();
        EXPECT_THAT(root.group("cases").read_texts("name"), ElementsAre("base", "squat"));
        EXPECT_THAT(root.group("cases").read_texts("note"), ElementsAre("", "failed: no equilibrium"));
        EXPECT_THAT(root.group("measures").read_texts("key"), ElementsAre("compression_L5S1_N", "stability"));
        EXPECT_THAT(root.group("measures").read<double>("limit"), ElementsAre(3400.0, no_compared_value));
        EXPECT_THAT(root.group("measures").read<std::uint8_t>("lower_is_better"), ElementsAre(1, 0));
        const hdf5::Dataset<double> values = root.dataset<double>("values");
        EXPECT_THAT(values.shape(), ElementsAre(2U, 2U));
        EXPECT_THAT(values.read_rows(0, 2), ElementsAre(4000.0, 3.0, no_compared_value, no_compared_value));
        EXPECT_EQ(root.read_text("summary"), "One.\nTwo.");
        EXPECT_EQ(root.group("provenance").read_text("version"), "1");
    }
    EXPECT_TRUE(std::filesystem::remove(file));
    const std::string name = file.filename().string();
    for (const auto& entry : std::filesystem::directory_iterator(file.parent_path()))
        EXPECT_EQ(entry.path().filename().string().find(name), std::string::npos) << "a temporary file stayed";
}

TEST(ComparisonFile, keeps_every_sample) {
    Comparison comparison = two_cases();
    comparison.samples = 3;
    comparison.sampling = "sobol, seed 7";
    comparison.tissue_sets = {"x", "y"};
    comparison.cases[0].values[0].draws = {1.0, 2.0, 3.0};
    comparison.cases[1].values[0].draws = {0.5, 2.5, 2.5};
    comparison.cases[0].values[1].draws = comparison.cases[1].values[1].draws = {1.0, 1.0, no_value};
    comparison.cases[1].failed_samples = {{2, "why"}};
    comparison.cases[0].infeasible_samples = 2;
    comparison.sampled = {
        {.name = "set", .title = "t", .spread = "s", .source = "", .choices = {"x", "y"}, .values = {0, 1, 1}}};
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("spondyl_sampled_" + std::to_string(getpid()) + ".h5");
    write_comparison(comparison, file);
    {
        const hdf5::Group root = hdf5::File::open(file).root();
        const hdf5::Dataset<double> draws = root.dataset<double>("draws");
        EXPECT_THAT(draws.shape(), ElementsAre(2U, 2U, 3U));
        EXPECT_THAT(draws.read_rows(1, 1), ElementsAre(0.5, 2.5, 2.5, 1.0, 1.0, no_compared_value));
        const hdf5::Dataset<double> pairs = root.dataset<double>("pairs");
        EXPECT_THAT(pairs.shape(), ElementsAre(2U, 2U, 2U));
        EXPECT_THAT(pairs.read_rows(0, 1), ElementsAre(0.5, 1.0 / 3.0, 2.0 / 3.0, 0.5));
        EXPECT_THAT(root.read<std::int32_t>("failed_samples"), ElementsAre(0, 1));
        EXPECT_THAT(root.read<std::int32_t>("infeasible_samples"), ElementsAre(2, 0));
        EXPECT_THAT(root.group("sampled").read_texts("choices"), ElementsAre("x|y"));
        EXPECT_THAT(root.dataset<double>("sampled_values").read_rows(0, 1), ElementsAre(0.0, 1.0, 1.0));
        EXPECT_THAT(root.read_texts("tissue_sets"), ElementsAre("x", "y"));
        EXPECT_EQ(root.read_text("sampling"), "sobol, seed 7");
    }
    EXPECT_TRUE(std::filesystem::remove(file));
}

TEST(ComparisonFile, a_folder_that_is_not_there_is_an_error) {
    EXPECT_THROW(write_comparison(two_cases(), "/nonexistent/folder/comparison.h5"), UserError);
}

}  // namespace spondyl
