// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_restart.hpp"

#include <algorithm>
#include <cmath>

#include "core/system/check_state.hpp"

namespace spondyl {

void check_deck_restart(const DeckRestart& restart, const Deck& deck) {
    constexpr double most_increment = 1.0;
    if (!std::isfinite(restart.external_work)) refuse_restart("the work done is not finite");
    if (restart.steps < 0 || static_cast<std::size_t>(restart.steps) > deck.steps.size() || restart.stops < 0 ||
        restart.begin.has_value() != (restart.steps > 0) || restart.state.has_value() != (restart.stops > 0) ||
        !(restart.increment >= 0.0 && restart.increment <= most_increment))
        refuse_restart("its place in the deck is damaged");
    if (restart.begin) {
        State like = *restart.begin;
        like.positions.resize(deck.mesh.nodes.size());
        like.body_translation.resize(deck.bodies.size());
        like.body_rotation.resize(deck.bodies.size());
        check_state(*restart.begin, like, "the beginning of the step");
    }
    const bool sound = std::ranges::all_of(restart.reactions, [&](const DeckRestart::Reaction& one) {
        return one.node >= 0 && static_cast<std::size_t>(one.node) < deck.mesh.nodes.size() && one.component >= 0 &&
               one.component < 6 && std::isfinite(one.value);
    });
    if (!sound) refuse_restart("a force of a support is damaged");
}

}  // namespace spondyl
