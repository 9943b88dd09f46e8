// SPDX-License-Identifier: Apache-2.0
// Memory for contributions, kept from one factorisation to the next. Which thread gets which part varies between runs;
// the numbers computed do not.
#pragma once

#include <deque>
#include <mutex>

#include "solvers/multifrontal/numbers.hpp"
#include "solvers/multifrontal/space.hpp"

namespace spondyl::multifrontal {

class WorkPool {
  public:
    // `size` doubles to begin with; grows where needed. Throws std::bad_alloc.
    explicit WorkPool(std::size_t size) : first_size_(size) { grow(size); }

    double* take(std::size_t size);
    void give_back(const double* place);
    void give_back_all();

  private:
    struct Chunk {
        Numbers numbers;
        Space space;
    };
    void grow(std::size_t size);

    std::size_t first_size_;
    std::mutex mutex_;
    std::deque<Chunk> chunks_;
};

}  // namespace spondyl::multifrontal
