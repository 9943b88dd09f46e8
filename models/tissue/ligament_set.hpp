// SPDX-License-Identifier: Apache-2.0
// The laws of all ligaments of a spine: one named published set, read from models/data/ligament_sets.
// docs/ligaments.md compares the sets.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/terms/fascicles.hpp"
#include "models/scenario/levels.hpp"
#include "models/scenario/scenario.hpp"
#include "models/scenario/structures.hpp"

namespace spondyl {

// One ligament at one disc; of a paired one, one side.
struct LigamentTissue {
    StiffnessLaw law;               // of each fascicle
    int fascicles = 0;              // that share the ligament's load
    double reference_strain = 0.0;  // rest length = length in the standing geometry, or in the unloaded shape, * (1 +
                                    // value); < 0: pre-tension
};

struct LigamentSet {
    std::string name;
    std::vector<std::vector<LigamentTissue>> tissue;  // [Disc][Ligament]; no fascicles where there is none

    [[nodiscard]] const LigamentTissue& at(Disc disc, Ligament ligament) const {
        return tissue[static_cast<std::size_t>(disc)][static_cast<std::size_t>(ligament)];
    }
};

// Names of the tables in <data>/ligament_sets, in alphabetical order.
std::vector<std::string> ligament_set_names();

// The table of a set, a name or a path. UserError: no set of that name (the message lists those there are).
std::filesystem::path ligament_set_file(std::string_view name);

// Laws by the row <ligament>_law:
//   toe_linear  stiffness of a fascicle rises linearly up to the transition strain and stays;
//   bilinear    two moduli times the area of the whole ligament;
//   piecewise   N/mm of the whole ligament from each strain on, times a length.
// The stiffness of the last two jumps; each jump becomes a ramp of 0.01 strain (centred on it, the first one behind
// zero strain), so that Newton's method meets no corner: numerical smoothing, no property of the tissue.
// The rows of the iliolumbar ligament may be missing; it then has no fascicles.
// UserError: no set of that name, a missing row, a wrong unit, a number out of its physical range, an unknown law.
LigamentSet load_ligament_set(std::string_view name);

// UserError if the scenario has a ligament of which the set has no rows.
void require_ligaments(const LigamentSet& set, const Scenario& scenario);

}  // namespace spondyl
