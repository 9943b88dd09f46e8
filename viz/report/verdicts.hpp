// SPDX-License-Identifier: Apache-2.0
// Wording of the numbers of a comparison, the same in charts, rankings and tables. Internal to viz/report/.
#pragma once

#include <string>
#include <vector>

#include "studies/comparison.hpp"
#include "studies/comparison_verdicts.hpp"

namespace spondyl::viz {

// Class in the style sheet: "better".
std::string style_of(Verdict verdict);

// "Base", or the title of the strategy.
std::string label_of(const Comparison& comparison, std::size_t index);

// With the decimals of the measure, as the table on the terminal; a dash where there is no number.
std::string number(const ComparedMeasure& measure, double value);

// "N", "N·m/rad"; nothing for plain numbers.
std::string unit_of(const ComparedMeasure& measure);

// "3400 N", "0.43".
std::string with_unit(const ComparedMeasure& measure, double value);

// "-17 %"; empty for the base and where there is no change to give.
std::string change_text(const Comparison& comparison, std::size_t index, std::size_t measure);

// "better than the base in 93 % of the samples"; "undecided: ..."; empty without samples.
std::string chance_text(const Comparison& comparison, std::size_t index, std::size_t measure);

// Cases that rank equal: not distinguishable, or undecided within the samples.
using Place = std::vector<std::size_t>;
// Best first, without cases that have no number.
std::vector<Place> ranking(const Comparison& comparison, std::size_t measure);

// Whether the measure is an index, not a quantity of the model.
bool is_index(const ComparedMeasure& measure);

}  // namespace spondyl::viz
