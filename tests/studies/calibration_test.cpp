// SPDX-License-Identifier: Apache-2.0
// What a calibration reads, runs and writes; tests/app/calibrate_command_test.cpp fits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "models/tissue/ligament_set.hpp"
#include "models/tissue/tissue_set.hpp"
#include "studies/calibration/calibration_charts.hpp"
#include "studies/calibration/specimen_runs.hpp"
#include "studies/calibration/target_table.hpp"
#include "studies/calibration/tissue_draft.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;

std::string refusal(const std::string& table) {
    const test::ScratchFolder folder;
    try {
        read_targets(folder.write("target.csv", table));
    } catch (const UserError& error) {
        return error.what();
    }
    return "read";
}

TEST(TargetTable, rows_are_read_as_papers_print_them) {
    const test::ScratchFolder folder;
    const TargetTable target = read_targets(
        folder.write("target.csv",
                     "# a comment\n"
                     "direction,segment,moment_Nm,preload_N,rotation_deg,sd,compression_N,stiffness_N_per_mm,weight\n"
                     "flexion,L4-L5,7.5,500,6.1,1.2,,,0.5\n"
                     "compression,L1-S1,,200,,300,1000,900,\n"));
    ASSERT_EQ(target.rows.size(), 2U);
    EXPECT_TRUE(target.scatter_is_measured);
    const TargetRow& bent = target.rows[0];
    EXPECT_EQ(bent.line, 3);
    EXPECT_EQ(bent.top, Vertebra::L4);
    EXPECT_EQ(bent.motion, TargetMotion::flexion);
    EXPECT_EQ(bent.load, 7.5);
    EXPECT_EQ(bent.preload_N, 500);
    EXPECT_EQ(bent.value, 6.1);
    EXPECT_EQ(bent.sd, 1.2);
    EXPECT_EQ(bent.weight, 0.5);
    EXPECT_EQ(bent.description(), "L4-L5 flexion 7.5 N m, preload 500 N: rotation_deg");
    const TargetRow& pressed = target.rows[1];
    EXPECT_EQ(pressed.quantity, TargetQuantity::stiffness_N_per_mm);
    EXPECT_EQ(pressed.load, 1000);
    EXPECT_EQ(pressed.weight, 1.0);
    EXPECT_EQ(pressed.description(), "L1-S1 compression 1000 N from 200 N: stiffness_N_per_mm");
}

TEST(TargetTable, a_missing_scatter_is_a_tenth_of_the_value) {
    const test::ScratchFolder folder;
    const TargetTable target = read_targets(
        folder.write("t.csv", "segment,direction,moment_Nm,rotation_deg\nL4-L5,axial,1,0.1\nL4-L5,axial,7.5,10\n"));
    EXPECT_FALSE(target.scatter_is_measured);
    EXPECT_DOUBLE_EQ(target.rows[0].sd, 0.2);  // a fiftieth of the largest
    EXPECT_DOUBLE_EQ(target.rows[1].sd, 1.0);
}

