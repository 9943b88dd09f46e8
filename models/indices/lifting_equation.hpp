// SPDX-License-Identifier: Apache-2.0
// Revised NIOSH lifting equation: recommended weight limit RWL = LC HM VM DM AM FM CM, lifting index LI = load / RWL,
// and for a job of several lifts the composite index CLI.
// Waters, Putz-Anderson, Garg, Fine 1993, Ergonomics 36:749, doi 10.1080/00140139308967940; Waters, Putz-Anderson, Garg
// 1994, Applications Manual, NIOSH 94-110 (revised 2021), doi 10.26616/NIOSHPUB94110revised092021: sections 1.3, 2.4.
//
// Holds for smooth two-handed lifting while standing, up to 8 h, on good footing, in air that is neither hot nor cold;
// not for one hand, sitting, kneeling, carrying, pushing, unstable loads, high-speed motion.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/anatomy/table.hpp"
#include "models/scenario/task.hpp"

namespace spondyl {

// The manual gives the equation twice, with rounded constants: cm and kg, or inches and pounds.
enum class LiftingUnits { metric, us };

// One end of a lift, origin or destination.
struct Lift {
    double horizontal = 0.0;     // H, cm or in: middle of the hands ahead of the middle between the ankles
    double vertical = 0.0;       // V, cm or in: hands above the floor
    double travel = 0.0;         // D, cm or in: vertical way from origin to destination
    double asymmetry_deg = 0.0;  // A, 0 ahead, either side
    Coupling coupling = Coupling::good;
    double frequency_per_min = 0.2;
    double duration_h = 1.0;  // of work with lifting, without a recovery period
};

struct LiftingMultipliers {
    double horizontal = 1.0;
    double vertical = 1.0;
    double travel = 1.0;
    double asymmetry = 1.0;
    std::optional<double> frequency = 1.0;  // none: not known
    double coupling = 1.0;
};

// A task of a job with several tasks.
struct JobTask {
    double load = 0.0;                          // kg or lb
    double frequency_independent_weight = 0.0;  // FIRWL, kg or lb
    double frequency_per_min = 0.0;
    double duration_h = 0.0;
    double vertical = 0.0;  // V at the origin
};

class LiftingEquation {
  public:
    // Reads models/data/indices/lifting_equation.csv and frequency_multiplier.csv.
    explicit LiftingEquation(LiftingUnits units = LiftingUnits::metric);

    // 0 where the equation permits no lift. Distances below the smallest tabulated one count as that.
    [[nodiscard]] LiftingMultipliers multipliers(const Lift& lift) const;
    [[nodiscard]] double load_constant() const { return load_; }  // LC, kg or lb
    // FM of Table 5; linear between its frequencies, but 0 above the last one with a value above 0; below 0.1 per
    // minute that of 1 h, whatever the duration; none for more than 8 h.
    [[nodiscard]] std::optional<double> frequency_multiplier(double frequency_per_min, double duration_h,
                                                             double vertical) const;
    // RWL, kg or lb, none without FM; and FIRWL, the same with FM = 1.
    [[nodiscard]] std::optional<double> recommended_weight(const LiftingMultipliers& m) const;
    [[nodiscard]] double frequency_independent_weight(LiftingMultipliers m) const;
    // CLI, section 2.4.5: tasks in order of decreasing single-task index; each task after the first adds its
    // frequency-independent index times the increase of 1 / FM due to its frequency, with FM of its own height. None if
    // a task is not permitted.
    [[nodiscard]] std::optional<double> composite_index(std::span<const JobTask> job) const;

  private:
    struct Frequency {
        double per_min = 0.0;
        double multiplier[6] = {};  // up to 1, 2, 8 h; each below and from the waist's height up
    };

    double load_ = 0.0;
    double horizontal_ = 0.0, horizontal_most_ = 0.0;
    double vertical_ = 0.0, vertical_slope_ = 0.0, vertical_most_ = 0.0;
    double travel_ = 0.0, travel_offset_ = 0.0, travel_least_ = 0.0, travel_most_ = 0.0;
    double asymmetry_slope_ = 0.0, asymmetry_most_ = 0.0;
    double fair_low_ = 0.0, poor_ = 0.0;
    std::vector<Frequency> frequencies_;
};

}  // namespace spondyl
