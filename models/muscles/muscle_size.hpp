// SPDX-License-Identifier: Apache-2.0
// How large a person's trunk muscles are against those of the man a muscle set was made from.
#pragma once

#include "models/anatomy/body_anatomy.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// Factor on every area, by sex, age, stature and mass. The stress of an active muscle
// depends on neither sex nor age (Burkhart et al. 2018, doi:10.1002/jor.23630: 0.755 MPa in women and men beyond 65).
double muscle_area_factor(const MuscleSize& anatomy, const Person& person);

}  // namespace spondyl
