// SPDX-License-Identifier: Apache-2.0
// Runs the built command the way a user does.
#pragma once

#include <string>
#include <vector>

namespace spondyl::test {

struct Finished {
    int code = -1;  // exit code; 128 + signal if it was killed
    std::string out;
    std::string err;
};

// `spondyl` with these arguments, standard output and error into pipes.
Finished spondyl(const std::vector<std::string>& arguments);

// The same with the standard error on a terminal, whose contents are returned as err.
Finished spondyl_on_terminal(const std::vector<std::string>& arguments);

}  // namespace spondyl::test
