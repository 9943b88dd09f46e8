// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/canal.hpp"

#include <algorithm>
#include <numbers>

namespace spondyl {

namespace {

// Area by which the posterior rim has moved into the canal since the stress-free shape, + backwards.
double bulge_area(const SpineModel& model, std::size_t index, const State& state, const Frame& frame) {
    const DiscMesh& disc = model.mesh().discs[index];
    struct RimPoint {
        double z = 0.0;
        double backwards = 0.0;
    };
    std::vector<RimPoint> posterior;
    for (const int n : disc.mid_rim_nodes) {
        const Vec3 rest = disc.frame.to_local(model.mesh().mesh.nodes[n]);
        if (rest.x() < 0.0) posterior.push_back({rest.z(), rest.x() - frame.to_local(state.positions[n]).x()});
    }
    std::sort(posterior.begin(), posterior.end(), [](const RimPoint& a, const RimPoint& b) { return a.z < b.z; });
    const double half = 0.5 * disc.canal_width;
    double area = 0.0;
    for (std::size_t i = 0; i + 1 < posterior.size(); ++i) {
        const RimPoint& a = posterior[i];
        const RimPoint& b = posterior[i + 1];
        const double from = std::clamp(a.z, -half, half);
        const double to = std::clamp(b.z, -half, half);
        if (to <= from) continue;
        const double middle = (0.5 * (from + to) - a.z) / (b.z - a.z);
        area += (to - from) * (a.backwards + middle * (b.backwards - a.backwards));
    }
    return area;
}

double flavum_gain(const SpineModel& model, std::size_t index, const State& state) {
    const DiscMesh& disc = model.mesh().discs[index];
    // Length of the flavum over the healthy disc: over a narrowed disc the ligament thickens and buckles into the
    // canal.
    const Vec3 sunk = disc.height_loss * disc.frame.rotation.col(1);
    double healthy = 0.0;
    double now = 0.0;
    for (const LigamentTerm& ligament : model.ligaments()) {
        if (ligament.disc != index || ligament.ligament != Ligament::LF) continue;
        const auto at_rest = ligament.fascicles->sample(model.system().kinematics.rest());
        const auto current = ligament.fascicles->sample(state);
        for (const auto& f : at_rest) healthy += (f.upper + sunk - f.lower).norm();
        for (const auto& f : current) now += (f.upper - f.lower).norm();
    }
    return now > 0.0 ? disc.flavum_section * (healthy / now - 1.0) : 0.0;
}

}  // namespace

double canal_area(const SpineModel& model, std::size_t index, const State& state, const Frame& frame) {
    const DiscMesh& disc = model.mesh().discs[index];
    return 0.25 * std::numbers::pi * disc.canal_width * disc.canal_depth - bulge_area(model, index, state, frame) -
           flavum_gain(model, index, state);
}

}  // namespace spondyl
