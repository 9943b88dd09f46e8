// SPDX-License-Identifier: Apache-2.0
#include "tests/studies/hand_made_records.hpp"

#include "studies/span.hpp"

namespace spondyl::test {

namespace {

ResultState state(const std::string& step, double time, double upper_flexion, double lower_flexion) {
    ResultState result;
    result.step = step;
    result.time = time;
    DiscMeasures upper, lower;
    upper.disc = Disc::L3_L4;
    lower.disc = Disc::L4_L5;
    upper.flexion_deg = upper_flexion;
    lower.flexion_deg = lower_flexion;
    upper.nucleus_pressure_MPa = lower.nucleus_pressure_MPa = 0.1 + 0.2 * time;
    result.discs = {upper, lower};
    result.ligaments.resize(2);
    for (LigamentMeasures& row : result.ligaments) {
        row.disc = Disc::L4_L5;
        row.ligament = Ligament::CL;
    }
    result.ligaments[0].side = Side::left;
    result.ligaments[0].force_N = 10.0;
    result.ligaments[0].strain_peak = 0.2;
    result.ligaments[1].side = Side::right;
    result.ligaments[1].force_N = 5.0;
    result.ligaments[1].strain_peak = 0.3;
    return result;
}

}  // namespace

Records hand_made_records() {
    Record record;
    record.scenario.title = "Bend";
    LoadStep hold, turn;
    hold.name = "hold";
    hold.follower_load_N = 100.0;
    turn.name = "turn";
    turn.follower_load_N = 300.0;
    turn.flexion_moment_Nm = 8.0;
    turn.outputs = 2;
    record.scenario.steps = {hold, turn};
    record.result.complete = true;
    record.result.states = {state("rest", 0.0, 0.0, -1.0), state("hold", 1.0, 1.0, -2.0), state("turn", 1.5, 2.0, -5.0),
                            state("turn", 2.0, 4.0, -8.0)};
    Records records;
    records["bend"] = record;
    record.scenario.title = "Short";
    record.result.complete = false;
    record.result.states.pop_back();
    records["short"] = record;
    return records;
}

Viewpoint at(const Records& records, const std::string& experiment, const std::string& step, const std::string& level) {
    return {.records = &records, .experiment = experiment, .step = step, .state = {}, .discs = discs_of_span(level)};
}

}  // namespace spondyl::test
