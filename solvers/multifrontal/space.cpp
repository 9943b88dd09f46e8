// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/space.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace spondyl::multifrontal {

std::size_t Space::take(std::size_t size) {
    constexpr std::size_t line = 8;
    size = std::max<std::size_t>((size + line - 1) / line, 1) * line;
    std::size_t best = full;
    std::size_t best_gap = full;
    std::size_t where = used_.size();
    std::size_t begin = 0;
    for (std::size_t i = 0; i < used_.size(); ++i) {
        const std::size_t gap = used_[i].begin - begin;
        if (gap >= size && gap < best_gap) {
            best = begin;
            best_gap = gap;
            where = i;
        }
        begin = used_[i].end;
    }
    if (best == full) {
        if (size_ - begin < size) return full;
        best = begin;
    }
    used_.insert(used_.begin() + static_cast<std::ptrdiff_t>(where), {best, best + size});
    extent_ = std::max(extent_, best + size);
    return best;
}

void Space::give_back(std::size_t offset) {
    const auto found = std::ranges::find(used_, offset, &Place::begin);
    SPONDYL_ASSERT(found != used_.end(), "nothing was taken at {}", offset);
    used_.erase(found);
}

}  // namespace spondyl::multifrontal
