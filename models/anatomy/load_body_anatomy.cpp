// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "models/anatomy/read_numbers.hpp"

namespace spondyl {
namespace {

constexpr auto share_rows = std::to_array<NumberRow<StatureShares>>({
    {"upper_arm", "1", &StatureShares::upper_arm},
    {"forearm", "1", &StatureShares::forearm},
    {"grip", "1", &StatureShares::grip},
    {"thigh", "1", &StatureShares::thigh},
    {"shank", "1", &StatureShares::shank},
    {"ankle_height", "1", &StatureShares::ankle_height},
    {"foot", "1", &StatureShares::foot},
    {"shoulder_height", "1", &StatureShares::shoulder_height},
    {"crown_height", "1", &StatureShares::crown_height},
    {"sitting_height", "1", &StatureShares::sitting_height},
    {"heel", "1", &StatureShares::heel},
    {"ball", "1", &StatureShares::ball},
    {"toe", "1", &StatureShares::toe},
});

constexpr auto length_rows = std::to_array<NumberRow<AdultLengths>>({
    {"shoulder_anterior", "mm", &AdultLengths::shoulder_anterior},
    {"shoulder_cranial", "mm", &AdultLengths::shoulder_cranial},
    {"shoulder_lateral", "mm", &AdultLengths::shoulder_lateral},
    {"neck_cranial", "mm", &AdultLengths::neck_cranial},
    {"hip_anterior", "mm", &AdultLengths::hip_anterior},
    {"hip_cranial", "mm", &AdultLengths::hip_cranial},
    {"hip_lateral", "mm", &AdultLengths::hip_lateral},
    {"grip_half_width", "mm", &AdultLengths::grip_half_width},
    {"backrest_behind", "mm", &AdultLengths::backrest_behind},
    {"backrest_above", "mm", &AdultLengths::backrest_above},
    {"skin_behind_spine", "mm", &AdultLengths::skin_behind_spine},
    {"wall_height", "mm", &AdultLengths::wall_height},
    {"pressure_arm", "mm", &AdultLengths::pressure_arm},
    {"scapular_reach", "mm", &AdultLengths::scapular_reach},
    {"ball_of_foot", "mm", &AdultLengths::ball_of_foot},
    {"head_radius", "mm", &AdultLengths::head_radius},
    {"head_length", "mm", &AdultLengths::head_length},
    {"chest_radius", "mm", &AdultLengths::chest_radius},
    {"upper_arm_radius", "mm", &AdultLengths::upper_arm_radius},
    {"forearm_radius", "mm", &AdultLengths::forearm_radius},
    {"hand_radius", "mm", &AdultLengths::hand_radius},
    {"thigh_radius", "mm", &AdultLengths::thigh_radius},
    {"shank_radius", "mm", &AdultLengths::shank_radius},
    {"foot_radius", "mm", &AdultLengths::foot_radius},
});

constexpr auto proportion_rows = std::to_array<NumberRow<BodyProportions>>({
    {"abdomen_centre_ahead", "1", &BodyProportions::abdomen_centre_ahead},
    {"pelvis_radius", "1", &BodyProportions::pelvis_radius},
    {"foot_tip_ahead", "1", &BodyProportions::foot_tip_ahead},
    {"foot_tip_below", "1", &BodyProportions::foot_tip_below},
    {"chest_ahead", "1", &BodyProportions::chest_ahead},
    {"chest_from", "1", &BodyProportions::chest_from},
    {"chest_to", "1", &BodyProportions::chest_to},
});

constexpr auto mass_rows = std::to_array<NumberRow<MassAnatomy>>({
    {"excess_from_bmi", "kg/m2", &MassAnatomy::excess_from_bmi},
    {"shift_per_excess", "mm/kg", &MassAnatomy::shift_per_excess},
    {"mass_min", "kg", &MassAnatomy::mass_min},
    {"mass_max", "kg", &MassAnatomy::mass_max},
    {"waist_min", "cm", &MassAnatomy::waist_min},
    {"waist_max", "cm", &MassAnatomy::waist_max},
    {"bmi_low", "kg/m2", &MassAnatomy::bmi_low},
    {"bmi_high", "kg/m2", &MassAnatomy::bmi_high},
    {"conicity_unit", "1", &MassAnatomy::conicity_unit},
    {"conicity_low", "1", &MassAnatomy::conicity_low},
    {"conicity_high", "1", &MassAnatomy::conicity_high},
});

constexpr auto muscle_rows = std::to_array<NumberRow<MuscleSize>>({
    {"reference_stature", "cm", &MuscleSize::reference_stature},
    {"reference_mass", "kg", &MuscleSize::reference_mass},
    {"per_kg", "1/kg", &MuscleSize::per_kg},
    {"per_cm", "1/cm", &MuscleSize::per_cm},
    {"per_year", "1/years", &MuscleSize::per_year},
    {"age_from", "years", &MuscleSize::age_from},
    {"age_to", "years", &MuscleSize::age_to},
    {"mass_from", "kg", &MuscleSize::mass_from},
    {"mass_to", "kg", &MuscleSize::mass_to},
    {"female", "1", &MuscleSize::female},
});

constexpr auto curve_rows = std::to_array<NumberRow<MuscleCurves>>({
    {"active_width", "1", &MuscleCurves::active_width},
    {"passive_shape", "1", &MuscleCurves::passive_shape},
    {"passive_strain", "1", &MuscleCurves::passive_strain},
});

MuscleCurves read_curves(const Table& table) {
    const MuscleCurves curves = read_numbers<MuscleCurves>(table, curve_rows);
    if (!(curves.active_width > 0.0 && curves.passive_shape > 0.0 && curves.passive_strain > 0.0))
        throw UserError(fmt::format("{}: every number of the curves is above 0", table.file().string()));
    return curves;
}

// Points of the drawn pelvis by their names.
class PelvisReader {
  public:
    explicit PelvisReader(const std::filesystem::path& file)
        : table_(Table::read(file, {.columns = {"part", "point", "x", "y", "z", "radius"}, .key = {"part", "point"}})) {
    }

