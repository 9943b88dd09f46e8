// SPDX-License-Identifier: Apache-2.0
#include "io/results/column_groups.hpp"
#include "io/results/structure_groups.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

// Rows with their disc, ligament (where there is one) and side; everything else at its default.
template <class Row>
std::vector<Row> read_rows(const Group& group) {
    const std::vector<Disc> discs = read_names<Disc>(group, "disc");
    const std::vector<Side> sides = read_names<Side>(group, "side");
    std::vector<Ligament> ligaments(discs.size());
    if constexpr (requires(Row row) { row.ligament; }) ligaments = read_names<Ligament>(group, "ligament");
    if (sides.size() != discs.size() || ligaments.size() != discs.size())
        throw hdf5::Error(fmt::format("{}: columns of different length", group.path_of("disc")));
    group.claim<Row>(discs.size(), "disc");
    std::vector<Row> rows(discs.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].disc = discs[i];
        rows[i].side = sides[i];
        if constexpr (requires(Row row) { row.ligament; }) rows[i].ligament = ligaments[i];
    }
    return rows;
}

template <class Row>
void read_measures(const Group& group, Result& result, std::vector<Row> ResultState::*list,
                   std::span<const Column<Row>> columns) {
    std::vector<Row> rows = read_rows<Row>(group);
    read_columns(group, columns, rows);
    const std::vector<std::size_t> state = read_state_column(group, result);
    if (state.size() != rows.size())
        throw hdf5::Error(fmt::format("{}: columns of different length", group.path_of("state")));
    for (std::size_t i = 0; i < rows.size(); ++i) (result.states[state[i]].*list).push_back(rows[i]);
}

void read_ligament_fascicles(const Group& group, Result& result) {
    result.fascicles = read_rows<FascicleInfo>(group);
    const std::size_t count = result.fascicles.size();
    const std::uint64_t rows = hdf5::saturated_product(count, result.states.size());
    const std::vector<Vec3> upper = read_points(group, "upper", rows), lower = read_points(group, "lower", rows);
    const std::vector<double> tension = read_column<double>(group, "tension_N", rows),
                              strain = read_column<double>(group, "strain", rows);
    group.claim<FascicleState>(rows, "strain");
    for (std::size_t i = 0; i < rows; ++i) {
        result.states[i / count].fascicles.push_back({upper[i], lower[i], tension[i], strain[i]});
    }
}

void read_joints(const Group& joints, Result& result) {
    result.facets = read_rows<FacetJoint>(joints);
    for (std::size_t i = 0; i < result.facets.size(); ++i) {
        const Group group = joints.group(std::to_string(i));
        FacetJoint& joint = result.facets[i];
        const std::vector<std::int32_t> bones = read_column<std::int32_t>(group, "bones", 2);
        joint.upper_bone = bones[0];
        joint.lower_bone = bones[1];
        joint.upper = read_surface(group.group("upper"));
        joint.lower = read_surface(group.group("lower"));
        const std::size_t points = joint.upper.points.size();
        const std::vector<double> pressure = read_table<double>(group, "pressure_MPa", points, result.states.size());
        group.claim<std::vector<double>>(result.states.size(), "pressure_MPa");
        for (std::size_t s = 0; s < result.states.size(); ++s) {
            const auto first = pressure.begin() + static_cast<std::ptrdiff_t>(s * points);
            result.states[s].facet_pressure.emplace_back(first, first + static_cast<std::ptrdiff_t>(points));
        }
    }
}

void read_settle(const Group& group, Result& result) {
    for (const Disc disc : read_names<Disc>(group, "disc")) result.settle.push_back({.disc = disc});
    read_columns<SettleShift>(group, settle_columns, result.settle);
}

void read_fit(const Group& group, OwnSpineFit& fit) {
    const Group bones = group.group("bones");
    for (const Vertebra vertebra : read_names<Vertebra>(bones, "vertebra")) fit.bones.push_back({.vertebra = vertebra});
    read_columns<BoneFit>(bones, bone_fit_columns(), fit.bones);
    const Group discs = group.group("discs");
    for (const Disc disc : read_names<Disc>(discs, "disc")) fit.discs.push_back({.disc = disc});
    read_columns<DiscFit>(discs, disc_fit_columns(), fit.discs);
    const Group warnings = group.group("warnings");
    const auto kinds = read_names<FitWarningKind>(warnings, "kind");
    const auto vertebrae = read_names<Vertebra>(warnings, "vertebra");
    if (kinds.size() != vertebrae.size()) throw hdf5::Error(warnings.path_of("kind") + ": columns of different length");
    for (std::size_t i = 0; i < kinds.size(); ++i) fit.warnings.push_back({.kind = kinds[i], .vertebra = vertebrae[i]});
    read_columns<FitWarning>(warnings, fit_warning_columns, fit.warnings);
    fit.lordosis_deg = read_column<double>(group, "lordosis_deg", 1).front();
}

}  // namespace

void read_structures(const Group& root, Result& result) {
    read_measures(root.group("ligaments"), result, &ResultState::ligaments, ligament_measure_columns());
    read_measures(root.group("facets"), result, &ResultState::facets, facet_measure_columns());
    read_ligament_fascicles(root.group("fascicles"), result);
    read_joints(root.group("facet_joints"), result);
    read_settle(root.group("settle"), result);
    if (root.has("own_bones")) read_fit(root.group("own_bones"), result.fit);
}

}  // namespace spondyl
