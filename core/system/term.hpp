// SPDX-License-Identifier: Apache-2.0
// A term: anything that contributes to equilibrium. Newton sees only a sum of terms.
//
// A term declares once, through SlotBuilder, to which equations each number it will ever produce belongs; then
// it writes those numbers, in the declared order, into its own range of the slot arrays. The System sums slots
// into equations in one fixed order, so threads never race and results do not depend on their number
// (docs/adr/0003). Tangents are symmetric: only one of (row, column) and (column, row) is declared.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/system/kinematics.hpp"
#include "core/system/state.hpp"

namespace spondyl {

class SlotBuilder {
  public:
    void residual(int dof) { residual_.push_back(dof); }
    void tangent(int row, int column) { tangent_.emplace_back(row, column); }
    // A dense symmetric block: residual slots in the order of dofs, tangent slots as the packed upper triangle by
    // rows.
    void block(std::span<const int> dofs) {
        for (std::size_t i = 0; i < dofs.size(); ++i) {
            residual(dofs[i]);
            for (std::size_t j = i; j < dofs.size(); ++j) tangent(dofs[i], dofs[j]);
        }
    }
    // A slot that is written but contributes to no equation (padding of SIMD batches).
    static constexpr int unused = -1;

    [[nodiscard]] const std::vector<int>& residual_dofs() const { return residual_; }
    [[nodiscard]] const std::vector<std::pair<int, int>>& tangent_dofs() const { return tangent_; }

  private:
    std::vector<int> residual_;
    std::vector<std::pair<int, int>> tangent_;
};

struct Request {
    bool tangent = false;
    bool energy = false;
    // Terms with iterates evaluate the tangent with those of the state instead of the values that follow from the
    // positions. The residual is always the derivative of the energy.
    bool iterates = false;
};

// What a term has to compute, and the state. The history of the state is that of the last accepted increment, and its
// step holds the time elapsed since; a term with history is evaluated at the end of that time.
struct Context {
    const Kinematics& kinematics;
    const State& state;
    Request request;
};

// What a term returns besides residual and tangent.
struct Evaluation {
    // N mm, only if requested. The stored energy; for a load its potential, 0 if it has none; for a term with history
    // the potential of the increment, whose derivative at fixed history and step is the residual.
    double energy = 0.0;
    double smallest_volume_ratio = std::numeric_limits<double>::infinity();  // det F of the worst point; <= 0: inverted
    int worst_element = -1;
};

class Term {
  public:
    Term() = default;
    Term(const Term&) = delete;
    Term& operator=(const Term&) = delete;
    virtual ~Term() = default;

    [[nodiscard]] virtual std::string name() const = 0;
    // Loads do work from outside; everything else stores energy.
    [[nodiscard]] virtual bool is_load() const { return false; }
    // Reserves what the term needs beyond nodes (iterates, history); called once, before numbering.
    virtual void reserve(Kinematics& /*kinematics*/) {}
    virtual void declare(const Kinematics& kinematics, SlotBuilder& slots) = 0;
    // Writes residual (internal minus external force, N or N mm) and, if requested, tangent. The spans are this
    // term's own slots. Inverted elements are reported, not thrown: the caller shortens the step.
    virtual Evaluation evaluate(const Context& context, std::span<double> residual,
                                std::span<double> tangent) const = 0;
    // Moves the term's iterates along with a Newton step of length `step` (1: full) from `before`; motion: of every
    // node, to first order, mm (Kinematics::linear_motion).
    virtual void advance(const State& /*before*/, std::span<const Vec3> /*motion*/, double /*step*/,
                         State& /*after*/) const {}
    // Called when an increment is accepted: writes the term's history variables at its end into the term's own entries
    // of `history`, which is indexed like State::history. Evaluated with that history and dt = 0 the state gives the
    // same residual.
    virtual void commit(const Context& /*context*/, std::span<double> /*history*/) const {}
};

}  // namespace spondyl
