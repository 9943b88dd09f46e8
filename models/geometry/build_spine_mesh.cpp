// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/build_spine_mesh.hpp"

#include "models/anatomy/body_parameters.hpp"
#include "models/geometry/column_mesher.hpp"
#include "models/geometry/facet_surfaces.hpp"
#include "models/geometry/own_column.hpp"
#include "models/geometry/placement.hpp"
#include "models/geometry/vertebra_shape.hpp"

namespace spondyl {
namespace {

OwnColumn column_of(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options) {
    if (person.bones.any()) return own_column(anatomy, person, options);
    OwnColumn of_tables;
    of_tables.body = body_parameters(anatomy, person, options);
    of_tables.column = place_column(of_tables.body, options);
    return of_tables;
}

void take_own_bone(const OwnBone& bone, const Frame& surfaces, VertebraMesh& vertebra) {
    vertebra.size = bone.size;
    vertebra.bone = bone.surface;
    for (Vec3& p : vertebra.bone.points) p = surfaces.to_global(p);
    for (const auto& [name, mark] : bone.landmarks) {
        vertebra.landmarks[name] = name.ends_with("_normal") ? surfaces.rotation * mark : surfaces.to_global(mark);
    }
    vertebra.landmarks["body_centre"] = vertebra.frame.origin;
}

// Landmarks of the two surfaces of a joint, as placed in the joint: ligaments of its capsule run around it.
void mark_joint(const DiscMesh& disc, Side side, VertebraMesh& above, VertebraMesh& below) {
    const ArticularSurface lower = facet_surfaces(disc, side).lower;
    const std::string which(name(side));
    const Vec3& centre = lower.frame.origin;
    const Mat3& axes = lower.frame.rotation;
    const double mirror = side == Side::right ? 1.0 : -1.0;
    below.landmarks["superior_facet_" + which + "_centre"] = centre;
    below.landmarks["superior_facet_" + which + "_normal"] = axes.col(0);
    below.landmarks["superior_facet_" + which + "_cranial_rim"] = centre + 0.5 * lower.height * axes.col(1);
    below.landmarks["superior_facet_" + which + "_lateral_rim"] = centre + mirror * 0.5 * lower.width * axes.col(2);
    above.landmarks["inferior_facet_" + which + "_centre"] = centre + disc.facet.bone_gap * axes.col(0);
    above.landmarks["inferior_facet_" + which + "_normal"] = -axes.col(0);
}

}  // namespace

SpineMesh build_spine_mesh(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options) {
    const OwnColumn whole = column_of(anatomy, person, options);
    const BodyParameters& body = whole.body;
    const PlacedColumn& column = whole.column;
    SpineMesh result;
    result.fit = whole.fit;
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
        if (whole.bone[v]) {
            take_own_bone(*whole.bone[v], whole.surfaces, vertebra);
        } else {
            VertebraShape shape = make_vertebra_shape(vertebra.vertebra, anatomy, body, column);
            vertebra.bone = std::move(shape.bone);
            vertebra.landmarks = std::move(shape.landmarks);
        }
        result.vertebrae.push_back(std::move(vertebra));
    }
    mesh_column(body, column, options, result);
    for (DiscMesh& disc : result.discs) {
        const DiscParameters& d = body.disc[static_cast<std::size_t>(disc.disc)];
        const VertebraParameters& above_disc = body.vertebra[static_cast<std::size_t>(above(disc.disc))];
        // The sacral canal narrows below its inlet, which is as wide as the canal of L5.
        const VertebraParameters& below_disc =
            below(disc.disc) == Vertebra::S1 ? above_disc : body.vertebra[static_cast<std::size_t>(below(disc.disc))];
        disc.wedge_deg = d.wedge_deg;
        disc.height_loss = d.height_loss;
        disc.canal_width = 0.5 * (above_disc.canal_width + below_disc.canal_width);
        disc.canal_depth = 0.5 * (above_disc.canal_depth + below_disc.canal_depth);
        disc.flavum_section = d.flavum_section;
        disc.facet = d.facet;
    }
    for (std::size_t i = 0; i < result.discs.size() && person.bones.any(); ++i) {
        for (const Side side : {Side::left, Side::right})
            mark_joint(result.discs[i], side, result.vertebrae[i], result.vertebrae[i + 1]);
    }
    return result;
}

SpineMesh build_spine_frames(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options) {
    const OwnColumn whole = column_of(anatomy, person, options);
    const PlacedColumn& column = whole.column;
    SpineMesh result;
    for (auto v = static_cast<std::size_t>(options.top); v <= static_cast<std::size_t>(options.bottom); ++v) {
        VertebraMesh& vertebra = result.vertebrae.emplace_back();
        vertebra.vertebra = static_cast<Vertebra>(v);
        vertebra.frame = column.vertebra[v];
        if (whole.bone[v]) {
            take_own_bone(*whole.bone[v], whole.surfaces, vertebra);
        } else {
            vertebra.landmarks = make_vertebra_shape(vertebra.vertebra, anatomy, whole.body, column).landmarks;
        }
        if (v == static_cast<std::size_t>(options.bottom)) break;
        DiscMesh& disc = result.discs.emplace_back();
        disc.disc = static_cast<Disc>(v);
        disc.frame = column.disc[v];
    }
    return result;
}

}  // namespace spondyl
