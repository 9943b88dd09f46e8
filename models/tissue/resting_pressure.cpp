// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/resting_pressure.hpp"

namespace spondyl {

std::vector<double> resting_pressures(const SpineAnatomy& anatomy, const Scenario& scenario, const SpineMesh& mesh) {
    std::vector<double> pressures(mesh.discs.size(), scenario.spine.resting_pressure_MPa.value_or(0.0));
    if (scenario.tasks.empty() || scenario.spine.resting_pressure_MPa) return pressures;
    for (std::size_t d = 0; d < mesh.discs.size(); ++d) {
        const int grade = scenario.person.disc_grade[static_cast<std::size_t>(mesh.discs[d].disc)];
        pressures[d] = anatomy.resting_pressure_MPa[static_cast<std::size_t>(grade)];
    }
    return pressures;
}

}  // namespace spondyl
