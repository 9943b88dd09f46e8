#include "models/analysis/measures.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/system/rotation.hpp"
#include "models/analysis/invariants.hpp"
#include "models/analysis/rigid_fit.hpp"

namespace spondyl {

namespace {

constexpr double degrees = 180.0 / std::numbers::pi;
constexpr double newton_metre = 1e-3;

// Motions of the two endplates of a disc, about its centre, and the frame half-way between them.
struct DiscMotion {
    RigidMotion upper;
    RigidMotion lower;
    Frame frame;
    Vec3 rotation_vector;  // upper relative to lower, in the axes of `frame`, rad
};

DiscMotion disc_motion(const SpineModel& model, std::size_t index, const State& state) {
    const DiscMesh& disc = model.mesh().discs[index];
    const auto& rest = model.mesh().mesh.nodes;
    DiscMotion m;
    m.upper = fit_rigid_motion(disc.superior_nodes, rest, state.positions, disc.frame.origin);
    m.lower = fit_rigid_motion(disc.inferior_nodes, rest, state.positions, disc.frame.origin);
    const Vec3 relative = rotation_log(m.upper.rotation * m.lower.rotation.transpose());
    m.frame.rotation = rotation_exp(0.5 * relative) * m.lower.rotation * disc.frame.rotation;
    m.frame.origin = disc.frame.origin + 0.5 * (m.upper.translation + m.lower.translation);
    m.rotation_vector = m.frame.rotation.transpose() * relative;
    return m;
}

// p in 0..1; linear between ranks.
double percentile(std::vector<double> values, double p) {
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    const double rank = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (rank - static_cast<double>(below)) * (values[above] - values[below]);
}

// Force and moment that the disc puts on the vertebra below it: the action of the upper on the lower body.
void measure_loads(const SpineModel& model, std::size_t index, const State& state, const DiscMotion& motion,
                   DiscMeasures& out) {
    std::vector<Vec3> forces(state.positions.size(), Vec3::Zero());
    for (const TissueBlock* block : model.disc_blocks(index)) block->block->add_nodal_forces(state, forces);
    Vec3 force = Vec3::Zero();
    Vec3 moment = Vec3::Zero();
    for (const int n : model.mesh().discs[index].inferior_nodes) {
        force -= forces[n];
        moment -= (state.positions[n] - motion.frame.origin).cross(forces[n]);
    }
    const Vec3 f = motion.frame.rotation.transpose() * force;
    const Vec3 m = motion.frame.rotation.transpose() * moment * newton_metre;
    out.compression_N = -f.y();
    out.shear_anterior_N = f.x();
    out.shear_lateral_N = f.z();
    out.moment_flexion_Nm = -m.z();
    out.moment_lateral_Nm = m.x();
    out.moment_axial_Nm = m.y();
}

void measure_bulge(const SpineModel& model, std::size_t index, const State& state, const DiscMotion& motion,
                   DiscMeasures& out) {
    const DiscMesh& disc = model.mesh().discs[index];
    const auto& rest = model.mesh().mesh.nodes;
    const auto& rim = disc.mid_rim_nodes;
    const std::size_t count = rim.size();
    std::vector<Vec3> place(count);
    for (std::size_t i = 0; i < count; ++i) place[i] = disc.frame.to_local(rest[rim[i]]);
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
    if (const Cavity* cavity = model.cavity(index)) {
        out.nucleus_pressure_MPa = cavity->pressure(state);
    } else {
        double volume = 0.0;
        for (const int e : disc.nucleus_elements) {
            const HexSample& s = *samples.of(e);
            out.nucleus_pressure_MPa += s.volume * hydrostatic_pressure(s.cauchy);
            volume += s.volume;
        }
        out.nucleus_pressure_MPa /= volume;
    }
    std::vector<double> strain;
    std::vector<double> stress;
    std::vector<double> mises;
    for (const int e : disc.annulus_elements) {
        const HexSample& s = *samples.of(e);
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
    constexpr double meaningful_N = 1.0;
    if (std::abs(out.compression_N) > meaningful_N) {
        out.pressure_index = out.nucleus_pressure_MPa / (out.compression_N / disc.area);
    }
}

}  // namespace

StateSamples::StateSamples(const SpineModel& model, const State& state)
    : samples_(model.mesh().mesh.hexes.size()), known_(samples_.size(), 0) {
    for (const TissueBlock& block : model.blocks()) {
        const std::vector<HexSample> own = block.block->sample(state);
        for (std::size_t i = 0; i < own.size(); ++i) {
            samples_[block.elements[i]] = own[i];
            known_[block.elements[i]] = 1;
        }
    }
}

std::vector<DiscMeasures> measure_discs(const SpineModel& model, const State& state, const StateSamples& samples) {
    std::vector<DiscMeasures> rows;
    for (std::size_t d = 0; d < model.mesh().discs.size(); ++d) {
        const DiscMotion motion = disc_motion(model, d, state);
        DiscMeasures row;
        row.disc = model.mesh().discs[d].disc;
        row.flexion_deg = -motion.rotation_vector.z() * degrees;
        row.lateral_bending_deg = motion.rotation_vector.x() * degrees;
        row.axial_rotation_deg = motion.rotation_vector.y() * degrees;
        const Vec3 moved = motion.frame.rotation.transpose() * (motion.upper.translation - motion.lower.translation);
        row.translation_anterior_mm = moved.x();
        row.translation_cranial_mm = moved.y();
        row.translation_right_mm = moved.z();
        measure_loads(model, d, state, motion, row);
        measure_bulge(model, d, state, motion, row);
        measure_tissue(model, d, state, samples, row);
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
    Field stress{"cauchy_stress_MPa", 6, {}};
    Field strain{"green_lagrange_strain", 6, {}};
    Field mises{"von_mises_MPa", 1, {}};
    Field pressure{"hydrostatic_pressure_MPa", 1, {}};
    Field principal_stress{"principal_stress_MPa", 3, {}};
    Field principal_strain{"principal_strain", 3, {}};
    Field fibre_stretch{"fibre_stretch", fibre_family_count, {}};
    Field fibre_stress{"fibre_stress_MPa", fibre_family_count, {}};
    for (const int cell : cells) {
        const HexSample& s = *samples.of(cell);
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
