// SPDX-License-Identifier: Apache-2.0
// The element of the cells of a SpineMesh: the one that its mesher makes (column_mesher.hpp). Whoever builds terms on
// these cells says SpineCell, and another mesher needs no other place than this.
#pragma once

#include "core/elements/hex8.hpp"

namespace spondyl {

using SpineCell = Hex8;

}  // namespace spondyl
