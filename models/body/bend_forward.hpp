// SPDX-License-Identifier: Apache-2.0
// Bending of the thoracic spine.
#pragma once

#include <cmath>

#include "core/math/dual_trigonometry.hpp"

namespace spondyl {

template <class Scalar>
struct BentPoint {
    Scalar x{}, y{};
    Scalar turn{};  // how far the body is turned forward there
};

// Where a point at (x, y) from the centre of T12 comes to when the thoracic spine, `height` long, bends forward by
// `flexion` (rad) as a circular arc; frame of T12. Scalar: double or a dual number. To the side it bends alike, with
// the place to the right as x.
template <class Scalar>
BentPoint<Scalar> bend_forward(const Scalar& x, const Scalar& y, double height, const Scalar& flexion) {
    using std::cos, std::sin;
    const double up = primal(y);
    const Scalar share = up <= 0.0 ? Scalar(0.0) : up >= height ? Scalar(1.0) : Scalar(y / height);
    const Scalar beyond = y - share * height;
    const Scalar turn = share * flexion;
    // Chord of the arc: share * height * sin(turn / 2) / (turn / 2), inclined by half the turn.
    const Scalar half = 0.5 * turn;
    const Scalar square = half * half;
    const Scalar sinc = 1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0));
    const Scalar chord = share * height * sinc;
    const Scalar s = sin(turn), c = cos(turn);
    return {chord * sin(half) + beyond * s + x * c, chord * cos(half) + beyond * c - x * s, turn};
}

}  // namespace spondyl
