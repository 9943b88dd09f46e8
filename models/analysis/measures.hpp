// SPDX-License-Identifier: Apache-2.0
// From a state to the numbers of each disc and the fields on the mesh.
#pragma once

#include <utility>
#include <vector>

#include "models/analysis/level_loads.hpp"
#include "models/result/result.hpp"
#include "models/spine/spine_model.hpp"

namespace spondyl {

// Samples of all element blocks of the model at one state, computed once and shared by fields and measures.
class StateSamples {
  public:
    StateSamples(const SpineModel& model, const State& state);
    // Of cells without a model.
    explicit StateSamples(std::vector<SolidSample> cells) : samples_(std::move(cells)), known_(samples_.size(), 1) {}

    // By cell of the mesh; null for the cells of a fluid nucleus.
    [[nodiscard]] const SolidSample* of(int element) const { return known_[element] ? &samples_[element] : nullptr; }

  private:
    std::vector<SolidSample> samples_;
    std::vector<char> known_;
};

// One row per disc, cranial to caudal; conventions in DiscMeasures.
std::vector<DiscMeasures> measure_discs(const SpineModel& model, const State& state, const StateSamples& samples,
                                        const JointSamples& joints, const MotionReference& reference);

// The cells that results show: all but those of a fluid nucleus.
std::vector<int> result_cells(const SpineModel& model);
std::vector<Field> cell_fields(const std::vector<int>& cells, const StateSamples& samples);

}  // namespace spondyl
