// SPDX-License-Identifier: Apache-2.0
#include "models/body/styles.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/body/named.hpp"

namespace spondyl {
const PostureStyle& find_style(const Anatomy& anatomy, const std::string& name) {
    return named(anatomy.posture.styles, name, "style");
}

std::string describe_posture(const Anatomy& anatomy, const Task& task) {
    const auto text = [](const auto& list, const std::string& name) {
        const auto found = std::ranges::find_if(list, [&](const auto& one) { return one.name == name; });
        // The text after a semicolon is for the author of a scenario.
        return found == list.end() ? std::string() : found->description.substr(0, found->description.find(';'));
    };
    if (task.style.empty()) return text(anatomy.posture.postures, task.posture);
    return fmt::format("style {} ({})", task.style, text(anatomy.posture.styles, task.style));
}

}  // namespace spondyl
