// SPDX-License-Identifier: Apache-2.0
// A spine before any load, as a result: the start of every run, and the output of `spondyl mesh`.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "models/geometry/spine_mesh.hpp"
#include "models/result/result.hpp"

namespace spondyl {

// The step of the first state of a result: settled, no load. No step or task of a scenario may have this name.
inline constexpr std::string_view rest_state_name = "rest";

// The given cells (indices into spine.cells()) and all nodes.
ResultMesh result_mesh(const SpineMesh& spine, std::span<const int> cells);

// Each referring to its body centre.
std::vector<BoneSurface> bone_surfaces(const SpineMesh& spine);

// The whole mesh, bone surfaces and one state "rest" at time 0 without displacement, fields
// or disc measures.
Result rest_result(const SpineMesh& spine);

}  // namespace spondyl
