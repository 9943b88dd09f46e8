// SPDX-License-Identifier: Apache-2.0
// The superblock, the first 48 bytes of an HDF5 file of format version 1.8 or 1.10 (HDF5 File Format Specification 3.0,
// section II.A), as far as an image of a file in memory needs it.
#pragma once

#include <cstdint>
#include <span>

namespace spondyl::hdf5 {

// Bob Jenkins' hash lookup3 (2006, public domain) of a text of 44 bytes: the checksum of a superblock.
std::uint32_t superblock_checksum(std::span<const char, 44> bytes);

// H5Fget_file_image removes the flag "open for writing" from the superblock but leaves the checksum computed with it,
// so that the image cannot be opened. Writes the checksum of the present contents.
void renew_superblock_checksum(std::span<char> image);

}  // namespace spondyl::hdf5
