// SPDX-License-Identifier: Apache-2.0
// Loads of a whole body on the spine: weights, supports, hands, and the muscles.
#include "core/terms/attached_force.hpp"
#include "core/terms/loads.hpp"
#include "models/spine/spine_model.hpp"

namespace spondyl {

namespace {

std::array<LoadId, 3> three_loads(Kinematics& kinematics) {
    return {kinematics.add_load(), kinematics.add_load(), kinematics.add_load()};
}

AttachedLoads attached_loads(Kinematics& kinematics) {
    return {.force = three_loads(kinematics), .arm = three_loads(kinematics)};
}

}  // namespace

void SpineModel::name_body_loads() {
    Kinematics& k = system_.kinematics;
    for (std::size_t v = 0; v < mesh_.vertebrae.size(); ++v) {
        BodyLoadIds::Body body;
        body.rotation = three_loads(k);
        if (v + 1 < mesh_.vertebrae.size()) {
            body.weight = attached_loads(k);
            body.support = attached_loads(k);
            body.couple = three_loads(k);
            body.pad = {
                .stiffness = k.add_load(), .arm = three_loads(k), .normal = three_loads(k), .offset = k.add_load()};
        }
        body_loads_.bodies.push_back(body);
    }
    body_loads_.hands = attached_loads(k);
    for (std::size_t m = 0; m < sets_.muscles.size(); ++m) {
        body_loads_.tension.push_back(k.add_load());
        body_loads_.held_length.push_back(k.add_load());
    }
    body_loads_.gain = k.add_load();
}

void SpineModel::add_body_loads() {
    const auto attach = [&](std::size_t vertebra, const AttachedLoads& load) {
        system_.add(std::make_unique<AttachedForce>(bodies_[vertebra], load.force, load.arm));
    };
    for (std::size_t v = 0; v + 1 < bodies_.size(); ++v) {
        BodyLoadIds::Body& body = body_loads_.bodies[v];
        attach(v, body.weight);
        attach(v, body.support);
        body.pad_term = &system_.add(std::make_unique<ElasticSupport>(bodies_[v], body.pad));
        for (int c = 0; c < 3; ++c) {
            const auto axis = static_cast<std::size_t>(c);
            system_.add(std::make_unique<SpatialCouple>(bodies_[v], Vec3::Unit(c), body.couple[axis]));
        }
    }
    attach(0, body_loads_.hands);
}

void SpineModel::add_muscles() {
    Kinematics& k = system_.kinematics;
    const auto top = static_cast<std::size_t>(mesh_.vertebrae.front().vertebra);
    std::vector<MusclePath> paths;
    for (std::size_t m = 0; m < sets_.muscles.size(); ++m) {
        MusclePath path{.points = {},
                        .tension = body_loads_.tension[m],
                        .held_length = body_loads_.held_length[m],
                        .fibre_length = sets_.muscles[m].fibre_length_mm};
        for (const MusclePoint& point : sets_.muscles[m].path) {
            CablePoint p;
            for (const MusclePoint::Anchor& anchor : point.anchors) {
                const int node = k.add_node(anchor.position);
                k.tie(node, bodies_[static_cast<std::size_t>(anchor.body) - top]);
                p.nodes.push_back(node);
                p.weights.push_back(anchor.weight);
            }
            path.points.push_back(std::move(p));
        }
        paths.push_back(std::move(path));
    }
    muscle_paths_ = &system_.add(std::make_unique<MusclePaths>(std::move(paths), body_loads_.gain));
}

}  // namespace spondyl
