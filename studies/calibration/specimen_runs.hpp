// SPDX-License-Identifier: Apache-2.0
// The experiments of a target table as scenarios, and the values of the model for its rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"
#include "studies/calibration/target_table.hpp"

namespace spondyl {

// A segment that is preloaded and then loaded step by step in one direction.
struct SpecimenTest {
    Vertebra top{}, bottom{};
    TargetMotion motion{};  // not flexion_extension
    double preload_N = 0.0;
    std::vector<double> loads;  // rising

    [[nodiscard]] std::string name() const;
    // Person, spine, tissue and structures of `base`; its steps or tasks are replaced.
    [[nodiscard]] Scenario scenario(const Scenario& base) const;
};

// The tests that the rows need, each once, with all loads at which something was measured.
std::vector<SpecimenTest> tests_of(const std::vector<TargetRow>& rows);

// Value of the model for the row, from the results of the tests (parallel to them); unset: a state was not reached.
std::optional<double> model_value(const TargetRow& row, const std::vector<SpecimenTest>& tests,
                                  const std::vector<std::optional<Result>>& results);

}  // namespace spondyl
