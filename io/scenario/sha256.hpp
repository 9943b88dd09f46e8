// SPDX-License-Identifier: Apache-2.0
// Fingerprint of a text, such as a scenario's canonical one.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace spondyl {

std::array<unsigned char, 32> sha256_bytes(std::string_view text);

// The same as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view text);

}  // namespace spondyl
