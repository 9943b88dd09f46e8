// SPDX-License-Identifier: Apache-2.0
#include "core/terms/fascicles.hpp"

#include <cmath>

#include "core/error.hpp"

namespace spondyl {

StiffnessLaw::StiffnessLaw(std::vector<Point> points) : points_(std::move(points)) {
    if (points_.size() < 2) {
        throw UserError(fmt::format("a stiffness law needs at least two points, this one has {}", points_.size()));
    }
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const Point& p = points_[i];
        if (!std::isfinite(p.strain) || !std::isfinite(p.stiffness) || p.stiffness < 0.0 || p.strain < -1.0) {
            throw UserError(
                fmt::format("point {} of the stiffness law, {} N at the strain {}: both must be finite, the stiffness "
                            "not negative, the strain not below -1",
                            i + 1, p.stiffness, p.strain));
        }
        if (i > 0 && !(p.strain > points_[i - 1].strain)) {
            throw UserError(fmt::format("the strains of a stiffness law increase: point {} at {} follows {}", i + 1,
                                        p.strain, points_[i - 1].strain));
        }
    }
    if (points_.front().stiffness != 0.0) {
        throw UserError(
            fmt::format("a stiffness law starts with the stiffness 0, not {} N", points_.front().stiffness));
    }
    force_.push_back(0.0);
    energy_.push_back(0.0);
    for (std::size_t i = 1; i < points_.size(); ++i) {
        const Value end = (*this)(points_[i].strain);
        force_.push_back(end.force);
        energy_.push_back(end.energy);
    }
}

StiffnessLaw::Value StiffnessLaw::operator()(double strain) const {
    if (strain <= points_.front().strain) return {};
    // The last point with known force below the strain; while the table is being filled that is its last entry.
    std::size_t i = force_.size() - 1;
    while (strain < points_[i].strain) --i;
    const Point& from = points_[i];
    const double ramp = i + 1 < points_.size()
                            ? (points_[i + 1].stiffness - from.stiffness) / (points_[i + 1].strain - from.strain)
                            : 0.0;
    const double s = strain - from.strain;
    return {.energy = energy_[i] + s * (force_[i] + s * (from.stiffness / 2.0 + s * ramp / 6.0)),
            .force = force_[i] + s * (from.stiffness + s * ramp / 2.0),
            .stiffness = from.stiffness + s * ramp};
}

StiffnessLaw StiffnessLaw::scaled(double factor) const {
    if (!std::isfinite(factor) || factor < 0.0) {
        throw UserError(fmt::format("a stiffness law is scaled by a factor of 0 or more, not {}", factor));
    }
    std::vector<Point> points = points_;
    for (Point& p : points) p.stiffness *= factor;
    return StiffnessLaw(std::move(points));
}

Fascicles::Fascicles(std::string name, StiffnessLaw law, std::vector<Fascicle> fascicles, PronySeries series)
    : name_(std::move(name)), law_(std::move(law)), series_(series), fascicles_(std::move(fascicles)) {
    for (std::size_t i = 0; i < fascicles_.size(); ++i) {
        if (fascicles_[i].rest_length > 0.0 && std::isfinite(fascicles_[i].rest_length)) continue;
        throw UserError(fmt::format("fascicle {} of {} has the rest length {} mm; it must be positive", i + 1, name_,
                                    fascicles_[i].rest_length));
    }
}

void Fascicles::reserve(Kinematics& kinematics) {
    if (!series_.relaxes()) return;
    first_history_ = static_cast<std::size_t>(
        kinematics.add_history(static_cast<int>(history_size) * static_cast<int>(fascicles_.size())));
}

StiffnessLaw::Value Fascicles::pull(std::size_t fascicle, double strain, const State& state,
                                    const PronySeries::Factors& factors) const {
    const StiffnessLaw::Value elastic = law_(strain);
    if (!series_.relaxes()) return elastic;
    const double* past = state.history.data() + first_history_ + fascicle * history_size;
    double carried = 0.0;
    for (std::size_t i = 0; i < PronySeries::count; ++i) {
        carried += series_.terms[i].share * (factors.decay[i] * past[1 + i] - factors.rise[i] * past[0]);
    }
    const double force = factors.stiffness * elastic.force + carried;
    if (!(force > 0.0)) return {};
    return {.energy = factors.stiffness * elastic.energy + carried * strain,
            .force = force,
            .stiffness = factors.stiffness * elastic.stiffness};
}

void Fascicles::commit(const Context& context, std::span<double> history) const {
    if (!series_.relaxes()) return;
    const State& state = context.state;
    const PronySeries::Factors factors = series_.over(state.step.dt);
    for (std::size_t f = 0; f < fascicles_.size(); ++f) {
        const Vec3 span = fascicles_[f].upper.position(state) - fascicles_[f].lower.position(state);
        const double now = law_(span.norm() / fascicles_[f].rest_length - 1.0).force;
        const std::size_t own = first_history_ + f * history_size;
        const double* past = state.history.data() + own;
        for (std::size_t i = 0; i < PronySeries::count; ++i) {
            history[own + 1 + i] = factors.decay[i] * past[1 + i] + factors.rise[i] * (now - past[0]);
        }
        history[own] = now;
    }
}

void Fascicles::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    pieces_.clear();
    for (const Fascicle& fascicle : fascicles_) {
        pieces_.emplace_back(kinematics, fascicle.lower, fascicle.upper);
        slots.block(pieces_.back().block().dofs());
    }
}

Evaluation Fascicles::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    const PronySeries::Factors factors = series_.over(state.step.dt);
    Evaluation total;
    std::size_t r = 0;
    std::size_t t = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const Fascicle& fascicle = fascicles_[i];
        const NodeBlock& block = pieces_[i].block();
        const Vec3 span = fascicle.upper.position(state) - fascicle.lower.position(state);
        const auto law = pull(i, span.norm() / fascicle.rest_length - 1.0, state, factors);
        pieces_[i].condense(kinematics, state, span, law.force, law.stiffness / fascicle.rest_length,
                            residual.subspan(r, block.residual_slots()),
                            request.tangent ? tangent.subspan(t, block.tangent_slots()) : std::span<double>());
        r += block.residual_slots();
        t += block.tangent_slots();
        total.energy += fascicle.rest_length * law.energy;
    }
    return total;
}

std::vector<Fascicles::Sample> Fascicles::sample(const State& state) const {
    const PronySeries::Factors factors = series_.over(state.step.dt);
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < fascicles_.size(); ++i) {
        const Fascicle& fascicle = fascicles_[i];
        Sample s{.upper = fascicle.upper.position(state), .lower = fascicle.lower.position(state)};
        s.strain = (s.upper - s.lower).norm() / fascicle.rest_length - 1.0;
        s.tension = pull(i, s.strain, state, factors).force;
        samples.push_back(s);
    }
    return samples;
}

}  // namespace spondyl
