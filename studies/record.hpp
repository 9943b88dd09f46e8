// SPDX-License-Identifier: Apache-2.0
// What an experiment asked for beside what came out of it.
#pragma once

#include <cstddef>
#include <vector>

#include "models/analysis/measure_catalogue.hpp"

namespace spondyl {

struct Record {
    Scenario scenario;
    Result result;
};

// A measure at a state of a record, one value per disc; the same for every disc where it is none of discs. UserError if
// the record has no such disc, ligament or task, or if the index does not apply.
std::vector<double> values_of(const Measure& measure, const Record& record, std::size_t state,
                              const std::vector<Disc>& discs);

}  // namespace spondyl
