// SPDX-License-Identifier: Apache-2.0
#include "io/deck/held_twice.hpp"

#include <fmt/format.h>

namespace spondyl {

void HeldTwice::add(const DeckBoundary& boundary, const std::function<std::string(int)>& name_of,
                    DeckProblems& problems) {
    for (const int node : boundary.nodes) {
        for (int c = boundary.first; c <= boundary.last; ++c) {
            const auto [at, is_first] =
                given_.try_emplace(6LL * node + c, Given{boundary.where, boundary.value, boundary.amplitude});
            const Given& other = at->second;
            if (is_first ||
                (other.value == boundary.value && (other.value == 0.0 || other.amplitude == boundary.amplitude)))
                continue;
            problems.error(boundary.where,
                           fmt::format("degree of freedom {} of node {} is held at {:g}, and at {:g}{} by {}", c + 1,
                                       name_of(node), boundary.value, other.value,
                                       boundary.value == other.value ? " with another amplitude" : "",
                                       problems.text_of(other.where)));
            return;  // one line of it is sufficient
        }
    }
}

}  // namespace spondyl
