// SPDX-License-Identifier: Apache-2.0
// What is computed as asked but can hardly be meant, as data; io/text makes the words.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/text/enum_names.hpp"

namespace spondyl {

enum class InputWarningKind {
    body_mass_index,    // kg/m2, beyond what the tables were made from
    waist,              // cm, beyond what can be at the person's stature and mass
    load_inside_body,   // cm: the distance as given, beside the least one at which the load is clear of the abdomen
    pad_clear_of_back,  // cm: depth of the lumbar pad as given, beside that at which it touches the back
};
inline constexpr std::array<std::string_view, 4> input_warning_kind_names = {"body_mass_index", "waist",
                                                                             "load_inside_body", "pad_clear_of_back"};
constexpr const auto& enum_names(InputWarningKind /*of*/) {
    return input_warning_kind_names;
}

struct InputWarning {
    InputWarningKind kind{};
    std::string task;  // empty: of the person
    double value = 0.0;
    std::optional<double> least;  // what would be usual
    std::optional<double> most;

    bool operator==(const InputWarning&) const = default;
};

}  // namespace spondyl
