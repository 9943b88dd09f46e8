// SPDX-License-Identifier: Apache-2.0
// All numbers of the anatomy that models are made of, read from the tables once and passed on from there.
//
// Sets of tissues, ligaments and muscles are no part of it: a scenario names them (own_set.hpp). A host can fill an
// Anatomy itself instead of reading a folder, or change one that was read.
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

// That of data_directory(): read when a folder is asked for the first time in a process, and kept. For the outermost
// function that was given none.
const Anatomy& default_anatomy();

}  // namespace spondyl
