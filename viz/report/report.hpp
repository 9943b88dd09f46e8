// SPDX-License-Identifier: Apache-2.0
// A comparison as a single HTML file that needs no network, no server and no program but a browser.
#pragma once

#include <filesystem>

#include "models/anatomy/anatomy.hpp"
#include "studies/comparison.hpp"

namespace spondyl {

// Whether this build holds the page (CMake option SPONDYL_REPORT).
bool can_write_reports();

// The person, task and workplace of each case with a picture of the body, a summary, the key numbers, the worksheet of
// the lifting equation, the strategies compared and the assumptions; folded: charts, ranking, all numbers with limits
// and sources, pictures of the discs on one colour scale, an interactive 3-D view, evidence, provenance and citation.
// Cases without numbers are shown with the reason. Written under a temporary name and renamed.
// Throws UserError: file not writable, no software OpenGL for the pictures (names the packages), or a build without the
// page.
void write_report(const Comparison& comparison, const std::filesystem::path& file,
                  const Anatomy& anatomy = default_anatomy());

}  // namespace spondyl
