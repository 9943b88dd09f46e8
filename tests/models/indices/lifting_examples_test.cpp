// SPDX-License-Identifier: Apache-2.0
// The lifting equation against what the Applications Manual prints: its multiplier tables, its worksheets of single
// tasks (lifting_examples.csv says which were read and which are from memory), its composite index.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>

#include "models/indices/lifting_equation.hpp"

namespace spondyl {
namespace {

const std::filesystem::path folder = SPONDYL_SOURCE_DIR "/tests/models/indices";

double rounded(double value, int decimals) {
    const double unit = std::pow(10.0, -decimals);
    return std::floor(value / unit + 0.5 + 1e-9) * unit;  // halves upwards, as the tables of the manual
}

// Tables 1 to 4 of the manual.
class PrintedTables {
  public:
    PrintedTables()
        : table_(Table::read(folder / "multiplier_tables.csv", {.columns = {"multiplier", "units", "at", "printed"},
                                                                .key = {"multiplier", "units", "at"}})) {}

    [[nodiscard]] const Table& table() const { return table_; }

    // Multipliers as the worksheets have them, in inches: of two decimals (p. 29), from the table where it has the
    // distance, else from the formula.
    [[nodiscard]] LiftingMultipliers worksheet(const Lift& lift, const LiftingMultipliers& m) const {
        return {.horizontal = printed("horizontal", lift.horizontal, m.horizontal),
                .vertical = printed("vertical", lift.vertical, m.vertical),
                .travel = printed("travel", lift.travel, m.travel),
                .asymmetry = printed("asymmetry", lift.asymmetry_deg, m.asymmetry),
                .frequency = rounded(m.frequency.value(), 2),
                .coupling = rounded(m.coupling, 2)};
    }

  private:
    [[nodiscard]] double printed(const std::string& name, double at, double value) const {
        for (const Table::Row& row : table_.rows()) {
            if (table_.text(row, "multiplier") == name && table_.text(row, "units") == "us" &&
                table_.number(row, "at") == at)
                return table_.number(row, "printed");
        }
        return rounded(value, 2);
    }

