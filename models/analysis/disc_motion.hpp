// SPDX-License-Identifier: Apache-2.0
// Motion of the two vertebrae of a disc since the settled state.
#pragma once

#include <vector>

#include "models/result/result.hpp"
#include "models/spine/spine_model.hpp"

namespace spondyl {

// Reference of motions and bulges: the settled state (unloaded, pre-tension in equilibrium).
struct MotionReference {
    std::vector<Vec3> positions;  // of all nodes
    std::vector<Frame> frames;    // mid-disc, per disc of the model
};

// Motions of the two endplates of a disc, about its centre, and the frame half-way between them.
struct DiscMotion {
    RigidMotion upper;
    RigidMotion lower;
    Frame frame;
    Vec3 rotation_vector;  // upper relative to lower, in the axes of `frame`, rad
    Vec3 translation;      // of the upper relative to the lower at the disc's centre, in the axes of `frame`, mm
};

DiscMotion disc_motion(const SpineModel& model, std::size_t disc, const MotionReference& reference, const State& state);

// The geometry as built.
MotionReference built_reference(const SpineModel& model);
MotionReference reference_at(const SpineModel& model, const State& settled);

// Per disc, from the geometry as built to the settled state whose measures are `discs`.
std::vector<SettleShift> settle_shifts(const SpineModel& model, const State& settled,
                                       const std::vector<DiscMeasures>& discs);

}  // namespace spondyl
