// SPDX-License-Identifier: Apache-2.0
// Limit of the memory that reading a file may take. A few kilobytes can announce terabytes; readers register here what
// they are about to allocate, and are stopped before they do.
#pragma once

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

namespace spondyl::hdf5 {

// A call of the library failed, or a file does not have the required form: an object is missing, has another shape, or
// would need more memory than allowed.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Fields of results compress by a factor of about two, tables not at all. Only constants compress better, such as the
// displacement of the state at rest, and they are a small part of a large file.
inline constexpr std::uint64_t memory_per_stored_byte = 64;
// Small files may consist mostly of constants and names; this amount is acceptable on any machine.
inline constexpr std::uint64_t memory_of_any_file = std::uint64_t{256} << 20U;
// For every file, however large.
inline constexpr std::uint64_t memory_at_most = std::uint64_t{64} << 30U;
// The best ratio of deflate (https://zlib.net/zlib_tech.html): stored data cannot hold more.
inline constexpr std::uint64_t largest_inflation = 1032;
// Rows are unpacked chunk by chunk. Spondyl writes chunks below 1 MiB unless a single row is larger.
inline constexpr std::uint64_t largest_chunk_bytes = std::uint64_t{16} << 20U;
// Names, units and descriptions; version numbers.
inline constexpr std::uint64_t largest_attribute_bytes = 65536;

// a * b, or the largest number in case of overflow, which exceeds any limit.
constexpr std::uint64_t saturated_product(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    return a != 0 && b > most / a ? most : a * b;
}

class ReadBudget {
  public:
    explicit ReadBudget(std::uint64_t file_bytes);

    [[nodiscard]] std::uint64_t file_bytes() const { return file_bytes_; }
    // Throws Error with `what` if that is more than what is left.
    void take(std::uint64_t count, std::uint64_t bytes_each, std::string_view what);

  private:
    std::uint64_t file_bytes_;
    std::uint64_t left_;
};

}  // namespace spondyl::hdf5
