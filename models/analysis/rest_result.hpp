// A spine before any load, as a result: where every run starts, and what `spondyl mesh` shows.
#pragma once

#include "models/analysis/result.hpp"
#include "models/spine/spine_mesh.hpp"

namespace spondyl {

// Mesh, bone surfaces (each referring to its body centre) and one state "rest" at time 0 without displacement, fields
// or disc measures.
Result rest_result(const SpineMesh& spine);

}  // namespace spondyl
