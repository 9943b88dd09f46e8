// SPDX-License-Identifier: Apache-2.0
// The sum of all terms: residual, tangent and energy of a state, assembled in a fixed order.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <string>
#include <vector>

#include "core/system/kinematics.hpp"
#include "core/system/sparse_matrix.hpp"
#include "core/system/term.hpp"

namespace spondyl {

// The numbers of one assembly. Kept by the caller, so that one System serves many threads or restarts.
struct Assembly {
    Eigen::VectorXd residual;   // internal - external, size total_count; the prescribed part holds the reactions
    Eigen::VectorXd magnitude;  // sum of |contributions| per equation: the scale against which residuals are judged
    SymmetricMatrix free;       // tangent of the free equations
    SymmetricMatrix coupling;   // rows: free equations, columns: prescribed ones minus free_count (rectangular)
    double energy = 0.0;        // stored energy, N mm; without the potential of loads
    double smallest_volume_ratio = 0.0;
    int worst_element = -1;  // numbered within worst_term
    std::string worst_term;
    std::vector<double> residual_slots;
    std::vector<double> tangent_slots;
};

class System {
  public:
    Kinematics kinematics;

    // Adds a term, which enters every sum from the next prepare() on. Returns it, for queries.
    template <class TermType>
    TermType& add(std::unique_ptr<TermType> term) {
        TermType& reference = *term;
        terms_.push_back(std::move(term));
        return reference;
    }

    // Numbers the unknowns and fixes the pattern. Call once, after all terms are added.
    void prepare();

    // An Assembly with the right sizes and patterns.
    [[nodiscard]] Assembly make_assembly() const;
    // Moves unknowns by step * increment, and iterates with them.
    void apply(const Eigen::VectorXd& increment, double step, State& state) const;
    // Residual, and tangent and energy if requested, of `state`.
    void evaluate(const State& state, Request request, Assembly& assembly) const;

    // Accepts the increment that ends in `state`: updates its history and sets its step.dt to 0. Nothing else writes
    // the history, so that a rejected increment leaves no trace.
    void commit(State& state) const;

    // Forces and couples that the loads put on the equations, as of the last evaluate(). Size total_count.
    [[nodiscard]] Eigen::VectorXd load_forces(const Assembly& assembly) const;

    [[nodiscard]] const std::vector<std::unique_ptr<Term>>& terms() const { return terms_; }

  private:
    // Which slots make up each sum: sums[i] = slots[start[i] .. start[i+1]).
    struct Gather {
        std::vector<std::size_t> start;
        std::vector<int> slot;
    };
    void build_residual_gather(const std::vector<int>& dofs);
    void build_tangent_gather(const std::vector<std::pair<int, int>>& pairs);

    std::vector<std::unique_ptr<Term>> terms_;
    std::vector<int> residual_dofs_;           // equation of each residual slot
    std::vector<std::size_t> residual_begin_;  // per term, plus the end
    std::vector<std::size_t> tangent_begin_;
    Gather residual_gather_;
    Gather tangent_gather_;  // free entries first, coupling entries behind
    SymmetricMatrix free_pattern_;
    SymmetricMatrix coupling_pattern_;
};

}  // namespace spondyl
