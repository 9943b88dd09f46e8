// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/work_pool.hpp"

#include <algorithm>

namespace spondyl::multifrontal {

void WorkPool::grow(std::size_t size) {
    constexpr std::size_t line = 8;
    Chunk chunk{.numbers = {}, .space = Space(size + line)};
    chunk.numbers.resize(size + line);
    chunks_.push_back(std::move(chunk));
}

double* WorkPool::take(std::size_t size) {
    const std::lock_guard lock(mutex_);
    for (Chunk& chunk : chunks_) {
        const std::size_t offset = chunk.space.take(size);
        if (offset != Space::full) return chunk.numbers.data() + offset;
    }
    grow(std::max(size, first_size_ / 4));
    return chunks_.back().numbers.data() + chunks_.back().space.take(size);
}

void WorkPool::give_back(const double* place) {
    const std::lock_guard lock(mutex_);
    for (Chunk& chunk : chunks_) {
        const double* const begin = chunk.numbers.data();
        if (place < begin || place >= begin + chunk.numbers.size()) continue;
        chunk.space.give_back(static_cast<std::size_t>(place - begin));
        return;
    }
}

void WorkPool::give_back_all() {
    for (Chunk& chunk : chunks_) chunk.space = Space(chunk.numbers.size());
}

}  // namespace spondyl::multifrontal
