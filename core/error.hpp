// SPDX-License-Identifier: Apache-2.0
// The three kinds of failure: a mistake of the user, a solve that does not converge, and a bug of the program.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>

namespace spondyl {

// The input is wrong. The text says what is wrong, where, and what is allowed. Exit code 2.
class UserError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// The input is fine but no equilibrium was found. The text says how far the solve got and what to try. Exit code 3.
class SolveError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// An internal invariant of the program is violated. Exit code 70.
class InternalError : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

}  // namespace spondyl

// Always on. The message is an fmt format string with the values that a bug report needs.
#define SPONDYL_ASSERT(condition, ...)                                                                                \
    do {                                                                                                              \
        if (!(condition)) {                                                                                           \
            throw ::spondyl::InternalError(fmt::format("{}:{}: {} does not hold: ", __FILE__, __LINE__, #condition) + \
                                           fmt::format(__VA_ARGS__));                                                 \
        }                                                                                                             \
    } while (false)
