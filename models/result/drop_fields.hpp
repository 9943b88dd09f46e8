// SPDX-License-Identifier: Apache-2.0
// A result that needs no pictures: its measures without mesh and fields, a hundredth of the size.
#pragma once

#include "models/result/result.hpp"

namespace spondyl {

// Takes the mesh, displacements, fields, fascicles and surfaces away. Every measure stays, and the result is still one
// that can be written.
void drop_fields(Result& result);

// Whether there is a mesh to draw.
bool has_fields(const Result& result);

}  // namespace spondyl
