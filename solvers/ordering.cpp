// SPDX-License-Identifier: Apache-2.0
#include "solvers/ordering.hpp"

#include <metis.h>

#include <algorithm>
#include <mutex>

#include "core/error.hpp"

namespace spondyl {

namespace {

// Both triangles without the diagonal: the graph format of METIS.
struct Graph {
    std::vector<idx_t> start;
    std::vector<idx_t> neighbour;
};

Graph graph_of(const SymmetricMatrix& pattern) {
    const int n = pattern.size;
    Graph graph;
    graph.start.assign(static_cast<std::size_t>(n) + 1, 0);
    const auto for_each_edge = [&](auto visit) {
        for (int r = 0; r < n; ++r) {
            for (int e = pattern.row_start[r]; e < pattern.row_start[r + 1]; ++e) {
                if (pattern.column[e] == r) continue;
                visit(r, pattern.column[e]);
                visit(pattern.column[e], r);
            }
        }
    };
    for_each_edge([&](int from, int) { ++graph.start[from + 1]; });
    for (int r = 0; r < n; ++r) graph.start[r + 1] += graph.start[r];
    graph.neighbour.resize(static_cast<std::size_t>(graph.start.back()));
    std::vector<idx_t> next(graph.start.begin(), graph.start.end() - 1);
    for_each_edge([&](int from, int to) { graph.neighbour[next[from]++] = to; });
    return graph;
}

constexpr int dense = -1;

// Connected part of each equation, numbered in the order of their first equations; `dense` for equations outside all
// parts.
std::vector<int> parts(const Graph& graph) {
    const int n = static_cast<int>(graph.start.size()) - 1;
    std::vector<idx_t> degree;
    degree.reserve(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) degree.push_back(graph.start[i + 1] - graph.start[i]);
    std::vector<idx_t> sorted = degree;
    const auto middle = sorted.begin() + n / 2;
    std::ranges::nth_element(sorted, middle);
    // An inner node of a mesh of linear bricks has 80 neighbours, one next to much smaller elements three times as
    // many.
    constexpr idx_t times_median = 5;
    constexpr idx_t smallest = 100;
    const idx_t limit = std::max(times_median * *middle, smallest);
    constexpr int unknown = -2;
    std::vector<int> part(static_cast<std::size_t>(n), unknown);
    for (int i = 0; i < n; ++i) {
        if (degree[i] > limit) part[i] = dense;
    }
    int count = 0;
    std::vector<int> reached;
    for (int i = 0; i < n; ++i) {
        if (part[i] != unknown) continue;
        part[i] = count;
        reached.assign(1, i);
        while (!reached.empty()) {
            const int at = reached.back();
            reached.pop_back();
            for (idx_t e = graph.start[at]; e < graph.start[at + 1]; ++e) {
                const int to = graph.neighbour[e];
                if (part[to] != unknown) continue;
                part[to] = count;
                reached.push_back(to);
            }
        }
        ++count;
    }
    return part;
}

// Appends the equations of one part in the order of their elimination.
void dissect(const Graph& graph, const std::vector<int>& members, const std::vector<int>& part, std::vector<int>& local,
             std::vector<int>& order) {
    Graph own;
    own.start.push_back(0);
    for (std::size_t i = 0; i < members.size(); ++i) local[members[i]] = static_cast<int>(i);
    for (const int m : members) {
        for (idx_t e = graph.start[m]; e < graph.start[m + 1]; ++e) {
            if (part[graph.neighbour[e]] == part[m]) own.neighbour.push_back(local[graph.neighbour[e]]);
        }
        own.start.push_back(static_cast<idx_t>(own.neighbour.size()));
    }
    if (own.neighbour.empty()) {  // METIS refuses graphs without edges
        order.insert(order.end(), members.begin(), members.end());
        return;
    }
    auto vertices = static_cast<idx_t>(members.size());
    std::vector<idx_t> permutation(members.size());
    std::vector<idx_t> inverse(members.size());
    static std::mutex one_at_a_time;  // METIS uses the random numbers of the process, which all threads share
    const std::lock_guard lock(one_at_a_time);
    const int status = METIS_NodeND(&vertices, own.start.data(), own.neighbour.data(), nullptr, nullptr,
                                    permutation.data(), inverse.data());
    SPONDYL_ASSERT(status == METIS_OK, "METIS status {} for {} equations", status, vertices);
    for (const idx_t p : permutation) order.push_back(members[p]);
}

}  // namespace

std::vector<int> nested_dissection(const SymmetricMatrix& pattern) {
    const auto size = static_cast<std::size_t>(pattern.size);
    const Graph graph = graph_of(pattern);
    const std::vector<int> part = parts(graph);
    std::vector<std::vector<int>> members(static_cast<std::size_t>(*std::ranges::max_element(part) + 1));
    std::vector<int> last;
    for (int i = 0; i < pattern.size; ++i) {
        if (part[i] == dense) {
            last.push_back(i);
        } else {
            members[part[i]].push_back(i);
        }
    }
    std::vector<int> order;
    std::vector<int> local(size);
    for (const std::vector<int>& m : members) dissect(graph, m, part, local, order);
    order.insert(order.end(), last.begin(), last.end());
    std::vector<int> position(size);
    for (std::size_t p = 0; p < size; ++p) position[order[p]] = static_cast<int>(p);
    return position;
}

}  // namespace spondyl
