// SPDX-License-Identifier: Apache-2.0
// Records with known numbers.
#pragma once

#include "studies/expression.hpp"

namespace spondyl::test {

// "bend": L3-L5 with the steps "hold" (follower load 100 N) and "turn" (100 -> 300 N, flexion moment 8 N m), states at
// rest, at the end of hold, in the middle and at the end of turn. flexion_deg of L3-L4 is 0, 1, 2, 4, of L4-L5 -1, -2,
// -5, -8. Pressure 0.1 MPa at rest. CL of L4-L5: 10 N left, 5 N right at all times, strains 0.2 and 0.3.
// "short": the same, but the run ended in the middle of turn.
Records hand_made_records();

Viewpoint at(const Records& records, const std::string& experiment, const std::string& step, const std::string& level);

}  // namespace spondyl::test
