// SPDX-License-Identifier: Apache-2.0
// Version of the program: for --version and the provenance of results.
#pragma once

#include <string_view>

namespace spondyl {

std::string_view version();  // "0.1.0"
std::string_view
git_hash();  // 12 hexadecimal digits, "-modified" appended if the sources differ; "unknown" without git
std::string_view compiler();    // "GNU 12.2.0"
std::string_view build_type();  // "Release"

}  // namespace spondyl
