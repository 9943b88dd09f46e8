// SPDX-License-Identifier: Apache-2.0
// Sets of tissues, ligaments and muscles are either named, and found in models/data, or the user's own, given by a
// path.
#pragma once

#include <string_view>

namespace spondyl {

// A path, not a name, ends in .csv or contains a slash.
inline bool is_own_set(std::string_view name) {
    return name.ends_with(".csv") || name.find('/') != std::string_view::npos;
}

}  // namespace spondyl
