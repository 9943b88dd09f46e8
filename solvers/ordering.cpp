// SPDX-License-Identifier: Apache-2.0
#include "solvers/ordering.hpp"

#include <metis.h>

#include "core/error.hpp"

namespace spondyl {

std::vector<int> nested_dissection(const SymmetricMatrix& pattern) {
    // METIS wants both triangles without the diagonal.
    const int n = pattern.size;
    std::vector<idx_t> start(static_cast<std::size_t>(n) + 1, 0);
    const auto for_each_edge = [&](auto visit) {
        for (int r = 0; r < n; ++r) {
            for (int e = pattern.row_start[r]; e < pattern.row_start[r + 1]; ++e) {
                if (pattern.column[e] == r) continue;
                visit(r, pattern.column[e]);
                visit(pattern.column[e], r);
            }
        }
    };
    for_each_edge([&](int from, int) { ++start[from + 1]; });
    for (int r = 0; r < n; ++r) start[r + 1] += start[r];
    std::vector<idx_t> neighbour(static_cast<std::size_t>(start.back()));
    std::vector<idx_t> next(start.begin(), start.end() - 1);
    for_each_edge([&](int from, int to) { neighbour[next[from]++] = to; });

    std::vector<int> position(static_cast<std::size_t>(n));
    if (neighbour.empty()) {  // a diagonal matrix: METIS refuses graphs without edges
        for (int r = 0; r < n; ++r) position[r] = r;
        return position;
    }
    idx_t vertices = n;
    std::vector<idx_t> permutation(position.size());
    std::vector<idx_t> inverse(position.size());
    const int status =
        METIS_NodeND(&vertices, start.data(), neighbour.data(), nullptr, nullptr, permutation.data(), inverse.data());
    SPONDYL_ASSERT(status == METIS_OK, "METIS status {} for {} equations", status, n);
    position.assign(inverse.begin(), inverse.end());
    return position;
}

}  // namespace spondyl
