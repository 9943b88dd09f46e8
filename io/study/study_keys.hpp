// SPDX-License-Identifier: Apache-2.0
// The language of study files as data: one row per key, as io/scenario/schema.hpp has them for scenarios.
#pragma once

#include <span>
#include <string_view>

#include "io/scenario/schema.hpp"
#include "io/study/study_file.hpp"

namespace spondyl {

// The content of the rows of a study file before their keys are looked up in the base scenario.
struct StudyHead {
    std::string title;
    std::string description;
    std::string base;
};

struct GridRow {
    std::string key;
    StrategyChange::How how = StrategyChange::How::set;
    std::optional<double> from;
    std::optional<double> to;
    int count = 0;
};

struct SampleRow {
    std::string key;
    StrategyChange::How how = StrategyChange::How::set;
    Spread spread;
};

struct StudyTable {
    std::string_view name;                    // "" = top level
    std::string_view title;                   // as a user writes it
    std::span<const schema::Key> keys;        // of one value
    std::span<const std::string_view> lists;  // keys that hold lists, and tables
};

// Top level, [[grid]], [samples], [[sample]]; rows of [[list]] hold keys of the scenario and nothing else.
std::span<const StudyTable> study_tables();
const StudyTable& study_table(std::string_view name);

}  // namespace spondyl
