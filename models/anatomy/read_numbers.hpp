// SPDX-License-Identifier: Apache-2.0
// Internal to models/anatomy: from rows of a table to the members of a struct.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {

SpineAnatomy load_spine_anatomy(const std::filesystem::path& folder);      // load_spine_anatomy.cpp
BodyAnatomy load_body_anatomy(const std::filesystem::path& folder);        // load_body_anatomy.cpp
PostureAnatomy load_posture_anatomy(const std::filesystem::path& folder);  // load_posture_anatomy.cpp

// A row that gives one member.
template <class Struct>
struct NumberRow {
    const char* parameter;
    const char* unit;
    double Struct::*member;
};

template <class Struct>
Struct read_numbers(const Table& table, std::span<const NumberRow<Struct>> rows, std::string_view level = "all") {
    Struct numbers;
    for (const NumberRow<Struct>& row : rows) numbers.*row.member = table.number(level, row.parameter, row.unit);
    return numbers;
}

inline PerDisc<double> read_per_disc(const Table& table, std::string_view parameter, std::string_view unit) {
    PerDisc<double> values{};
    for (std::size_t d = 0; d < values.size(); ++d) values[d] = table.number(disc_names[d], parameter, unit);
    return values;
}

}  // namespace spondyl
