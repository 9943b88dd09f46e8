// SPDX-License-Identifier: Apache-2.0
// Loads transmitted from the upper to the lower vertebra of a level, by structure.
#pragma once

#include <vector>

#include "models/analysis/disc_motion.hpp"
#include "models/scenario/wrench.hpp"

namespace spondyl {

// Action on the lower vertebra, in the axes of the current mid-disc frame, moments about its origin.
struct LevelLoads {
    Wrench disc;
    std::vector<Wrench> ligaments;  // those of the level, in the order of SpineModel::ligaments()
    std::vector<Wrench> facets;     // in the order of SpineModel::facets()
    std::vector<Side> facet_side;   // parallel to facets

    [[nodiscard]] Wrench total() const;
};

// One state of ligaments and facets, sampled once.
struct JointSamples {
    JointSamples(const SpineModel& model, const State& state);

    std::vector<std::vector<Fascicles::Sample>> fascicles;  // parallel to SpineModel::ligaments()
    std::vector<FacetContact::Sample> facets;               // parallel to SpineModel::facets()
};

// frame: DiscMotion::frame of disc number `disc`.
LevelLoads level_loads(const SpineModel& model, std::size_t disc, const State& state, const JointSamples& joints,
                       const Frame& frame);

// Share of `part` in the moment of `whole`: m . M / |M|^2, so that shares of all parts sum to 1; 0 if |M| is below
// 0.01 N m.
double moment_share(const Vec3& part, const Vec3& whole);

}  // namespace spondyl
