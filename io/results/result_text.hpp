// SPDX-License-Identifier: Apache-2.0
// Text of a result: verdicts of tasks, warnings, failures. No code parses it.
#pragma once

#include <string>
#include <vector>

#include "models/result/result.hpp"

namespace spondyl {

// Why the person cannot do the task, or why it has no equilibrium: "the muscles are too weak for it: 1.34 times their
// strength would be needed, first of all in extension of L5". Empty for a task that is held.
std::string verdict_text(const TaskVerdict& verdict);
// Advice for changing the scenario: muscles at their limit, what to try. May be empty.
std::string verdict_advice(const TaskVerdict& verdict);

std::string warning_text(const InputWarning& warning);
std::string warning_text(const FitWarning& warning);
// Every warning of a result: tasks for which the person is too weak or unstable, implausible input, and numbers of its
// states outside the measured ranges, one for each state and kind.
std::vector<std::string> warning_texts(const Result& result);

// Why the result is not complete; empty if it is.
std::string failure_text(const Result& result);
// The same in one line.
std::string failure_line(const Result& result);

// A task of the result is infeasible (TaskVerdict::is_infeasible), all of them have an equilibrium.
bool is_infeasible(const Result& result);

}  // namespace spondyl
