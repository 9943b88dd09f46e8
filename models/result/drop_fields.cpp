// SPDX-License-Identifier: Apache-2.0
#include "models/result/drop_fields.hpp"

namespace spondyl {

void drop_fields(Result& result) {
    result.mesh = {};
    for (BoneSurface& bone : result.bones) bone.surface = {};
    for (FacetJoint& joint : result.facets) {
        joint.upper = {};
        joint.lower = {};
    }
    result.fascicles.clear();
    for (ResultState& state : result.states) {
        state.displacement.clear();
        state.cell_fields.clear();
        state.fascicles.clear();
        for (std::vector<double>& pressure : state.facet_pressure) pressure.clear();
    }
}

bool has_fields(const Result& result) {
    return !result.mesh.nodes.empty();
}

}  // namespace spondyl
