// SPDX-License-Identifier: Apache-2.0
#include "studies/span.hpp"

namespace spondyl {

std::vector<Disc> discs_of_span(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return {};
    const std::optional<Vertebra> top = find_enumerator<Vertebra>(text.substr(0, dash));
    const std::optional<Vertebra> bottom = find_enumerator<Vertebra>(text.substr(dash + 1));
    if (!top || !bottom) return {};
    std::vector<Disc> discs;
    for (int i = static_cast<int>(*top); i < static_cast<int>(*bottom); ++i) discs.push_back(static_cast<Disc>(i));
    return discs;
}

}  // namespace spondyl
