// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/free_levels.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "models/anatomy/table.hpp"

namespace spondyl {

std::vector<FreeLevel> free_levels(const Pose& pose, const SpineMesh& mesh, double scatter) {
    const Table persons = Table::read(data_directory() / "level_scatter.csv");
    const Table limits = Table::read(data_directory() / "range_limits.csv");
    constexpr double degree = std::numbers::pi / 180.0;
    constexpr double most_persons = 2.0;  // standard deviations: 95 %
    std::vector<double> flexion;           // of each level as the posture has it, deg
    double full_flexion = 0.0;
    for (std::size_t d = 0; d < mesh.discs.size(); ++d) {
        const auto turn = [&](std::size_t v) {
            return pose.rotation[static_cast<std::size_t>(mesh.vertebrae[v].vertebra)].z();
        };
        flexion.push_back((turn(d + 1) - turn(d)) / degree);
        full_flexion += persons.number(name(mesh.discs[d].disc), "flexion", "deg");
    }
    // How far the spine is on the way to the full flexion of these persons.
    const double way = std::max(0.0, std::accumulate(flexion.begin(), flexion.end(), 0.0) / full_flexion);
    const double repeated = persons.number("all", "repeated_sd", "deg");
    std::vector<FreeLevel> levels;
    for (std::size_t d = 0; d < mesh.discs.size(); ++d) {
        const std::string_view level = name(mesh.discs[d].disc);
        const double mean = way * persons.number(level, "flexion", "deg");
        const double deviation = way * persons.number(level, "flexion_sd", "deg");
        const double nominal = flexion[d];
        double flexed = nominal + scatter * std::max(repeated, mean + most_persons * deviation - nominal);
        double extended = nominal - scatter * std::max(repeated, nominal - mean + most_persons * deviation);
        if (limits.find(level, "flexion")) {
            flexed = std::min(flexed, limits.number(level, "flexion", "deg"));
            extended = std::max(extended, -limits.number(level, "extension", "deg"));
        }
        // What the task itself asks for is taken at its word, also where nobody measured it.
        levels.push_back(
            {.least = degree * std::min(0.0, nominal - flexed), .most = degree * std::max(0.0, nominal - extended)});
    }
    return levels;
}

}  // namespace spondyl
