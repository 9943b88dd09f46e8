// SPDX-License-Identifier: Apache-2.0
// All numbers of the anatomy from which models are made, read from the tables once and passed on from there.
//
// Sets of tissues, ligaments and muscles are not part of it: a scenario names them (own_set.hpp). A host program can
// fill an Anatomy itself instead of reading a folder, or modify one that was read.
#pragma once

#include <filesystem>

#include "models/anatomy/body_anatomy.hpp"
#include "models/anatomy/posture_anatomy.hpp"
#include "models/anatomy/spine_anatomy.hpp"

namespace spondyl {

struct Anatomy {
    SpineAnatomy spine;
    BodyAnatomy body;
    PostureAnatomy posture;
};

// Reads and checks all tables of a folder like models/data. UserError with file and line: a table or row is missing,
// a number is not in its unit or impossible.
Anatomy load_anatomy(const std::filesystem::path& folder);

// The anatomy in data_directory(), read at the first call in a process and kept. For the outermost function, if its
// caller passes no anatomy.
const Anatomy& default_anatomy();

}  // namespace spondyl
