// SPDX-License-Identifier: Apache-2.0
// The layers of one scenario: a file on top of the file it extends, and so on. Used by scenario_file.cpp alone.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "io/scenario/diagnostics.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// A scenario with the memory of where each key was set: "person.sex", "step.1.name", "step.1" for the table itself.
struct LocatedScenario {
    Scenario scenario;
    std::map<std::string, SourcePosition> where;
    std::set<std::string> broken;  // keys that were given but wrong: checks that need them stay silent
    SourcePosition top;            // start of the file the user named
    bool unreadable = false;       // one of the files is missing or not TOML: what it would have set is unknown
};

// Sets what `text` gives on top of `scenario`, after the files it extends. `name` is the file's name in messages and
// the base of `extends`; `chain` holds the files being read, outermost first. Mistakes go to `diagnostics`.
void apply_scenario_text(const std::filesystem::path& name, const std::string& text,
                         std::vector<std::filesystem::path>& chain, LocatedScenario& located, Diagnostics& diagnostics);

// Tasks load the whole lumbar spine: T12 and S1 where no file named other vertebrae.
void stretch_for_tasks(LocatedScenario& located);
// A task that is the destination of another takes from it what it does not say of load, hands and box.
void complete_destinations(LocatedScenario& located);

// What no single key can tell: names that are used twice, references that lead nowhere, limits that depend on each
// other.
void check_scenario(const Anatomy& anatomy, const LocatedScenario& located, Diagnostics& diagnostics);

// Whether the person can take the postures of the tasks and reach what they lift: poses every task. Only for scenarios
// without other mistakes.
void check_poses(const Anatomy& anatomy, const LocatedScenario& located, Diagnostics& diagnostics);

}  // namespace spondyl
