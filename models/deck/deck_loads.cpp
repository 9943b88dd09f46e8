// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_loads.hpp"

#include <algorithm>

namespace spondyl {

namespace {

double factor_at(const DeckAmplitude& amplitude, double time) {
    const auto& points = amplitude.points;
    const auto after = std::ranges::upper_bound(points, time, {}, &std::pair<double, double>::first);
    if (after == points.begin()) return points.front().second;
    if (after == points.end()) return points.back().second;
    const auto before = after - 1;
    const double share = (time - before->first) / (after->first - before->first);
    return before->second + share * (after->second - before->second);
}

// What the curve of a step is in the next one, where nothing is said about it.
LoadCurve go_on(const Deck& deck, const StepLoads& step, const LoadCurve& curve) {
    const double end = step.at(deck, curve, step.period);
    if (curve.amplitude >= 0 && curve.total_time) return {end, curve.value, curve.amplitude, true};
    return {end, end, -1, false};
}

LoadCurve begin(const Deck& deck, double start, double value, int amplitude) {
    const bool total = amplitude >= 0 && deck.amplitudes[static_cast<std::size_t>(amplitude)].total_time;
    return {start, value, amplitude, total};
}

// Of an earlier step that is taken away: it goes to zero over the step.
bool fade(LoadCurve& curve) {
    curve = {curve.start, 0.0, -1, false};
    return curve.start != 0.0;
}

// What the step before leaves to a step that says nothing about it.
StepLoads carried_on(const Deck& deck, const StepLoads& before, const DeckStep& step) {
    StepLoads now;
    now.begin = before.begin + before.period;
    for (const auto& [where, curve] : before.supports) {
        if (!step.new_boundaries) now.supports[where] = go_on(deck, before, curve);
    }
    for (const auto& [where, curve] : before.forces) {
        LoadCurve next = go_on(deck, before, curve);
        if (!step.new_forces || fade(next)) now.forces[where] = next;
    }
    for (const StepLoads::Pressure& pressure : before.pressures) {
        LoadCurve next = go_on(deck, before, pressure.curve);
        if (!step.new_pressures || fade(next)) now.pressures.push_back({pressure.faces, next});
    }
    return now;
}

void add_boundaries(const Deck& deck, const std::vector<DeckBoundary>& boundaries, StepLoads& now) {
    for (const DeckBoundary& b : boundaries) {
        for (const int node : b.nodes) {
            for (int c = b.first; c <= b.last; ++c) {
                const auto old = now.supports.find({node, c});
                const double start = old == now.supports.end() ? 0.0 : old->second.start;
                now.supports[{node, c}] = begin(deck, start, b.value, b.amplitude);
            }
        }
    }
}

void add_forces(const Deck& deck, const DeckStep& step, StepLoads& now) {
    std::map<NodeComponent, bool> given;  // in this step: cards of one step add up
    for (const DeckForce& f : step.forces) {
        for (const int node : f.nodes) {
            const NodeComponent where{node, f.component};
            const auto old = now.forces.find(where);
            const double start = old == now.forces.end() ? 0.0 : old->second.start;
            const bool adds = given[where] && old->second.amplitude == f.amplitude;
            now.forces[where] = begin(deck, start, f.value + (adds ? old->second.value : 0.0), f.amplitude);
            given[where] = true;
        }
    }
}

void add_pressures(const Deck& deck, const DeckStep& step, StepLoads& now) {
    for (const DeckPressure& p : step.pressures) {
        const auto old =
            std::ranges::find_if(now.pressures, [&](const StepLoads::Pressure& q) { return q.faces == p.faces; });
        const double start = old == now.pressures.end() ? 0.0 : old->curve.start;
        const LoadCurve curve = begin(deck, start, p.value, p.amplitude);
        if (old == now.pressures.end()) {
            now.pressures.push_back({p.faces, curve});
        } else {
            old->curve = curve;
        }
    }
}

}  // namespace

double StepLoads::at(const Deck& deck, const LoadCurve& curve, double time) const {
    if (curve.amplitude < 0) return curve.start + (curve.value - curve.start) * std::min(time / period, 1.0);
    return curve.value * factor_at(deck.amplitudes[static_cast<std::size_t>(curve.amplitude)],
                                   curve.total_time ? begin + time : time);
}

std::vector<double> StepLoads::breaks(const Deck& deck, int outputs) const {
    std::vector<double> times;
    for (int i = 1; i < outputs; ++i) times.push_back(period * i / outputs);
    const auto add = [&](const LoadCurve& curve) {
        if (curve.amplitude < 0) return;
        for (const auto& point : deck.amplitudes[static_cast<std::size_t>(curve.amplitude)].points) {
            const double time = curve.total_time ? point.first - begin : point.first;
            if (time > 0.0 && time < period) times.push_back(time);
        }
    };
    std::vector<int> done;
    const auto add_once = [&](const LoadCurve& curve) {
        const int key = 2 * curve.amplitude + (curve.total_time ? 1 : 0);
        if (curve.amplitude < 0 || std::ranges::find(done, key) != done.end()) return;
        done.push_back(key);
        add(curve);
    };
    for (const auto& [where, curve] : supports) add_once(curve);
    for (const auto& [where, curve] : forces) add_once(curve);
    for (const Pressure& pressure : pressures) add_once(pressure.curve);
    std::ranges::sort(times);
    const double least = 1e-9 * period;
    std::vector<double> kept;
    for (const double time : times) {
        if (time - (kept.empty() ? 0.0 : kept.back()) > least && period - time > least) kept.push_back(time);
    }
    kept.push_back(period);
    return kept;
}

std::vector<StepLoads> loads_of_steps(const Deck& deck) {
    std::vector<StepLoads> steps;
    for (const DeckStep& step : deck.steps) {
        StepLoads now = steps.empty() ? StepLoads{} : carried_on(deck, steps.back(), step);
        now.step = step.name;
        now.period = step.period;
        if (steps.empty()) add_boundaries(deck, deck.boundaries, now);
        add_boundaries(deck, step.boundaries, now);
        add_forces(deck, step, now);
        add_pressures(deck, step, now);
        if (!steps.empty()) {
            for (const auto& [where, curve] : steps.back().supports) {
                if (!now.supports.contains(where)) now.released.push_back(where);
            }
        }
        steps.push_back(std::move(now));
    }
    return steps;
}

}  // namespace spondyl
