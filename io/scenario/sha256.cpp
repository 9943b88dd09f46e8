// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include "core/error.hpp"

namespace spondyl {

std::array<unsigned char, 32> sha256_bytes(std::string_view text) {
    std::array<unsigned char, 32> digest{};
    unsigned int length = 0;
    const int ok = EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
    SPONDYL_ASSERT(ok == 1 && length == 32, "libcrypto returned {} and {} bytes", ok, length);
    return digest;
}

std::string sha256(std::string_view text) {
    std::string hex;
    for (const unsigned char byte : sha256_bytes(text)) hex += fmt::format("{:02x}", byte);
    return hex;
}

}  // namespace spondyl
