// SPDX-License-Identifier: Apache-2.0
#include "app/mesh_json.hpp"

#include "core/error.hpp"

namespace spondyl::app {

nlohmann::ordered_json mesh_report_json(const MeshReport& report) {
    nlohmann::ordered_json json = {{"nodes", report.nodes}, {"cells", report.cells}};
    json["parts"] = nlohmann::ordered_json::array();
    for (const PartQuality& part : report.parts) {
        json["parts"].push_back({{"level", part.level},
                                 {"part", name(part.part)},
                                 {"cells", part.cells},
                                 {"volume_mm3", part.volume},
                                 {"min_jacobian_mm3", part.min_jacobian},
                                 {"min_scaled_jacobian", part.min_scaled_jacobian},
                                 {"max_aspect_ratio", part.max_aspect_ratio},
                                 {"mean_aspect_ratio", part.mean_aspect_ratio}});
    }
    json["checks"] = nlohmann::ordered_json::array();
    for (const GeometryCheck& check : report.checks) {
        json["checks"].push_back({{"level", check.level},
                                  {"quantity", check.quantity},
                                  {"value", check.value},
                                  {"low", check.low},
                                  {"high", check.high},
                                  {"unit", check.unit},
                                  {"inside", check.inside()},
                                  {"source", check.source}});
    }
    return json;
}

void require_usable(const MeshReport& report) {
    for (const PartQuality& part : report.parts) {
        SPONDYL_ASSERT(part.min_jacobian > 0.0, "the {} of {} has a cell with the Jacobian {} mm^3", name(part.part),
                       part.level, part.min_jacobian);
    }
}

}  // namespace spondyl::app
