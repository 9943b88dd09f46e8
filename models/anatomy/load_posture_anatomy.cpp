// SPDX-License-Identifier: Apache-2.0
#include <fmt/ranges.h>

#include <array>

#include "models/anatomy/read_numbers.hpp"

namespace spondyl {
namespace {

// A column that holds the name of an enumerator.
template <NamedEnum Enum>
Enum named_in(const Table& table, const Table::Row& row, const char* column) {
    const std::string& word = table.text(row, column);
    if (const auto found = find_enumerator<Enum>(word)) return *found;
    throw UserError(fmt::format("{}:{}: {} \"{}\": {}", table.file().string(), row.line, column, word,
                                fmt::join(enum_names(Enum{}), ", ")));
}

std::vector<Posture> read_postures(const Table& table) {
    std::vector<Posture> postures;
    for (const Table::Row& row : table.rows()) {
        const auto number = [&](const char* column) { return table.number(row, column); };
        const std::string& style = table.text(row, "style");
        postures.push_back({.name = table.text(row, "name"),
                            .description = table.text(row, "description"),
                            .style = style == "none" ? "" : style,
                            .pelvis_deg = number("pelvis_deg"),
                            .lumbar_deg = number("lumbar_deg"),
                            .rhythm = named_in<Rhythm>(table, row, "rhythm"),
                            .sitting_shares = table.text(row, "shares") == "sitting",
                            .knee_deg = number("knee_deg"),
                            .lateral_deg = number("lateral_deg"),
                            .twist_deg = number("twist_deg"),
                            .hand_forward = number("hand_forward"),
                            .hand_up = number("hand_up"),
                            .hand_width = number("hand_width"),
                            .legs = named_in<LegPose>(table, row, "legs"),
                            .lies_on = named_in<LiesOn>(table, row, "lies_on"),
                            .backrest = number("backrest") != 0.0,
                            .leans_on_arms = number("leans_on_arms") != 0.0,
                            .arm_support = number("arm_support"),
                            .trunk_support = number("trunk_support")});
    }
    return postures;
}

std::vector<PostureStyle> read_styles(const Table& table) {
    std::vector<PostureStyle> styles;
    for (const Table::Row& row : table.rows()) {
        const auto number = [&](const char* column) { return table.number(row, column); };
        styles.push_back({.name = table.text(row, "name"),
                          .description = table.text(row, "description"),
                          .knee_deg = number("knee_deg"),
                          .knee_high_deg = number("knee_high_deg"),
                          .low_at = number("low_at"),
                          .high_at = number("high_at"),
                          .knee_weight = number("knee_weight"),
                          .trunk_weight = number("trunk_weight"),
                          .lumbar_share = number("lumbar_share"),
                          .spread_deg = number("spread_deg"),
                          .kneeling = number("kneeling") != 0.0,
                          .one_leg = number("one_leg") != 0.0,
                          .load_between_feet = number("load_between_feet") != 0.0});
    }
    return styles;
}

PostureKinematics read_kinematics(const Table& table) {
    static constexpr auto rows = std::to_array<NumberRow<PostureKinematics>>({
        {"ratio_low", "1", &PostureKinematics::ratio_low},
        {"ratio_low_at", "deg", &PostureKinematics::ratio_low_at_deg},
        {"ratio_high", "1", &PostureKinematics::ratio_high},
        {"ratio_high_at", "deg", &PostureKinematics::ratio_high_at_deg},
        {"lumbar_most", "deg", &PostureKinematics::lumbar_most_deg},
        {"lateral_max", "deg", &PostureKinematics::lateral_max_deg},
        {"twist_max", "deg", &PostureKinematics::twist_max_deg},
        {"thoracic_max", "deg", &PostureKinematics::thoracic_max_deg},
        {"knee_max", "deg", &PostureKinematics::knee_max_deg},
        {"lateral_share", "1", &PostureKinematics::lateral_share},
        {"twist_share", "1", &PostureKinematics::twist_share},
        {"scatter_flexion", "deg", &PostureKinematics::scatter_flexion_deg},
        {"scatter_lateral", "deg", &PostureKinematics::scatter_lateral_deg},
        {"scatter_axial", "deg", &PostureKinematics::scatter_axial_deg},
        {"scatter_lumbar", "1", &PostureKinematics::scatter_lumbar},
        {"scatter_lumbar_standing", "deg", &PostureKinematics::scatter_lumbar_standing_deg},
    });
    const auto range = [&](std::string_view what) {
        return PostureKinematics::Range{.least = table.number("all", fmt::format("{}_min", what), "deg"),
                                        .most = table.number("all", fmt::format("{}_max", what), "deg")};
    };
    PostureKinematics kinematics = read_numbers<PostureKinematics>(table, rows);
    kinematics.trunk = range("trunk");
    kinematics.pelvis = range("pelvis");
    kinematics.lumbar = range("lumbar");
    kinematics.flexion_caudal = read_per_disc(table, "flexion_caudal", "1");
    kinematics.flexion_cranial = read_per_disc(table, "flexion_cranial", "1");
    kinematics.flexion_sitting = read_per_disc(table, "flexion_sitting", "1");
    kinematics.lateral = read_per_disc(table, "lateral", "1");
    kinematics.axial = read_per_disc(table, "axial", "1");
    return kinematics;
}

RangeLimits read_ranges(const Table& table) {
    static constexpr auto level_rows = std::to_array<NumberRow<RangeLimits::Level>>({
        {"flexion", "deg", &RangeLimits::Level::flexion},
        {"extension", "deg", &RangeLimits::Level::extension},
        {"lateral_bending", "deg", &RangeLimits::Level::lateral_bending},
        {"axial_rotation", "deg", &RangeLimits::Level::axial_rotation},
    });
    static constexpr auto rows = std::to_array<NumberRow<RangeLimits>>({
        {"nucleus_tension", "MPa", &RangeLimits::nucleus_tension_MPa},
        {"fibre_strain", "1", &RangeLimits::fibre_strain},
        {"antagonist_activation", "1", &RangeLimits::antagonist_activation},
        {"antagonist_moment", "N*m", &RangeLimits::antagonist_moment_Nm},
        {"muscle_stretch_least", "1", &RangeLimits::muscle_stretch_least},
        {"muscle_stretch_most", "1", &RangeLimits::muscle_stretch_most},
    });
    RangeLimits ranges = read_numbers<RangeLimits>(table, rows);
    for (std::size_t d = 0; d < disc_count; ++d) {
        if (table.find(disc_names[d], "flexion") == nullptr) continue;  // T12-L1: no published range
        ranges.level[d] = read_numbers<RangeLimits::Level>(table, level_rows, disc_names[d]);
    }
    return ranges;
}

}  // namespace

PostureAnatomy load_posture_anatomy(const std::filesystem::path& folder) {
    const std::filesystem::path postures = folder / "postures";
    const Table scatter = Table::read(folder / "level_scatter.csv");
    const Table hold = Table::read(folder / "hold_relaxation.csv");
    PostureAnatomy posture;
    posture.postures = read_postures(
        Table::read(postures / "postures.csv",
                    {.columns = {"name", "description", "pelvis_deg", "lumbar_deg", "rhythm"}, .key = {"name"}}));
    posture.styles = read_styles(
        Table::read(postures / "styles.csv", {.columns = {"name", "description", "knee_deg"}, .key = {"name"}}));
    posture.kinematics = read_kinematics(Table::read(postures / "kinematics.csv"));
    posture.level_scatter = {.repeated_sd_deg = scatter.number("all", "repeated_sd", "deg"),
                             .flexion_deg = read_per_disc(scatter, "flexion", "deg"),
                             .flexion_sd_deg = read_per_disc(scatter, "flexion_sd", "deg"),
                             .extension_deg = read_per_disc(scatter, "extension", "deg"),
                             .extension_sd_deg = read_per_disc(scatter, "extension_sd", "deg"),
                             .seated_sd_deg = read_per_disc(scatter, "seated_sd", "deg")};
    posture.ranges = read_ranges(Table::read(folder / "range_limits.csv"));
    for (std::size_t i = 0; i < leg_pose_names.size(); ++i) {
        posture.hold_time_min[i] = hold.number("all", leg_pose_names[i], "min");
    }
    return posture;
}

}  // namespace spondyl
