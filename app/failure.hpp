// SPDX-License-Identifier: Apache-2.0
// From an exception to a message and an exit code.
#pragma once

#include <exception>
#include <string>

namespace spondyl::app {

// The message on the standard error, with `json` one object on the standard output as well; returns the exit code. Does
// not throw, whatever the message holds and however little memory is left.
int report_failure(const std::exception_ptr& failure, bool json) noexcept;

// The same for a message of one's own.
int report_error(int code, const std::string& message, bool json);

}  // namespace spondyl::app
