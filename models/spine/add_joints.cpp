// SPDX-License-Identifier: Apache-2.0
// Discs as joints between rigid vertebrae: increments with large rotations follow arcs.
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "models/spine/spine_model.hpp"

namespace spondyl {

namespace {

double squared_distance(const Mesh& mesh, const std::vector<int>& nodes, const Vec3& x) {
    double least = std::numeric_limits<double>::infinity();
    for (const int n : nodes) least = std::min(least, (mesh.nodes[n] - x).squaredNorm());
    return least;
}

}  // namespace

void SpineModel::add_joints() {
    Kinematics& k = system_.kinematics;
    carried_.resize(mesh_.discs.size());
    // From the bottom up; deformable vertebrae turn as their elements do.
    for (std::size_t d = mesh_.discs.size(); d-- > 0;) {
        if (!mesh_.vertebrae[d].body_elements.empty()) continue;
        const DiscMesh& disc = mesh_.discs[d];
        const int joint = k.add_joint(bodies_[d + 1], bodies_[d], disc.frame.origin);
        std::set<int> nodes;
        for (std::size_t e = 0; e < mesh_.cells().size(); ++e) {
            if (mesh_.part[e] > Part::cartilage_endplate || mesh_.level[e] != static_cast<int>(disc.disc)) continue;
            for (const int n : mesh_.cells()[e]) {
                if (k.body_of(n) < 0) nodes.insert(n);
            }
        }
        for (const int n : nodes) {
            const double above = std::sqrt(squared_distance(mesh_.mesh, disc.superior_nodes, mesh_.mesh.nodes[n]));
            const double below = std::sqrt(squared_distance(mesh_.mesh, disc.inferior_nodes, mesh_.mesh.nodes[n]));
            carried_[d].push_back({n, below / (above + below)});
            k.carry(n, joint, carried_[d].back().share);
        }
    }
}

}  // namespace spondyl
