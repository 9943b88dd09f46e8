// SPDX-License-Identifier: Apache-2.0
// What an experiment asked for beside what came out of it, and the numbers that can be read from the two.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/analysis/result.hpp"
#include "models/spine/scenario.hpp"

namespace spondyl {

struct Record {
    Scenario scenario;
    Result result;
};

// A number that a state of a record holds for each disc of a span. The names are those of files and scenarios:
//   flexion_deg               a column of disc_measure_columns()
//   SSL.force_N               a column of ligament_measure_columns(): forces, moments and shares summed over the sides,
//                             of strains the largest
//   SSL.failure_load_N        tensile failure load from models/data/ligament_failure.csv
//   task.strength_used        a column of task_measure_columns(); the same for every disc
//   index.dortmund_ratio      a column of index_measure_columns(); the same for every disc. UserError where the index
//                             does not apply
//   load.follower_load_N      a load of the step, as it stood at the state; the same for every disc
class Quantity {
  public:
    // Empty if there is no such name.
    static std::optional<Quantity> find(std::string_view name);
    // All names, for messages.
    static std::vector<std::string_view> names();

    // One value per disc. UserError if a disc or the ligament is not part of the record.
    [[nodiscard]] std::vector<double> values(const Record& record, std::size_t state,
                                             const std::vector<Disc>& discs) const;

  private:
    explicit Quantity(std::string name) : name_(std::move(name)) {}

    [[nodiscard]] double ligament_value(const ResultState& state, Disc disc) const;
    [[nodiscard]] double load_value(const Record& record, double time) const;

    std::string name_;
    double DiscMeasures::*disc_member_ = nullptr;
    Ligament ligament_{};
    bool failure_load_ = false;
    double LigamentMeasures::*ligament_member_ = nullptr;
    double LoadStep::*load_member_ = nullptr;
    double TaskMeasures::*task_member_ = nullptr;
    double IndexMeasures::*index_member_ = nullptr;
};

// The state that ends a step or task; the state at rest for "rest". Empty if the run did not come that far.
std::optional<std::size_t> end_of_step(const Record& record, std::string_view step);
std::optional<std::size_t> end_of_step(const Scenario& scenario, const Result& result, std::string_view step);

}  // namespace spondyl
