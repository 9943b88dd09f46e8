// SPDX-License-Identifier: Apache-2.0
// How much memory a file may ask for. A few kilobytes can announce terabytes; whoever reads says here what is about to
// be allocated, and is stopped before it is.
#pragma once

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

namespace spondyl::hdf5 {

// A call of the library failed, or a file to read is not as it must be: it lacks an object, has it in another shape, or
// asks for more than it may.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Fields of results pack about twofold, tables not at all. Only constants pack better, such as the displacement of the
// state at rest, and they are a small part of a large file.
inline constexpr std::uint64_t memory_per_stored_byte = 64;
// Small files may be mostly constants and names; this much harms no machine on which Spondyl runs.
inline constexpr std::uint64_t memory_of_any_file = std::uint64_t{256} << 20U;
// Of every file, however large.
inline constexpr std::uint64_t memory_at_most = std::uint64_t{64} << 30U;
// What deflate can reach at best (https://zlib.net/zlib_tech.html): more cannot be the content of what is stored.
inline constexpr std::uint64_t largest_inflation = 1032;
// Rows are unpacked chunk by chunk. Spondyl writes chunks below 1 MiB unless a single row is larger.
inline constexpr std::uint64_t largest_chunk_bytes = std::uint64_t{16} << 20U;
// Names, units and sentences; numbers of a version.
inline constexpr std::uint64_t largest_attribute_bytes = 65536;

// a * b, or the largest number where that is less: too much in any case.
constexpr std::uint64_t saturated_product(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    return a != 0 && b > most / a ? most : a * b;
}

class ReadBudget {
  public:
    explicit ReadBudget(std::uint64_t file_bytes);

    [[nodiscard]] std::uint64_t file_bytes() const { return file_bytes_; }
    // Throws Error naming `what` if that is more than what is left.
    void take(std::uint64_t count, std::uint64_t bytes_each, std::string_view what);

  private:
    std::uint64_t file_bytes_;
    std::uint64_t left_;
};

}  // namespace spondyl::hdf5
