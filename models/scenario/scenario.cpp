// SPDX-License-Identifier: Apache-2.0
#include "models/scenario/scenario.hpp"

#include <algorithm>
#include <array>

namespace spondyl {

bool OwnBones::any() const {
    return std::ranges::any_of(surface, [](const std::string& file) { return !file.empty(); });
}

bool Structures::has(Ligament ligament) const {
    static constexpr std::array<Presence Structures::*, ligament_count> members = {&Structures::anterior_longitudinal,
                                                                                   &Structures::posterior_longitudinal,
                                                                                   &Structures::flavum,
                                                                                   &Structures::interspinous,
                                                                                   &Structures::supraspinous,
                                                                                   &Structures::intertransverse,
                                                                                   &Structures::capsules,
                                                                                   &Structures::iliolumbar};
    return this->*members[static_cast<std::size_t>(ligament)] == Presence::present;
}

bool has_ligament(const Scenario& scenario, Disc disc, Ligament ligament) {
    return exists_at(disc, ligament) && scenario.structures.has(ligament);
}

bool takes_time(const Scenario& scenario) {
    return std::ranges::any_of(scenario.steps, [](const LoadStep& step) { return step.duration_s > 0.0; });
}

}  // namespace spondyl