TEST(TargetTable, mistakes_are_refused_with_line_and_column) {
    const std::string header =
        "segment,direction,moment_Nm,compression_N,preload_N,rotation_deg,pressure_MPa,"
        "shortening_mm,sd\n";
    const std::vector<std::pair<std::string, const char*>> mistakes = {
        {"", "no header"},
        {"direction,moment_Nm\n", "no column 'segment'"},
        {header, "has no rows"},
        {"segment,direction,moment_Nm,rotation\nL4-L5,axial,1,2\n", "no column 'rotation' in a target table"},
        {"segment,direction,sd,sd\nL4-L5,axial,1,2\n", "two columns 'sd'"},
        {header + "L5-L4,flexion,7.5,,,6,,,\n", "target.csv:2: column 'segment': 'L5-L4' is no segment"},
        {header + "C4-C5,flexion,7.5,,,6,,,\n", "'C4-C5' is no segment"},
        {header + "L4,flexion,7.5,,,6,,,\n", "'L4' is no segment"},
        {header + "L4-L5,bending,7.5,,,6,,,\n", "column 'direction': 'bending' is not one of flexion"},
        {header + "L4-L5,flexion,,,,6,,,\n", "column 'moment_Nm': flexion needs it"},
        {header + "L4-L5,flexion,7.5,100,,6,,,\n", "column 'compression_N': stays empty for flexion"},
        {header + "L4-L5,flexion,-7.5,,,6,,,\n", "column 'moment_Nm': -7.5 is not in"},
        {header + "L4-L5,flexion,a lot,,,6,,,\n", ":2: 'a lot' in column 'moment_Nm' is not a number"},
        {header + "L4-L5,flexion,7.5,,,,,,\n", ":2: the row has no measured number"},
        {header + "L4-L5,flexion,7.5,,,6,0.3,,\n", "column 'pressure_MPa': a row has one measured number"},
        {header + "L4-L5,flexion,7.5,,,,,1,\n", "column 'shortening_mm': is measured under compression"},
        {header + "L4-L5,compression,,500,,6,,,\n", "column 'rotation_deg': vertebrae do not turn"},
        {header + "L4-L5,compression,,500,500,,,1,\n", "column 'preload_N': the compression that is measured from"},
        {header + "L1-L5,flexion,7.5,,,,0.3,,\n", "column 'pressure_MPa': is that of one disc"},
        {header + "L4-L5,flexion_extension,7.5,,,,0.3,,\n", "column 'pressure_MPa': is measured in flexion or"},
        {header + "L4-L5,flexion,7.5,,,6,,,0\n", "column 'sd': 0 is not in"},
        {header + "L4-L5,flexion,7.5,,,6,,\n", ":2: 8 cells where the header has 9"},
    };
    for (const auto& [table, message] : mistakes) EXPECT_THAT(refusal(table), HasSubstr(message));
}

TargetRow row_of(TargetMotion motion, TargetQuantity quantity, double load, double preload = 0.0) {
    return {.top = Vertebra::L4,
            .bottom = Vertebra::L5,
            .motion = motion,
            .load = load,
            .preload_N = preload,
            .quantity = quantity,
            .value = 1.0,
            .sd = 1.0};
}

TEST(SpecimenTests, each_direction_and_preload_is_run_once_with_all_its_loads) {
    const std::vector<TargetRow> rows = {
        row_of(TargetMotion::flexion, TargetQuantity::rotation_deg, 7.5),
        row_of(TargetMotion::flexion, TargetQuantity::pressure_MPa, 2.5),
        row_of(TargetMotion::flexion_extension, TargetQuantity::rotation_deg, 1.0),
        row_of(TargetMotion::flexion, TargetQuantity::rotation_deg, 7.5, 500.0),
    };
    const std::vector<SpecimenTest> tests = tests_of(rows);
    ASSERT_EQ(tests.size(), 3U);
    EXPECT_EQ(tests[0].loads, (std::vector{1.0, 2.5, 7.5}));
    EXPECT_EQ(tests[1].motion, TargetMotion::extension);
    const Scenario preloaded = tests[2].scenario({});
    ASSERT_EQ(preloaded.steps.size(), 2U);
    EXPECT_EQ(preloaded.steps[0].follower_load_N, 500.0);
    EXPECT_EQ(preloaded.steps[0].flexion_moment_Nm, 0.0);
    EXPECT_EQ(preloaded.steps[1].follower_load_N, 500.0);
    EXPECT_EQ(preloaded.steps[1].flexion_moment_Nm, 7.5);
    EXPECT_EQ(tests[1].scenario({}).steps[0].flexion_moment_Nm, -1.0);
}

// Rest, preload, and a load after it.
Result result_of(double rest, double preloaded, double loaded) {
    Result result;
    for (const double value : {rest, preloaded, loaded}) {
        ResultState state;
        state.time = static_cast<double>(result.states.size());
        state.discs.push_back({.flexion_deg = value, .translation_cranial_mm = -value, .nucleus_pressure_MPa = value});
        result.states.push_back(state);
    }
    return result;
}

