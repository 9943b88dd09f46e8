// SPDX-License-Identifier: Apache-2.0
#include "io/deck/tie_problems.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/deck/deck_ties.hpp"

namespace spondyl {

void check_tie(Deck& deck, const DeckTie& tie, bool adjust, DeckProblems& problems) {
    const std::optional<TieProjection> projection = project_tie(deck, tie);
    if (!projection) {
        problems.error(tie.where, fmt::format("the surfaces of the tie {} overlap too often: more than {} pairs of a "
                                              "node and a face near it",
                                              quote(tie.name), most_tie_pairs));
        return;
    }
    const auto& beyond = projection->beyond;
    if (projection->bound.empty() && !beyond.empty()) {
        problems.error(tie.where, fmt::format("no node of the tie {} is nearer than {:g} mm to the other surface",
                                              quote(tie.name), projection->tolerance));
        return;
    }
    if (!beyond.empty() && tie.tolerance < 0.0) {
        problems.unsupported(
            tie.where,
            fmt::format("{} of {} nodes of the tie {} are farther than {:g} mm from the other surface (the first: {}); "
                        "give a tolerance to leave them free or to bind them",
                        beyond.size(), tie.nodes.size(), quote(tie.name), projection->tolerance,
                        deck.node_name(beyond.front())));
    }
    if (adjust) adjust_nodes(deck.mesh, *projection);
}

}  // namespace spondyl
