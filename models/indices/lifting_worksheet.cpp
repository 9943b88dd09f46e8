// SPDX-License-Identifier: Apache-2.0
#include "models/indices/lifting_worksheet.hpp"

#include <cmath>

#include "models/indices/lifting_equation.hpp"
#include "models/indices/task_indices.hpp"

namespace spondyl {

std::vector<LiftingRow> lifting_worksheet(const LiftingEquation& equation, double load_kg, const Handling& handling,
                                          const LiftGeometry& geometry,
                                          const std::optional<LiftGeometry>& destination) {
    const auto given = [](const std::optional<double>& measured) { return measured ? 1.0 : 0.0; };
    const double from = handling.origin.height_cm.value_or(geometry.vertical_cm);
    const MeasuredPlace& end = handling.destination;
    const bool rated = destination || given(end.horizontal_cm) + given(end.height_cm) + given(end.asymmetry_deg) > 0.0;
    const double to = end.height_cm.value_or(destination ? destination->vertical_cm : from);
    const double travel = handling.travel_cm.value_or(std::abs(to - from));
    const auto row = [&](LiftPlace place, double horizontal, double vertical, double asymmetry,
                         const MeasuredPlace& measured) {
        const Lift lift{.horizontal = horizontal,
                        .vertical = vertical,
                        .travel = travel,
                        .asymmetry_deg = asymmetry,
                        .coupling = handling.coupling};
        LiftingMultipliers m = equation.multipliers(lift);
        m.frequency = handling.frequency_per_min && handling.duration_h
                          ? equation.frequency_multiplier(*handling.frequency_per_min, *handling.duration_h, from)
                          : std::nullopt;
        LiftingRow r{.place = place,
                     .load_kg = load_kg,
                     .horizontal_cm = horizontal,
                     .vertical_cm = vertical,
                     .travel_cm = travel,
                     .asymmetry_deg = std::abs(asymmetry),
                     .horizontal_measured = given(measured.horizontal_cm),
                     .vertical_measured = given(measured.height_cm),
                     .travel_measured = given(handling.travel_cm),
                     .asymmetry_measured = given(measured.asymmetry_deg),
                     .frequency_per_min = handling.frequency_per_min,
                     .duration_h = handling.duration_h,
                     .horizontal_multiplier = m.horizontal,
                     .vertical_multiplier = m.vertical,
                     .travel_multiplier = m.travel,
                     .asymmetry_multiplier = m.asymmetry,
                     .frequency_multiplier = m.frequency,
                     .coupling_multiplier = m.coupling,
                     .recommended_weight_kg = equation.recommended_weight(m),
                     .lifting_index = {},
                     .frequency_independent_weight_kg = equation.frequency_independent_weight(m),
                     .frequency_independent_index = {}};
        const auto over = [&](double weight) { return weight > 0.0 ? std::optional(load_kg / weight) : std::nullopt; };
        r.lifting_index = over(r.recommended_weight_kg.value_or(0.0));
        r.frequency_independent_index = over(r.frequency_independent_weight_kg);
        return r;
    };
    std::vector<LiftingRow> rows;
    const double horizontal = handling.origin.horizontal_cm.value_or(geometry.horizontal_cm);
    const double asymmetry = handling.origin.asymmetry_deg.value_or(geometry.asymmetry_deg);
    rows.push_back(row(LiftPlace::origin, horizontal, from, asymmetry, handling.origin));
    if (rated) {
        rows.push_back(row(LiftPlace::destination,
                           end.horizontal_cm.value_or(destination ? destination->horizontal_cm : horizontal), to,
                           end.asymmetry_deg.value_or(destination ? destination->asymmetry_deg : asymmetry), end));
    }
    const double at_origin = rows.front().frequency_independent_weight_kg;
    const double at_end = rows.back().frequency_independent_weight_kg;
    const bool asked = handling.placement == Placement::controlled || at_end == 0.0;
    (asked && at_end < at_origin ? rows.back() : rows.front()).counts = 1.0;
    return rows;
}

}  // namespace spondyl
