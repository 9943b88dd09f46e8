// SPDX-License-Identifier: Apache-2.0
// Scenario files: TOML in, Scenario out, and back. The keys are the rows of io/scenario/schema.hpp. The anatomy
// determines which postures exist and what a person can reach.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// Reads a scenario and everything it extends, and poses its tasks. Throws UserError with every mistake found, each with
// file, line, column, the line itself and what is allowed; postures that the person cannot take and loads out of reach
// are reported only if there are no other mistakes.
Scenario load_scenario(const std::filesystem::path& path, const Anatomy& anatomy = default_anatomy());

// The same for text that is already in memory. `origin` names it in messages; `extends` is relative to its folder.
Scenario load_scenario_text(std::string_view text, const std::filesystem::path& origin,
                            const Anatomy& anatomy = default_anatomy());

// The same without computing the poses: a variant out of reach fails when it is run, without affecting the others.
Scenario parse_scenario(std::string_view text, const std::filesystem::path& origin,
                        const Anatomy& anatomy = default_anatomy());

// The mistakes that load_scenario() would find in a scenario that does not come from a file; empty: none.
std::vector<std::string> mistakes_in(const Scenario& scenario, const Anatomy& anatomy = default_anatomy());

// Every key that has a value, in the order of the schema, without `extends`: two scenarios that compute the same have
// the same text. Parses back to an equal Scenario.
std::string canonical_toml(const Scenario& scenario);

}  // namespace spondyl
