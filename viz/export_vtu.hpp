// SPDX-License-Identifier: Apache-2.0
// Files for ParaView and any other reader of VTK XML: .vtu for the discs (and bone meshed with them), .vtp for the
// bone surfaces, .pvd collections with the times of the states.
#pragma once

#include <filesystem>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "models/result/result.hpp"

namespace spondyl {

struct ExportOptions {
    bool deformed = false;  // false: points at reference (warp by displacement_mm to move them); true: moved points
};

// Writes into directory (created when missing): discs_0000.vtu, bones_0000.vtp, ... one of each per state, and
// discs.pvd and bones.pvd with the time of each state (0 = rest, 1 = end of the first step).
// Points in mm (x anterior, y cranial, z right); point array displacement_mm; cell arrays of the discs: part, level
// and every field of the state; cell array of the bones: vertebra. Binary, zlib. Bones move with the same rule as the
// discs, so that both files always show the same configuration. No bones: no .vtp and no bones.pvd.
// States of tasks add muscles_0001.vtp and body_0001.vtp with collections of their own.
// Every file contains the run_id of the result (field data; a comment in collections). Each file is written completely
// or not at all, the collections last. Returns the files, collections first.
// Throws UserError when a file cannot be written or the result has no states.
std::vector<std::filesystem::path> export_vtu(const Result& result, const std::filesystem::path& directory,
                                              const ExportOptions& options = {},
                                              const Anatomy& anatomy = default_anatomy());

// For a result without anatomy: fields_0000.vtu, ... with the cells as they are, the point array displacement_mm, every
// field and, as "set NAME", 1 for the members of every set of nodes or cells; fields.pvd. Otherwise as export_vtu.
std::vector<std::filesystem::path> export_field_vtu(const FieldResult& result, const std::filesystem::path& directory,
                                                    const ExportOptions& options = {});

}  // namespace spondyl