    PelvisShape read() {
        PelvisShape pelvis;
        part_ = "hip";
        PelvisShape::Hip& hip = pelvis.hip;
        take("crest", hip.crest);
        take("wing", hip.wing);
        take("brim", hip.brim);
        hip.socket = point("socket");
        hip.socket_opening = point("socket_opening");
        hip.symphysis = point("symphysis");
        take("ischium", hip.ischium);
        take("spine", hip.spine);
        take("pubis", hip.pubis);
        part_ = "sacrum";
        PelvisShape::Sacrum& sacrum = pelvis.sacrum;
        take("body", sacrum.body);
        take("edge", sacrum.edge);
        take("coccyx", sacrum.coccyx);
        take("crest", sacrum.crest);
        take("foramen", sacrum.foramen);
        sacrum.s1_edge = point("s1_edge");
        sacrum.s1_corner = point("s1_corner");
        return pelvis;
    }

  private:
    [[nodiscard]] PelvisShape::Point point(const std::string& name) const {
        for (const Table::Row& row : table_.rows()) {
            if (table_.text(row, "part") != part_ || table_.text(row, "point") != name) continue;
            return {.at = {table_.number(row, "x"), table_.number(row, "y"), table_.number(row, "z")},
                    .radius = table_.number(row, "radius")};
        }
        throw UserError(fmt::format("{}: no point \"{}\" of the {}", table_.file().string(), name, part_));
    }

    template <std::size_t count>
    void take(std::string_view name, std::array<PelvisShape::Point, count>& points) const {
        for (std::size_t i = 0; i < count; ++i) points[i] = point(fmt::format("{}_{}", name, i + 1));
    }

    Table table_;
    std::string_view part_;
};

std::vector<SegmentAnatomy> read_segments(const Table& table) {
    std::vector<SegmentAnatomy> segments;
    for (const Table::Row& row : table.rows()) {
        const auto number = [&](const char* column) { return table.number(row, column); };
        segments.push_back({.name = table.text(row, "segment"),
                            .mass_percent = {number("mass_female_percent"), number("mass_male_percent")},
                            .anterior = number("anterior_mm"),
                            .cranial = number("cranial_mm"),
                            .fraction = number("fraction")});
    }
    return segments;
}

LegAnatomy::Segment read_leg_segment(const Table& table, std::string_view segment) {
    for (const Table::Row& row : table.rows()) {
        if (table.text(row, "segment") != segment) continue;
        const auto number = [&](const char* column) { return table.number(row, column); };
        return {.mass_percent = {number("mass_female_percent"), number("mass_male_percent")},
                .centre = {number("fraction_female"), number("fraction_male")}};
    }
    throw UserError(fmt::format("{}: no segment {}", table.file().string(), segment));
}

}  // namespace

BodyAnatomy load_body_anatomy(const std::filesystem::path& folder) {
    const Table size = Table::read(folder / "body_size.csv");
    const Table mass = Table::read(folder / "excess_mass.csv");
    const Table legs = Table::read(folder / "leg_masses.csv", {.columns = {"segment"}, .key = {"segment"}});
    BodyAnatomy body;
    body.reference_stature_cm = size.number("all", "reference_stature", "cm");
    body.reference_mass_kg = size.number("all", "reference_mass", "kg");
    body.pressure_area_cm2 = size.number("all", "pressure_area", "cm2");
    body.of_stature = read_numbers<StatureShares>(size, share_rows);
    body.of_adult = read_numbers<AdultLengths>(size, length_rows);
    body.proportions = read_numbers<BodyProportions>(size, proportion_rows);
    body.segments = read_segments(
        Table::read(folder / "segment_masses.csv",
                    {.columns = {"segment", "mass_male_percent", "mass_female_percent"}, .key = {"segment"}}));
    body.legs = {.thigh = read_leg_segment(legs, "thigh"),
                 .shank = read_leg_segment(legs, "shank"),
                 .foot = read_leg_segment(legs, "foot")};
    body.mass = read_numbers<MassAnatomy>(mass, mass_rows);
    body.mass.conicity = {mass.number("all", "conicity_female", "1"), mass.number("all", "conicity_male", "1")};
    body.muscles = read_numbers<MuscleSize>(Table::read(folder / "muscle_size.csv"), muscle_rows);
    body.muscle_curves = read_curves(Table::read(folder / "muscle_curves.csv"));
    body.pelvis = PelvisReader(folder / "pelvis_shape.csv").read();
    return body;
}

}  // namespace spondyl
