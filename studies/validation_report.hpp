// SPDX-License-Identifier: Apache-2.0
// The comparison with published measurements as a page.
#pragma once

#include <string>
#include <vector>

#include "studies/chart.hpp"
#include "studies/validation.hpp"

namespace spondyl {

struct ValidationReport {
    std::string markdown;       // refers to the charts as NAME.png beside it
    std::vector<Chart> charts;  // one per name in the column `chart`, in the order of the rows
};

// Depends on nothing but the rows and records: the same validation gives the same text.
ValidationReport validation_report(const Validation& validation);

}  // namespace spondyl
