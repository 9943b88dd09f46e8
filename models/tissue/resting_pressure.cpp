// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/resting_pressure.hpp"

#include <fmt/format.h>

#include "models/anatomy/table.hpp"

namespace spondyl {

std::vector<double> resting_pressures(const Scenario& scenario, const SpineMesh& mesh) {
    std::vector<double> pressures(mesh.discs.size(), scenario.spine.resting_pressure_MPa.value_or(0.0));
    if (scenario.tasks.empty() || scenario.spine.resting_pressure_MPa) return pressures;
    const Table table = Table::read(data_directory() / "resting_pressure.csv");
    for (std::size_t d = 0; d < mesh.discs.size(); ++d) {
        const int grade = scenario.person.disc_grade[static_cast<std::size_t>(mesh.discs[d].disc)];
        pressures[d] = table.number("all", fmt::format("grade_{}", grade), "MPa");
    }
    return pressures;
}

}  // namespace spondyl
