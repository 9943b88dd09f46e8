// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>

#include "core/error.hpp"
#include "io/scenario/key_value.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/strategy_file.hpp"
#include "models/body/pose.hpp"
#include "models/geometry/build_spine_mesh.hpp"

namespace spondyl {

namespace {

using How = StrategyChange::How;

class Application {
  public:
    // `what` names the strategy in messages.
    Application(const Anatomy& anatomy, const Scenario& base, const Strategy& strategy, std::string what)
        : anatomy_(anatomy), scenario_(base), strategy_(strategy), what_(std::move(what)) {}

    Scenario apply() {
        for (const Task& task : scenario_.tasks) require_posture(task);
        for (const StrategyChange& need : strategy_.needs)
            each_row(need, [&](void* row, const std::string& where) {
                if (is_nothing(need.key->access.get(row)))
                    refuse(fmt::format("{}{} is not given or is zero", need.path(), where));
            });
        if (strategy_.keeps_hands) write_out_hands();
        for (const StrategyChange& change : strategy_.changes)
            each_row(change, [&](void* row, const std::string& where) { apply_change(change, row, where); });
        scenario_.injuries.insert(scenario_.injuries.end(), strategy_.injuries.begin(), strategy_.injuries.end());
        scenario_.muscle_changes.insert(scenario_.muscle_changes.end(), strategy_.muscle_changes.begin(),
                                        strategy_.muscle_changes.end());
        return scenario_;
    }

    [[noreturn]] void refuse(const std::string& why) const {
        throw UserError(fmt::format("{} does not apply to \"{}\": {}", what_, scenario_.title, why));
    }

  private:
    void require_posture(const Task& task) const {
        if (strategy_.postures.empty()) return;
        for (const std::string& pattern : strategy_.postures) {
            if (fnmatch(pattern.c_str(), task.posture.c_str(), 0) == 0) return;
        }
        refuse(fmt::format("task \"{}\" has the posture {}, but the strategy is for {}", task.name, task.posture,
                           fmt::join(strategy_.postures, ", ")));
    }

    // The position of the hands is part of the task, the posture that brings them there is not.
    void write_out_hands() {
        const SpineMesh mesh = build_spine_frames(anatomy_.spine, scenario_.person, scenario_.spine);
        for (Task& task : scenario_.tasks) {
            try {
                write_hands(pose_of(anatomy_, scenario_.person, task, mesh), task);
            } catch (const UserError& error) {
                refuse(fmt::format("task \"{}\": {}", task.name, error.what()));
            }
        }
    }

    template <class Action>
    void each_row(const StrategyChange& change, const Action& action) {
        const std::size_t rows = change.table->size(scenario_);
        if (rows == 0) refuse(fmt::format("the scenario has no {}", change.table->title()));
        for (std::size_t i = 0; i < rows; ++i) {
            if (change.row && *change.row != i) continue;
            action(change.table->at(scenario_, i), place_of(*change.table, i));
        }
    }

    // For messages; empty where the key alone is unambiguous.
    [[nodiscard]] std::string place_of(const schema::Table& table, std::size_t row) const {
        if (!table.repeated) return {};
        if (table.name == "task") return fmt::format(" in task \"{}\"", scenario_.tasks[row].name);
        return fmt::format(" in {} {}", table.title(), row + 1);
    }

    static bool is_nothing(const schema::Value& value) {
        if (const auto* number = std::get_if<double>(&value)) return *number == 0.0;
        return std::holds_alternative<std::monostate>(value);
    }

    void apply_change(const StrategyChange& change, void* row, const std::string& where) const {
        const schema::Access& access = change.key->access;
        const schema::Value before = access.get(row);
        // A value that is unset or 0 stands for the usual one.
        if (change.where_given && is_nothing(before)) return;
        switch (change.how) {
            case How::set:
                return access.set(row, change.value);
            case How::unset:
                return access.set(row, std::monostate{});
            case How::scale:
                if (is_nothing(before)) refuse(fmt::format("{}{} is not given or is zero", change.path(), where));
                return access.set(row, std::get<double>(before) * change.number);
            case How::add:
                if (std::holds_alternative<std::monostate>(before))
                    refuse(fmt::format("{}{} is not given, so nothing can be added to it", change.path(), where));
                return access.set(row, std::get<double>(before) + change.number);
        }
    }

    const Anatomy& anatomy_;
    Scenario scenario_;
    const Strategy& strategy_;
    std::string what_;
};

// The changed scenario is checked like a scenario file: limits of keys, levels that do not exist.
Scenario checked(const Anatomy& anatomy, const Scenario& base, const Scenario& changed, const std::string& what) {
    try {
        return parse_scenario(canonical_toml(changed), fmt::format("{} + {}", base.title, what), anatomy);
    } catch (const UserError& error) {
        throw UserError(fmt::format("{} cannot be used on \"{}\":\n{}", what, base.title, error.what()));
    }
}

}  // namespace

Scenario with_strategy(const Scenario& base, const Strategy& strategy, const Anatomy& anatomy) {
    const std::string what = fmt::format("strategy \"{}\"", strategy.name);
    Application application(anatomy, base, strategy, what);
    const Scenario changed = application.apply();
    if (changed == base) application.refuse("the scenario already has these values");
    return checked(anatomy, base, changed, what);
}

Scenario with_changes(const Scenario& base, const std::vector<StrategyChange>& changes, const std::string& what,
                      const Anatomy& anatomy) {
    Strategy strategy;
    strategy.changes = changes;
    return checked(anatomy, base, Application(anatomy, base, strategy, what).apply(), what);
}

}  // namespace spondyl
