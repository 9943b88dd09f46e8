// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/fascicle_paths.hpp"
#include "models/spine/spine_model.hpp"
#include "models/tissue/facet_cartilage.hpp"
#include "models/tissue/ligament_set.hpp"

namespace spondyl {

namespace {

std::vector<Side> sides_of(Ligament ligament) {
    if (is_paired(ligament)) return {Side::left, Side::right};
    return {Side::middle};
}

// What injuries make of one ligament of one level and side.
struct Damage {
    double slack = 0.0;           // strain added to the rest length
    double stiffness_left = 1.0;  // fraction
};

Damage damage(const std::vector<Injury>& injuries, Disc disc, Ligament ligament, Side side) {
    Damage sum;
    for (const Injury& injury : injuries) {
        const bool meant =
            injury.disc == disc && injury.ligament == ligament && (injury.side == Side::middle || injury.side == side);
        if (!meant) continue;
        if (injury.kind == InjuryKind::ligament_slack) sum.slack += injury.amount;
        if (injury.kind == InjuryKind::ligament_rupture) sum.stiffness_left *= 1.0 - injury.amount;
    }
    return sum;
}

int nearest(const std::vector<int>& nodes, const std::vector<Vec3>& positions, const Vec3& place) {
    int best = nodes.front();
    for (const int n : nodes) {
        if ((positions[n] - place).squaredNorm() < (positions[best] - place).squaredNorm()) best = n;
    }
    return best;
}

}  // namespace

void SpineModel::add_ligaments(const Scenario& scenario) {
    Kinematics& k = system_.kinematics;
    // A point on the bone of vertebra v. The rim of a deformable body moves with its mesh, not with the posterior
    // elements that the rigid body stands for.
    const auto attach = [&](std::size_t v, const Vec3& place, Ligament ligament, const std::vector<int>& endplate) {
        const bool on_rim = ligament == Ligament::ALL || ligament == Ligament::PLL;
        if (on_rim && !mesh_.vertebrae[v].body_elements.empty()) {
            return nearest(endplate, mesh_.mesh.nodes, place);
        }
        const int node = k.add_node(place);
        k.tie(node, bodies_[v]);
        return node;
    };
    for (std::size_t d = 0; d < mesh_.discs.size(); ++d) {
        const DiscMesh& disc = mesh_.discs[d];
        const int facet_grade = scenario.person.facet_grade[static_cast<std::size_t>(disc.disc)];
        const double capsule_slack =
            facet_tissue(anatomy_->spine.facet_cartilage, disc.facet, facet_grade).capsule_slack;
        const PelvisPlace pelvis{.centre = disc.frame.origin,
                                 .size = scenario.person.height_cm / anatomy_->body.reference_stature_cm};
        for (int l = 0; l < ligament_count; ++l) {
            const auto ligament = static_cast<Ligament>(l);
            if (!has_ligament(scenario, disc.disc, ligament)) continue;
            const LigamentTissue& tissue = sets_.ligaments.at(disc.disc, ligament);
            for (const Side side : sides_of(ligament)) {
                Damage hurt = damage(scenario.injuries, disc.disc, ligament, side);
                if (ligament == Ligament::CL) hurt.slack += capsule_slack;
                // A ligament keeps the length it had over the healthy disc and hangs slack over a narrowed one. The
                // joints are drawn as remodelled, face to face again, and their capsules with them.
                const double sunk = ligament == Ligament::CL ? 0.0 : disc.height_loss;
                std::vector<Fascicle> fascicles;
                for (const FasciclePath& path :
                     fascicle_paths(anatomy_->spine, mesh_.vertebrae[d], mesh_.vertebrae[d + 1], pelvis, ligament, side,
                                    tissue.fascicles)) {
                    const int upper = attach(d, path.upper, ligament, disc.superior_nodes);
                    const int lower = attach(d + 1, path.lower, ligament, disc.inferior_nodes);
                    const Vec3 healthy =
                        to_unloaded(d, k.reference()[upper]) + sunk * disc.frame.rotation.col(1) - k.reference()[lower];
                    const double length = healthy.norm();
                    fascicles.push_back({.upper = {{upper}, {1.0}},
                                         .lower = {{lower}, {1.0}},
                                         .rest_length = length * (1.0 + tissue.reference_strain + hurt.slack)});
                }
                std::string label = fmt::format("{} of {}", name(ligament), name(disc.disc));
                if (side != Side::middle) label += fmt::format(", {}", name(side));
                const auto& term = system_.add(std::make_unique<Fascicles>(
                    std::move(label), tissue.law.scaled(hurt.stiffness_left), std::move(fascicles), relaxation_));
                ligaments_.push_back({d, ligament, side, &term});
            }
        }
    }
}

}  // namespace spondyl
