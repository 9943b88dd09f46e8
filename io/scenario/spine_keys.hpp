// SPDX-License-Identifier: Apache-2.0
// Rows of the schema for the spine, its tissues and injuries; part of the tables in schema.cpp.
#pragma once

#include <span>

#include "io/scenario/schema.hpp"

namespace spondyl::schema {

std::span<const Key> spine_keys();       // of SpineOptions
std::span<const Key> tissue_keys();      // of TissueOptions
std::span<const Key> structures_keys();  // of Structures
std::span<const Key> injury_keys();      // of Injury

}  // namespace spondyl::schema
