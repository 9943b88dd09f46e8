// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/free_levels.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "models/anatomy/table.hpp"

namespace spondyl {

std::vector<FreeLevel> free_levels(const Pose& pose, const SpineMesh& mesh, double lumbar_flexion, double scatter) {
    const Table persons = Table::read(data_directory() / "level_scatter.csv");
    const Table limits = Table::read(data_directory() / "range_limits.csv");
    constexpr double degree = std::numbers::pi / 180.0;
    constexpr double most_persons = 2.0;  // standard deviations: 95 %
    std::vector<double> nominal;          // flexion of each level as the posture has it, deg
    double full_flexion = 0.0;
    for (std::size_t d = 0; d < mesh.discs.size(); ++d) {
        const auto turn = [&](std::size_t v) {
            return pose.rotation[static_cast<std::size_t>(mesh.vertebrae[v].vertebra)].z();
        };
        nominal.push_back((turn(d + 1) - turn(d)) / degree);
        full_flexion += persons.number(name(mesh.discs[d].disc), "flexion", "deg");
    }
    // How far the spine is on the way to the full flexion of these persons.
    const double found = lumbar_flexion / degree;
    const double way = std::max(0.0, found / full_flexion);
    const double posed = std::accumulate(nominal.begin(), nominal.end(), 0.0);
    const double repeated = persons.number("all", "repeated_sd", "deg");
    std::vector<FreeLevel> levels;
    for (std::size_t d = 0; d < mesh.discs.size(); ++d) {
        const std::string_view level = name(mesh.discs[d].disc);
        const double mean = way * persons.number(level, "flexion", "deg");
        const double deviation = way * persons.number(level, "flexion_sd", "deg");
        // Its share of what is found; where the posture has nothing to share it stays where the posture has it.
        const double share = posed > 0.0 && found > 0.0 ? nominal[d] * found / posed : nominal[d];
        double flexed = share + scatter * std::max(repeated, mean + most_persons * deviation - share);
        double extended = share - scatter * std::max(repeated, share - mean + most_persons * deviation);
        if (limits.find(level, "flexion")) {
            // What the task itself asks for is taken at its word, also where nobody measured it.
            flexed = std::min(flexed, std::max(share, limits.number(level, "flexion", "deg")));
            extended = std::max(extended, std::min(share, -limits.number(level, "extension", "deg")));
        }
        const double mean_share = persons.number(level, "flexion", "deg") / full_flexion;
        const double followed = nominal[d] + mean_share * (found - posed);
        levels.push_back(
            {.share = mean_share, .least = degree * (followed - flexed), .most = degree * (followed - extended)});
    }
    return levels;
}

}  // namespace spondyl
