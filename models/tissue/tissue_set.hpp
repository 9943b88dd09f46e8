// SPDX-License-Identifier: Apache-2.0
// The materials of all tissues of a spine: one named set of published constants, read from models/data/tissue_sets.
// docs/tissues.md lists the sets, their sources and their limitations.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/materials/compressible_neo_hookean.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/materials/prony_series.hpp"
#include "models/tissue/annulus_tissue.hpp"

namespace spondyl {

// The cortical wall of a deformable vertebral body, a membrane.
struct CorticalShell {
    double youngs_modulus = 0.0;  // MPa
    double poisson_ratio = 0.0;
    double thickness = 0.0;  // mm
};

struct TissueSet {
    std::string name;
    // By disc grade. The bulk modulus is also that of the fluid when the nucleus is a cavity.
    std::array<MooneyRivlin, disc_grade_count> nucleus;
    AnnulusTissue annulus;  // the same for every grade
    // Relaxation of nucleus and annulus where load steps take time; their laws are the instantaneous ones.
    PronySeries nucleus_relaxation;
    PronySeries annulus_relaxation;
    CompressibleNeoHookean cartilage_endplate;
    CompressibleNeoHookean bony_endplate;
    CompressibleNeoHookean trabecular_bone;
    CorticalShell cortical_shell;
    std::string ligament_set;  // a name in ligament_set_names(), for scenarios that name none
};

// Names of the folders in <data>/tissue_sets, in alphabetical order.
std::vector<std::string> tissue_set_names();

// The sets of <data>/tissue_ensemble.csv, in its order. UserError: a set that does not exist.
std::vector<std::string> tissue_ensemble();

// The tables of a set, which need not exist. A user's own set is a folder with parameters.csv or such a table itself,
// and may contain its own common.csv.
struct TissueSetFiles {
    std::filesystem::path parameters;
    std::filesystem::path fibre_curves;  // read if the annulus law uses curves
    std::filesystem::path common;
};
// UserError: no set of that name (the message lists those there are).
TissueSetFiles tissue_set_files(std::string_view name);

// UserError: no set of that name, a missing row, a wrong unit, a number out of its physical range.
TissueSet load_tissue_set(std::string_view name);

}  // namespace spondyl