TEST(SpecimenTests, numbers_are_measured_from_where_papers_measure_them) {
    const auto value = [](const TargetRow& row, const std::vector<std::optional<Result>>& results) {
        return model_value(row, tests_of({row}), results);
    };
    const Result three = result_of(0.1, 0.4, 2.4);
    EXPECT_DOUBLE_EQ(*value(row_of(TargetMotion::flexion, TargetQuantity::rotation_deg, 5, 500), {three}), 2.0);
    EXPECT_DOUBLE_EQ(*value(row_of(TargetMotion::flexion, TargetQuantity::pressure_MPa, 5, 500), {three}), 2.3);
    EXPECT_DOUBLE_EQ(*value(row_of(TargetMotion::compression, TargetQuantity::shortening_mm, 900, 500), {three}), 2.0);
    EXPECT_DOUBLE_EQ(*value(row_of(TargetMotion::compression, TargetQuantity::stiffness_N_per_mm, 900, 500), {three}),
                     200.0);
    // Without a preload from rest; the range is that of both directions, extension counted positive.
    const TargetRow range = row_of(TargetMotion::flexion_extension, TargetQuantity::rotation_deg, 5);
    EXPECT_DOUBLE_EQ(*value(range, {result_of(0, 4, 9), result_of(0, -3, -9)}), 7.0);
    EXPECT_FALSE(value(range, {result_of(0, 4, 9), std::nullopt}));
}

TEST(CalibrationCharts, one_for_each_curve_that_was_measured) {
    Calibration calibration;
    calibration.end = CalibrationEnd::settled;
    const auto add = [&](TargetMotion motion, TargetQuantity quantity, double load, std::optional<double> after) {
        TargetRow row = row_of(motion, quantity, load);
        row.value = load;
        row.sd = 0.5;
        calibration.rows.push_back({.target = row, .before = 2.0 * load, .after = after});
    };
    add(TargetMotion::flexion, TargetQuantity::rotation_deg, 5, 5.1);
    add(TargetMotion::lateral, TargetQuantity::pressure_MPa, 1, 0.2);
    add(TargetMotion::flexion, TargetQuantity::rotation_deg, 2, 2.1);
    add(TargetMotion::flexion, TargetQuantity::rotation_deg, 7, std::nullopt);
    const std::vector<Chart> charts = calibration_charts(calibration);
    ASSERT_EQ(charts.size(), 2U);
    const Chart& flexion = charts[0];
    EXPECT_EQ(flexion.name, "l4_l5_flexion_rotation_deg");
    EXPECT_EQ(flexion.title, "L4-L5 flexion");
    EXPECT_EQ(flexion.x_label, "moment (N m)");
    EXPECT_EQ(flexion.y_label, "rotation (deg)");
    ASSERT_EQ(flexion.curves.size(), 2U);
    EXPECT_THAT(flexion.curves[0].y, ::testing::ElementsAre(4.0, 10.0, 14.0));
    EXPECT_THAT(flexion.curves[1].x, ::testing::ElementsAre(2.0, 5.0));
    EXPECT_THAT(flexion.curves[1].y, ::testing::ElementsAre(2.1, 5.1));
    ASSERT_EQ(flexion.published.size(), 3U);
    EXPECT_EQ(flexion.published[0].low, 1.5);
    EXPECT_EQ(charts[1].y_label, "pressure (MPa)");
    // Where nothing was fitted there is one curve.
    calibration.end = CalibrationEnd::not_asked;
    EXPECT_EQ(calibration_charts(calibration)[0].curves.size(), 1U);
}

double parameter(const std::filesystem::path& folder, std::string_view row) {
    const Table table = Table::read(folder / "parameters.csv");
    return table.number(*table.find("all", row), "value");
}

