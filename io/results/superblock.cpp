// SPDX-License-Identifier: Apache-2.0
#include "io/results/superblock.hpp"

#include <array>
#include <bit>

#include "core/error.hpp"

namespace spondyl::hdf5 {

std::uint32_t superblock_checksum(std::span<const char, 44> bytes) {
    const auto word = [&](std::size_t i) {
        std::uint32_t value = 0;
        for (std::size_t k = 4; k-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[4 * i + k]);
        return value;
    };
    const std::uint32_t start = 0xdeadbeefU + static_cast<std::uint32_t>(bytes.size());
    std::uint32_t a = start;
    std::uint32_t b = start;
    std::uint32_t c = start;
    // Three blocks of three words are mixed; the last two words complete the hash.
    for (std::size_t block = 0; block < 3; ++block) {
        a += word(3 * block);
        b += word(3 * block + 1);
        c += word(3 * block + 2);
        for (const std::array<int, 3>& turns : {std::array{4, 6, 8}, std::array{16, 19, 4}}) {
            a = (a - c) ^ std::rotl(c, turns[0]);
            c += b;
            b = (b - a) ^ std::rotl(a, turns[1]);
            a += c;
            c = (c - b) ^ std::rotl(b, turns[2]);
            b += a;
        }
    }
    a += word(9);
    b += word(10);
    c = (c ^ b) - std::rotl(b, 14);
    a = (a ^ c) - std::rotl(c, 11);
    b = (b ^ a) - std::rotl(a, 25);
    c = (c ^ b) - std::rotl(b, 16);
    a = (a ^ c) - std::rotl(c, 4);
    b = (b ^ a) - std::rotl(a, 14);
    return (c ^ b) - std::rotl(b, 24);
}

void renew_superblock_checksum(std::span<char> image) {
    constexpr std::size_t version_at = 8;
    constexpr std::size_t offset_size_at = 9;
    constexpr std::size_t checksum_at = 44;
    SPONDYL_ASSERT(image.size() >= checksum_at + 4 && image[version_at] >= 2 && image[offset_size_at] == 8,
                   "an image of {} bytes has a superblock of another version", image.size());
    std::uint32_t checksum = superblock_checksum(image.first<checksum_at>());
    for (std::size_t k = 0; k < 4; ++k, checksum >>= 8U)
        image[checksum_at + k] = static_cast<char>(static_cast<unsigned char>(checksum & 0xffU));
}

}  // namespace spondyl::hdf5
