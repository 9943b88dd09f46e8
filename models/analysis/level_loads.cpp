// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/level_loads.hpp"

#include <Eigen/Geometry>

namespace spondyl {

namespace {

// Force and moment that the disc exerts on the vertebra below it.
Wrench disc_wrench(const SpineModel& model, std::size_t disc, const State& state, const Vec3& about) {
    std::vector<Vec3> forces(state.positions.size(), Vec3::Zero());
    for (const TissueBlock* block : model.disc_blocks(disc)) block->block->add_nodal_forces(state, forces);
    Wrench w;
    for (const int n : model.mesh().discs[disc].inferior_nodes) {
        w.force -= forces[n];
        w.moment -= (state.positions[n] - about).cross(forces[n]);
    }
    return w;
}

// The fascicles pull the lower vertebra up.
Wrench ligament_wrench(const std::vector<Fascicles::Sample>& fascicles, const Vec3& about) {
    Wrench w;
    for (const Fascicles::Sample& f : fascicles) {
        const Vec3 pull = f.tension * (f.upper - f.lower).normalized();
        w.force += pull;
        w.moment += (f.lower - about).cross(pull);
    }
    return w;
}

}  // namespace

Wrench LevelLoads::total() const {
    Wrench sum = disc;
    for (const Wrench& w : ligaments) sum += w;
    for (const Wrench& w : facets) sum += w;
    return sum;
}

JointSamples::JointSamples(const SpineModel& model, const State& state) {
    for (const LigamentTerm& term : model.ligaments()) fascicles.push_back(term.fascicles->sample(state));
    for (const FacetTerm& term : model.facets()) {
        facets.push_back(term.contact->sample(model.system().kinematics, state));
    }
}

LevelLoads level_loads(const SpineModel& model, std::size_t disc, const State& state, const JointSamples& joints,
                       const Frame& frame) {
    LevelLoads loads;
    loads.disc = disc_wrench(model, disc, state, frame.origin).in(frame);
    for (std::size_t i = 0; i < model.ligaments().size(); ++i) {
        if (model.ligaments()[i].disc != disc) continue;
        loads.ligaments.push_back(ligament_wrench(joints.fascicles[i], frame.origin).in(frame));
    }
    for (std::size_t i = 0; i < model.facets().size(); ++i) {
        if (model.facets()[i].disc != disc) continue;
        loads.facet_side.push_back(model.facets()[i].side);
        const FacetContact::Sample& s = joints.facets[i];
        loads.facets.push_back(Wrench{s.force, s.moment - frame.origin.cross(s.force)}.in(frame));
    }
    return loads;
}

double moment_share(const Vec3& part, const Vec3& whole) {
    constexpr double meaningful = 10.0;  // N mm
    return whole.norm() < meaningful ? 0.0 : part.dot(whole) / whole.squaredNorm();
}

}  // namespace spondyl
