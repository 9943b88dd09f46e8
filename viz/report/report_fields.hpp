// SPDX-License-Identifier: Apache-2.0
// The disc fields shown in a report, over limits common to all its cases. Internal to viz/report/.
#pragma once

#include <string>
#include <vector>

#include "studies/comparison.hpp"
#include "viz/colour_scale.hpp"

namespace spondyl::viz {

// A case with a solved state that can be drawn.
struct DrawnCase {
    std::size_t index = 0;  // into Comparison::cases
    const Result* result = nullptr;
    const ResultState* state = nullptr;  // the one compared
};

// The base first; without cases that failed.
std::vector<DrawnCase> drawn_cases(const Comparison& comparison);

struct ReportField {
    std::string choice;  // for choose_scalar()
    std::string label;   // "Fibre strain"
    std::string unit;
    std::string doc;                          // one sentence for a student
    std::vector<std::vector<double>> values;  // per drawn case and cell
    ColourScale scale;                        // of all cases together
};

// Von Mises stress first. Fields that one of the cases lacks are left out.
std::vector<ReportField> report_fields(const std::vector<DrawnCase>& cases);

}  // namespace spondyl::viz
