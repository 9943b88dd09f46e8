// SPDX-License-Identifier: Apache-2.0
// Data for the interactive view of a report, as text that its script parses. Internal to viz/report/.
#pragma once

#include <string>
#include <vector>

#include "studies/comparison.hpp"
#include "viz/report/report_fields.hpp"

namespace spondyl::viz {

// JSON without '<', so that it can stand inside a <script>: cells and bone surfaces once per shape, and per case
// the moved nodes, the fields averaged to points within each part of each disc, motions of the bones, disc frames,
// ligament bundles and muscle paths. Coordinates and values are 16 bit steps between their extremes (a column of 300
// mm: 5 um), arrays base64, little endian.
std::string viewer_data(const Comparison& comparison, const std::vector<DrawnCase>& cases,
                        const std::vector<ReportField>& fields);

}  // namespace spondyl::viz