TEST(TissueDraft, rows_of_a_parameter_keep_their_ratio_and_the_folder_is_a_set) {
    const test::ScratchFolder folder;
    Scenario base;
    base.tissue.set = "hgo";
    const TissueDraft draft(base);
    draft.write(folder.path(), {{"fibre_k1", 7.46}, {"nucleus_C01", 0.05}, {"LF", 2.0}, {"ligaments", 1.5}}, "tried");
    const TissueSet set = load_tissue_set(folder.path().string() + "/");
    EXPECT_DOUBLE_EQ(parameter(folder.path(), "ventral_outer_fibre_k1"), 7.46);
    EXPECT_DOUBLE_EQ(parameter(folder.path(), "dorsal_inner_fibre_k1"), 3.40);
    EXPECT_DOUBLE_EQ(parameter(folder.path(), "nucleus_C01"), 0.05);
    EXPECT_DOUBLE_EQ(parameter(folder.path(), "nucleus_C10"), 0.118);
    EXPECT_EQ(set.ligament_set, (folder.path() / "ligaments.csv").string());
    const LigamentSet before = load_ligament_set("remus"), after = load_ligament_set(set.ligament_set);
    const auto force = [](const LigamentSet& of, Ligament ligament) {
        return of.at(Disc::L4_L5, ligament).law(0.2).force;
    };
    EXPECT_NEAR(force(after, Ligament::LF), 3.0 * force(before, Ligament::LF), 1e-6);
    EXPECT_NEAR(force(after, Ligament::SSL), 1.5 * force(before, Ligament::SSL), 1e-6);
    EXPECT_THAT(test::read_text(folder.path() / "parameters.csv"),
                ::testing::AllOf(::testing::StartsWith("# tried\n"), HasSubstr("calibrated,3.73 before; tried")));
}

TEST(TissueDraft, sets_with_curves_take_them_along) {
    const test::ScratchFolder folder;
    Scenario base;
    base.tissue.set = "remus";
    base.tissue.ligaments = "kuo";
    TissueDraft(base).write(folder.path(), {{"fibre_slack", 0.01}});
    const TissueSet set = load_tissue_set(folder.path().string() + "/");
    EXPECT_DOUBLE_EQ(parameter(folder.path(), "fibre_slack_strain"), 0.01);
    EXPECT_EQ(set.ligament_set, "kuo");
}

TEST(TissueDraft, defaults_are_what_set_and_specimen_have) {
    const auto names = [](const Scenario& base) {
        std::vector<std::string> found;
        for (const FreeParameter& one : TissueDraft(base).free_parameters({})) found.push_back(one.name);
        return found;
    };
    Scenario base;
    base.tissue.set = "hgo";
    EXPECT_THAT(names(base), ::testing::ElementsAre("matrix", "fibre_k1", "fibre_k2", "ligaments"));
    base.structures = {Presence::removed, Presence::removed, Presence::removed, Presence::removed,
                       Presence::removed, Presence::removed, Presence::removed, Presence::removed};
    EXPECT_THAT(names(base), ::testing::ElementsAre("matrix", "fibre_k1", "fibre_k2"));
    base.tissue.set = "curves";
    EXPECT_THAT(names(base), ::testing::ElementsAre("matrix", "fibre_stress", "fibre_slack"));
}

TEST(TissueDraft, parameters_that_make_no_sense_are_refused) {
    Scenario base;
    base.tissue.set = "hgo";
    const TissueDraft draft(base);
    const auto refused = [&](const ParameterRequest& request) -> std::string {
        try {
            (void)draft.free_parameters({request});
        } catch (const UserError& error) {
            return error.what();
        }
        return "taken";
    };
    EXPECT_THAT(refused({"fibre_stress", {}}),
                HasSubstr("has no parameter 'fibre_stress'; there are matrix, fibre_k1"));
    EXPECT_THAT(refused({"nucleus_C01", {}}), HasSubstr("give one: nucleus_C01=LOW:HIGH"));
    EXPECT_THAT(refused({"matrix", {{0.3, 0.2}}}), HasSubstr("is empty"));
    EXPECT_THAT(refused({"annulus_law", {{0.3, 0.2}}}), HasSubstr("is not a number"));
    EXPECT_EQ(refused({"annulus_C01", {{0.0, 0.1}}}), "taken");
}

TEST(TissueDraft, units_run_over_the_range) {
    const FreeParameter logarithmic{.name = {},
                                    .meaning = {},
                                    .unit = {},
                                    .source = {},
                                    .start = 1,
                                    .low = 0.1,
                                    .high = 10,
                                    .scale = ParameterScale::log};
    EXPECT_DOUBLE_EQ(logarithmic.to_unit(1.0), 0.5);
    EXPECT_DOUBLE_EQ(logarithmic.from_unit(0.5), 1.0);
}

}  // namespace

}  // namespace spondyl
