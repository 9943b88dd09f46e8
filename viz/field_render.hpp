// SPDX-License-Identifier: Apache-2.0
// Pictures of a result without anatomy.
#pragma once

#include "core/result/field_result.hpp"
#include "viz/render.hpp"

namespace spondyl {

// Writes fields.png into the folder: the body in one state, in the deformed position and true to scale, seen obliquely
// from above and sectioned by a plane through its middle, coloured by options.field (a cell field, a node field or
// displacement_mm, or "name:k" for a component; empty: von_mises_MPa, or else the first there is). Values of cells are
// averaged to points within the cells that belong to the same sets. Returns its path. The same result gives the same
// bytes on the same machine.
// Throws UserError as render_pictures does, and if the result has no cells.
std::vector<std::filesystem::path> render_fields(const FieldResult& result, const RenderOptions& options);

}  // namespace spondyl
