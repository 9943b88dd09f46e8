// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/joint_measures.hpp"

#include <algorithm>

#include "core/math/units.hpp"

namespace spondyl {

namespace {

LigamentMeasures ligament_row(const LigamentTerm& term, Disc disc, const std::vector<Fascicles::Sample>& fascicles,
                              const Wrench& own, const Wrench& whole) {
    LigamentMeasures row{.disc = disc, .ligament = term.ligament, .side = term.side};
    row.strain_peak = fascicles.front().strain;
    for (const Fascicles::Sample& f : fascicles) {
        row.force_N += f.tension;
        row.strain_mean += f.strain / static_cast<double>(fascicles.size());
        row.strain_peak = std::max(row.strain_peak, f.strain);
    }
    row.moment_flexion_Nm = -own.moment.z() * Nm_per_Nmm;
    row.moment_lateral_Nm = own.moment.x() * Nm_per_Nmm;
    row.moment_axial_Nm = own.moment.y() * Nm_per_Nmm;
    row.moment_share = moment_share(own.moment, whole.moment);
    return row;
}

FacetMeasures facet_row(const FacetTerm& term, Disc disc, const FacetContact::Sample& sample, const Wrench& own) {
    return {.disc = disc,
            .side = term.side,
            .force_N = sample.force.norm(),
            .area_mm2 = sample.area,
            .pressure_peak_MPa = sample.pressure_peak,
            .centre_x_mm = sample.centre.x(),
            .centre_y_mm = sample.centre.y(),
            .centre_z_mm = sample.centre.z(),
            .force_anterior_N = own.force.x(),
            .force_cranial_N = own.force.y(),
            .force_right_N = own.force.z(),
            .gap_min_mm = sample.gap_min};
}

}  // namespace

std::vector<FascicleInfo> fascicle_infos(const SpineModel& model) {
    std::vector<FascicleInfo> infos;
    const State rest = model.system().kinematics.rest();
    for (const LigamentTerm& term : model.ligaments()) {
        infos.insert(infos.end(), term.fascicles->sample(rest).size(),
                     {model.mesh().discs[term.disc].disc, term.ligament, term.side});
    }
    return infos;
}

std::vector<FacetJoint> facet_joints(const SpineModel& model) {
    std::vector<FacetJoint> joints;
    for (const FacetTerm& term : model.facets()) {
        const int upper = static_cast<int>(term.disc);
        joints.push_back({.disc = model.mesh().discs[term.disc].disc,
                          .side = term.side,
                          .upper_bone = upper,
                          .lower_bone = upper + 1,
                          .upper = term.upper,
                          .lower = term.lower});
    }
    return joints;
}

void measure_joints(const SpineModel& model, const State& state, const JointSamples& joints,
                    const MotionReference& reference, ResultState& out) {
    for (std::size_t d = 0; d < model.mesh().discs.size(); ++d) {
        const Disc disc = model.mesh().discs[d].disc;
        const LevelLoads loads = level_loads(model, d, state, joints, disc_motion(model, d, reference, state).frame);
        const Wrench whole = loads.total();
        std::size_t own = 0;
        for (std::size_t i = 0; i < model.ligaments().size(); ++i) {
            const LigamentTerm& term = model.ligaments()[i];
            if (term.disc != d) continue;
            out.ligaments.push_back(ligament_row(term, disc, joints.fascicles[i], loads.ligaments[own++], whole));
            for (const Fascicles::Sample& f : joints.fascicles[i]) {
                out.fascicles.push_back({f.upper, f.lower, f.tension, f.strain});
            }
        }
        own = 0;
        for (std::size_t i = 0; i < model.facets().size(); ++i) {
            const FacetTerm& term = model.facets()[i];
            if (term.disc != d) continue;
            out.facets.push_back(facet_row(term, disc, joints.facets[i], loads.facets[own++]));
            out.facet_pressure.push_back(joints.facets[i].pressure);
        }
    }
}

}  // namespace spondyl
