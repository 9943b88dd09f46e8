// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Of solid cells of even density; nothing if they have no volume.
std::optional<Vec3> volume_centre(std::span<const CellBlock> cells, std::span<const Vec3> nodes);

}  // namespace spondyl
