// SPDX-License-Identifier: Apache-2.0
// Ligaments, facet joints and the settled shift in a result file. Used by the writer and the reader alone.
//
// /ligaments            one row per state and ligament: state, step, time, disc, ligament, side and every measure
// /facets               the same per state and facet joint: state, step, time, disc, side and every measure
// /fascicles            straight bundles: disc, ligament, side; upper, lower (mm), tension_N and strain in each state
// /facet_joints/0, ..   articular surfaces at rest, the bones they ride on, contact pressure in each state
// /settle               one row per disc
// /own_bones            only of a spine with bones of the person's own: bones/vertebra, discs/disc and every measure of
//                       the fit; warnings/kind, vertebra, value, limit; lordosis_deg
#pragma once

#include <array>
#include <string_view>

#include "io/results/hdf5.hpp"
#include "models/result/result.hpp"

namespace spondyl {

inline constexpr std::array settle_columns = {
    Column<SettleShift>{"rotation_deg", "deg", "Angle of the whole rotation of the upper against the lower vertebra",
                        &SettleShift::rotation_deg},
    Column<SettleShift>{"flexion_deg", "deg", "Its flexion; + flexion, - extension", &SettleShift::flexion_deg},
    Column<SettleShift>{"translation_mm", "mm", "Length of the translation", &SettleShift::translation_mm},
    Column<SettleShift>{"cranial_mm", "mm", "Its part along the disc's normal; + the disc grows",
                        &SettleShift::cranial_mm},
    Column<SettleShift>{"nucleus_pressure_MPa", "MPa", "Nucleus pressure once settled",
                        &SettleShift::nucleus_pressure_MPa},
};

inline constexpr std::array fit_warning_columns = {
    Column<FitWarning>{"value", "of the kind", "What was found", &FitWarning::value},
    Column<FitWarning>{"limit", "of the kind", "What would have been no warning", &FitWarning::limit},
};

void write_structures(hdf5::Group& root, const Result& result);

// Needs result.states. Throws hdf5::Error if lists do not fit each other or refer to a state that does not exist.
void read_structures(const hdf5::Group& root, Result& result);

}  // namespace spondyl
