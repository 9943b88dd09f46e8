// SPDX-License-Identifier: Apache-2.0
// Rows of the schema for the person; part of the tables in schema.cpp.
#pragma once

#include <span>

#include "io/scenario/schema.hpp"

namespace spondyl::schema {

std::span<const Key> person_keys();
std::span<const Key> bone_keys();  // of Person
std::span<const Key> disc_grade_keys();
std::span<const Key> facet_grade_keys();

}  // namespace spondyl::schema
