// SPDX-License-Identifier: Apache-2.0
// The scenario of an experiment together with its result.
#pragma once

#include <cstddef>
#include <vector>

#include "models/analysis/measure_catalogue.hpp"

namespace spondyl {

struct Record {
    Scenario scenario;
    Result result;
};

// A measure at a state of a record, one value per disc; the same for every disc if the measure does not belong to
// discs. UserError if the record has no such disc, ligament or task, or if the index does not apply.
std::vector<double> values_of(const Measure& measure, const Record& record, std::size_t state,
                              const std::vector<Disc>& discs);

}  // namespace spondyl
