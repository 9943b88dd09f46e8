// SPDX-License-Identifier: Apache-2.0
// The numbers by which strategies are compared, and how each is read from a solved task.
#pragma once

#include <functional>
#include <vector>

#include "studies/comparison.hpp"

namespace spondyl {

struct MeasureReader {
    ComparedMeasure measure;
    std::function<double(const Scenario&, const ResultState&)> read;  // NaN: the state has none
};

// Loads, strength and stability of the task, then the worst of discs, fibres, facets and ligaments, then
// the indices. Each quantity carries one limit: of the same compression and the same failure strain further ratios say
// by their titles which limit they mean.
const std::vector<MeasureReader>& measure_readers();

// Whose limits they are, or for how many lifts, by the base: fills ComparedMeasure::limit_note.
void note_limits(Comparison& comparison);

// What the last state holds, parallel to measure_readers(); all NaN for a result that is not complete.
std::vector<double> read_measures(const Scenario& scenario, const Result& result);

}  // namespace spondyl
