// SPDX-License-Identifier: Apache-2.0
// The parametric column as one structured mesh with everything that refers to it: frames, endplate node sets,
// landmarks, bone surfaces. Built by build_spine_mesh (models/geometry).
//
// Frame: x anterior, y cranial, z to the subject's right; origin at the centre of the S1 endplate. mm.
// Lists are ordered cranial to caudal and hold only the requested levels.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/mesh/mesh.hpp"
#include "models/anatomy/body_parameters.hpp"
#include "models/geometry/own_spine_fit.hpp"
#include "models/scenario/levels.hpp"

namespace spondyl {

enum class Part : int {
    nucleus = 0,
    annulus = 1,
    cartilage_endplate = 2,
    bony_endplate = 3,
    trabecular_bone = 4,
};
inline constexpr std::array<std::string_view, 5> part_names = {"nucleus", "annulus", "cartilage_endplate",
                                                               "bony_endplate", "trabecular_bone"};
constexpr const auto& enum_names(Part /*of*/) {
    return part_names;
}
inline constexpr int part_count = 5;

// Position of a cell's centre in the annulus, on which the fibre fields depend.
struct AnnulusPoint {
    int element = 0;         // index into SpineMesh::cells()
    double radius = 0.0;     // 0 at the nucleus .. 1 at the outer rim
    double theta_deg = 0.0;  // 0 anterior, 180 posterior, symmetric left and right
    Vec3 circumferential;    // unit, along the lamella, in the disc's plane
    Vec3 axial;              // unit, along the lamella, cranial
};

struct CortexQuad {
    Quad nodes;  // on the wall of a deformable vertebral body
    Vertebra vertebra{};
};

struct DiscMesh {
    Disc disc{};
    Frame frame;        // mid-disc: origin at the centre, axes anterior / cranial (normal) / right
    double area = 0.0;  // mm^2, of the mid-plane, nucleus and annulus
    double nucleus_area = 0.0;
    double height_anterior = 0.0;  // mm, rim to rim
    double height_posterior = 0.0;
    double width = 0.0;
    double depth = 0.0;
    double wedge_deg = 0.0;    // + anterior side taller
    double height_loss = 0.0;  // mm, by which the grade has narrowed a healthy disc
    double canal_width = 0.0;  // mm, bony canal: mean of the vertebrae above and below
    double canal_depth = 0.0;
    double flavum_section = 0.0;  // mm^2, both halves of the ligamentum flavum, across its fibres
    FacetParameters facet;
    std::vector<int> nucleus_elements;
    std::vector<int> annulus_elements;
    std::vector<int> mid_rim_nodes;    // outer rim at mid-height, in order of angle from anterior towards the right
    std::vector<int> nucleus_surface;  // indices into SpineMesh::nucleus_quads
    std::vector<int> superior_nodes;   // nodes on the inferior endplate surface of the vertebra above
    std::vector<int> inferior_nodes;   // nodes on the superior endplate surface of the vertebra below
};

struct VertebraMesh {
    Vertebra vertebra{};
    Frame frame;               // body centre; axes anterior / cranial / right of the vertebra
    Vec3 size = Vec3::Ones();  // along these axes, relative to the bone of stature, sex and age: 1 unless it is the
                               // person's own
    double height_anterior = 0.0;
    double height_posterior = 0.0;
    std::vector<int> superior_nodes;  // bone surface towards the disc above (shared with that disc)
    std::vector<int> inferior_nodes;
    std::vector<int> body_elements;  // empty for rigid bone
    std::vector<int> pedicle_nodes;  // posterior wall nodes that carry the rigid posterior elements (deformable bone)
    std::vector<int>
        left_wall_nodes;  // lateral wall at mid-height (deformable bone): where the follower cable attaches
    std::vector<int> right_wall_nodes;
    Surface bone;                           // whole vertebra, closed and smooth, global coordinates at rest
    std::map<std::string, Vec3> landmarks;  // global, at rest; names in docs/anatomy.md
};

struct SpineMesh {
    Mesh mesh;               // one block of cells
    std::vector<Part> part;  // per cell
    std::vector<int> level;  // per cell: Disc index for disc parts, Vertebra index for bone
    std::vector<AnnulusPoint> annulus;
    std::vector<Quad> nucleus_quads;  // closed surface of each nucleus, outward normals
    std::vector<CortexQuad> cortex;
    std::vector<DiscMesh> discs;
    std::vector<VertebraMesh> vertebrae;
    OwnSpineFit fit;  // empty unless the person has bones of their own

    [[nodiscard]] const CellBlock& cells() const { return mesh.blocks.front(); }
};

}  // namespace spondyl
