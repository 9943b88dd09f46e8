// SPDX-License-Identifier: Apache-2.0
// Rows of the schema for what a whole body does; part of the tables in schema.cpp.
#pragma once

#include <span>

#include "io/scenario/schema.hpp"

namespace spondyl::schema {

std::span<const Key> task_keys();  // of Task

}  // namespace spondyl::schema
