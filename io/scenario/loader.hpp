// SPDX-License-Identifier: Apache-2.0
// The layers of one scenario: a file on top of the file it extends, and so on. Used only by scenario_file.cpp.
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

// A scenario together with the place where each key was set: "person.sex", "step.1.name", "step.1" for the table
// itself.
struct LocatedScenario {
    Scenario scenario;
    std::map<std::string, SourcePosition> where;
    std::set<std::string> broken;  // keys that were given but wrong: checks that need them are skipped
    SourcePosition top;            // start of the file the user named
    bool unreadable = false;       // one of the files is missing or not TOML: what it would have set is unknown
};

// Applies the keys of `text` to the scenario in `located`, after the files that it extends. `name` is the file's name
// in messages and the base of `extends`; `chain` holds the files being read, outermost first. Mistakes go to
// `diagnostics`.
void apply_scenario_text(const std::filesystem::path& name, const std::string& text,
                         std::vector<std::filesystem::path>& chain, LocatedScenario& located, Diagnostics& diagnostics);

// Tasks need the whole lumbar spine: sets T12 and S1 unless a file names other vertebrae.
void complete_spine_for_tasks(LocatedScenario& located);
// A task that is the destination of another takes over the keys of load, hands and box that it does not give.
void complete_destinations(LocatedScenario& located);

// Checks that involve several keys: names that are used twice, references to nothing, limits that depend on each other.
void check_scenario(const Anatomy& anatomy, const LocatedScenario& located, Diagnostics& diagnostics);

// Checks whether the person can take the postures of the tasks and reach the loads, by computing the pose of every
// task. Only for scenarios without other mistakes.
void check_poses(const Anatomy& anatomy, const LocatedScenario& located, Diagnostics& diagnostics);

}  // namespace spondyl
