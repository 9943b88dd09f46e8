// SPDX-License-Identifier: Apache-2.0
// What acts during each step of a deck: supports and loads of the step itself and those that earlier steps left, each
// as a number over time.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/deck/deck.hpp"

namespace spondyl {

// A number over the time of a step: from `start` on a straight line to `value` at its end, or value times an amplitude.
struct LoadCurve {
    double start = 0.0;
    double value = 0.0;
    int amplitude = -1;                                  // -1: the straight line
    bool total_time = false;                             // of the amplitude
    auto operator<=>(const LoadCurve&) const = default;  // NOLINT(modernize-use-nullptr): there is no pointer
};

// Node and component.
using NodeComponent = std::pair<int, int>;
// Forces, N, and moments, N mm, of the supports.
using Reactions = std::map<NodeComponent, double>;

struct StepLoads {
    std::string step;    // its name
    double begin = 0.0;  // total time, s
    double period = 1.0;
    std::map<NodeComponent, LoadCurve> supports;  // displacements, mm, and rotations, rad
    std::vector<NodeComponent> released;          // held in the step before and no longer
    std::map<NodeComponent, LoadCurve> forces;    // N, N mm
    struct Pressure {
        std::vector<CellBlock> faces;
        LoadCurve curve;
    };
    std::vector<Pressure> pressures;

    // At a time since the step began.
    [[nodiscard]] double at(const Deck& deck, const LoadCurve& curve, double time) const;
    // Times since the step began, ascending, the last one its end, between which every curve is a straight line;
    // `outputs` even parts of the period among them.
    [[nodiscard]] std::vector<double> breaks(const Deck& deck, int outputs) const;
};

// One per step. Supports start from 0 here; the model knows where the node is when a step begins.
std::vector<StepLoads> loads_of_steps(const Deck& deck);

}  // namespace spondyl
