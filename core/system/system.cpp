// SPDX-License-Identifier: Apache-2.0
#include "core/system/system.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace spondyl {

void System::prepare() {
    for (auto& term : terms_) term->reserve(kinematics);
    kinematics.number();
    SlotBuilder slots;
    residual_begin_.assign(1, 0);
    tangent_begin_.assign(1, 0);
    for (auto& term : terms_) {
        term->declare(kinematics, slots);
        residual_begin_.push_back(slots.residual_dofs().size());
        tangent_begin_.push_back(slots.tangent_dofs().size());
    }
    residual_dofs_ = slots.residual_dofs();
    build_residual_gather(residual_dofs_);
    build_tangent_gather(slots.tangent_dofs());
}

void System::build_residual_gather(const std::vector<int>& dofs) {
    Gather& g = residual_gather_;
    g.start.assign(static_cast<std::size_t>(kinematics.total_count()) + 1, 0);
    for (const int dof : dofs) {
        if (dof != SlotBuilder::unused) ++g.start[dof + 1];
    }
    for (std::size_t i = 1; i < g.start.size(); ++i) g.start[i] += g.start[i - 1];
    g.slot.resize(g.start.back());
    std::vector<std::size_t> next(g.start.begin(), g.start.end() - 1);
    for (std::size_t s = 0; s < dofs.size(); ++s) {
        if (dofs[s] != SlotBuilder::unused) g.slot[next[dofs[s]]++] = static_cast<int>(s);
    }
}

namespace {

// A slot of a term's matrix in its row of the whole one; the column is not left of the diagonal.
struct TangentEntry {
    int column;
    int slot;
};
struct TangentRows {
    std::vector<std::size_t> begin;  // one more than rows
    std::vector<TangentEntry> entries;
};

// By row and column. Pairs between prescribed equations are never needed.
TangentRows sorted_rows(const std::vector<std::pair<int, int>>& pairs, int free) {
    TangentRows rows{.begin = std::vector<std::size_t>(static_cast<std::size_t>(free) + 1, 0), .entries = {}};
    const auto wanted = [&](const std::pair<int, int>& p) {
        return p.first != SlotBuilder::unused && std::min(p.first, p.second) < free;
    };
    for (const auto& p : pairs) {
        if (wanted(p)) ++rows.begin[std::min(p.first, p.second) + 1];
    }
    for (std::size_t i = 1; i < rows.begin.size(); ++i) rows.begin[i] += rows.begin[i - 1];
    rows.entries.resize(rows.begin.back());
    std::vector<std::size_t> next(rows.begin.begin(), rows.begin.end() - 1);
    for (std::size_t s = 0; s < pairs.size(); ++s) {
        if (!wanted(pairs[s])) continue;
        const auto [low, high] = std::minmax(pairs[s].first, pairs[s].second);
        rows.entries[next[low]++] = {high, static_cast<int>(s)};
    }
#pragma omp parallel for schedule(dynamic, 1024)
    for (int r = 0; r < free; ++r) {
        std::stable_sort(rows.entries.begin() + static_cast<std::ptrdiff_t>(rows.begin[r]),
                         rows.entries.begin() + static_cast<std::ptrdiff_t>(rows.begin[r + 1]),
                         [](const TangentEntry& a, const TangentEntry& b) { return a.column < b.column; });
    }
    return rows;
}

}  // namespace

void System::build_tangent_gather(const std::vector<std::pair<int, int>>& pairs) {
    const int free = kinematics.free_count();
    const TangentRows rows = sorted_rows(pairs, free);

    // Two passes over the sorted rows, so that the free entries come first and the coupling entries behind.
    Gather& g = tangent_gather_;
    g.start.assign(1, 0);
    g.slot.clear();
    g.slot.reserve(rows.entries.size());
    for (const bool coupling : {false, true}) {
        SymmetricMatrix& pattern = coupling ? coupling_pattern_ : free_pattern_;
        pattern.size = free;
        pattern.row_start.assign(1, 0);
        pattern.column.clear();
        for (int r = 0; r < free; ++r) {
            bool has_diagonal = coupling;
            for (std::size_t e = rows.begin[r]; e < rows.begin[r + 1]; ++e) {
                const int column = rows.entries[e].column;
                if ((column >= free) != coupling) continue;
                has_diagonal = has_diagonal || column == r;
                const int stored = coupling ? column - free : column;
                const bool same = static_cast<int>(pattern.column.size()) > pattern.row_start.back() &&
                                  pattern.column.back() == stored;
                if (!same) {
                    if (!pattern.column.empty() || coupling) g.start.push_back(g.slot.size());
                    pattern.column.push_back(stored);
                }
                g.slot.push_back(rows.entries[e].slot);
            }
            SPONDYL_ASSERT(has_diagonal, "equation {} has no stiffness of its own", r);
            pattern.row_start.push_back(static_cast<int>(pattern.column.size()));
        }
    }
    g.start.push_back(g.slot.size());
    // start[0] = 0 opens the first free entry; every later entry was opened when it was met.
    free_pattern_.value.assign(free_pattern_.column.size(), 0.0);
    coupling_pattern_.value.assign(coupling_pattern_.column.size(), 0.0);
    SPONDYL_ASSERT(g.start.size() == free_pattern_.column.size() + coupling_pattern_.column.size() + 1,
                   "{} sums for {} entries", g.start.size() - 1,
                   free_pattern_.column.size() + coupling_pattern_.column.size());
}

