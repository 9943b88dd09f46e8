// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/range_warnings.hpp"

#include <algorithm>
#include <cmath>

namespace spondyl {

namespace {

class Ranges {
  public:
    Ranges(const RangeLimits& limits, std::vector<RangeWarning>& found) : limits_(limits), found_(found) {}

    void discs(const std::vector<DiscMeasures>& discs) {
        for (const DiscMeasures& disc : discs) {
            const std::string where(name(disc.disc));
            below(RangeKind::nucleus_tension, where, disc.nucleus_pressure_MPa, limits_.nucleus_tension_MPa);
            above(RangeKind::fibre_strain, where, disc.fibre_strain_p95, limits_.fibre_strain);
            const auto& level = limits_.level[static_cast<std::size_t>(disc.disc)];
            if (!level) continue;  // T12-L1: no range was found
            above(RangeKind::flexion, where, disc.flexion_deg, level->flexion);
            above(RangeKind::extension, where, -disc.flexion_deg, level->extension);
            above(RangeKind::lateral_bending, where, std::abs(disc.lateral_bending_deg), level->lateral_bending);
            above(RangeKind::axial_rotation, where, std::abs(disc.axial_rotation_deg), level->axial_rotation);
        }
    }

    void muscles(const std::vector<MuscleState>& states, const std::vector<MuscleFascicle>& fascicles) {
        const double least = limits_.muscle_stretch_least;
        const double most = limits_.muscle_stretch_most;
        for (std::size_t m = 0; m < states.size(); ++m) {
            const double stretch = fascicles[m].fibre_stretch(states[m].length_mm);
            above(RangeKind::muscle_stretch, fascicles[m].name, stretch, most);
            below(RangeKind::muscle_stretch, fascicles[m].name, stretch, least);
        }
    }

    void task(const TaskMeasures& task, const std::vector<MuscleState>& states,
              const std::vector<MuscleFascicle>& fascicles) {
        const double margin = task.stability_margin_Nm_rad.value_or(0.0);
        if (margin < 0.0 || !task.release_drift_deg) {
            found_.push_back({RangeKind::instability, "T12-S1", margin, 0.0});
        }
        // Muscles that are contracted on purpose (bearing down, bracing) are not antagonists.
        if (task.transversus_activation > 0.0) return;
        const double sideways = std::abs(task.external_moment_lateral_Nm) + std::abs(task.external_moment_axial_Nm);
        const double upright = limits_.antagonist_moment_Nm;
        if (task.external_moment_flexion_Nm < upright || sideways > upright) return;
        for (const MuscleGroup group :
             {MuscleGroup::rectus_abdominis, MuscleGroup::external_oblique, MuscleGroup::internal_oblique}) {
            double most = 0.0;
            for (std::size_t m = 0; m < states.size(); ++m) {
                // Their posterior fascicles extend a trunk that is bent forward, at most levels if not at all.
                double arms = 0.0;
                for (const Vec3& arm : states[m].arm_mm) arms += arm.x();
                if (fascicles[m].group == group && arms < 0.0) most = std::max(most, states[m].activation);
            }
            above(RangeKind::antagonist, std::string(name(group)), most, limits_.antagonist_activation);
        }
    }

  private:
    void above(RangeKind kind, const std::string& where, double value, double limit) {
        if (value > limit) found_.push_back({kind, where, value, limit});
    }
    void below(RangeKind kind, const std::string& where, double value, double limit) {
        if (value < limit) found_.push_back({kind, where, value, limit});
    }

    const RangeLimits& limits_;
    std::vector<RangeWarning>& found_;
};

}  // namespace

std::vector<RangeWarning> find_beyond(const RangeLimits& limits, const ResultState& state,
                                      const std::vector<MuscleFascicle>& fascicles) {
    std::vector<RangeWarning> found;
    Ranges ranges(limits, found);
    ranges.discs(state.discs);
    ranges.muscles(state.muscles, fascicles);
    if (state.task) ranges.task(*state.task, state.muscles, fascicles);
    return found;
}

}  // namespace spondyl
