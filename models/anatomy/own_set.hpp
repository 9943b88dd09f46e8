// SPDX-License-Identifier: Apache-2.0
// Sets of tissues, ligaments and muscles are named, and lie in models/data; or they are a user's own, and a path says
// where.
#pragma once

#include <string_view>

namespace spondyl {

// A path, not a name: it ends in .csv or contains a slash.
inline bool is_own_set(std::string_view name) {
    return name.ends_with(".csv") || name.find('/') != std::string_view::npos;
}

}  // namespace spondyl
