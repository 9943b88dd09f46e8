// SPDX-License-Identifier: Apache-2.0
// One of a person's own vertebrae: its surface, and the anatomy of the tables mapped onto it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "models/geometry/bone_fit.hpp"
#include "models/geometry/own_spine_fit.hpp"
#include "models/geometry/placement.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// Everything in the axes of the surface, mm.
struct OwnBone {
    Vertebra vertebra{};
    Surface surface;
    Endplate superior;
    Endplate inferior;  // S1: the imaginary plane at the caudal end of its body
    std::map<std::string, Vec3> landmarks;
    Vec3 size = Vec3::Ones();  // sagittal, cranial, lateral: over the template
    double canal_width = 1.0;  // over the template's
    double canal_depth = 1.0;
    BoneMap map;
    BoneFit fit;
    std::vector<FitWarning> warnings;
};

// The bones for which `person` has surfaces, cranial to caudal; the template is that of sex, stature and age. Each is
// read and fitted once as long as its files and the folder of the anatomy do not change. UserError: a file that is no
// surface or no landmark table, a surface that is too small, too large, too coarse or not a vertebra.
std::vector<std::shared_ptr<const OwnBone>> own_bones(const SpineAnatomy& anatomy, const Person& person);

}  // namespace spondyl
