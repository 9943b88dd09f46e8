// SPDX-License-Identifier: Apache-2.0
#include "models/result/lifting_row.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace spondyl {

namespace {

using R = LiftingRow;

constexpr std::array all_lifting_columns = {
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

}  // namespace

std::span<const Column<LiftingRow>> lifting_columns() {
    return all_lifting_columns;
}

const LiftingRow& counting(std::span<const LiftingRow> worksheet) {
    const auto found = std::ranges::find(worksheet, 1.0, &LiftingRow::counts);
    SPONDYL_ASSERT(found != worksheet.end(), "none of the {} rows of a worksheet counts", worksheet.size());
    return *found;
}

}  // namespace spondyl
