// SPDX-License-Identifier: Apache-2.0
// Names and messages as they are shown to readers.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace spondyl {

// Without the line break at its end.
inline std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

// A name such as "annulus_ground" as words: underscores become spaces.
inline std::string spaced(std::string_view name) {
    std::string text(name);
    std::ranges::replace(text, '_', ' ');
    return text;
}

}  // namespace spondyl
