// SPDX-License-Identifier: Apache-2.0
// Unknown properties of the person of a scenario, and scenarios with sampled values of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/scenario/strategy_file.hpp"
#include "models/anatomy/anatomy.hpp"
#include "studies/distribution.hpp"

namespace spondyl {

struct UncertainQuantity {
    struct Effect {
        StrategyChange change;  // without its number or value
        double factor = 1.0;    // of what was drawn
    };
    std::string name;                          // "muscle_strength"
    std::string title;                         // "strength of the muscles"
    std::optional<Distribution> distribution;  // or, if there is none,
    std::vector<std::string> choices;          // each equally likely
    std::vector<Effect> effects;
    std::string source;  // with DOI, where there is one
    std::string confidence;
    std::string note;

    // The number at a probability in (0,1); for choices the index of the choice.
    [[nodiscard]] double value(double probability) const;
    // "normal, mean 1, sd 0.1", "one of a, b"
    [[nodiscard]] std::string spread() const;
};

// The rows of models/data/uncertainty.csv. UserError with file and line: an unknown key, a number that cannot be
// changed in this way, an invalid distribution.
std::vector<UncertainQuantity> person_uncertainty();

// The tissue set as one of the ensemble.
UncertainQuantity ensemble_uncertainty();

// The scenario of the person with these values, one per quantity. Where a flexion of the lumbar spine is scaled, the
// angles of the posture are written into the task first, so that the angle of the trunk does not change. UserError,
// with `what` in it: the outcome is not a valid scenario.
Scenario with_values(const Scenario& scenario, const std::vector<UncertainQuantity>& quantities,
                     const std::vector<double>& values, const std::string& what,
                     const Anatomy& anatomy = default_anatomy());

}  // namespace spondyl
