// SPDX-License-Identifier: Apache-2.0
// Rows of the schema for the muscles and their changes; part of the tables in schema.cpp.
#pragma once

#include <span>

#include "io/scenario/schema.hpp"

namespace spondyl::schema {

std::span<const Key> muscle_keys();         // of MuscleOptions
std::span<const Key> muscle_change_keys();  // of MuscleChange

}  // namespace spondyl::schema
