// SPDX-License-Identifier: Apache-2.0
#include "io/results/column_groups.hpp"
#include "io/results/structure_groups.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

// Rows with their disc, ligament (where there is one) and side; everything else at its default.
template <class Row>
std::vector<Row> read_names(const Group& group) {
    const std::vector<std::string> discs = group.read_texts("disc"), sides = group.read_texts("side");
    if (sides.size() != discs.size()) throw hdf5::Error("disc and side differ in length");
    std::vector<Row> rows(discs.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].disc = find_name<Disc>(disc_names, discs[i]);
        rows[i].side = find_name<Side>(side_names, sides[i]);
    }
    if constexpr (requires(Row row) { row.ligament; }) {
        const std::vector<std::string> ligaments = group.read_texts("ligament");
        if (ligaments.size() != rows.size()) throw hdf5::Error("disc and ligament differ in length");
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].ligament = find_name<Ligament>(ligament_names, ligaments[i]);
    }
    return rows;
}

template <class Row>
void read_measures(const Group& group, Result& result, std::vector<Row> ResultState::*list,
                   std::span<const Column<Row>> columns) {
    std::vector<Row> rows = read_names<Row>(group);
    read_columns(group, columns, rows);
    const std::vector<std::int32_t> state = group.read<std::int32_t>("state");
    if (state.size() != rows.size()) throw hdf5::Error("state and disc differ in length");
    for (std::size_t i = 0; i < rows.size(); ++i)
        (result.states.at(static_cast<std::size_t>(state[i])).*list).push_back(rows[i]);
}

void read_fascicles(const Group& group, Result& result) {
    result.fascicles = read_names<FascicleInfo>(group);
    const std::size_t count = result.fascicles.size(), rows = count * result.states.size();
    const std::vector<Vec3> upper = points_of(read_column<double>(group, "upper", 3 * rows)),
                            lower = points_of(read_column<double>(group, "lower", 3 * rows));
    const std::vector<double> tension = read_column<double>(group, "tension_N", rows),
                              strain = read_column<double>(group, "strain", rows);
    for (std::size_t i = 0; i < rows; ++i) {
        result.states[i / count].fascicles.push_back({upper[i], lower[i], tension[i], strain[i]});
    }
}

Surface read_surface(const Group& group) {
    Surface surface;
    surface.points = points_of(group.read<double>("points"));
    const std::vector<std::int32_t> triangles = group.read<std::int32_t>("triangles");
    surface.triangles.resize(triangles.size() / 3);
    for (std::size_t i = 0; i < 3 * surface.triangles.size(); ++i) surface.triangles[i / 3][i % 3] = triangles[i];
    return surface;
}

void read_joints(const Group& joints, Result& result) {
    result.facets = read_names<FacetJoint>(joints);
    for (std::size_t i = 0; i < result.facets.size(); ++i) {
        const Group group = joints.group(std::to_string(i));
        FacetJoint& joint = result.facets[i];
        const std::vector<std::int32_t> bones = group.read<std::int32_t>("bones");
        if (bones.size() != 2) throw hdf5::Error("a facet joint that is not between two bones");
        joint.upper_bone = bones[0];
        joint.lower_bone = bones[1];
        joint.upper = read_surface(group.group("upper"));
        joint.lower = read_surface(group.group("lower"));
        const hdf5::Dataset<double> pressure = group.dataset<double>("pressure_MPa");
        if (pressure.rows() != result.states.size() || pressure.columns() != joint.upper.points.size())
            throw hdf5::Error("pressure_MPa does not fit the states and the articular surface");
        for (std::size_t s = 0; s < result.states.size(); ++s)
            result.states[s].facet_pressure.push_back(pressure.read_rows(s, 1));
    }
}

void read_settle(const Group& group, Result& result) {
    for (const std::string& disc : group.read_texts("disc"))
        result.settle.push_back({.disc = find_name<Disc>(disc_names, disc)});
    read_columns<SettleShift>(group, settle_columns, result.settle);
}

}  // namespace

void read_structures(const Group& root, Result& result) {
    read_measures(root.group("ligaments"), result, &ResultState::ligaments, ligament_measure_columns());
    read_measures(root.group("facets"), result, &ResultState::facets, facet_measure_columns());
    read_fascicles(root.group("fascicles"), result);
    read_joints(root.group("facet_joints"), result);
    read_settle(root.group("settle"), result);
}

}  // namespace spondyl
