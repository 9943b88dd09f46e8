// SPDX-License-Identifier: Apache-2.0
#include "io/results/column_groups.hpp"
#include "io/results/structure_groups.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

template <class Row>
void write_names(Group& group, const std::vector<Row>& rows) {
    std::vector<std::string> discs, ligaments, sides;
    for (const Row& row : rows) {
        discs.emplace_back(name(row.disc));
        if constexpr (requires { row.ligament; }) ligaments.emplace_back(name(row.ligament));
        sides.emplace_back(name(row.side));
    }
    group.write_texts("disc", discs);
    if constexpr (requires(Row row) { row.ligament; }) group.write_texts("ligament", ligaments);
    group.write_texts("side", sides);
}

template <class Row>
void write_measures(Group& root, const char* group_name, const Result& result, std::vector<Row> ResultState::*list,
                    std::span<const Column<Row>> columns) {
    std::vector<std::int32_t> index;
    std::vector<std::string> steps;
    std::vector<double> times;
    std::vector<Row> rows;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        const ResultState& state = result.states[i];
        for (const Row& row : state.*list) {
            index.push_back(static_cast<std::int32_t>(i));
            steps.push_back(state.step);
            times.push_back(state.time);
            rows.push_back(row);
        }
    }
    Group group = root.create_group(group_name);
    group.write("state", index);
    group.write_texts("step", steps);
    group.write("time", times);
    write_names(group, rows);
    write_columns<Row>(group, columns, rows);
}

// One row per state, or three columns per end point: states x fascicles.
void write_fascicles(Group& root, const Result& result) {
    std::vector<Vec3> upper, lower;
    std::vector<double> tension, strain;
    for (const ResultState& state : result.states) {
        for (const FascicleState& fascicle : state.fascicles) {
            upper.push_back(fascicle.upper);
            lower.push_back(fascicle.lower);
            tension.push_back(fascicle.tension_N);
            strain.push_back(fascicle.strain);
        }
    }
    Group group = root.create_group("fascicles");
    write_names(group, result.fascicles);
    write_points(group, "upper", upper);
    write_points(group, "lower", lower);
    group.write("tension_N", tension);
    group.write("strain", strain);
    group.attribute("doc", "Row = state * number of fascicles + fascicle, as in upper, lower and strain", "tension_N");
}

void write_surface(Group& joint, const std::string& name, const Surface& surface) {
    Group group = joint.create_group(name);
    write_points(group, "points", surface.points);
    std::vector<std::int32_t> triangles;
    for (const Triangle& t : surface.triangles) triangles.insert(triangles.end(), t.begin(), t.end());
    group.create_dataset<std::int32_t>("triangles", {surface.triangles.size(), 3}).write_rows(0, triangles);
}

void write_joints(Group& root, const Result& result) {
    Group joints = root.create_group("facet_joints");
    write_names(joints, result.facets);
    for (std::size_t i = 0; i < result.facets.size(); ++i) {
        const FacetJoint& joint = result.facets[i];
        Group group = joints.create_group(std::to_string(i));
        group.write<std::int32_t>("bones", {joint.upper_bone, joint.lower_bone});
        group.attribute("doc", "Upper and lower vertebra, as positions in /bones/names", "bones");
        write_surface(group, "upper", joint.upper);
        write_surface(group, "lower", joint.lower);
        std::vector<double> pressure;
        for (const ResultState& state : result.states) {
            pressure.insert(pressure.end(), state.facet_pressure[i].begin(), state.facet_pressure[i].end());
        }
        const hsize_t vertices = joint.upper.points.size();
        group.create_dataset<double>("pressure_MPa", {result.states.size(), vertices}).write_rows(0, pressure);
        group.attribute("doc", "Contact pressure at the points of upper, one row per state", "pressure_MPa");
    }
}

void write_settle(Group& root, const Result& result) {
    Group group = root.create_group("settle");
    std::vector<std::string> discs;
    for (const SettleShift& shift : result.settle) discs.emplace_back(name(shift.disc));
    group.write_texts("disc", discs);
    write_columns<SettleShift>(group, settle_columns, result.settle);
}

void write_fit(Group& root, const OwnSpineFit& fit) {
    if (fit.empty()) return;
    Group group = root.create_group("own_bones");
    const auto names = [](const auto& rows, auto member) {
        std::vector<std::string> texts;
        texts.reserve(rows.size());
        for (const auto& row : rows) texts.emplace_back(name(row.*member));
        return texts;
    };
    Group bones = group.create_group("bones");
    bones.write_texts("vertebra", names(fit.bones, &BoneFit::vertebra));
    write_columns<BoneFit>(bones, bone_fit_columns(), fit.bones);
    Group discs = group.create_group("discs");
    discs.write_texts("disc", names(fit.discs, &DiscFit::disc));
    write_columns<DiscFit>(discs, disc_fit_columns(), fit.discs);
    Group warnings = group.create_group("warnings");
    warnings.write_texts("kind", names(fit.warnings, &FitWarning::kind));
    warnings.write_texts("vertebra", names(fit.warnings, &FitWarning::vertebra));
    write_columns<FitWarning>(warnings, fit_warning_columns, fit.warnings);
    group.write("lordosis_deg", std::vector<double>{fit.lordosis_deg});
    group.attribute("unit", "deg", "lordosis_deg");
}

}  // namespace

void write_structures(Group& root, const Result& result) {
    write_measures(root, "ligaments", result, &ResultState::ligaments, ligament_measure_columns());
    write_measures(root, "facets", result, &ResultState::facets, facet_measure_columns());
    write_fascicles(root, result);
    write_joints(root, result);
    write_settle(root, result);
    write_fit(root, result.fit);
}

}  // namespace spondyl
