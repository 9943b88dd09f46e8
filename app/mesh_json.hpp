// SPDX-License-Identifier: Apache-2.0
// Mesh reports as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "models/geometry/mesh_report.hpp"

namespace spondyl::app {

nlohmann::ordered_json mesh_report_json(const MeshReport& report);

// Throws InternalError if a cell is inverted, which no scenario may cause.
void require_usable(const MeshReport& report);

}  // namespace spondyl::app
