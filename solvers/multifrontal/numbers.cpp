// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/numbers.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <new>

namespace spondyl::multifrontal {

void Numbers::resize(std::size_t size) {
    if (size <= size_) return;
    constexpr std::size_t huge_page = std::size_t{2} << 20U;
    const std::size_t alignment = size * sizeof(double) >= huge_page ? huge_page : 64;
    const std::size_t bytes = (size * sizeof(double) + alignment - 1) / alignment * alignment;
    data_.reset();
    size_ = 0;
    data_.reset(static_cast<double*>(std::aligned_alloc(alignment, bytes)));
    if (!data_) throw std::bad_alloc();
    size_ = size;
    if (alignment == huge_page) madvise(data_.get(), bytes, MADV_HUGEPAGE);  // only a hint: it may be refused
}

void Numbers::Free::operator()(double* data) const {
    std::free(data);
}

}  // namespace spondyl::multifrontal
