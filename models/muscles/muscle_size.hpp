// SPDX-License-Identifier: Apache-2.0
// Size of a person's trunk muscles relative to those of the man on whom a muscle set is based.
#pragma once

#include "models/anatomy/body_anatomy.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// Factor on every area, by sex, age, stature and mass. The stress of an active muscle
// depends on neither sex nor age (Burkhart et al. 2018, doi:10.1002/jor.23630: 0.755 MPa in women and men beyond 65).
double muscle_area_factor(const MuscleSize& anatomy, const Person& person);

}  // namespace spondyl
