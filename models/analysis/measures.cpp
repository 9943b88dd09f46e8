// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/measures.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "core/math/invariants.hpp"
#include "core/math/units.hpp"
#include "models/analysis/canal.hpp"

namespace spondyl {

namespace {

constexpr double meaningful_N = 1.0;  // below it a share of compression is noise

// p in 0..1; linear between ranks.
double percentile(std::vector<double> values, double p) {
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    const double rank = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (rank - static_cast<double>(below)) * (values[above] - values[below]);
}

// What the disc passes, and the columns of the level as a whole.
void measure_loads(const LevelLoads& loads, DiscMeasures& out) {
    const Vec3& f = loads.disc.force;
    const Vec3 m = loads.disc.moment * Nm_per_Nmm;
    out.compression_N = -f.y();
    out.shear_anterior_N = f.x();
    out.shear_lateral_N = f.z();
    out.moment_flexion_Nm = -m.z();
    out.moment_lateral_Nm = m.x();
    out.moment_axial_Nm = m.y();
    const Wrench whole = loads.total();
    out.segment_compression_N = -whole.force.y();
    for (const Wrench& w : loads.ligaments) out.ligament_moment_share += moment_share(w.moment, whole.moment);
    double facet_compression = 0.0;
    for (std::size_t i = 0; i < loads.facets.size(); ++i) {
        const Wrench& w = loads.facets[i];
        facet_compression -= w.force.y();
        out.facet_moment_share += moment_share(w.moment, whole.moment);
        (loads.facet_side[i] == Side::left ? out.facet_force_left_N : out.facet_force_right_N) = w.force.norm();
    }
    if (std::abs(out.segment_compression_N) > meaningful_N) {
        out.facet_compression_share = facet_compression / out.segment_compression_N;
    }
}

void measure_bulge(const SpineModel& model, std::size_t index, const MotionReference& reference, const State& state,
                   const DiscMotion& motion, DiscMeasures& out) {
    const DiscMesh& disc = model.mesh().discs[index];
    const auto& rim = disc.mid_rim_nodes;
    const std::size_t count = rim.size();
    std::vector<Vec3> place(count);
    for (std::size_t i = 0; i < count; ++i) place[i] = reference.frames[index].to_local(reference.positions[rim[i]]);
    const auto extreme = [&](auto key) {
        return static_cast<std::size_t>(
            std::max_element(place.begin(), place.end(), [&](auto& a, auto& b) { return key(a) < key(b); }) -
            place.begin());
    };
    std::vector<double> bulge(count);
    for (std::size_t i = 0; i < count; ++i) {
        // Outward normal of the rim in the disc's plane; the rim runs from anterior to the right.
        const Vec3 along = place[(i + 1) % count] - place[(i + count - 1) % count];
        const Vec3 outward = Vec3(along.z(), 0.0, -along.x()).normalized();
        bulge[i] = (motion.frame.to_local(state.positions[rim[i]]) - place[i]).dot(outward);
    }
    // The posterior wall is hollow: its middle is the rearmost rim node nearest to the mid-sagittal plane.
    const std::size_t back = extreme([](const Vec3& p) { return p.x() < 0.0 ? -std::abs(p.z()) : -1e9; });
    out.bulge_anterior_mm = bulge[extreme([](const Vec3& p) { return p.x(); })];
    out.bulge_posterior_mm = bulge[back];
    out.bulge_lateral_mm = std::max(bulge[extreme([](const Vec3& p) { return p.z(); })],
                                    bulge[extreme([](const Vec3& p) { return -p.z(); })]);
    out.bulge_min_mm = *std::min_element(bulge.begin(), bulge.end());
}

void measure_tissue(const SpineModel& model, std::size_t index, const State& state, const StateSamples& samples,
                    DiscMeasures& out) {
    const DiscMesh& disc = model.mesh().discs[index];
    if (const Cavity<Quad4>* cavity = model.cavity(index)) {
        out.nucleus_pressure_MPa = cavity->pressure(state);
    } else {
        double volume = 0.0;
        for (const int e : disc.nucleus_elements) {
            const SolidSample& s = *samples.of(e);
            out.nucleus_pressure_MPa += s.volume * hydrostatic_pressure(s.cauchy);
            volume += s.volume;
        }
        out.nucleus_pressure_MPa /= volume;
    }
    std::vector<double> strain;
    std::vector<double> stress;
    std::vector<double> mises;
    for (const int e : disc.annulus_elements) {
        const SolidSample& s = *samples.of(e);
        strain.push_back(std::max(s.fibres[0].stretch, s.fibres[1].stretch) - 1.0);
        stress.push_back(std::max(s.fibres[0].stress, s.fibres[1].stress));
        mises.push_back(von_mises(s.cauchy));
    }
    constexpr double high = 0.95;
    out.fibre_strain_peak = percentile(strain, 1.0);
    out.fibre_strain_p95 = percentile(strain, high);
    out.fibre_stress_peak_MPa = percentile(stress, 1.0);
    out.fibre_stress_p95_MPa = percentile(stress, high);
    out.von_mises_p95_MPa = percentile(mises, high);
    if (std::abs(out.compression_N) > meaningful_N) {
        out.pressure_index = out.nucleus_pressure_MPa / (out.compression_N / disc.area);
    }
}

}  // namespace

StateSamples::StateSamples(const SpineModel& model, const State& state)
    : samples_(model.mesh().cells().size()), known_(samples_.size(), 0) {
    for (const TissueBlock& block : model.blocks()) {
        const std::vector<SolidSample> own = block.block->sample(state);
        for (std::size_t i = 0; i < own.size(); ++i) {
            samples_[block.elements[i]] = own[i];
            known_[block.elements[i]] = 1;
        }
    }
}

std::vector<DiscMeasures> measure_discs(const SpineModel& model, const State& state, const StateSamples& samples,
                                        const JointSamples& joints, const MotionReference& reference) {
    std::vector<DiscMeasures> rows;
    for (std::size_t d = 0; d < model.mesh().discs.size(); ++d) {
        const DiscMotion motion = disc_motion(model, d, reference, state);
        DiscMeasures row;
        row.disc = model.mesh().discs[d].disc;
        row.flexion_deg = -motion.rotation_vector.z() * deg_per_rad;
        row.lateral_bending_deg = motion.rotation_vector.x() * deg_per_rad;
        row.axial_rotation_deg = motion.rotation_vector.y() * deg_per_rad;
        row.translation_anterior_mm = motion.translation.x();
        row.translation_cranial_mm = motion.translation.y();
        row.translation_right_mm = motion.translation.z();
        measure_loads(level_loads(model, d, state, joints, motion.frame), row);
        measure_bulge(model, d, reference, state, motion, row);
        measure_tissue(model, d, state, samples, row);
        row.canal_area_mm2 = canal_area(model, d, state, motion.frame);
        rows.push_back(row);
    }
    return rows;
}

std::vector<int> result_cells(const SpineModel& model) {
    std::vector<int> cells;
    for (const TissueBlock& block : model.blocks())
        cells.insert(cells.end(), block.elements.begin(), block.elements.end());
    std::sort(cells.begin(), cells.end());
    return cells;
}

std::vector<Field> cell_fields(const std::vector<int>& cells, const StateSamples& samples) {
    Field stress{"cauchy_stress_MPa", 6, {}, "MPa", "Cauchy stress, mean of the cell: xx, yy, zz, xy, yz, xz"};
    Field strain{
        "green_lagrange_strain", 6, {}, "1", "Green-Lagrange strain, mean of the cell: xx, yy, zz, xy, yz, xz"};
    Field mises{"von_mises_MPa", 1, {}, "MPa", "Von Mises stress of the mean Cauchy stress"};
    Field pressure{"hydrostatic_pressure_MPa", 1, {}, "MPa", "-tr(sigma) / 3 of the mean Cauchy stress; + compressive"};
    Field principal_stress{
        "principal_stress_MPa", 3, {}, "MPa", "Principal values of the mean Cauchy stress, largest first"};
    Field principal_strain{
        "principal_strain", 3, {}, "1", "Principal values of the mean Green-Lagrange strain, largest first"};
    Field fibre_stretch{
        "fibre_stretch", fibre_family_count, {}, "1", "Stretch along each fibre family of the annulus; 1 elsewhere"};
    Field fibre_stress{
        "fibre_stress_MPa", fibre_family_count, {}, "MPa", "Stress in the fibre phase of each fibre family (Cauchy)"};
    for (const int cell : cells) {
        const SolidSample& s = *samples.of(cell);
        stress.values.insert(stress.values.end(), s.cauchy.v, s.cauchy.v + 6);
        strain.values.insert(strain.values.end(), s.green_lagrange.v, s.green_lagrange.v + 6);
        mises.values.push_back(von_mises(s.cauchy));
        pressure.values.push_back(hydrostatic_pressure(s.cauchy));
        const auto ps = principal_values(s.cauchy);
        const auto pe = principal_values(s.green_lagrange);
        principal_stress.values.insert(principal_stress.values.end(), ps.begin(), ps.end());
        principal_strain.values.insert(principal_strain.values.end(), pe.begin(), pe.end());
        for (const FibreState& f : s.fibres) {
            fibre_stretch.values.push_back(f.stretch);
            fibre_stress.values.push_back(f.stress);
        }
    }
    return {stress, strain, mises, pressure, principal_stress, principal_strain, fibre_stretch, fibre_stress};
}

}  // namespace spondyl
