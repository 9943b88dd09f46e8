// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/free_levels.hpp"

#include <algorithm>

#include "core/math/units.hpp"

namespace spondyl {

LevelScatter::LevelScatter(const PostureAnatomy& anatomy, const SpineMesh& mesh) {
    const LevelScatterAnatomy& persons = anatomy.level_scatter;
    repeated_ = persons.repeated_sd_deg;
    scatter_ = anatomy.kinematics.scatter_flexion_deg;
    for (std::size_t d = 0; d < mesh.discs.size(); ++d) {
        const auto level = static_cast<std::size_t>(mesh.discs[d].disc);
        Level found{.above = static_cast<std::size_t>(mesh.vertebrae[d].vertebra),
                    .below = static_cast<std::size_t>(mesh.vertebrae[d + 1].vertebra),
                    .mean = persons.flexion_deg[level],
                    .deviation = persons.flexion_sd_deg[level],
                    .seated_deviation = persons.seated_sd_deg[level],
                    .extension = persons.extension_deg[level],
                    .extension_deviation = persons.extension_sd_deg[level]};
        if (const auto& limits = anatomy.ranges.level[level]) found.flexion = limits->flexion;
        full_flexion_ += found.mean;
        levels_.push_back(found);
    }
}

std::vector<FreeLevel> LevelScatter::free(const Pose& pose, LegPose legs, double pelvis_turn, double scatter) const {
    constexpr double most_persons = 2.0;  // standard deviations: 95 %
    const double posed =
        (pose.rotation[levels_.back().below].z() - pose.rotation[levels_.front().above].z()) / rad_per_deg;
    const double turned = pelvis_turn / rad_per_deg;
    const double found = posed + turned;
    // Fraction of the full flexion of these persons that the spine has reached.
    const double way = std::max(0.0, found / full_flexion_);
    std::vector<FreeLevel> free;
    for (const Level& level : levels_) {
        const double nominal = (pose.rotation[level.below].z() - pose.rotation[level.above].z()) / rad_per_deg;
        const double mean = way * level.mean;
        const double deviation = way * level.deviation;
        // Its share of the lumbar flexion found; if the posture has no flexion to distribute, the level keeps its
        // rotation in the posture.
        const double share = posed > 0.0 && found > 0.0 ? nominal * found / posed : nominal;
        const double least = legs == LegPose::seated ? most_persons * level.seated_deviation : repeated_;
        double flexed = share + scatter * std::max(least, mean + most_persons * deviation - share);
        double extended = share - scatter * std::max(least, share - mean + most_persons * deviation);
        // A rotation required by the task itself is allowed, even outside the measured range.
        flexed = std::min(flexed, std::max(share, level.flexion));
        const double farthest = level.extension + most_persons * level.extension_deviation;
        extended = std::max(extended, std::min(share, -farthest));
        const double priced = most_persons * scatter * scatter_;
        const double mean_share = level.mean / full_flexion_;
        const double followed = nominal + mean_share * turned;
        free.push_back({.share = mean_share,
                        .least = rad_per_deg * (followed - flexed),
                        .most = rad_per_deg * (followed - extended),
                        .flexing = rad_per_deg * priced,
                        .extending = rad_per_deg * std::clamp(extended + farthest, 0.0, priced),
                        .flexing_scatter = rad_per_deg * scatter * scatter_,
                        .extending_scatter = rad_per_deg * scatter * std::min(scatter_, level.extension_deviation)});
    }
    return free;
}

}  // namespace spondyl
