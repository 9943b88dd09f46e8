// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/amalgamation.hpp"

#include <algorithm>

namespace spondyl::multifrontal {

namespace {

// Time of a front, ns, on a processor of 2023 with AVX-512; only ratios matter. BLAS reaches half of its speed at
// half_speed pivots; every number of a contribution is written, read and added once.
double cost(int rows, int pivots) {
    constexpr double half_speed = 12.0;
    constexpr double operation = 1.0 / 40.0;
    constexpr double factor_entry = 0.3;
    constexpr double contribution_entry = 1.0;
    constexpr double front = 2000.0;
    const double left = rows - pivots;
    return elimination_operations(rows, pivots) * operation * (1.0 + half_speed / pivots) +
           factor_entry * rows * pivots + contribution_entry * 0.5 * left * left + front;
}

}  // namespace

double elimination_operations(int rows, int pivots) {
    // Sum of m^2 for m = rows - pivots + 1 .. rows.
    const auto squares = [](double m) { return m * (m + 1.0) * (2.0 * m + 1.0) / 6.0; };
    return squares(rows) - squares(rows - pivots);
}

Supernodes supernodes(const EliminationTree& tree) {
    const int n = static_cast<int>(tree.parent.size());
    std::vector<int> start;  // first column of each
    std::vector<int> of_column(static_cast<std::size_t>(n));
    for (int j = 0; j < n; ++j) {
        const bool continues = j > 0 && tree.parent[j - 1] == j && tree.count[j - 1] == tree.count[j] + 1;
        if (!continues) start.push_back(j);
        of_column[j] = static_cast<int>(start.size()) - 1;
    }
    const int count = static_cast<int>(start.size());
    start.push_back(n);

    Supernodes s;
    std::vector<int> parent(static_cast<std::size_t>(count));
    std::vector<int> pivots(static_cast<std::size_t>(count));
    std::vector<int> rows(static_cast<std::size_t>(count));
    std::vector<std::vector<int>> children(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const int last = start[i + 1] - 1;
        parent[i] = tree.parent[last] < 0 ? -1 : of_column[tree.parent[last]];
        pivots[i] = start[i + 1] - start[i];
        rows[i] = tree.count[start[i]];
        s.smallest_operations += elimination_operations(rows[i], pivots[i]);
        if (parent[i] >= 0) children[parent[i]].push_back(i);
    }

    // Parents take children, those that fill most of them first; the children's children are then theirs.
    std::vector<int> merged_into(static_cast<std::size_t>(count), -1);
    for (int i = 0; i < count; ++i) {
        std::vector<int> candidates = children[i];
        std::ranges::stable_sort(candidates, [&](int a, int b) { return rows[a] - pivots[a] > rows[b] - pivots[b]; });
        for (const int c : candidates) {
            const double apart = cost(rows[c], pivots[c]) + cost(rows[i], pivots[i]);
            if (cost(rows[i] + pivots[c], pivots[i] + pivots[c]) > apart) continue;
            merged_into[c] = i;
            rows[i] += pivots[c];
            pivots[i] += pivots[c];
            std::erase(children[i], c);
            children[i].insert(children[i].end(), children[c].begin(), children[c].end());
        }
        std::ranges::sort(children[i]);
    }

    // Numbered anew in postorder.
    std::vector<int> number(static_cast<std::size_t>(count), -1);
    std::vector<int> path;
    std::vector<std::size_t> next(static_cast<std::size_t>(count), 0);
    int numbered = 0;
    for (int root = 0; root < count; ++root) {
        if (parent[root] >= 0) continue;
        path.push_back(root);
        while (!path.empty()) {
            const int node = path.back();
            if (next[node] < children[node].size()) {
                path.push_back(children[node][next[node]++]);
            } else {
                number[node] = numbered++;
                path.pop_back();
            }
        }
    }
    const auto kept = [&](int i) {
        while (merged_into[i] >= 0) i = merged_into[i];
        return i;
    };
    s.parent.assign(static_cast<std::size_t>(numbered), -1);
    for (int i = 0; i < count; ++i) {
        if (merged_into[i] < 0 && parent[i] >= 0) s.parent[number[i]] = number[kept(parent[i])];
    }
    s.of_position.resize(static_cast<std::size_t>(n));
    for (int j = 0; j < n; ++j) s.of_position[j] = number[kept(of_column[j])];
    return s;
}

}  // namespace spondyl::multifrontal
