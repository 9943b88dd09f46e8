// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/free_levels.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/anatomy/table.hpp"

namespace spondyl {

std::vector<FreeLevel> free_levels(const Pose& pose, const SpineMesh& mesh, double scatter) {
    const Table persons = Table::read(data_directory() / "level_scatter.csv");
    const Table limits = Table::read(data_directory() / "range_limits.csv");
    constexpr double degree = std::numbers::pi / 180.0;
    std::vector<FreeLevel> levels;
    for (std::size_t d = 0; d < mesh.discs.size(); ++d) {
        const auto turn = [&](std::size_t v) {
            return pose.rotation[static_cast<std::size_t>(mesh.vertebrae[v].vertebra)].z();
        };
        const std::string_view level = name(mesh.discs[d].disc);
        const double flexion = (turn(d + 1) - turn(d)) / degree;
        const double share = persons.number(level, "flexion_sd", "deg") / persons.number(level, "flexion", "deg");
        constexpr double most_persons = 2.0;  // standard deviations: 95 %
        const double between_persons = most_persons * share * std::abs(flexion);
        const double band = scatter * std::max(persons.number("all", "repeated_sd", "deg"), between_persons);
        double flexed = flexion + band;
        double extended = flexion - band;
        if (limits.find(level, "flexion")) {
            flexed = std::min(flexed, limits.number(level, "flexion", "deg"));
            extended = std::max(extended, -limits.number(level, "extension", "deg"));
        }
        // What the task itself asks for is taken at its word, also where nobody measured it.
        levels.push_back(
            {.least = degree * std::min(0.0, flexion - flexed), .most = degree * std::max(0.0, flexion - extended)});
    }
    return levels;
}

}  // namespace spondyl
