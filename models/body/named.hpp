// SPDX-License-Identifier: Apache-2.0
// Internal to models/body: an entry of a list by its name.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "core/error.hpp"

namespace spondyl {

// UserError with the names that there are. what: "posture"
template <class Entry>
const Entry& named(const std::vector<Entry>& list, const std::string& name, const char* what) {
    std::string known;
    for (const Entry& entry : list) {
        if (entry.name == name) return entry;
        known += (known.empty() ? "" : ", ") + entry.name;
    }
    throw UserError(fmt::format("unknown {} \"{}\": there are {}", what, name, known));
}

}  // namespace spondyl
