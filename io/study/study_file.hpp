// SPDX-License-Identifier: Apache-2.0
// Study files: one base scenario and how it is varied. TOML in, Study out; docs/sweeps.md describes the language.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/scenario/key_path.hpp"
#include "io/scenario/strategy_file.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// A key of the base scenario that differs from case to case, and what the values do to it: set, scale or add.
struct StudyKey {
    KeyPath path;
    StrategyChange::How how = StrategyChange::How::set;

    [[nodiscard]] StrategyChange change(const schema::Value& value) const;
};

struct StudyAxis {
    StudyKey key;
    std::vector<schema::Value> values;  // at least one; numbers for scale and add
};

// Rows of values that belong together, parallel to `keys`.
struct StudyList {
    std::vector<StudyKey> keys;
    std::vector<std::vector<schema::Value>> rows;
};

enum class SpreadKind { uniform, normal, triangular, truncated_normal, choice };
inline constexpr std::array<std::string_view, 5> spread_kind_names = {"uniform", "normal", "triangular",
                                                                      "truncated_normal", "choice"};
constexpr const auto& enum_names(SpreadKind /*of*/) {
    return spread_kind_names;
}

// Parameters in the unit of the key (of the factor, for scale); those that the kind does not use are empty.
struct Spread {
    SpreadKind kind = SpreadKind::uniform;
    std::optional<double> low;
    std::optional<double> mode;
    std::optional<double> high;
    std::optional<double> mean;
    std::optional<double> sd;
    std::vector<schema::Value> values;  // of a choice
    std::vector<double> weights;        // parallel to them, positive
};

struct StudySample {
    StudyKey key;
    Spread spread;
};

struct StudySamples {
    int count = 0;  // 0: no samples
    int seed = 1;
    std::string method = "latin_hypercube";  // or "sobol"
    std::vector<StudySample> keys;
};

// Every row of the list with every point of the grid, every sample and every strategy.
struct Study {
    std::string title;
    std::string description;
    Scenario base;                                                     // without [[expect]]
    std::vector<std::optional<Strategy>> strategies = {std::nullopt};  // empty one: the unchanged base
    std::vector<std::string> measures = {"*"};                         // patterns of names (* and ? as in a shell)
    std::vector<std::string> at;  // steps or tasks at whose end they are read; empty: the last
    StudyList list;
    std::vector<StudyAxis> grid;
    StudySamples samples;
};

// Name in files of the case without a strategy.
inline constexpr const char* no_strategy = "base";

// UserError with file, line and column for every mistake.
Study read_study(const std::filesystem::path& file);

// The same for text that is already in memory. `origin` names it in messages; the files it names are relative to its
// folder.
Study parse_study(const std::string& text, const std::filesystem::path& origin);

}  // namespace spondyl
