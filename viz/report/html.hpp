// SPDX-License-Identifier: Apache-2.0
// Pieces of HTML. Internal to viz/.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "viz/colour_scale.hpp"

namespace spondyl::viz {

// For text and for attribute values in double quotes.
std::string escape(std::string_view text);

std::string base64(std::span<const unsigned char> bytes);

// <section> with its heading; id without "section-".
std::string section(std::string_view id, std::string_view heading, std::string_view content);

// The same, collapsed until the reader opens it; printed only if it is open.
std::string folded_section(std::string_view id, std::string_view heading, std::string_view content);

// Data for the page's script; '<' is escaped so that no text in it ends the block.
std::string json_block(std::string_view id, std::string json);

// A table that scrolls horizontally by itself, also by keyboard, where the page is too narrow.
std::string scrolling(std::string_view label, std::string_view table);

// Horizontal colour bar with ticks, as inline SVG. `name` is unique on the page.
std::string colour_bar(std::string_view name, const ColourScale& scale, Palette palette, std::string_view title);

// Number of decimals that distinguishes neighbouring ticks.
int decimals_of_ticks(const ColourScale& scale);

}  // namespace spondyl::viz
