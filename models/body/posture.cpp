// SPDX-License-Identifier: Apache-2.0
#include "models/body/posture.hpp"

#include <fmt/ranges.h>

#include <cmath>
#include <numbers>

#include "models/body/named.hpp"

namespace spondyl {
namespace {

constexpr double angle_tolerance = 1e-6;  // deg, between given angles

// Trunk angle at which an increasing function reaches a value.
template <class Function>
double invert(const Function& function, double value, double low, double high) {
    for (int i = 0; i < 80; ++i) {
        const double middle = 0.5 * (low + high);
        (function(middle) < value ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

class RhythmCurve {
  public:
    explicit RhythmCurve(const PostureKinematics& kinematics)
        : low_(kinematics.ratio_low),
          high_(kinematics.ratio_high),
          low_at_(kinematics.ratio_low_at_deg),
          high_at_(kinematics.ratio_high_at_deg),
          most_(kinematics.lumbar_most_deg) {}

    [[nodiscard]] double lumbar(double trunk) const {
        const double before = low_ / (1.0 + low_);
        if (trunk <= low_at_) return before * trunk;
        // r(t) = low + slope (t - low_at): the integral of r / (1 + r) is t - ln(1 + r) / slope.
        const double slope = (high_ - low_) / (high_at_ - low_at_);
        const double end = std::min(trunk, high_at_);
        const double ratio = low_ + slope * (end - low_at_);
        double sum = before * low_at_ + (end - low_at_) - std::log((1.0 + ratio) / (1.0 + low_)) / slope;
        if (trunk > high_at_) sum += high_ / (1.0 + high_) * (trunk - high_at_);
        return std::min(sum, most_);
    }

    [[nodiscard]] double most() const { return most_; }

  private:
    double low_;
    double high_;
    double low_at_;  // deg
    double high_at_;
    double most_;
};

void check_range(const PostureKinematics::Range& range, const char* what, double value) {
    if (!(value >= range.least && value <= range.most)) {
        throw UserError(
            fmt::format("{} flexion {:.1f} deg: covered are {} to {} deg", what, value, range.least, range.most));
    }
}

TrunkAngles by_rhythm(const PostureKinematics& kinematics, const Task& task) {
    const RhythmCurve curve(kinematics);
    const double low = kinematics.trunk.least;
    const double high = kinematics.trunk.most;
    double trunk = 0.0;
    if (task.trunk_flexion_deg) {
        trunk = *task.trunk_flexion_deg;
    } else if (task.pelvis_flexion_deg) {
        trunk = invert([&](double t) { return t - curve.lumbar(t); }, *task.pelvis_flexion_deg, low, high);
        return {*task.pelvis_flexion_deg + curve.lumbar(trunk), *task.pelvis_flexion_deg, curve.lumbar(trunk)};
    } else {
        const double lumbar = *task.lumbar_flexion_deg;
        if (lumbar > curve.most()) {
            throw UserError(
                fmt::format("lumbar flexion {:.1f} deg alone: the lumbopelvic rhythm reaches {:.1f} deg; give the "
                            "trunk or pelvis angle as well",
                            lumbar, curve.most()));
        }
        trunk = invert([&](double t) { return curve.lumbar(t); }, lumbar, low, high);
        return {trunk, trunk - lumbar, lumbar};
    }
    return {trunk, trunk - curve.lumbar(trunk), curve.lumbar(trunk)};
}

TrunkAngles by_share(const Task& task, const Posture& posture) {
    const double lumbar_share = posture.lumbar_deg / (posture.lumbar_deg + posture.pelvis_deg);
    double trunk = 0.0;
    if (task.trunk_flexion_deg) {
        trunk = *task.trunk_flexion_deg;
    } else if (task.lumbar_flexion_deg) {
        trunk = *task.lumbar_flexion_deg / lumbar_share;
    } else {
        trunk = *task.pelvis_flexion_deg / (1.0 - lumbar_share);
    }
    return {trunk, (1.0 - lumbar_share) * trunk, lumbar_share * trunk};
}

TrunkAngles by_pelvis(const Task& task, const Posture& posture) {
    if (task.pelvis_flexion_deg) {
        return {*task.pelvis_flexion_deg + posture.lumbar_deg, *task.pelvis_flexion_deg, posture.lumbar_deg};
    }
    const double trunk =
        task.trunk_flexion_deg ? *task.trunk_flexion_deg : *task.lumbar_flexion_deg + posture.pelvis_deg;
    return {trunk, posture.pelvis_deg, trunk - posture.pelvis_deg};
}

// A task with a recline of the backrest and no angle of the trunk: the trunk leans against the backrest.
Task leaning(const Task& task) {
    Task leaning = task;
    if (task.backrest_recline_deg && !task.trunk_flexion_deg && !(task.pelvis_flexion_deg && task.lumbar_flexion_deg))
        leaning.trunk_flexion_deg = -*task.backrest_recline_deg;
    return leaning;
}

TrunkAngles fill(const PostureKinematics& kinematics, const Task& task, const Posture& posture) {
    const auto& trunk = task.trunk_flexion_deg;
    const auto& pelvis = task.pelvis_flexion_deg;
    const auto& lumbar = task.lumbar_flexion_deg;
    if (trunk && pelvis && lumbar && !(std::abs(*trunk - *pelvis - *lumbar) <= angle_tolerance)) {
        throw UserError(fmt::format("trunk {} deg is not pelvis {} deg plus lumbar {} deg: leave one of them out",
                                    *trunk, *pelvis, *lumbar));
    }
    if (trunk && pelvis) return {*trunk, *pelvis, *trunk - *pelvis};
    if (trunk && lumbar) return {*trunk, *trunk - *lumbar, *lumbar};
    if (pelvis && lumbar) return {*pelvis + *lumbar, *pelvis, *lumbar};
    if (!trunk && !pelvis && !lumbar) {
        return {posture.pelvis_deg + posture.lumbar_deg, posture.pelvis_deg, posture.lumbar_deg};
    }
    switch (posture.rhythm) {
        case Rhythm::share:
            return by_share(task, posture);
        case Rhythm::pelvis:
            return by_pelvis(task, posture);
        case Rhythm::flexion:
            break;
    }
    return by_rhythm(kinematics, task);
}

}  // namespace

const Posture& find_posture(const Anatomy& anatomy, const std::string& name) {
    return named(anatomy.posture.postures, name, "posture");
}

double hold_time_s(const Anatomy& anatomy, const Task& task) {
    constexpr double seconds = 60.0;
    if (task.hold_time_min) return seconds * *task.hold_time_min;
    const LegPose legs = find_posture(anatomy, task.posture).legs;
    return seconds * anatomy.posture.hold_time_min[static_cast<std::size_t>(legs)];
}

LevelShareSet level_shares(const PostureKinematics& kinematics, const Task& task, const Posture& posture) {
    const PerDisc<double>& flexion = posture.sitting_shares                      ? kinematics.flexion_sitting
                                     : task.level_shares == LevelShares::cranial ? kinematics.flexion_cranial
                                                                                 : kinematics.flexion_caudal;
    const auto shares = [](PerDisc<double> values) {
        double sum = 0.0;
        for (const double value : values) sum += value;
        for (double& value : values) value /= sum;  // the published ones are rounded
        return values;
    };
    return {shares(flexion), shares(kinematics.lateral), shares(kinematics.axial), kinematics.lateral_share,
            kinematics.twist_share};
}

Vec3 level_scatter(const PostureKinematics& kinematics) {
    const auto scatter = [](double deg) { return deg * std::numbers::pi / 180.0; };
    return {scatter(kinematics.scatter_lateral_deg), scatter(kinematics.scatter_axial_deg),
            scatter(kinematics.scatter_flexion_deg)};
}

double lumbar_freedom_deg(const PostureKinematics& kinematics, double lumbar_deg) {
    const double of_flexion = kinematics.scatter_lumbar * lumbar_deg;
    const double of_standing = kinematics.scatter_lumbar_standing_deg;
    const double to_end = std::min(kinematics.lumbar.most - lumbar_deg, lumbar_deg - kinematics.lumbar.least);
    return std::min(2.0 * std::hypot(of_flexion, of_standing), to_end);
}

double rhythm_lumbar_deg(const PostureKinematics& kinematics, double trunk_deg) {
    return RhythmCurve(kinematics).lumbar(trunk_deg);
}

TrunkAngles resolve_angles(const PostureKinematics& kinematics, const Task& task, const Posture& posture) {
    const auto given = [&](const PostureKinematics::Range& range, const char* what,
                           const std::optional<double>& value) {
        if (value) check_range(range, what, *value);
    };
    given(kinematics.trunk, "trunk", task.trunk_flexion_deg);
    given(kinematics.pelvis, "pelvis", task.pelvis_flexion_deg);
    given(kinematics.lumbar, "lumbar", task.lumbar_flexion_deg);
    const TrunkAngles angles = fill(kinematics, leaning(task), posture);
    check_range(kinematics.trunk, "trunk", angles.trunk_deg);
    check_range(kinematics.pelvis, "pelvis", angles.pelvis_deg);
    check_range(kinematics.lumbar, "lumbar", angles.lumbar_deg);
    return angles;
}

}  // namespace spondyl
