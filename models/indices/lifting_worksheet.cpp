// SPDX-License-Identifier: Apache-2.0
#include "models/indices/lifting_worksheet.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "models/indices/lifting_equation.hpp"
#include "models/indices/task_indices.hpp"

namespace spondyl {

namespace {

using R = LiftingRow;

constexpr std::array columns = {
    Column<R>{"load_kg", "kg", "Load L", &R::load_kg},
    Column<R>{"horizontal_cm", "cm", "H, from the middle between the ankles to the middle of the hands",
              &R::horizontal_cm},
    Column<R>{"vertical_cm", "cm", "V, height of the hands above the floor", &R::vertical_cm},
    Column<R>{"travel_cm", "cm", "D, vertical way of the hands; 0 where no destination is given", &R::travel_cm},
    Column<R>{"asymmetry_deg", "deg", "A, angle between straight ahead and the hands, seen from the ankles",
              &R::asymmetry_deg},
    Column<R>{"horizontal_measured", "1", "1: H is given by the scenario; 0: it follows from the posture",
              &R::horizontal_measured},
    Column<R>{"vertical_measured", "1", "1: V is given by the scenario; 0: it follows from the posture",
              &R::vertical_measured},
    Column<R>{"travel_measured", "1", "1: D is given by the scenario; 0: it is the difference of both heights",
              &R::travel_measured},
    Column<R>{"asymmetry_measured", "1", "1: A is given by the scenario; 0: it follows from the posture",
              &R::asymmetry_measured},
    Column<R>{"frequency_per_min", "1/min", "F, lifts per minute", &R::frequency_per_min},
    Column<R>{"duration_h", "h", "Hours of work with lifting without a recovery", &R::duration_h},
    Column<R>{"horizontal_multiplier", "1", "HM", &R::horizontal_multiplier},
    Column<R>{"vertical_multiplier", "1", "VM", &R::vertical_multiplier},
    Column<R>{"travel_multiplier", "1", "DM", &R::travel_multiplier},
    Column<R>{"asymmetry_multiplier", "1", "AM", &R::asymmetry_multiplier},
    Column<R>{"frequency_multiplier", "1", "FM", &R::frequency_multiplier},
    Column<R>{"coupling_multiplier", "1", "CM", &R::coupling_multiplier},
    Column<R>{"recommended_weight_kg", "kg", "Recommended weight limit RWL; 0: no lift is allowed",
              &R::recommended_weight_kg},
    Column<R>{"lifting_index", "1", "Lifting index LI = load / RWL; not defined where RWL is 0", &R::lifting_index},
    Column<R>{"frequency_independent_weight_kg", "kg", "FIRWL: RWL with FM = 1", &R::frequency_independent_weight_kg},
    Column<R>{"frequency_independent_index", "1", "FILI = load / FIRWL", &R::frequency_independent_index},
    Column<R>{"counts", "1", "1: the indices of the task are those of this place", &R::counts},
};

// The equation's arithmetic carries what it does not know as NaN.
std::optional<double> known(double value) {
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

}  // namespace

std::span<const Column<LiftingRow>> lifting_columns() {
    return columns;
}

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
                          : std::numeric_limits<double>::quiet_NaN();
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
                     .frequency_multiplier = known(m.frequency),
                     .coupling_multiplier = m.coupling,
                     .recommended_weight_kg = known(equation.recommended_weight(m)),
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

const LiftingRow& counting(std::span<const LiftingRow> worksheet) {
    const auto found = std::ranges::find(worksheet, 1.0, &LiftingRow::counts);
    SPONDYL_ASSERT(found != worksheet.end(), "none of {} places of a lift counts", worksheet.size());
    return *found;
}

}  // namespace spondyl
