// SPDX-License-Identifier: Apache-2.0
// Converts an exception to a message and an exit code.
#pragma once

#include <exception>
#include <string>

namespace spondyl::app {

// Prints the message to the standard error and, with `json`, one object to the standard output as well; returns the
// exit code. Does not throw, whatever the message contains and however little memory is left.
int report_failure(const std::exception_ptr& failure, bool json) noexcept;

// The same for a given message.
int report_error(int code, const std::string& message, bool json);

}  // namespace spondyl::app
