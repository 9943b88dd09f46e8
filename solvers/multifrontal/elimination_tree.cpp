// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/elimination_tree.hpp"

#include <algorithm>
#include <numeric>

namespace spondyl::multifrontal {

namespace {

std::vector<int> parents(const Adjacency& earlier) {
    const int n = static_cast<int>(earlier.start.size()) - 1;
    std::vector<int> parent(static_cast<std::size_t>(n), -1);
    std::vector<int> ancestor(static_cast<std::size_t>(n), -1);  // with path compression
    for (int i = 0; i < n; ++i) {
        for (int e = earlier.start[i]; e < earlier.start[i + 1]; ++e) {
            int k = earlier.neighbour[e];
            while (k != -1 && k < i) {
                const int next = ancestor[k];
                ancestor[k] = i;
                if (next == -1) parent[k] = i;
                k = next;
            }
        }
    }
    return parent;
}

// New position of each position: children before parents, subtrees contiguous, children in ascending order.
std::vector<int> postorder(const std::vector<int>& parent) {
    const int n = static_cast<int>(parent.size());
    std::vector<int> first_child(static_cast<std::size_t>(n) + 1, -1);
    std::vector<int> sibling(static_cast<std::size_t>(n), -1);
    for (int i = n - 1; i >= 0; --i) {
        const int p = parent[i] < 0 ? n : parent[i];
        sibling[i] = first_child[p];
        first_child[p] = i;
    }
    std::vector<int> place(static_cast<std::size_t>(n));
    std::vector<int> path;
    int next = 0;
    for (int root = first_child[n]; root != -1; root = sibling[root]) {
        path.push_back(root);
        while (!path.empty()) {
            const int node = path.back();
            if (first_child[node] != -1) {
                path.push_back(first_child[node]);
                first_child[node] = sibling[first_child[node]];
            } else {
                place[node] = next++;
                path.pop_back();
            }
        }
    }
    return place;
}

std::vector<int> column_counts(const Adjacency& later, const std::vector<int>& parent) {
    const int n = static_cast<int>(parent.size());
    const auto size = static_cast<std::size_t>(n);
    std::vector<int> count(size, 0);
    std::vector<int> first(size, -1);  // first descendant of each position
    for (int j = 0; j < n; ++j) {
        count[j] = first[j] == -1 ? 1 : 0;  // a leaf
        for (int k = j; k != -1 && first[k] == -1; k = parent[k]) first[k] = j;
    }
    std::vector<int> largest_first(size, -1);
    std::vector<int> previous_leaf(size, -1);
    std::vector<int> ancestor(size);
    std::iota(ancestor.begin(), ancestor.end(), 0);
    for (int j = 0; j < n; ++j) {
        if (parent[j] != -1) --count[parent[j]];
        for (int e = later.start[j]; e < later.start[j + 1]; ++e) {
            const int i = later.neighbour[e];
            if (first[j] <= largest_first[i]) continue;  // not a leaf of the subtree of row i
            largest_first[i] = first[j];
            const int before = previous_leaf[i];
            previous_leaf[i] = j;
            ++count[j];
            if (before == -1) continue;
            int common = before;
            while (common != ancestor[common]) common = ancestor[common];
            for (int k = before; k != common;) {
                const int next = ancestor[k];
                ancestor[k] = common;
                k = next;
            }
            --count[common];
        }
        if (parent[j] != -1) ancestor[j] = parent[j];
    }
    for (int j = 0; j < n; ++j) {
        if (parent[j] != -1) count[parent[j]] += count[j];
    }
    return count;
}

}  // namespace

Adjacency adjacency(const SymmetricMatrix& pattern, const std::vector<int>& position, Triangle triangle) {
    const int n = pattern.size;
    Adjacency a;
    a.start.assign(static_cast<std::size_t>(n) + 1, 0);
    const auto for_each_entry = [&](auto visit) {
        for (int r = 0; r < n; ++r) {
            for (int e = pattern.row_start[r]; e < pattern.row_start[r + 1]; ++e) {
                if (pattern.column[e] == r) continue;
                const auto [low, high] = std::minmax(position[r], position[pattern.column[e]]);
                if (triangle == Triangle::later) {
                    visit(low, high);
                } else {
                    visit(high, low);
                }
            }
        }
    };
    for_each_entry([&](int column, int) { ++a.start[column + 1]; });
    for (int i = 0; i < n; ++i) a.start[i + 1] += a.start[i];
    a.neighbour.resize(static_cast<std::size_t>(a.start.back()));
    std::vector<int> next(a.start.begin(), a.start.end() - 1);
    for_each_entry([&](int column, int neighbour) { a.neighbour[next[column]++] = neighbour; });
    return a;
}

EliminationTree elimination_tree(const SymmetricMatrix& pattern, const std::vector<int>& position) {
    EliminationTree tree;
    const std::vector<int> parent = parents(adjacency(pattern, position, Triangle::earlier));
    const std::vector<int> place = postorder(parent);
    tree.position.resize(position.size());
    tree.parent.resize(position.size());
    for (std::size_t i = 0; i < position.size(); ++i) {
        tree.position[i] = place[position[i]];
        tree.parent[place[i]] = parent[i] < 0 ? -1 : place[parent[i]];
    }
    tree.count = column_counts(adjacency(pattern, tree.position, Triangle::later), tree.parent);
    return tree;
}

}  // namespace spondyl::multifrontal
