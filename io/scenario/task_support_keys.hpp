// SPDX-License-Identifier: Apache-2.0
// Rows of the schema for the supports and loads of a body in a task other than those at the hands; part of the keys in
// task_keys.cpp.
#pragma once

#include <span>
#include <string_view>

#include "io/scenario/schema.hpp"

namespace spondyl::schema {

// Default of a key of a task for which postures have values.
inline constexpr std::string_view of_the_posture = "from the posture";

std::span<const Key> task_support_keys();  // backrest, pad and the surface for lying
std::span<const Key> task_effort_keys();   // devices, pressure of the abdomen, couples and inertia

}  // namespace spondyl::schema
