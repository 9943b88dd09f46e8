// SPDX-License-Identifier: Apache-2.0
// Traverses the tree of units on all threads. The result of a unit does not depend on the thread that computes it.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "solvers/multifrontal/symbolic.hpp"

namespace spondyl::multifrontal {

class TreeTasks {
  public:
    explicit TreeTasks(const Symbolic& symbolic) : symbolic_(&symbolic), children_(symbolic.units.size()) {
        for (std::size_t u = 0; u < children_.size(); ++u) {
            const int parent = symbolic.units[u].parent;
            if (parent >= 0) {
                children_[parent].push_back(static_cast<int>(u));
            } else {
                roots_.push_back(static_cast<int>(u));
            }
        }
        pending_ = std::make_unique<std::atomic<int>[]>(children_.size());
    }

    // body(unit) after it has returned for all children. It must not throw.
    template <class Body>
    void children_first(bool parallel, const Body& body) const {
        if (!parallel) {  // without tasks, which would allocate memory
            for (const Unit& unit : symbolic_->units) body(unit);
            return;
        }
        const int units = static_cast<int>(children_.size());
        for (int u = 0; u < units; ++u) pending_[u] = symbolic_->units[u].children;
#pragma omp parallel
#pragma omp single
        for (int u = 0; u < units; ++u) {
            if (symbolic_->units[u].children > 0) continue;
#pragma omp task firstprivate(u) shared(body)
            climb(u, body);
        }
    }

    // body(unit) after it has returned for the parent. It must not throw.
    template <class Body>
    void parents_first(bool parallel, const Body& body) const {
        if (!parallel) {
            for (auto unit = symbolic_->units.rbegin(); unit != symbolic_->units.rend(); ++unit) body(*unit);
            return;
        }
#pragma omp parallel
#pragma omp single
        for (const int u : roots_) {
#pragma omp task firstprivate(u) shared(body)
            descend(u, body);
        }
    }

  private:
    template <class Body>
    void climb(int u, const Body& body) const {
        for (;;) {
            body(symbolic_->units[u]);
            u = symbolic_->units[u].parent;
            if (u < 0 || pending_[u].fetch_sub(1, std::memory_order_acq_rel) != 1) return;
        }
    }
    template <class Body>
    void descend(int u, const Body& body) const {
        for (;;) {
            body(symbolic_->units[u]);
            const std::vector<int>& children = children_[u];
            if (children.empty()) return;
            for (std::size_t c = 1; c < children.size(); ++c) {
                const int child = children[c];
#pragma omp task firstprivate(child) shared(body)
                descend(child, body);
            }
            u = children.front();
        }
    }

    const Symbolic* symbolic_;
    std::vector<std::vector<int>> children_;
    std::vector<int> roots_;
    std::unique_ptr<std::atomic<int>[]> pending_;
};

}  // namespace spondyl::multifrontal
