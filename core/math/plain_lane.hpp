// SPDX-License-Identifier: Apache-2.0
// Several doubles processed together without a vector library: the fallback where the std::experimental::simd of the
// standard library is incomplete (libc++). Compilers vectorise its loops where they can.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

namespace spondyl {

class PlainLane {
  public:
    static constexpr int width = 2;
    class mask_type {  // NOLINT(readability-identifier-naming): as in std::experimental::simd
      public:
        bool& operator[](std::size_t i) { return set_[i]; }
        bool operator[](std::size_t i) const { return set_[i]; }
        friend mask_type operator&&(const mask_type& a, const mask_type& b) {
            mask_type both;
            for (std::size_t i = 0; i < width; ++i) both[i] = a[i] && b[i];
            return both;
        }
        friend mask_type operator||(const mask_type& a, const mask_type& b) {
            mask_type either;
            for (std::size_t i = 0; i < width; ++i) either[i] = a[i] || b[i];
            return either;
        }
        friend mask_type operator!(const mask_type& a) {
            mask_type none;
            for (std::size_t i = 0; i < width; ++i) none[i] = !a[i];
            return none;
        }

      private:
        std::array<bool, width> set_{};
    };

    PlainLane() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): a number converts to lanes that all hold it
    PlainLane(double x) { value_.fill(x); }
    // Lane i is generate(i).
    template <class Generate>
    requires std::is_invocable_r_v<double, Generate, std::size_t>
    explicit PlainLane(const Generate& generate) {
        for (std::size_t i = 0; i < width; ++i) value_[i] = generate(i);
    }

    static constexpr std::size_t size() { return width; }
    double& operator[](std::size_t i) { return value_[i]; }
    double operator[](std::size_t i) const { return value_[i]; }

    PlainLane& operator+=(const PlainLane& b) { return *this = *this + b; }
    PlainLane& operator-=(const PlainLane& b) { return *this = *this - b; }
    PlainLane& operator*=(const PlainLane& b) { return *this = *this * b; }
    PlainLane& operator/=(const PlainLane& b) { return *this = *this / b; }

    friend PlainLane operator-(const PlainLane& a) {
        return PlainLane([&](std::size_t i) { return -a[i]; });
    }
    friend PlainLane operator+(const PlainLane& a, const PlainLane& b) {
        return PlainLane([&](std::size_t i) { return a[i] + b[i]; });
    }
    friend PlainLane operator-(const PlainLane& a, const PlainLane& b) {
        return PlainLane([&](std::size_t i) { return a[i] - b[i]; });
    }
    friend PlainLane operator*(const PlainLane& a, const PlainLane& b) {
        return PlainLane([&](std::size_t i) { return a[i] * b[i]; });
    }
    friend PlainLane operator/(const PlainLane& a, const PlainLane& b) {
        return PlainLane([&](std::size_t i) { return a[i] / b[i]; });
    }
    friend mask_type operator<(const PlainLane& a, const PlainLane& b) {
        mask_type less;
        for (std::size_t i = 0; i < width; ++i) less[i] = a[i] < b[i];
        return less;
    }
    friend mask_type operator<=(const PlainLane& a, const PlainLane& b) {
        mask_type at_most;
        for (std::size_t i = 0; i < width; ++i) at_most[i] = a[i] <= b[i];
        return at_most;
    }
    friend mask_type operator==(const PlainLane& a, const PlainLane& b) { return a <= b && b <= a; }
    friend mask_type operator!=(const PlainLane& a, const PlainLane& b) { return !(a == b); }
    friend mask_type operator>(const PlainLane& a, const PlainLane& b) { return b < a; }
    friend mask_type operator>=(const PlainLane& a, const PlainLane& b) { return b <= a; }

  private:
    std::array<double, width> value_{};
};

}  // namespace spondyl
