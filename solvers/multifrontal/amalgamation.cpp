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

// Chains of columns with the same structure below them, which are always eliminated together.
struct Chains {
    std::vector<int> of_column;
    std::vector<int> parent;
    std::vector<int> pivots;
    std::vector<int> rows;
    std::vector<std::vector<int>> children;
    double operations = 0.0;

    [[nodiscard]] int count() const { return static_cast<int>(parent.size()); }
};

Chains find_chains(const EliminationTree& tree) {
    Chains chains;
    const int n = static_cast<int>(tree.parent.size());
    std::vector<int> start;  // first column of each
    chains.of_column.resize(static_cast<std::size_t>(n));
    for (int j = 0; j < n; ++j) {
        const bool continues = j > 0 && tree.parent[j - 1] == j && tree.count[j - 1] == tree.count[j] + 1;
        if (!continues) start.push_back(j);
        chains.of_column[j] = static_cast<int>(start.size()) - 1;
    }
    const std::size_t count = start.size();
    start.push_back(n);
    chains.parent.resize(count);
    chains.pivots.resize(count);
    chains.rows.resize(count);
    chains.children.resize(count);
    for (int i = 0; i < chains.count(); ++i) {
        const int last = start[i + 1] - 1;
        chains.parent[i] = tree.parent[last] < 0 ? -1 : chains.of_column[tree.parent[last]];
        chains.pivots[i] = start[i + 1] - start[i];
        chains.rows[i] = tree.count[start[i]];
        chains.operations += elimination_operations(chains.rows[i], chains.pivots[i]);
        if (chains.parent[i] >= 0) chains.children[chains.parent[i]].push_back(i);
    }
    return chains;
}

// Merges children into parents, beginning with those that fill most of the parent; their children become children of
// the parent. Gives for each chain the one into which it was merged, -1 for none.
std::vector<int> merge(Chains& chains) {
    std::vector<int>&rows = chains.rows, &pivots = chains.pivots;
    std::vector<int> merged_into(chains.parent.size(), -1);
    for (int i = 0; i < chains.count(); ++i) {
        std::vector<int>& children = chains.children[i];
        std::vector<int> candidates = children;
        std::ranges::stable_sort(candidates, [&](int a, int b) { return rows[a] - pivots[a] > rows[b] - pivots[b]; });
        for (const int c : candidates) {
            const double apart = cost(rows[c], pivots[c]) + cost(rows[i], pivots[i]);
            if (cost(rows[i] + pivots[c], pivots[i] + pivots[c]) > apart) continue;
            merged_into[c] = i;
            rows[i] += pivots[c];
            pivots[i] += pivots[c];
            std::erase(children, c);
            children.insert(children.end(), chains.children[c].begin(), chains.children[c].end());
        }
        std::ranges::sort(children);
    }
    return merged_into;
}

// Position of each chain in postorder; -1 for merged ones.
std::vector<int> number_in_postorder(const Chains& chains) {
    std::vector<int> number(chains.parent.size(), -1);
    std::vector<int> path;
    std::vector<std::size_t> next(chains.parent.size(), 0);
    int numbered = 0;
    for (int root = 0; root < chains.count(); ++root) {
        if (chains.parent[root] >= 0) continue;
        path.push_back(root);
        while (!path.empty()) {
            const int node = path.back();
            if (next[node] < chains.children[node].size()) {
                path.push_back(chains.children[node][next[node]++]);
            } else {
                number[node] = numbered++;
                path.pop_back();
            }
        }
    }
    return number;
}

}  // namespace

double elimination_operations(int rows, int pivots) {
    // Sum of m^2 for m = rows - pivots + 1 .. rows.
    const auto squares = [](double m) { return m * (m + 1.0) * (2.0 * m + 1.0) / 6.0; };
    return squares(rows) - squares(rows - pivots);
}

Supernodes supernodes(const EliminationTree& tree) {
    Chains chains = find_chains(tree);
    const std::vector<int> merged_into = merge(chains);
    const std::vector<int> number = number_in_postorder(chains);
    const auto kept = [&](int i) {
        while (merged_into[i] >= 0) i = merged_into[i];
        return i;
    };
    Supernodes s;
    s.smallest_operations = chains.operations;
    s.parent.assign(static_cast<std::size_t>(std::ranges::count(merged_into, -1)), -1);
    for (int i = 0; i < chains.count(); ++i) {
        if (merged_into[i] < 0 && chains.parent[i] >= 0) s.parent[number[i]] = number[kept(chains.parent[i])];
    }
    s.of_position.resize(chains.of_column.size());
    for (std::size_t j = 0; j < chains.of_column.size(); ++j) s.of_position[j] = number[kept(chains.of_column[j])];
    return s;
}

}  // namespace spondyl::multifrontal
