// SPDX-License-Identifier: Apache-2.0
#include "models/spine/injuries.hpp"

#include <algorithm>
#include <cmath>

namespace spondyl {

namespace {

// 0 anterior, 90 right, 180 posterior, 270 left.
double polar_angle_deg(const SpineMesh& mesh, const DiscMesh& disc, const AnnulusPoint& point) {
    Vec3 centre = Vec3::Zero();
    const std::span<const int> cell = mesh.cells()[point.element];
    for (const int n : cell) centre += mesh.mesh.nodes[n] / static_cast<double>(cell.size());
    return disc.frame.to_local(centre).z() >= 0.0 ? point.theta_deg : 360.0 - point.theta_deg;
}

}  // namespace

std::vector<double> annulus_stiffness_left(const Scenario& scenario, const SpineMesh& mesh, const DiscMesh& disc,
                                           const std::vector<const AnnulusPoint*>& points) {
    std::vector<double> left(disc.annulus_elements.size(), 1.0);
    for (const Injury& injury : scenario.injuries) {
        if (injury.kind != InjuryKind::annulus_weakness || injury.disc != disc.disc) continue;
        for (std::size_t i = 0; i < left.size(); ++i) {
            const AnnulusPoint& point = *points[disc.annulus_elements[i]];
            const double off = std::remainder(polar_angle_deg(mesh, disc, point) - injury.angle_deg, 360.0);
            if (2.0 * std::abs(off) <= injury.extent_deg && point.radius <= injury.depth)
                left[i] *= 1.0 - injury.amount;
        }
    }
    return left;
}

bool has_lost_nucleus(const Scenario& scenario) {
    return std::any_of(scenario.injuries.begin(), scenario.injuries.end(),
                       [](const Injury& injury) { return injury.kind == InjuryKind::nucleus_loss; });
}

double nucleus_volume_lost(const Scenario& scenario, Disc disc, double density) {
    double lost = 0.0;
    for (const Injury& injury : scenario.injuries) {
        if (injury.kind == InjuryKind::nucleus_loss && injury.disc == disc) lost += injury.amount;
    }
    return lost / density;
}

CurveAnnulus softened(CurveAnnulus tissue, double factor) {
    tissue.material.c10 *= factor;
    tissue.material.c01 *= factor;
    tissue.material.volume_fraction *= factor;
    return tissue;
}

ExponentialAnnulus softened(ExponentialAnnulus tissue, double factor) {
    tissue.material.c10 *= factor;
    tissue.material.c01 *= factor;
    for (auto& sector : tissue.k1.value) {
        for (double& k1 : sector) k1 *= factor;
    }
    return tissue;
}

}  // namespace spondyl
