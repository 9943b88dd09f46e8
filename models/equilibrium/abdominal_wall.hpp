// SPDX-License-Identifier: Apache-2.0
// The muscles of the abdominal wall hold the pressure inside of it.
//
// The wall is a cylinder about the line from L5-S1 to T12. Widened by a strain e across that line, a fascicle with
// tension f and straight pieces d does the work f a e with a = sum |d_across|^2 / |d|, the transversus, whose fibres
// run around the trunk, F c e along the arc c of a side, and the pressure p R h c e on a wall of radius R and height h.
// Both are equal for any e, on each side (virtual work): alone, the transversus would pull p R h (Laplace). Transversus
// and obliques contract alike, as they do in every way of bracing that was measured (J Exerc Rehabil 2022 18:264-271,
// doi:10.12965/jer.2244254.127: their ratios do not differ), so that one activation holds the pressure.
#pragma once

#include <array>
#include <vector>

#include "models/body/body_loads.hpp"
#include "models/equilibrium/muscle_sample.hpp"
#include "models/spine/spine_model.hpp"

namespace spondyl {

class AbdominalWall {
  public:
    // Reads the muscles of `model`; the transversus is as strong as the internal oblique of its side times the ratio of
    // their areas (transversus_share).
    AbdominalWall(const SpineModel& model, double transversus_share);

    // Activation of transversus and obliques, left and right, that holds the pressure in a state whose muscles are
    // `samples`. Beyond 1: they are too weak for it.
    [[nodiscard]] std::array<double, 2> activation(const State& state, const std::vector<MuscleSample>& samples,
                                                   const WallPressure& wall) const;

  private:
    const SpineModel& model_;
    std::array<double, 2> strength_{};  // of the transversus, N
};

// Place of a side in what has one entry for left and one for right.
std::size_t place_of(Side side);

}  // namespace spondyl
