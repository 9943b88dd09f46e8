// SPDX-License-Identifier: Apache-2.0
// Which numbers of the discs a report shows, over limits that all its cases share. Internal to viz/report/.
#pragma once

#include <string>
#include <vector>

#include "studies/comparison.hpp"
#include "viz/colour_scale.hpp"

namespace spondyl::viz {

// A case that has a solved state to draw.
struct DrawnCase {
    std::size_t index = 0;  // into Comparison::cases
    const Result* result = nullptr;
    const ResultState* state = nullptr;  // the one compared
};

// The base first; without those that failed.
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
