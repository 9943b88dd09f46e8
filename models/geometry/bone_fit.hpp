// SPDX-License-Identifier: Apache-2.0
// Fits a template surface to a bone, so that every point of the template has a corresponding point of the bone.
//
// 1. Similarity by iterative closest points (P. Besl and N. McKay 1992, with Umeyama's scale) from forty rotations
//    spread over all directions, and from the placement of a neighbour.
// 2. Affine map by distances to tangent planes (Y. Chen and G. Medioni 1992), initially constrained to the similarity.
// 3. Smooth displacements: Gaussian kernels of 16, then 8 mm, ridge regression with the norm of the kernel's space.
// Points whose nearest neighbour has a different orientation, lies on an open edge or is too far away count as points
// without a counterpart: holes, cut surfaces and parts missing in the template have no influence.
#pragma once

#include <optional>
#include <vector>

#include "core/mesh/mesh.hpp"
#include "models/geometry/endplate_fit.hpp"

namespace spondyl {

class BoneMap {
  public:
    struct Layer {
        std::vector<Vec3> centres;  // in the template
        std::vector<Vec3> weights;
        double width = 1.0;
    };
    Mat3 linear = Mat3::Identity();
    Vec3 offset = Vec3::Zero();
    std::vector<Layer> layers;

    [[nodiscard]] Vec3 operator()(const Vec3& x) const;
    [[nodiscard]] Mat3 gradient(const Vec3& x) const;
    // Of a unit normal of a surface through x.
    [[nodiscard]] Vec3 normal(const Vec3& x, const Vec3& normal) const;
};

struct MarkedPoint {
    Vec3 in_template = Vec3::Zero();
    Vec3 in_bone = Vec3::Zero();
};

struct TemplateFit {
    BoneMap map;
    double distance_mean = 0.0;  // of points with a counterpart
    double distance_max = 0.0;
    double covered = 0.0;  // share of the template's points that have one
    OrientedPoints bone;   // spread over its surface, with smoothed normals
};

// `start`: possible initial placements of the template. Both surfaces in mm, with outward normals; the template evenly
// fine.
TemplateFit fit_template(const Surface& surface, const Surface& bone, const std::vector<MarkedPoint>& marks,
                         const std::optional<BoneMap>& start);

}  // namespace spondyl
