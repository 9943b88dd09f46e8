// SPDX-License-Identifier: Apache-2.0
#include "models/deck/sound_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/math/invariants.hpp"
#include "core/result/bounds.hpp"

namespace spondyl {

namespace {

// False of NaN.
bool within(double value, double bound) {
    return std::abs(value) <= bound;
}

bool is_sound(const SolidSample& sample) {
    const auto small = [](double value) { return within(value, most); };
    return sample.volume > 0.0 && std::ranges::all_of(sample.cauchy.v, small) &&
           std::ranges::all_of(sample.green_lagrange.v, small) &&
           std::ranges::all_of(sample.fibres,
                               [&](const auto& fibre) { return small(fibre.stretch) && small(fibre.stress); }) &&
           small(von_mises(sample.cauchy));
}

}  // namespace

std::string problem_of_state(const DeckModel& model, const DeckStepSystem& step, const State& state,
                             const Reactions& reactions) {
    const Deck& deck = model.deck();
    for (std::size_t b = 0; b < model.blocks().size(); ++b) {
        const std::vector<SolidSample> samples = step.blocks()[b]->sample(state);
        const auto unsound = std::ranges::find_if_not(samples, is_sound);
        if (unsound == samples.end()) continue;
        const int cell = model.blocks()[b].cells[static_cast<std::size_t>(unsound - samples.begin())];
        return fmt::format("an element was crushed: {} ({})", deck.cell_name(cell),
                           deck.place(deck.cell_places[static_cast<std::size_t>(cell)]));
    }
    for (std::size_t n = 0; n < state.positions.size(); ++n) {
        if (!within((state.positions[n] - deck.mesh.nodes[n]).cwiseAbs().maxCoeff(), most_mm))
            return fmt::format("node {} moved by more than {:g} mm", deck.node_name(static_cast<int>(n)), most_mm);
    }
    for (const auto& [where, force] : reactions) {
        if (!within(force, most))
            return fmt::format("the support of node {} bears more than {:g} N", deck.node_name(where.first), most);
    }
    return "";
}

}  // namespace spondyl
