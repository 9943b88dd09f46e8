// SPDX-License-Identifier: Apache-2.0
#include "models/body/posture.hpp"

#include <fmt/ranges.h>

#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"
#include "models/body/pose.hpp"

namespace spondyl {
namespace {

constexpr double angle_tolerance = 1e-6;  // deg, between given angles

Table read_postures() {
    return Table::read(data_directory() / "postures" / "postures.csv",
                       {.columns = {"name", "description", "pelvis_deg", "lumbar_deg", "rhythm"}, .key = {"name"}});
}

Table read_kinematics() {
    return Table::read(data_directory() / "postures" / "kinematics.csv");
}

// A column of postures.csv that holds the name of an enumerator.
template <NamedEnum Enum>
Enum named_in(const Table& table, const Table::Row& row, const char* column) {
    const std::string& word = table.text(row, column);
    if (const auto found = find_enumerator<Enum>(word)) return *found;
    throw UserError(fmt::format("postures.csv: {} \"{}\": {}", column, word, fmt::join(enum_names(Enum{}), ", ")));
}

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
    Table table_ = read_kinematics();
    double low_ = table_.number("all", "ratio_low", "1");
    double high_ = table_.number("all", "ratio_high", "1");
    double low_at_ = table_.number("all", "ratio_low_at", "deg");
    double high_at_ = table_.number("all", "ratio_high_at", "deg");
    double most_ = table_.number("all", "lumbar_most", "deg");
};

void check_range(const Table& table, const char* what, double value) {
    const double low = table.number("all", fmt::format("{}_min", what), "deg");
    const double high = table.number("all", fmt::format("{}_max", what), "deg");
    if (!(value >= low && value <= high)) {
        throw UserError(fmt::format("{} flexion {:.1f} deg: covered are {} to {} deg", what, value, low, high));
    }
}

TrunkAngles by_rhythm(const Task& task, double low, double high) {
    const RhythmCurve curve;
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

TrunkAngles fill(const Task& task, const Posture& posture, const Table& kinematics) {
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
    return by_rhythm(task, kinematics.number("all", "trunk_min", "deg"), kinematics.number("all", "trunk_max", "deg"));
}

}  // namespace

std::vector<PostureInfo> postures() {
    const Table table = read_postures();
    std::vector<PostureInfo> list;
    for (const Table::Row& row : table.rows()) {
        list.push_back({table.text(row, "name"), table.text(row, "description")});
    }
    return list;
}

Posture find_posture(const std::string& name) {
    const Table table = read_postures();
    std::string known;
    for (const Table::Row& row : table.rows()) {
        if (table.text(row, "name") != name) {
            known += (known.empty() ? "" : ", ") + table.text(row, "name");
            continue;
        }
        const auto number = [&](const char* column) { return table.number(row, column); };
        const std::string& style = table.text(row, "style");
        return {.name = name,
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
                .trunk_support = number("trunk_support")};
    }
    throw UserError(fmt::format("unknown posture \"{}\": there are {}", name, known));
}

double hold_time_s(const Task& task) {
    constexpr double seconds = 60.0;
    if (task.hold_time_min) return seconds * *task.hold_time_min;
    const std::string usual(leg_pose_names[static_cast<std::size_t>(find_posture(task.posture).legs)]);
    return seconds * Table::read(data_directory() / "hold_relaxation.csv").number("all", usual, "min");
}

LevelShareSet level_shares(const Task& task, const Posture& posture) {
    const Table table = read_kinematics();
    const std::string flexion = posture.sitting_shares                      ? "flexion_sitting"
                                : task.level_shares == LevelShares::cranial ? "flexion_cranial"
                                                                            : "flexion_caudal";
    const auto shares = [&](const std::string& what) {
        std::array<double, disc_count> values{};
        double sum = 0.0;
        for (std::size_t i = 0; i < disc_count; ++i) sum += values[i] = table.number(disc_names[i], what, "1");
        for (double& value : values) value /= sum;  // the published ones are rounded
        return values;
    };
    return {shares(flexion), shares("lateral"), shares("axial"), table.number("all", "lateral_share", "1"),
            table.number("all", "twist_share", "1")};
}

Vec3 level_scatter() {
    const Table table = read_kinematics();
    const auto scatter = [&](const char* what) { return table.number("all", what, "deg") * std::numbers::pi / 180.0; };
    return {scatter("scatter_lateral"), scatter("scatter_axial"), scatter("scatter_flexion")};
}

double lumbar_freedom_deg(double lumbar_deg) {
    const Table table = read_kinematics();
    const double of_flexion = table.number("all", "scatter_lumbar", "1") * lumbar_deg;
    const double of_standing = table.number("all", "scatter_lumbar_standing", "deg");
    const double to_end = std::min(table.number("all", "lumbar_max", "deg") - lumbar_deg,
                                   lumbar_deg - table.number("all", "lumbar_min", "deg"));
    return std::min(2.0 * std::hypot(of_flexion, of_standing), to_end);
}

double rhythm_lumbar_deg(double trunk_deg) {
    return RhythmCurve().lumbar(trunk_deg);
}

TrunkAngles resolve_angles(const Task& task, const Posture& posture) {
    const Table kinematics = read_kinematics();
    const auto given = [&](const char* what, const std::optional<double>& value) {
        if (value) check_range(kinematics, what, *value);
    };
    given("trunk", task.trunk_flexion_deg);
    given("pelvis", task.pelvis_flexion_deg);
    given("lumbar", task.lumbar_flexion_deg);
    const TrunkAngles angles = fill(task, posture, kinematics);
    check_range(kinematics, "trunk", angles.trunk_deg);
    check_range(kinematics, "pelvis", angles.pelvis_deg);
    check_range(kinematics, "lumbar", angles.lumbar_deg);
    return angles;
}

}  // namespace spondyl
