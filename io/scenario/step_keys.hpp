// SPDX-License-Identifier: Apache-2.0
// Rows of the schema for load steps, the solver and expected results; part of the tables in schema.cpp.
#pragma once

#include <span>

#include "io/scenario/schema.hpp"

namespace spondyl::schema {

std::span<const Key> solver_keys();  // of SolverOptions
std::span<const Key> step_keys();    // of LoadStep
std::span<const Key> expect_keys();  // of Expectation

}  // namespace spondyl::schema
