// SPDX-License-Identifier: Apache-2.0
// A large array of doubles, not initialised, on huge pages where the system has them.
#pragma once

#include <cstddef>
#include <memory>

namespace spondyl::multifrontal {

class Numbers {
  public:
    // Keeps the memory if it is large enough; otherwise its contents are lost. Throws std::bad_alloc.
    void resize(std::size_t size);
    [[nodiscard]] double* data() const { return data_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    struct Free {
        void operator()(double* data) const;
    };
    std::unique_ptr<double, Free> data_;
    std::size_t size_ = 0;
};

}  // namespace spondyl::multifrontal
