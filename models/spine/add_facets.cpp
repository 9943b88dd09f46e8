// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/facet_surfaces.hpp"
#include "models/spine/spine_model.hpp"
#include "models/tissue/facet_cartilage.hpp"

namespace spondyl {

// The articular processes are part of the posterior elements, which are rigid in either bone model.
void SpineModel::add_facets(const Scenario& scenario) {
    if (scenario.structures.facets == Presence::removed) return;
    for (std::size_t d = 0; d < mesh_.discs.size(); ++d) {
        const DiscMesh& disc = mesh_.discs[d];
        const int grade = scenario.person.facet_grade[static_cast<std::size_t>(disc.disc)];
        const FacetTissue tissue = facet_tissue(anatomy_->spine.facet_cartilage, disc.facet, grade);
        for (const Side side : {Side::left, Side::right}) {
            FacetSurfaces surfaces = facet_surfaces(disc, side);
            // The joint space is that of the unloaded shape.
            for (ArticularPoint& p : surfaces.upper) p.position = from_unloaded(d, p.position);
            for (Vec3& p : surfaces.upper_surface.points) p = from_unloaded(d, p);
            const auto& contact = system_.add(std::make_unique<FacetContact>(
                std::string(name(side)) + " facet joint of " + std::string(name(disc.disc)), bodies_[d], bodies_[d + 1],
                surfaces.lower, std::move(surfaces.upper), tissue.law));
            facets_.push_back(
                {d, side, &contact, std::move(surfaces.upper_surface), std::move(surfaces.lower_surface)});
        }
    }
}

}  // namespace spondyl