    Table table_;
};

double multiplier_at(const LiftingEquation& equation, const std::string& name, double at) {
    if (name == "horizontal") return equation.multipliers({.horizontal = at}).horizontal;
    if (name == "vertical") return equation.multipliers({.vertical = at}).vertical;
    if (name == "travel") return equation.multipliers({.travel = at}).travel;
    return equation.multipliers({.asymmetry_deg = at}).asymmetry;
}

// "Each multiplier should be computed from the appropriate formula" (p. 7); three entries of the tables print something
// else than the formula, which their column `formula` has.
TEST(LiftingTables, are_the_formulas_rounded_to_two_decimals) {
    const PrintedTables tables;
    const Table& table = tables.table();
    for (const Table::Row& row : table.rows()) {
        const std::string& name = table.text(row, "multiplier");
        const bool us = table.text(row, "units") == "us";
        const LiftingEquation equation(us ? LiftingUnits::us : LiftingUnits::metric);
        const double at = table.number(row, "at");
        const bool differs = !table.text(row, "formula").empty();
        EXPECT_NEAR(rounded(multiplier_at(equation, name, at), 2), table.number(row, differs ? "formula" : "printed"),
                    1e-9)
            << name << " at " << at << (us ? " in" : " cm");
    }
}

TEST(LiftingExamples, worksheets_of_single_tasks) {
    const Table table = Table::read(
        folder / "lifting_examples.csv",
        {.columns = {"example", "place", "horizontal_in", "vertical_in", "travel_in", "asymmetry_deg", "coupling",
                     "per_min", "duration_h", "load_lb", "HM", "VM", "DM", "AM", "FM", "CM", "weight_lb", "index"},
         .key = {"example", "place"}});
    const LiftingEquation equation(LiftingUnits::us);
    const PrintedTables tables;
    for (const Table::Row& row : table.rows()) {
        const auto number = [&](const char* column) { return table.number(row, column); };
        const std::string name = table.text(row, "example") + ", " + table.text(row, "place");
        const std::string& coupling = table.text(row, "coupling");
        const Lift lift{.horizontal = number("horizontal_in"),
                        .vertical = number("vertical_in"),
                        .travel = number("travel_in"),
                        .asymmetry_deg = number("asymmetry_deg"),
                        .coupling = coupling == "good"   ? Coupling::good
                                    : coupling == "fair" ? Coupling::fair
                                                         : Coupling::poor,
                        .frequency_per_min = number("per_min"),
                        .duration_h = number("duration_h")};
        const LiftingMultipliers m = tables.worksheet(lift, equation.multipliers(lift));
        const auto compare = [&](const char* column, double ours) {
            if (!table.text(row, column).empty()) {
                EXPECT_NEAR(ours, number(column), 1e-9) << name << ": " << column;
            }
        };
        compare("HM", m.horizontal);
        compare("VM", m.vertical);
        compare("DM", m.travel);
        compare("AM", m.asymmetry);
        compare("FM", m.frequency.value());
        compare("CM", m.coupling);
        const double weight = rounded(equation.recommended_weight(m).value(), 1);
        EXPECT_NEAR(weight, number("weight_lb"), 1e-9) << name;
        compare("index", rounded(number("load_lb") / weight, 1));
    }
}

// Section 2.4.5 (p. 28): three tasks of less than an hour. From memory.
TEST(LiftingExamples, composite_index_of_three_tasks) {
    const LiftingEquation equation(LiftingUnits::us);
    const std::vector<JobTask> job = {{10, 15, 4, 1, 20}, {30, 20, 1, 1, 20}, {20, 20, 2, 1, 20}};
    EXPECT_NEAR(rounded(equation.composite_index(job).value(), 1), 1.9, 1e-9) << "1.6 + 1.0 (1/.88 - 1/.94) + ...";
    EXPECT_NEAR(equation.composite_index(job).value(),
                30 / (20 * 0.94) + 1.0 * (1 / 0.88 - 1 / 0.94) + 10.0 / 15.0 * (1 / 0.70 - 1 / 0.88), 1e-12);
}

// A task of a job and its places in cm; the load in kg.
struct PartOfJob {
    double load;
    Lift lift;
};

// As task_indices.cpp makes a job of a scenario's tasks.
double composite_index(const LiftingEquation& equation, const std::vector<PartOfJob>& parts) {
    std::vector<JobTask> job;
    for (const PartOfJob& part : parts) {
        job.push_back(
            {.load = part.load,
             .frequency_independent_weight = equation.frequency_independent_weight(equation.multipliers(part.lift)),
             .frequency_per_min = part.lift.frequency_per_min,
             .duration_h = part.lift.duration_h,
             .vertical = part.lift.vertical});
    }
    return equation.composite_index(job).value();
}

// Jobs shipped with another program, github.com/arthurits/ErgoCalculator, ErgoCalc/examples, whose results have all
// digits. "NTP 477.ergo": the example of three tasks of NTP 477 (INSHT, Madrid), up to 2 h.
TEST(LiftingExamples, composite_index_of_ntp_477) {
    const std::vector<PartOfJob> job = {
        {20, {.horizontal = 25, .vertical = 75, .travel = 5, .frequency_per_min = 1, .duration_h = 2}},
        {25,
         {.horizontal = 30,
          .vertical = 75,
          .travel = 5,
          .coupling = Coupling::poor,
          .frequency_per_min = 2,
          .duration_h = 2}},
        {15,
         {.horizontal = 30,
          .vertical = 75,
          .travel = 5,
          .asymmetry_deg = 45,
          .frequency_per_min = 2,
          .duration_h = 2}}};
    EXPECT_NEAR(composite_index(LiftingEquation(), job), 2.1482749946788955, 1e-9);
}

// "NIOSH test.ergo": shelves of five heights below and above 75 cm, of two durations. That program was set to a load
// constant of 25 kg instead of 23.
TEST(LiftingExamples, composite_index_of_five_heights) {
    const auto shelf = [](double load, double vertical, double travel, double per_min, double hours) {
        return PartOfJob{load,
                         {.horizontal = 24,
                          .vertical = vertical,
                          .travel = travel,
                          .coupling = Coupling::poor,
                          .frequency_per_min = per_min,
                          .duration_h = hours}};
    };
    const std::vector<PartOfJob> job = {shelf(3, 38.5, 76.5, 3, 2), shelf(7, 33, 82, 1, 1), shelf(7, 75.5, 39.5, 1, 1),
                                        shelf(7, 118, 3, 1, 1), shelf(7, 160.5, 45.5, 2, 1)};
    EXPECT_NEAR(composite_index(LiftingEquation(), job) * 23.0 / 25.0, 0.7576635677903379, 1e-9);
}

}  // namespace
}  // namespace spondyl
