// SPDX-License-Identifier: Apache-2.0
// `spondyl lint`: plausibility of a muscle set placed in a person. docs/muscles.md explains the checks and the source
// of the bands (models/data/muscle_sets/<set>/bands.csv).
#pragma once

#include <string>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

struct AnatomyFinding {
    std::string check;    // "mirror", "attachment", "area", "fibre length", "lever arm", "continuity", "strength"
    std::string subject;  // muscle group, level
    double value = 0.0;
    double low = 0.0;  // band, both ends included
    double high = 0.0;
    std::string unit;
    std::string source;

    [[nodiscard]] bool pass() const { return value >= low && value <= high; }
};

// UserError: as muscle_fascicles and pose_of; a band of an unknown check or group.
std::vector<AnatomyFinding> check_anatomy(const Anatomy& anatomy, const Scenario& scenario);

}  // namespace spondyl
