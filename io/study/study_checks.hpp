// SPDX-License-Identifier: Apache-2.0
// What no single key of a study can tell. Used by study_file.cpp alone.
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

// Whether the key can be changed that way at all.
std::optional<StudyMistake> check_how(const StudyKey& key);

// Parameters that the kind lacks or does not take, in the wrong order, or outside what the key allows.
std::optional<StudyMistake> check_spread(const StudyKey& key, const Spread& spread);

}  // namespace spondyl
