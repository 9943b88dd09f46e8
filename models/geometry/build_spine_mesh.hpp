// SPDX-License-Identifier: Apache-2.0
// Builds the meshed column of a person with its frames, node sets, landmarks and bone surfaces.
//
// Choices (docs/anatomy.md has them with sources):
// - Every layer of the column is the same O-grid, so the mesh conforms through discs and deformable bodies.
// - A disc is straight between its two endplates (no bulge at rest). The layer next to each endplate is cartilage,
//   0.6 mm thick, over the nucleus and the inner half of the annulus; further out it is annulus of the thickness of
//   the other layers, because the outer lamellae insert in the bony rim.
// - The number of layers through a degenerated disc decreases with its height, at most to half.
// - The top and the bottom vertebra are rigid even with BoneModel::deformable.
// - Order: cranial to caudal; within a layer the core row by row, then the rings outwards. The numbering depends only
//   on the options and the disc grades, never on the person's size.
#pragma once

#include "models/anatomy/spine_anatomy.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// UserError as body_parameters().
SpineMesh build_spine_mesh(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options);

// The same vertebrae with frames and landmarks and the same discs with frames, without meshes: sufficient for posing a
// body.
SpineMesh build_spine_frames(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options);

}  // namespace spondyl
