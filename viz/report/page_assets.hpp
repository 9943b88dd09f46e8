// SPDX-License-Identifier: Apache-2.0
// Files that the build embeds in the program: the bundled script and style of the page, and how to cite. Internal to
// viz/report/. Script and style are empty in a build without the page.
#pragma once

#include <string_view>

namespace spondyl::viz {

extern const std::string_view page_script;
extern const std::string_view page_style;
extern const std::string_view page_citation;  // CITATION.cff

}  // namespace spondyl::viz
