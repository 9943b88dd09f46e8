// SPDX-License-Identifier: Apache-2.0
// The element of the cells of a SpineMesh: the one made by its mesher (column_mesher.hpp). Code that builds terms on
// these cells uses SpineCell, so that another mesher changes nothing but this file.
#pragma once

#include "core/elements/hex8.hpp"

namespace spondyl {

using SpineCell = Hex8;

}  // namespace spondyl
