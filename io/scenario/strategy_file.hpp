// SPDX-License-Identifier: Apache-2.0
// Prevention strategies and conditions: small changes of any scenario, as files in models/data/strategies.
//
//   title, description, mechanics, evidence, limits   texts for people, all required
//   postures = ["sitting_*"]   postures of tasks to which it applies (* and ? as in a shell); left out: any
//   needs = ["task.load_kg"]   keys that must be given and not be zero
//   keeps_hands = true         the hands of every task keep their position relative to the feet: height and distance
//                              are written out before the changes
//   [[change]]                 key = "task.load_kg" (of every task) or "person.mass_kg", and one of
//                              set = value, scale = factor, add = number, unset = true (back to the value of the
//                              posture); with where_given = true only keys that the scenario gives are changed
//   [[injury]], [[muscle_change]]   rows as in a scenario, added to its rows
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/scenario/schema.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

enum class ChangeHow { set, scale, add, unset };
inline constexpr std::array<std::string_view, 4> change_how_names = {"set", "scale", "add", "unset"};
constexpr const auto& enum_names(ChangeHow /*of*/) {
    return change_how_names;
}

struct StrategyChange {
    using How = ChangeHow;
    const schema::Table* table = nullptr;  // both live as long as the program
    const schema::Key* key = nullptr;
    std::optional<std::size_t> row;  // of a list of tables; every row if empty
    How how = How::set;
    schema::Value value;  // set
    double number = 0.0;  // scale, add
    bool where_given = false;

    // "task.load_kg"
    [[nodiscard]] std::string path() const;
};

struct Strategy {
    std::string name;
    std::string title;
    std::string description;
    std::string mechanics;
    std::string evidence;
    std::string limits;
    std::vector<std::string> postures;
    bool keeps_hands = false;
    std::vector<StrategyChange> needs;  // table and key alone
    std::vector<StrategyChange> changes;
    std::vector<Injury> injuries;
    std::vector<MuscleChange> muscle_changes;
};

// Names of the strategies that come with the program, sorted.
std::vector<std::string> strategy_names();

// UserError with file, line and column for every mistake.
Strategy read_strategy(const std::filesystem::path& file);

// The same for text that is already in memory. `origin` names it in messages.
Strategy parse_strategy(const std::string& text, const std::filesystem::path& origin);

// A name, the path of a file (it ends in .toml), or several joined by + that are combined. UserError with the
// nearest name for an unknown one, and for two that set the same key.
Strategy find_strategy(const std::string& named);

// The scenario with the strategy. UserError if the strategy does not apply to it, changes nothing, or leads to what no
// scenario may hold.
Scenario with_strategy(const Scenario& base, const Strategy& strategy, const Anatomy& anatomy = default_anatomy());

// The scenario with these changes, which may leave it as it is. UserError, with `what` for their name, if they lead to
// what no scenario may hold.
Scenario with_changes(const Scenario& base, const std::vector<StrategyChange>& changes, const std::string& what,
                      const Anatomy& anatomy = default_anatomy());

// What no strategy can be, because the model has no such mechanism: models/data/strategies/outside_the_model.csv.
struct OutsideTheModel {
    std::string name;
    std::string why;
};
std::vector<OutsideTheModel> outside_the_model();

}  // namespace spondyl
