// SPDX-License-Identifier: Apache-2.0
// Storage of the lower triangle of a contribution: strips of columns, each a rectangle from its first diagonal entry
// down, one after the other.
#pragma once

#include <algorithm>
#include <cstddef>

namespace spondyl::multifrontal {

struct ContributionLayout {
    int rows = 0;

    // Wide strips are fast to update, narrow ones waste little above the diagonal.
    [[nodiscard]] int width() const { return rows > 1024 ? 256 : rows > 192 ? 128 : 64; }
    // Of the strip that begins with column `begin`.
    [[nodiscard]] std::size_t offset(int begin) const {
        const auto before = static_cast<std::size_t>(begin / width());
        const auto strip = static_cast<std::size_t>(width());
        return static_cast<std::size_t>(begin) * static_cast<std::size_t>(rows) -
               (before * (before - 1) / 2) * strip * strip;
    }
    // So that column(a, j)[i] is entry (i, j), i >= j.
    [[nodiscard]] double* column(double* data, int j) const {
        const int begin = j / width() * width();
        return data + offset(begin) + static_cast<std::ptrdiff_t>(j - begin) * (rows - begin) - begin;
    }
    [[nodiscard]] std::size_t size() const {
        const int last = rows == 0 ? 0 : (rows - 1) / width() * width();
        return offset(last) + static_cast<std::size_t>(rows - last) * static_cast<std::size_t>(rows - last);
    }
};

}  // namespace spondyl::multifrontal
