// SPDX-License-Identifier: Apache-2.0
// Pictures of a result, on a machine with or without a display.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "models/result/result.hpp"
#include "viz/colour_scale.hpp"

namespace spondyl {

struct RenderOptions {
    std::filesystem::path directory;  // created when missing
    // A cell field, or "name:k" for its component k, see viz/colour_scale.hpp; empty: von_mises_MPa.
    std::string field = {};
    int state = -1;  // index into the states of the result; negative counts from the end
    std::optional<std::array<double, 2>> range = {};  // limits of the colours, low < high; none: from the values
    int width = 1920;                                 // pixels, 320 .. 7680
    int height = 1080;                                // pixels, 240 .. 4320
};

// Writes column.png (the whole column from two sides), sagittal.png (cut in the mid-sagittal plane), discs.png (each
// disc opened at mid-height), overview.png (the three side by side, the whole body of a task instead of the column),
// if the model has ligaments or facet joints facets.png (both from behind) and, for the state of a task, body.png (the
// whole body with load and muscles); returns their paths in this order.
// Discs and bones are drawn in the deformed position, true to scale; cell values are averaged to points within each
// part of each disc. One colour scale for all, from the 1st to the 99th percentile by volume of the disc tissue,
// widened to round limits. The same result gives the same bytes on the same machine.
// Throws UserError: unknown field (lists what exists), state outside the result, size or range not possible, folder not
// writable, or no software OpenGL on this machine (names the packages).
std::vector<std::filesystem::path> render_pictures(const Result& result, const RenderOptions& options,
                                                   const Anatomy& anatomy = default_anatomy());

namespace viz {

// Used by all functions that draw; UserError for an impossible size.
void check_size(const RenderOptions& options);
std::size_t find_state(std::size_t states, int index);
ColourScale asked_for_scale(const std::array<double, 2>& range, const ColourScale& found);

}  // namespace viz

}  // namespace spondyl
