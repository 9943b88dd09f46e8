// SPDX-License-Identifier: Apache-2.0
// A tissue set during a fit: the tables from which it starts, and the parameters that may be varied, each of which
// represents rows whose ratios are preserved.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/enum_names.hpp"
#include "models/anatomy/table.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

enum class ParameterScale { linear, log };
inline constexpr std::array<std::string_view, 2> parameter_scale_names = {"linear", "log"};
constexpr const auto& enum_names(ParameterScale /*of*/) {
    return parameter_scale_names;
}

struct FreeParameter {
    std::string name;
    std::string meaning;
    std::string unit;
    std::string source;  // of the range
    double start = 0.0;  // in the set as it is
    double low = 0.0, high = 0.0;
    ParameterScale scale{};

    // 0 .. 1 over the range, and back.
    [[nodiscard]] double to_unit(double value) const;
    [[nodiscard]] double from_unit(double share) const;
};

// A parameter chosen by the user: a name of models/data/calibration_parameters.csv or a row of parameters.csv.
struct ParameterRequest {
    std::string name;
    std::optional<std::pair<double, double>> range;  // unset: the published range
};
struct ParameterValue {
    std::string name;
    double value = 0.0;
};

class TissueDraft {
  public:
    // From the set and the ligaments of the scenario. UserError: no such set.
    explicit TissueDraft(const Scenario& base);

    // The requested parameters; without requests, the defaults that the set has and the specimen needs. UserError: a
    // parameter that the set does not have, an impossible range.
    [[nodiscard]] std::vector<FreeParameter> free_parameters(const std::vector<ParameterRequest>& requests) const;

    // Writes the tables with these values into an existing folder, which then is a tissue set. With a remark, which
    // becomes the first line, the rows state that they were calibrated and from which set. UserError: a parameter that
    // the set does not have.
    void write(const std::filesystem::path& folder, const std::vector<ParameterValue>& values,
               const std::string& remark = {}) const;

  private:
    // Rows that are varied together, with constant ratios.
    struct Rows {
        bool ligaments = false;           // of the ligament table, else of parameters.csv
        bool factor = false;              // the parameter multiplies them, else it is the value of the first
        std::vector<Table::Row> members;  // at least one
        double start = 1.0;               // the parameter in the tables as they are
    };

    [[nodiscard]] std::optional<Rows> rows_of(std::string_view parameter) const;
    [[nodiscard]] Rows needed_rows(std::string_view parameter) const;
    [[nodiscard]] bool specimen_has(const Table::Row& parameter) const;
    [[nodiscard]] FreeParameter published(const Table::Row& parameter, const Rows& rows) const;

    Table parameters_;  // that may be varied
    std::string ligaments_;
    Table tissue_, ligament_table_;
    std::filesystem::path fibre_curves_, common_;
    Structures structures_;
};

}  // namespace spondyl
