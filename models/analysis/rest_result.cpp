// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/rest_result.hpp"

#include <numeric>

namespace spondyl {

ResultMesh result_mesh(const SpineMesh& spine, std::span<const int> cells) {
    ResultMesh mesh;
    mesh.nodes = spine.mesh.nodes;
    CellBlock& block = mesh.blocks.emplace_back(CellBlock{.type = spine.cells().type, .connectivity = {}});
    for (const int cell : cells) {
        block.add(spine.cells()[static_cast<std::size_t>(cell)]);
        mesh.part.push_back(static_cast<int>(spine.part[cell]));
        mesh.level.push_back(spine.level[cell]);
    }
    return mesh;
}

std::vector<BoneSurface> bone_surfaces(const SpineMesh& spine) {
    std::vector<BoneSurface> bones;
    for (const VertebraMesh& vertebra : spine.vertebrae) {
        bones.push_back({std::string(name(vertebra.vertebra)), vertebra.bone, vertebra.frame.origin});
    }
    return bones;
}

Result rest_result(const SpineMesh& spine) {
    std::vector<int> cells(spine.cells().size());
    std::iota(cells.begin(), cells.end(), 0);
    Result result;
    result.mesh = result_mesh(spine, cells);
    result.bones = bone_surfaces(spine);
    result.fit = spine.fit;
    ResultState rest;
    rest.step = rest_state_name;
    rest.displacement.assign(spine.mesh.nodes.size(), Vec3::Zero());
    rest.bones.assign(result.bones.size(), RigidMotion{});
    result.states.push_back(std::move(rest));
    return result;
}

}  // namespace spondyl
