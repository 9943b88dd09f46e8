// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/range_warnings.hpp"

#include <algorithm>
#include <cmath>

#include "models/anatomy/table.hpp"

namespace spondyl {

namespace {

class Ranges {
  public:
    explicit Ranges(std::vector<RangeWarning>& found) : found_(found) {}

    void discs(const std::vector<DiscMeasures>& discs) {
        for (const DiscMeasures& disc : discs) {
            const std::string where(name(disc.disc));
            below(RangeKind::nucleus_tension, where, disc.nucleus_pressure_MPa,
                  table_.number("all", "nucleus_tension", "MPa"));
            above(RangeKind::fibre_strain, where, disc.fibre_strain_p95, table_.number("all", "fibre_strain", "1"));
            if (!table_.find(where, "flexion")) continue;  // T12-L1: no range was found
            const auto rotation = [&](RangeKind kind, const char* parameter, double value) {
                above(kind, where, value, table_.number(where, parameter, "deg"));
            };
            rotation(RangeKind::flexion, "flexion", disc.flexion_deg);
            rotation(RangeKind::extension, "extension", -disc.flexion_deg);
            rotation(RangeKind::lateral_bending, "lateral_bending", std::abs(disc.lateral_bending_deg));
            rotation(RangeKind::axial_rotation, "axial_rotation", std::abs(disc.axial_rotation_deg));
        }
    }

    void muscles(const std::vector<MuscleState>& states, const std::vector<MuscleFascicle>& fascicles) {
        const double least = table_.number("all", "muscle_stretch_least", "1");
        const double most = table_.number("all", "muscle_stretch_most", "1");
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
        // What presses or braces on purpose is no antagonist.
        if (task.transversus_activation > 0.0) return;
        const double sideways = std::abs(task.external_moment_lateral_Nm) + std::abs(task.external_moment_axial_Nm);
        const double upright = table_.number("all", "antagonist_moment", "N*m");
        if (task.external_moment_flexion_Nm < upright || sideways > upright) return;
        for (const MuscleGroup group :
             {MuscleGroup::rectus_abdominis, MuscleGroup::external_oblique, MuscleGroup::internal_oblique}) {
            double most = 0.0;
            for (std::size_t m = 0; m < states.size(); ++m) {
                // Their hindmost fascicles extend a trunk that is bent forward, at most levels if not at all.
                double arms = 0.0;
                for (const Vec3& arm : states[m].arm_mm) arms += arm.x();
                if (fascicles[m].group == group && arms < 0.0) most = std::max(most, states[m].activation);
            }
            above(RangeKind::antagonist, std::string(name(group)), most,
                  table_.number("all", "antagonist_activation", "1"));
        }
    }

  private:
    void above(RangeKind kind, const std::string& where, double value, double limit) {
        if (value > limit) found_.push_back({kind, where, value, limit});
    }
    void below(RangeKind kind, const std::string& where, double value, double limit) {
        if (value < limit) found_.push_back({kind, where, value, limit});
    }

    std::vector<RangeWarning>& found_;
    Table table_ = Table::read(data_directory() / "range_limits.csv");
};

}  // namespace

std::vector<RangeWarning> find_beyond(const ResultState& state, const std::vector<MuscleFascicle>& fascicles) {
    std::vector<RangeWarning> found;
    Ranges ranges(found);
    ranges.discs(state.discs);
    ranges.muscles(state.muscles, fascicles);
    for (const TaskMeasures& task : state.task) ranges.task(task, state.muscles, fascicles);
    return found;
}

}  // namespace spondyl