Assembly System::make_assembly() const {
    Assembly a;
    a.residual = Eigen::VectorXd::Zero(kinematics.total_count());
    a.magnitude = Eigen::VectorXd::Zero(kinematics.total_count());
    a.free = free_pattern_;
    a.coupling = coupling_pattern_;
    a.residual_slots.assign(residual_begin_.back(), 0.0);
    return a;
}

void System::apply(const Eigen::VectorXd& increment, double step, State& state) const {
    const State before = state;
    const Eigen::VectorXd scaled = step * increment;
    const std::vector<Vec3> motion = kinematics.linear_motion(scaled, state);
    kinematics.apply(scaled, state);
    for (const auto& term : terms_) term->advance(before, motion, step, state);
}

void System::evaluate(const State& state, Request request, Assembly& assembly) const {
    assembly.energy = 0.0;
    assembly.smallest_volume_ratio = std::numeric_limits<double>::infinity();
    assembly.worst_element = -1;
    // The largest part of an assembly, not needed where only residuals are evaluated.
    if (request.tangent) assembly.tangent_slots.resize(tangent_begin_.back());
    for (std::size_t t = 0; t < terms_.size(); ++t) {
        const std::span residual(assembly.residual_slots.data() + residual_begin_[t],
                                 residual_begin_[t + 1] - residual_begin_[t]);
        const std::span tangent = request.tangent
                                      ? std::span(assembly.tangent_slots)
                                            .subspan(tangent_begin_[t], tangent_begin_[t + 1] - tangent_begin_[t])
                                      : std::span<double>();
        const Evaluation e = terms_[t]->evaluate({kinematics, state, request}, residual, tangent);
        if (!terms_[t]->is_load()) assembly.energy += e.energy;
        if (e.smallest_volume_ratio < assembly.smallest_volume_ratio) {
            assembly.smallest_volume_ratio = e.smallest_volume_ratio;
            assembly.worst_element = e.worst_element;
            assembly.worst_term = terms_[t]->name();
        }
    }
    const int equations = kinematics.total_count();
#pragma omp parallel for schedule(static)
    for (int i = 0; i < equations; ++i) {
        double sum = 0.0;
        double magnitude = 0.0;
        for (std::size_t k = residual_gather_.start[i]; k < residual_gather_.start[i + 1]; ++k) {
            const double value = assembly.residual_slots[residual_gather_.slot[k]];
            sum += value;
            magnitude += std::abs(value);
        }
        assembly.residual[i] = sum;
        assembly.magnitude[i] = magnitude;
    }
    if (!request.tangent) return;
    const auto gather = [&](SymmetricMatrix& matrix, std::size_t offset) {
        const auto entries = static_cast<std::ptrdiff_t>(matrix.value.size());
#pragma omp parallel for schedule(static)
        for (std::ptrdiff_t e = 0; e < entries; ++e) {
            double sum = 0.0;
            for (std::size_t k = tangent_gather_.start[offset + e]; k < tangent_gather_.start[offset + e + 1]; ++k) {
                sum += assembly.tangent_slots[tangent_gather_.slot[k]];
            }
            matrix.value[e] = sum;
        }
    };
    gather(assembly.free, 0);
    gather(assembly.coupling, assembly.free.value.size());
}

void System::commit(State& state) const {
    std::vector<double> history = state.history;
    for (const auto& term : terms_) term->commit({kinematics, state, {}}, history);
    state.history = std::move(history);
    state.step.dt = 0.0;
}

Eigen::VectorXd System::load_forces(const Assembly& assembly) const {
    Eigen::VectorXd forces = Eigen::VectorXd::Zero(kinematics.total_count());
    for (std::size_t t = 0; t < terms_.size(); ++t) {
        if (!terms_[t]->is_load()) continue;
        for (std::size_t s = residual_begin_[t]; s < residual_begin_[t + 1]; ++s) {
            if (residual_dofs_[s] != SlotBuilder::unused) forces[residual_dofs_[s]] -= assembly.residual_slots[s];
        }
    }
    return forces;
}

}  // namespace spondyl
