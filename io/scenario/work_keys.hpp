// SPDX-License-Identifier: Apache-2.0
// Rows of the schema for the frequency and conditions of tasks; part of the tables in schema.cpp.
#pragma once

#include <span>

#include "io/scenario/schema.hpp"

namespace spondyl::schema {

std::span<const Key> work_keys();       // of Work
std::span<const Key> task_work_keys();  // of Task, where a task differs from [work]

}  // namespace spondyl::schema
