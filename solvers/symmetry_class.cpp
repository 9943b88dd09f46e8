// SPDX-License-Identifier: Apache-2.0
#include "solvers/symmetry_class.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace spondyl {

SymmetryClass::SymmetryClass(const Reflection& reflection, double parity)
    : place(reflection.partner.size(), -1), weight(reflection.partner.size(), 0.0) {
    for (std::size_t i = 0; i < place.size(); ++i) {
        const auto partner = static_cast<std::size_t>(reflection.partner[i]);
        if (partner < i || (partner == i && reflection.sign[i] != parity)) continue;
        place[i] = matrix.size++;
        weight[i] = partner == i ? 1.0 : std::sqrt(0.5);
        if (partner == i) continue;
        place[partner] = place[i];
        weight[partner] = parity * reflection.sign[i] * weight[i];
    }
}

void SymmetryClass::restrict_pattern(const SymmetricMatrix& k) {
    const auto for_each_entry = [&](const auto& visit) {
        for (int r = 0; r < k.size; ++r) {
            if (place[r] < 0) continue;
            for (int e = k.row_start[r]; e < k.row_start[r + 1]; ++e) {
                const int column = place[k.column[e]];
                if (column >= 0) visit(std::min(place[r], column), std::max(place[r], column), e);
            }
        }
    };
    struct Entry {
        int column;
        int source;
    };
    std::vector<std::size_t> end(static_cast<std::size_t>(matrix.size) + 1, 0);
    for_each_entry([&](int row, int /*column*/, int /*e*/) { ++end[static_cast<std::size_t>(row) + 1]; });
    for (std::size_t r = 1; r < end.size(); ++r) end[r] += end[r - 1];
    std::vector<Entry> entries(end.back());
    for_each_entry([&](int row, int column, int e) { entries[end[row]++] = {column, e}; });
    // end[r] is the end of row r now, and so the begin of the next.
    target.assign(k.column.size(), -1);
    matrix.row_start.assign(1, 0);
    for (int r = 0; r < matrix.size; ++r) {
        const auto first = entries.begin() + static_cast<std::ptrdiff_t>(r == 0 ? 0 : end[r - 1]);
        const auto last = entries.begin() + static_cast<std::ptrdiff_t>(end[r]);
        std::sort(first, last, [](const Entry& a, const Entry& b) { return a.column < b.column; });
        for (auto entry = first; entry != last; ++entry) {
            if (entry == first || entry->column != matrix.column.back()) matrix.column.push_back(entry->column);
            target[entry->source] = static_cast<int>(matrix.column.size()) - 1;
        }
        matrix.row_start.push_back(static_cast<int>(matrix.column.size()));
    }
    matrix.value.resize(matrix.column.size());
}

void SymmetryClass::restrict_values(const SymmetricMatrix& k) {
    std::ranges::fill(matrix.value, 0.0);
    for (int r = 0; r < k.size; ++r) {
        for (int e = k.row_start[r]; e < k.row_start[r + 1]; ++e) {
            if (target[e] < 0) continue;
            const int c = k.column[e];
            // An entry between an equation and its image, stored once, counts twice on the diagonal.
            const double times = c != r && place[c] == place[r] ? 2.0 : 1.0;
            matrix.value[target[e]] += times * weight[r] * weight[c] * k.value[e];
        }
    }
}

void SymmetryClass::restrict_vector(const double* vector, double* part) const {
    for (std::size_t i = 0; i < place.size(); ++i) {
        if (place[i] >= 0) part[place[i]] += weight[i] * vector[i];
    }
}

void SymmetryClass::add_to_vector(const double* part, double* vector) const {
    for (std::size_t i = 0; i < place.size(); ++i) {
        if (place[i] >= 0) vector[i] += weight[i] * part[place[i]];
    }
}

}  // namespace spondyl
