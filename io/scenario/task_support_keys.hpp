// SPDX-License-Identifier: Apache-2.0
// Rows of the schema for what supports and loads a body in a task beside its hands; part of the keys in task_keys.cpp.
#pragma once

#include <span>
#include <string_view>

#include "io/scenario/schema.hpp"

namespace spondyl::schema {

// What holds where a key of a task is absent and its posture has a value.
inline constexpr std::string_view of_the_posture = "as the posture says";

std::span<const Key> task_support_keys();  // backrest, pad and the surface that one lies on
std::span<const Key> task_effort_keys();   // devices, pressure of the abdomen, couples and inertia

}  // namespace spondyl::schema
