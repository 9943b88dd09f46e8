// SPDX-License-Identifier: Apache-2.0
// Allocation within a contiguous work space, in doubles.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace spondyl::multifrontal {

class Space {
  public:
    explicit Space(std::size_t size = std::numeric_limits<std::size_t>::max()) : size_(size) {}

    static constexpr std::size_t full = std::numeric_limits<std::size_t>::max();

    // Offset of the smallest gap that fits; `full` if there is none. Aligned to a cache line.
    std::size_t take(std::size_t size);
    void give_back(std::size_t offset);
    // The largest extent ever in use.
    [[nodiscard]] std::size_t extent() const { return extent_; }

  private:
    struct Place {
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Place> used_;  // ascending
    std::size_t size_;
    std::size_t extent_ = 0;
};

}  // namespace spondyl::multifrontal
