// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/measure_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace spondyl {
namespace {

using ::testing::Contains;

// A state one quarter into the second of two steps, with a disc and a paired ligament.
struct MeasureCase {
    Scenario scenario;
    ResultState state;
    MeasureCase() {
        scenario.steps.resize(2);
        scenario.steps[0].compression_N = 100.0;
        scenario.steps[1].compression_N = 300.0;
        state.time = 1.25;
        state.discs = {{.disc = Disc::L4_L5, .flexion_deg = 3.0}};
        state.ligaments = {
            {.disc = Disc::L4_L5, .ligament = Ligament::CL, .side = Side::left, .force_N = 10.0, .strain_peak = 0.1},
            {.disc = Disc::L4_L5, .ligament = Ligament::CL, .side = Side::right, .force_N = 5.0, .strain_peak = 0.2}};
    }
    [[nodiscard]] std::optional<double> read(std::string_view name, std::optional<Disc> disc = std::nullopt) const {
        return find_measure(name)->read({scenario, state, disc});
    }
};

TEST(MeasureCatalogue, names_are_found_and_are_unique) {
    std::set<std::string_view> names;
    for (const std::string_view name : measure_names()) {
        EXPECT_TRUE(names.insert(name).second) << name;
        EXPECT_NE(find_measure(name), nullptr) << name;
    }
    EXPECT_EQ(find_measure("index.knee"), nullptr);
    EXPECT_EQ(find_measure("force_N"), nullptr) << "of which ligament?";
    EXPECT_EQ(find_measure("strength_used"), find_measure("task.strength_used"));
    EXPECT_EQ(find_measure("dortmund_ratio"), find_measure("index.dortmund_ratio"));
    EXPECT_THAT(measure_names(), Contains("SSL.failure_load_N"));
}

TEST(MeasureCatalogue, every_measure_says_what_it_is) {
    for (const Measure& measure : measures()) {
        EXPECT_FALSE(measure.unit.empty()) << measure.name;
        EXPECT_FALSE(measure.doc.empty()) << measure.name;
        EXPECT_FALSE(measure.source.empty()) << measure.name;
    }
}

TEST(MeasureCatalogue, reads_discs_ligaments_and_loads) {
    const MeasureCase c;
    EXPECT_EQ(c.read("flexion_deg", Disc::L4_L5), 3.0);
    EXPECT_FALSE(c.read("flexion_deg", Disc::L3_L4).has_value());
    EXPECT_FALSE(c.read("flexion_deg").has_value());
    EXPECT_EQ(c.read("CL.force_N", Disc::L4_L5), 15.0) << "both sides together";
    EXPECT_EQ(c.read("CL.strain_peak", Disc::L4_L5), 0.2) << "the larger";
    EXPECT_FALSE(c.read("ALL.force_N", Disc::L4_L5).has_value());
    EXPECT_GT(c.read("ALL.failure_load_N", Disc::L4_L5), 100.0);
    EXPECT_EQ(c.read("load.compression_N"), 150.0);
}

TEST(MeasureCatalogue, failure_loads_are_those_of_the_anatomy_of_the_result) {
    const MeasureCase c;
    Anatomy own = default_anatomy();
    own.spine.ligaments[static_cast<std::size_t>(Disc::L4_L5)].failure_load_N[static_cast<std::size_t>(Ligament::ALL)] =
        123.0;
    EXPECT_EQ(find_measure("ALL.failure_load_N")->read({c.scenario, c.state, Disc::L4_L5, &own}), 123.0);
    EXPECT_NE(find_measure("ALL.failure_load_N")->read({c.scenario, c.state, Disc::L4_L5}), 123.0);
}

TEST(MeasureCatalogue, reads_tasks_and_indices_as_far_as_there_are) {
    MeasureCase c;
    EXPECT_FALSE(c.read("task.strength_used").has_value());
    c.state.task.emplace();
    c.state.task->strength_used = 0.5;
    EXPECT_EQ(c.read("strength_used"), 0.5);
    EXPECT_FALSE(c.read("stability_margin_Nm_rad").has_value()) << "not known of muscles that are too weak";
    c.state.indices.emplace();
    EXPECT_FALSE(c.read("index.dortmund_ratio").has_value());
    c.state.indices->dortmund_ratio = 0.75;
    EXPECT_EQ(c.read("dortmund_ratio"), 0.75);
}

}  // namespace
}  // namespace spondyl
