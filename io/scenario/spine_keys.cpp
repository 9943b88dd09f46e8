// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/spine_keys.hpp"

#include <array>

namespace spondyl::schema {

namespace {

constexpr std::array spine = {
    Key{.name = "top",
        .access = bind<&SpineOptions::top>(),
        .doc = "Most cranial vertebra; always a rigid body, and the one that carries the loads. A file with [[task]] "
               "must have T12, which carries the thorax."},
    Key{.name = "bottom",
        .access = bind<&SpineOptions::bottom>(),
        .doc = "Most caudal vertebra; held fixed. Must lie below top. A file with [[task]] must have S1."},
    Key{.name = "mesh",
        .access = bind<&SpineOptions::mesh>(),
        .doc = "Mesh density. medium is meant for results, coarse for first trials, fine for checking convergence."},
    Key{.name = "bone",
        .access = bind<&SpineOptions::bone>(),
        .doc = "Vertebral bodies as rigid bodies, or as deformable bodies with cortical shell, trabecular core and "
               "bony endplates. Tasks need rigid bodies."},
    Key{.name = "nucleus",
        .access = bind<&SpineOptions::nucleus>(),
        .doc = "Nucleus as a nearly incompressible solid, or as a fluid-filled cavity."},
    Key{.name = "resting_pressure_MPa",
        .access = bind<&SpineOptions::resting_pressure_MPa>(),
        .unit = "MPa",
        .limits = {0.0, 0.3},
        .absent = "0 with load steps; with tasks that of living discs, 0.1 MPa in healthy discs",
        .doc = "Pressure in every nucleus of the unloaded spine: the discs swell until the annulus balances it.",
        .source = "Wilke et al. 1999, Spine 24:755-762, doi:10.1097/00007632-199904150-00011: 0.10 MPa lying prone, "
                  "0.24 after a night"},
    Key{.name = "unloaded_lordosis_loss_deg",
        .access = bind<&SpineOptions::unloaded_lordosis_loss_deg>(),
        .unit = "deg",
        .limits = {0.0, 13.0},
        .doc = "Difference in lordosis (T12 to S1) between standing and the shape in which discs, ligaments and joints "
               "are free of stress; the stress-free shape is flatter. Angles of tasks are still measured from "
               "standing. Needs rigid bone.",
        .source = "from standing to lying 627 adults lose 13 deg (PMC6680033), part of it within a neutral zone that "
                  "the tissue laws lack; docs/adr/0037"},
    Key{.name = "lordosis_scale",
        .access = bind<&SpineOptions::lordosis_scale>(),
        .unit = "1",
        .limits = {0.0, 1.5},
        .doc = "Multiplies the wedge angle of every disc: 1 standing, 0 parallel endplates."},
    Key{.name = "sacral_slope_deg",
        .access = bind<&SpineOptions::sacral_slope_deg>(),
        .unit = "deg",
        .limits = {0.0, 80.0},
        .doc = "Inclination of the S1 endplate to the horizontal; rotates the whole column."},
};

constexpr std::array tissue = {
    Key{.name = "set",
        .access = bind<&TissueOptions::set>(),
        .longest = limits::path_characters,
        .own_set = true,
        .required = false,
        .doc =
            "Name of a tissue set in models/data/tissue_sets: the constants of every tissue with their sources. With a "
            "slash, or ending in .csv: the path, relative to this file, of a folder with parameters.csv or of such a "
            "table."},
    Key{.name = "ligaments",
        .access = bind<&TissueOptions::ligaments>(),
        .longest = limits::path_characters,
        .own_set = true,
        .doc = "Name of a ligament set in models/data/ligament_sets, or the path of a table (.csv) relative to this "
               "file; empty: the one that the tissue set names."},
};

constexpr std::array structures = {
    Key{.name = "ALL",
        .access = bind<&Structures::anterior_longitudinal>(),
        .doc = "Anterior longitudinal ligament: in front of the vertebral bodies and discs."},
    Key{.name = "PLL",
        .access = bind<&Structures::posterior_longitudinal>(),
        .doc = "Posterior longitudinal ligament: behind the vertebral bodies and discs, in the spinal canal."},
    Key{.name = "LF",
        .access = bind<&Structures::flavum>(),
        .doc = "Ligamentum flavum: from lamina to lamina, at the back of the spinal canal."},
    Key{.name = "ISL",
        .access = bind<&Structures::interspinous>(),
        .doc = "Interspinous ligament: between neighbouring spinous processes."},
    Key{.name = "SSL",
        .access = bind<&Structures::supraspinous>(),
        .doc = "Supraspinous ligament: along the tips of the spinous processes."},
    Key{.name = "ITL",
        .access = bind<&Structures::intertransverse>(),
        .doc = "Intertransverse ligaments: between the transverse processes, left and right."},
    Key{.name = "CL",
        .access = bind<&Structures::capsules>(),
        .doc = "Capsular ligaments: the capsules around the facet joints, left and right."},
    Key{.name = "facets",
        .access = bind<&Structures::facets>(),
        .doc = "Facet joints: contact of the articular surfaces, left and right."},
    Key{.name = "IL",
        .access = bind<&Structures::iliolumbar>(),
        .doc = "Iliolumbar ligaments: from the transverse processes of L5 to the iliac crests, only at L5-S1, left and "
               "right. Removed by default, because specimens are tested without the pelvis."},
};

bool of_a_ligament(const void* injury) {
    const InjuryKind kind = static_cast<const Injury*>(injury)->kind;
    return kind == InjuryKind::ligament_slack || kind == InjuryKind::ligament_rupture;
}
bool of_the_annulus(const void* injury) {
    return static_cast<const Injury*>(injury)->kind == InjuryKind::annulus_weakness;
}
constexpr std::string_view ligament_kinds = "ligament_slack or ligament_rupture";
constexpr std::string_view annulus_kinds = "annulus_weakness";

constexpr std::array injury = {
    Key{.name = "kind",
        .access = bind<&Injury::kind>(),
        .required = true,
        .doc = "Kind of injury: a slack ligament (sprain, laxity), a ruptured ligament, a weak sector of the annulus "
               "(tear, path of a herniation), or loss of nucleus material (herniation, discectomy)."},
    Key{.name = "disc",
        .access = bind<&Injury::disc>(),
        .required = true,
        .doc = "Level of the injury, named by its disc; must be part of the model."},
    Key{.name = "amount",
        .access = bind<&Injury::amount>(),
        .unit = "1 or g",
        .limits = {0.0, 3.0},
        .required = true,
        .doc = "Severity. ligament_slack: strain added to the rest length, 0 to 1. ligament_rupture: fraction of the "
               "fascicles' stiffness that is lost, 0 to 1. annulus_weakness: fraction of the stiffness of matrix and "
               "fibres that is lost, 0 to 1. nucleus_loss: mass lost, 0 to 3 g."},
    Key{.name = "ligament",
        .access = bind<&Injury::ligament>(),
        .applies = of_a_ligament,
        .only = ligament_kinds,
        .doc = "The ligament, as in [structures]; required for ligament_slack and ligament_rupture."},
    Key{.name = "side",
        .access = bind<&Injury::side>(),
        .applies = of_a_ligament,
        .only = ligament_kinds,
        .doc = "Side of a paired ligament (ITL, CL, IL); middle: both sides, or the ligament in the median plane."},
    Key{.name = "angle_deg",
        .access = bind<&Injury::angle_deg>(),
        .unit = "deg",
        .limits = {0.0, 360.0},
        .applies = of_the_annulus,
        .only = annulus_kinds,
        .doc = "Middle of the weak sector: 0 anterior, 90 right, 180 posterior, 270 left."},
    Key{.name = "extent_deg",
        .access = bind<&Injury::extent_deg>(),
        .unit = "deg",
        .limits = {0.0, 360.0, true},
        .applies = of_the_annulus,
        .only = annulus_kinds,
        .doc = "Full width of the weak sector; 360: the whole annulus."},
    Key{.name = "depth",
        .access = bind<&Injury::depth>(),
        .unit = "1",
        .limits = {0.0, 1.0, true},
        .applies = of_the_annulus,
        .only = annulus_kinds,
        .doc = "Fraction of the thickness of the annulus that is weak, from the nucleus outwards; 1: its whole "
               "thickness."},
};

}  // namespace

std::span<const Key> spine_keys() {
    return spine;
}

std::span<const Key> tissue_keys() {
    return tissue;
}

std::span<const Key> structures_keys() {
    return structures;
}

std::span<const Key> injury_keys() {
    return injury;
}

}  // namespace spondyl::schema
