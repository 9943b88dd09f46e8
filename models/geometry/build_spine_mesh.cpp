// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/build_spine_mesh.hpp"

#include "models/anatomy/body_parameters.hpp"
#include "models/geometry/hex_mesher.hpp"
#include "models/geometry/placement.hpp"
#include "models/geometry/vertebra_shape.hpp"

namespace spondyl {

SpineMesh build_spine_mesh(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options) {
    const BodyParameters body = body_parameters(anatomy, person, options);
    const PlacedColumn column = place_column(body, options);
    SpineMesh result;
    for (int i = static_cast<int>(options.top); i <= static_cast<int>(options.bottom); ++i) {
        const auto v = static_cast<std::size_t>(i);
        VertebraMesh vertebra;
        vertebra.vertebra = static_cast<Vertebra>(i);
        vertebra.frame = column.vertebra[v];
        const auto height = [&](double u) {
            const Vec3 up = column.superior[v].surface_point(column.superior[v].outline.point(u, 0.0));
            const Vec3 down = column.inferior[v].surface_point(column.inferior[v].outline.point(u, 0.0));
            return (up - down).norm();
        };
        vertebra.height_anterior = height(1.0);
        vertebra.height_posterior = height(-1.0);
        VertebraShape shape = make_vertebra_shape(vertebra.vertebra, anatomy, body, column);
        vertebra.bone = std::move(shape.bone);
        vertebra.landmarks = std::move(shape.landmarks);
        result.vertebrae.push_back(std::move(vertebra));
    }
    mesh_column(body, column, options, result);
    for (DiscMesh& disc : result.discs) {
        const DiscParameters& d = body.disc[static_cast<std::size_t>(disc.disc)];
        const VertebraParameters& above_disc = body.vertebra[static_cast<std::size_t>(above(disc.disc))];
        // The sacral canal narrows below its inlet, which is as wide as the canal of L5.
        const VertebraParameters& below_disc =
            below(disc.disc) == Vertebra::S1 ? above_disc : body.vertebra[static_cast<std::size_t>(below(disc.disc))];
        disc.height_loss = d.height_loss;
        disc.canal_width = 0.5 * (above_disc.canal_width + below_disc.canal_width);
        disc.canal_depth = 0.5 * (above_disc.canal_depth + below_disc.canal_depth);
        disc.flavum_section = d.flavum_section;
        disc.facet = d.facet;
    }
    return result;
}

SpineMesh build_spine_frames(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options) {
    const PlacedColumn column = place_column(body_parameters(anatomy, person, options), options);
    SpineMesh result;
    for (auto v = static_cast<std::size_t>(options.top); v <= static_cast<std::size_t>(options.bottom); ++v) {
        VertebraMesh& vertebra = result.vertebrae.emplace_back();
        vertebra.vertebra = static_cast<Vertebra>(v);
        vertebra.frame = column.vertebra[v];
        if (v == static_cast<std::size_t>(options.bottom)) break;
        DiscMesh& disc = result.discs.emplace_back();
        disc.disc = static_cast<Disc>(v);
        disc.frame = column.disc[v];
    }
    return result;
}

}  // namespace spondyl
