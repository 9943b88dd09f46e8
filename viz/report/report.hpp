// SPDX-License-Identifier: Apache-2.0
// One comparison as one HTML file that needs nothing else: no network, no server, no program but a browser.
#pragma once

#include <filesystem>

#include "models/anatomy/anatomy.hpp"
#include "studies/comparison.hpp"

namespace spondyl {

// Whether this build holds the page (CMake option SPONDYL_REPORT).
bool can_write_reports();

// Who lifts what and where with the body of each case, a summary, the few numbers that are read first, the lifting
// equation's worksheet, what is compared and what was assumed; folded: charts, ranking, all numbers with limits and
// sources, pictures of the discs on one colour scale, an interactive view in three dimensions, evidence, provenance and
// how to cite. Cases that have no numbers are shown with their reason. Written under a temporary name and renamed.
// Throws UserError: file not writable, no software OpenGL for the pictures (names the packages), or a build without the
// page.
void write_report(const Comparison& comparison, const std::filesystem::path& file,
                  const Anatomy& anatomy = default_anatomy());

}  // namespace spondyl
