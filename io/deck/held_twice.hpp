// SPDX-License-Identifier: Apache-2.0
// Whether the supports of one step contradict each other.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/deck/deck_problems.hpp"

namespace spondyl {

class HeldTwice {
  public:
    void clear() { given_.clear(); }
    // An error if another value was given to one of these before; `name_of` is how messages call a node.
    void add(const DeckBoundary& boundary, const std::function<std::string(int)>& name_of, DeckProblems& problems);

  private:
    struct Given {
        DeckPlace where;
        double value = 0.0;
        int amplitude = -1;
    };
    std::unordered_map<long long, Given> given_;  // per node and degree of freedom
};

}  // namespace spondyl
