// SPDX-License-Identifier: Apache-2.0
// The table of published quantities that `spondyl validate` compares the model with.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/scenario/levels.hpp"
#include "studies/expression.hpp"

namespace spondyl {

// Confidence in the published number itself, not in the model.
enum class Confidence {
    confirmed,            // read in the paper's abstract or text
    confirmed_secondary,  // read in another document that quotes it
    recalled_high,        // from knowledge of the paper, not read again
    recalled_medium,
    derived,  // arithmetic on other numbers
};
inline constexpr std::array<std::string_view, 5> confidence_names = {"confirmed", "confirmed-secondary",
                                                                     "recalled-high", "recalled-medium", "derived"};
constexpr const auto& enum_names(Confidence /*of*/) {
    return confidence_names;
}

struct ValidationRow {
    int line = 0;  // in the table
    std::string id;
    std::string group;
    std::string quantity;  // in words
    std::string level;     // a span: L4-L5, L1-S1
    std::vector<Disc> discs;
    std::string experiment;  // name of a scenario file beside the table
    std::string step;
    Expression measure;
    std::optional<double> published;
    std::optional<double> low, high;  // the band; one end may be open, none: the row only informs
    std::string unit;
    std::string scatter;    // as published: "SD 2.2, n = 5"
    std::string band_rule;  // how the band follows from what is published
    std::string source;
    std::string doi;
    Confidence confidence{};
    std::string chart;  // empty: not drawn
    std::optional<Expression> abscissa;
};

// All rows in the order of the file. UserError with file and line for an empty id or source, an unknown level,
// confidence, quantity, a band that is upside down, an experiment without a scenario file, a measure that differs by
// disc over several discs.
std::vector<ValidationRow> read_validation_rows(const std::filesystem::path& table);

// The experiments whose results the row needs: its own and those its measure names.
std::vector<std::string> experiments_of(const ValidationRow& row);

// Rows whose id, group or level matches any of the patterns (as file names in a shell: * ? [a-z]); all rows without a
// pattern. UserError for a pattern that matches nothing.
std::vector<ValidationRow> select_rows(std::vector<ValidationRow> rows, const std::vector<std::string>& patterns);

}  // namespace spondyl
