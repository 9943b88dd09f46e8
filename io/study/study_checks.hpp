// SPDX-License-Identifier: Apache-2.0
// Checks of a study that involve several keys. Used only by study_file.cpp.
#pragma once

#include <optional>
#include <string>

#include "io/study/study_file.hpp"

namespace spondyl {

// A mistake in one row, and what is allowed.
struct StudyMistake {
    std::string message;
    std::string help;
};

// Whether the key can be changed in this way.
std::optional<StudyMistake> check_how(const StudyKey& key);

// Parameters that are missing, not used by the kind, in the wrong order, or outside the limits of the key.
std::optional<StudyMistake> check_spread(const StudyKey& key, const Spread& spread);

}  // namespace spondyl
