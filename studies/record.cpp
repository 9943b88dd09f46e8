// SPDX-License-Identifier: Apache-2.0
#include "studies/record.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace spondyl {

namespace {

// Why a state has no such value.
std::string reason(const Measure& measure, const Record& record, const ResultState& state, Disc disc) {
    switch (measure.of) {
        case MeasureOf::disc:
            return fmt::format("\"{}\" has no disc {}", record.scenario.title, name(disc));
        case MeasureOf::ligament:
            return fmt::format("there is no such ligament at {}", name(disc));
        case MeasureOf::load:
            return fmt::format("no load step ends at {}", state.step);
        case MeasureOf::task:
        case MeasureOf::index:
            break;
    }
    if (!state.task) return fmt::format("no [[task]] ends at {}", state.step);
    return measure.of == MeasureOf::index
               ? fmt::format("does not apply to the task {}; docs/indices.md says what it needs", state.step)
               : fmt::format("the task {} has none", state.step);
}

}  // namespace

std::vector<double> values_of(const Measure& measure, const Record& record, std::size_t state,
                              const std::vector<Disc>& discs) {
    const ResultState& at = record.result.states.at(state);
    std::vector<double> values;
    for (const Disc disc : discs) {
        const std::optional<double> value = measure.read({record.scenario, at, disc});
        if (!value) throw UserError(fmt::format("{}: {}", measure.name, reason(measure, record, at, disc)));
        values.push_back(*value);
    }
    return values;
}

}  // namespace spondyl
