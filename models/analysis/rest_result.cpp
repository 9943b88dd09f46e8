#include "models/analysis/rest_result.hpp"

namespace spondyl {

Result rest_result(const SpineMesh& spine) {
    Result result;
    result.mesh.nodes = spine.mesh.nodes;
    result.mesh.hexes = spine.mesh.hexes;
    for (const Part part : spine.part) result.mesh.part.push_back(static_cast<int>(part));
    result.mesh.level = spine.level;
    for (const VertebraMesh& vertebra : spine.vertebrae) {
        result.bones.push_back({std::string(name(vertebra.vertebra)), vertebra.bone, vertebra.frame.origin});
    }
    ResultState rest;
    rest.step = "rest";
    rest.displacement.assign(spine.mesh.nodes.size(), Vec3::Zero());
    rest.bones.assign(result.bones.size(), RigidMotion{});
    result.states.push_back(std::move(rest));
    return result;
}

}  // namespace spondyl
