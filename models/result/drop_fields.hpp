// SPDX-License-Identifier: Apache-2.0
// Reduces a result to its measures, without mesh and fields: a hundredth of the size.
#pragma once

#include "models/result/result.hpp"

namespace spondyl {

// Removes the mesh, displacements, fields, fascicles and surfaces. Every measure is kept, and the result can still be
// written.
void drop_fields(Result& result);

// Whether there is a mesh to draw.
bool has_fields(const Result& result);

}  // namespace spondyl
