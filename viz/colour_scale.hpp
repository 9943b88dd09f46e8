// SPDX-License-Identifier: Apache-2.0
// The number that is drawn, its limits and its colours. Independent of VTK.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/result/field_result.hpp"

namespace spondyl::viz {

// One number per cell, or per node, with the words to show beside it.
struct Scalar {
    std::string label;  // for a reader: "von Mises stress"
    std::string unit;   // "MPa"; empty for ratios
    std::vector<double> values;
    bool of_nodes = false;
};

// choice: a cell field of the state, or "name:k" for its component k (from 0). Without a component, tensors show
// their magnitude sqrt(s:s) and other fields their largest component (first principal value, more strained fibre).
// Throws UserError naming the fields that exist.
Scalar choose_scalar(const FieldState& state, const std::string& choice);

// The same among cell fields, node fields and displacement_mm; vectors at nodes show their length. Without a choice
// von_mises_MPa, or else the first of them.
Scalar choose_any_scalar(const FieldState& state, const std::string& choice);

// A colour bar with round limits. Cells outside take the colour of the limit.
struct ColourScale {
    double low = 0.0;
    double high = 1.0;
    std::vector<double> ticks;  // round, from low to high
    double smallest = 0.0;      // over the cells looked at
    double largest = 0.0;
    bool chosen = false;  // by the user, not from the values
};

// Limits around the 1st to 99th percentile by volume, widened to round numbers, starting at zero where that costs few
// colours. volumes: mm^3, parallel to values.
ColourScale make_colour_scale(const std::vector<double>& values, const std::vector<double>& volumes);

// Limits given by the user, low < high; smallest and largest are those of `found`.
ColourScale chosen_colour_scale(double low, double high, const ColourScale& found);

// viridis: perceptually uniform and safe for colour-blind readers; N. Smith, S. van der Walt, matplotlib (CC0). reds
// and blues: sequential schemes of C. Brewer, colorbrewer2.org (Apache 2.0), without their lightest colours. magma: of
// the same authors as viridis, from light to dark and without both ends; below it a light grey for muscle at rest.
enum class Palette { viridis, reds, blues, magma };

// Linear between equidistant points of the published table. 256 colours from low to high, red green blue.
std::array<std::array<unsigned char, 3>, 256> colour_table(Palette palette);

}  // namespace spondyl::viz
