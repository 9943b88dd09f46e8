// SPDX-License-Identifier: Apache-2.0
#include "core/terms/springs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace spondyl {

SpringLaw::SpringLaw(std::vector<Point> points, Beyond beyond) : points_(std::move(points)) {
    if (points_.size() < (beyond == Beyond::constant ? 1U : 2U))
        throw UserError("a spring needs points (elongation, force)");
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const Point& p = points_[i];
        if (!std::isfinite(p.elongation) || !std::isfinite(p.force))
            throw UserError("elongations and forces of a spring must be finite");
        if (i == 0) continue;
        const Point& before = points_[i - 1];
        if (!(p.elongation > before.elongation))
            throw UserError(fmt::format("the elongation {:g} of a spring does not exceed the one before, {:g}",
                                        p.elongation, before.elongation));
        slopes_.push_back((p.force - before.force) / (p.elongation - before.elongation));
    }
    const bool on = beyond == Beyond::straight_on;
    const double first = on ? slopes_.front() : 0.0;
    const double last = on ? slopes_.back() : 0.0;
    slopes_.insert(slopes_.begin(), first);
    slopes_.push_back(last);
    area_.push_back(0.0);
    for (std::size_t i = 1; i < points_.size(); ++i) {
        area_.push_back(area_.back() + 0.5 * (points_[i].force + points_[i - 1].force) *
                                           (points_[i].elongation - points_[i - 1].elongation));
    }
    area_at_rest_ = from_first(0.0).energy;
}

SpringLaw::Value SpringLaw::from_first(double elongation) const {
    const auto after = std::ranges::upper_bound(points_, elongation, {}, &Point::elongation);
    const auto segment = static_cast<std::size_t>(after - points_.begin());  // 0: before the first point
    const std::size_t from = segment == 0 ? 0 : segment - 1;
    const double beyond = elongation - points_[from].elongation;
    const double slope = slopes_[segment];
    return {.energy = area_[from] + (points_[from].force + 0.5 * slope * beyond) * beyond,
            .force = points_[from].force + slope * beyond,
            .stiffness = slope};
}

SpringLaw::Value SpringLaw::operator()(double elongation) const {
    Value value = from_first(elongation);
    value.energy -= area_at_rest_;
    return value;
}

Springs::Springs(std::string name, std::vector<SpringLaw> laws, std::vector<Spring> springs)
    : name_(std::move(name)), laws_(std::move(laws)), springs_(std::move(springs)) {
    for (const Spring& spring : springs_) {
        SPONDYL_ASSERT(spring.law >= 0 && spring.law < static_cast<int>(laws_.size()), "no law {}", spring.law);
        if (spring.along_line && spring.second < 0)
            throw UserError("a spring along the line between two nodes needs both of them");
    }
}

void Springs::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    pieces_.clear();
    blocks_.clear();
    for (const Spring& spring : springs_) {
        if (spring.along_line) {
            const auto at = [&](int node) { return kinematics.reference()[static_cast<std::size_t>(node)]; };
            if (at(spring.first) == at(spring.second)) {
                throw UserError(fmt::format("the two nodes of a spring of {} coincide: it has no direction", name_));
            }
            pieces_.emplace_back(kinematics, CablePoint{{spring.first}, {1.0}}, CablePoint{{spring.second}, {1.0}});
            slots.block(pieces_.back().block().dofs());
        } else {
            const std::array nodes = {spring.first, spring.second};
            blocks_.emplace_back(kinematics, std::span(nodes).first(spring.second < 0 ? 1 : 2));
            slots.block(blocks_.back().dofs());
        }
    }
}

double Springs::elongation(const Spring& spring, const Kinematics& kinematics, const State& state) const {
    const auto first = static_cast<std::size_t>(spring.first);
    if (spring.along_line)
        return (state.positions[static_cast<std::size_t>(spring.second)] - state.positions[first]).norm() -
               spring.free_length;
    const auto moved = [&](std::size_t node) -> Vec3 { return state.positions[node] - kinematics.reference()[node]; };
    const double other =
        spring.second < 0 ? 0.0 : spring.directions[1].dot(moved(static_cast<std::size_t>(spring.second)));
    return spring.directions[0].dot(moved(first)) - other;
}

Evaluation Springs::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    Evaluation total;
    std::size_t r = 0;
    std::size_t t = 0;
    std::size_t piece = 0;
    std::size_t plain = 0;
    for (const Spring& spring : springs_) {
        const SpringLaw::Value value =
            laws_[static_cast<std::size_t>(spring.law)](elongation(spring, kinematics, state));
        total.energy += value.energy;
        const NodeBlock& block = spring.along_line ? pieces_[piece].block() : blocks_[plain];
        const auto own_residual = residual.subspan(r, block.residual_slots());
        const auto own_tangent =
            context.request.tangent ? tangent.subspan(t, block.tangent_slots()) : std::span<double>();
        r += block.residual_slots();
        t += block.tangent_slots();
        if (spring.along_line) {
            const Vec3 span = state.positions[static_cast<std::size_t>(spring.second)] -
                              state.positions[static_cast<std::size_t>(spring.first)];
            pieces_[piece++].condense(kinematics, state, span, value.force, value.stiffness, own_residual, own_tangent);
            continue;
        }
        Eigen::VectorXd gradient(spring.second < 0 ? 3 : 6);  // of the elongation by the nodes
        gradient.head<3>() = spring.directions[0];
        if (spring.second >= 0) gradient.tail<3>() = -spring.directions[1];
        blocks_[plain++].condense(kinematics, state, value.force * gradient,
                                  value.stiffness * gradient * gradient.transpose(), own_residual, own_tangent);
    }
    return total;
}

std::vector<Springs::Sample> Springs::sample(const Kinematics& kinematics, const State& state) const {
    std::vector<Sample> samples;
    samples.reserve(springs_.size());
    for (const Spring& spring : springs_) {
        const double longer = elongation(spring, kinematics, state);
        samples.push_back({longer, laws_[static_cast<std::size_t>(spring.law)](longer).force});
    }
    return samples;
}

}  // namespace spondyl
