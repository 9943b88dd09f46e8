// SPDX-License-Identifier: Apache-2.0
#include "io/deck/model_keys.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace spondyl {

namespace {

using schema::bind;
using schema::Key;

constexpr double largest_modulus = 1e9;  // MPa, as in decks
constexpr double farthest = limits::deck_coordinate;

constexpr std::array head_keys = {
    Key{.name = "title",
        .access = bind<&ModelHead::title>(),
        .required = true,
        .doc = "One line that names the case; shown in tables and pictures."},
    Key{.name = "description",
        .access = bind<&ModelHead::description>(),
        .longest = limits::text_characters,
        .lines = true,
        .doc = "What the case is for."},
};
constexpr std::array<std::string_view, 1> head_inner = {"model"};

constexpr std::array mesh_keys = {
    Key{.name = "mesh",
        .access = bind<&ModelMesh::mesh>(),
        .longest = limits::path_characters,
        .required = true,
        .doc = "A mesh (.msh, .vtk, .vtu), or a whole deck (.inp, .feb); relative to this file."},
    Key{.name = "scale",
        .access = bind<&ModelMesh::scale>(),
        .unit = "mm",
        .limits = {1e-9, 1e9},
        .doc = "Length of a unit of the mesh: 1000 for meshes in metres."},
};
constexpr std::array<std::string_view, 3> mesh_inner = {"materials", "support", "step"};

template <ModelLaw... laws>
constexpr bool of(const void* object) {
    const ModelLaw law = static_cast<const ModelMaterial*>(object)->law;
    return ((law == laws) || ...);
}

constexpr std::array material_keys = {
    Key{.name = "law",
        .access = bind<&ModelMaterial::law>(),
        .required = true,
        .doc =
            "Which constants the material has. `rigid`: the cells are one rigid body, which supports and forces name."},
    Key{.name = "cells",
        .access = bind<&ModelMaterial::cells>(),
        .absent = "the name of the material",
        .doc = "Name of the set of cells that it fills; `all`: every cell."},
    Key{.name = "youngs_modulus_MPa",
        .access = bind<&ModelMaterial::youngs_modulus_MPa>(),
        .unit = "MPa",
        .limits = {0.0, largest_modulus, true},
        .applies = of<ModelLaw::elastic>,
        .only = "law is elastic",
        .doc = "Young's modulus at small strain."},
    Key{.name = "poisson_ratio",
        .access = bind<&ModelMaterial::poisson_ratio>(),
        .unit = "1",
        .limits = {0.0, 0.5},
        .applies = of<ModelLaw::elastic>,
        .only = "law is elastic",
        .doc = "Poisson's ratio; 0.5: incompressible."},
    Key{.name = "c10_MPa",
        .access = bind<&ModelMaterial::c10_MPa>(),
        .unit = "MPa",
        .limits = {0.0, largest_modulus, true},
        .applies = of<ModelLaw::neo_hookean, ModelLaw::mooney_rivlin, ModelLaw::yeoh, ModelLaw::holzapfel>,
        .only = "law is neo_hookean, mooney_rivlin, yeoh or holzapfel",
        .doc = "Constant of I1 - 3: half of the shear modulus of a neo-Hookean solid."},
    Key{.name = "c01_MPa",
        .access = bind<&ModelMaterial::c01_MPa>(),
        .unit = "MPa",
        .limits = {0.0, largest_modulus},
        .applies = of<ModelLaw::mooney_rivlin>,
        .only = "law is mooney_rivlin",
        .doc = "Constant of I2 - 3."},
    Key{.name = "c20_MPa",
        .access = bind<&ModelMaterial::c20_MPa>(),
        .unit = "MPa",
        .limits = {-largest_modulus, largest_modulus},
        .applies = of<ModelLaw::yeoh>,
        .only = "law is yeoh",
        .doc = "Constant of (I1 - 3)^2."},
    Key{.name = "c30_MPa",
        .access = bind<&ModelMaterial::c30_MPa>(),
        .unit = "MPa",
        .limits = {-largest_modulus, largest_modulus},
        .applies = of<ModelLaw::yeoh>,
        .only = "law is yeoh",
        .doc = "Constant of (I1 - 3)^3."},
    Key{.name = "k1_MPa",
        .access = bind<&ModelMaterial::k1_MPa>(),
        .unit = "MPa",
        .limits = {0.0, largest_modulus},
        .applies = of<ModelLaw::holzapfel>,
        .only = "law is holzapfel",
        .doc = "Stiffness of each of two families of fibres."},
    Key{.name = "k2",
        .access = bind<&ModelMaterial::k2>(),
        .unit = "1",
        .limits = {0.0, largest_modulus, true},
        .applies = of<ModelLaw::holzapfel>,
        .only = "law is holzapfel",
        .doc = "How fast the fibres stiffen."},
    Key{.name = "kappa",
        .access = bind<&ModelMaterial::kappa>(),
        .unit = "1",
        .limits = {0.0, 1.0 / 3.0},
        .applies = of<ModelLaw::holzapfel>,
        .only = "law is holzapfel",
        .absent = "0",
        .doc = "Dispersion of the fibres: 0 aligned, 1/3 isotropic."},
    Key{.name = "bulk_modulus_MPa",
        .access = bind<&ModelMaterial::bulk_modulus_MPa>(),
        .unit = "MPa",
        .limits = {0.0, largest_modulus, true},
        .applies = of<ModelLaw::neo_hookean, ModelLaw::mooney_rivlin, ModelLaw::yeoh, ModelLaw::holzapfel>,
        .only = "law is neo_hookean, mooney_rivlin, yeoh or holzapfel",
        .absent = "1000 times the initial shear modulus",
        .doc = "Bulk modulus of K/2 (J - 1)^2."},
    Key{.name = "fibre_angle_deg",
        .access = bind<&ModelMaterial::fibre_angle_deg>(),
        .unit = "deg",
        .limits = {0.0, 90.0},
        .applies = of<ModelLaw::holzapfel>,
        .only = "law is holzapfel",
        .doc = "Angle of both families, one up and one down, to the plane across fibre_axis."},
    Key{.name = "fibre_frame",
        .access = bind<&ModelMaterial::fibre_frame>(),
        .applies = of<ModelLaw::holzapfel>,
        .only = "law is holzapfel",
        .doc =
            "straight: fibres in the plane of fibre_axis and the axis that follows it (x, y, z, x). around: they run "
            "around fibre_axis through the centre of the mesh, as in an annulus."},
    Key{.name = "fibre_axis",
        .access = bind<&ModelMaterial::fibre_axis>(),
        .applies = of<ModelLaw::holzapfel>,
        .only = "law is holzapfel",
        .doc = "Axis of the fibres."},
};

constexpr std::string_view nodes_doc =
    "Name of a set of nodes or of faces of the mesh; xmin, xmax, ymin, ymax, zmin, zmax are the nodes at its ends.";
constexpr std::string_view body_doc = "Name of a rigid material, instead of nodes; its reference node is its centre.";

constexpr std::array support_keys = {
    Key{.name = "nodes", .access = bind<&ModelSupport::nodes>(), .absent = "none", .doc = nodes_doc},
    Key{.name = "body", .access = bind<&ModelSupport::body>(), .absent = "none", .doc = body_doc},
    Key{.name = "x_mm",
        .access = bind<&ModelSupport::x_mm>(),
        .unit = "mm",
        .limits = {-farthest, farthest},
        .absent = "free",
        .doc = "Displacement along x at the end of the step; 0 holds."},
    Key{.name = "y_mm",
        .access = bind<&ModelSupport::y_mm>(),
        .unit = "mm",
        .limits = {-farthest, farthest},
        .absent = "free",
        .doc = "Along y."},
    Key{.name = "z_mm",
        .access = bind<&ModelSupport::z_mm>(),
        .unit = "mm",
        .limits = {-farthest, farthest},
        .absent = "free",
        .doc = "Along z."},
    Key{.name = "rotation_x_deg",
        .access = bind<&ModelSupport::rotation_x_deg>(),
        .unit = "deg",
        .limits = {-180.0, 180.0},
        .absent = "free",
        .doc = "First component of the rotation vector of a body; all three or none."},
    Key{.name = "rotation_y_deg",
        .access = bind<&ModelSupport::rotation_y_deg>(),
        .unit = "deg",
        .limits = {-180.0, 180.0},
        .absent = "free",
        .doc = "Second component."},
    Key{.name = "rotation_z_deg",
        .access = bind<&ModelSupport::rotation_z_deg>(),
        .unit = "deg",
        .limits = {-180.0, 180.0},
        .absent = "free",
        .doc = "Third component."},
};

constexpr std::array step_keys = {
    Key{.name = "name", .access = bind<&ModelStep::name>(), .required = true, .doc = "Name of the step in tables."},
};
constexpr std::array<std::string_view, 3> step_inner = {"support", "force", "pressure"};

constexpr schema::Limits any_load = {-1e9, 1e9};

constexpr std::array force_keys = {
    Key{.name = "nodes", .access = bind<&ModelForce::nodes>(), .absent = "none", .doc = nodes_doc},
    Key{.name = "body", .access = bind<&ModelForce::body>(), .absent = "none", .doc = body_doc},
    Key{.name = "x_N",
        .access = bind<&ModelForce::x_N>(),
        .unit = "N",
        .limits = any_load,
        .absent = "0",
        .doc = "Force along x; that on nodes is shared out evenly among them."},
    Key{.name = "y_N",
        .access = bind<&ModelForce::y_N>(),
        .unit = "N",
        .limits = any_load,
        .absent = "0",
        .doc = "Along y."},
    Key{.name = "z_N",
        .access = bind<&ModelForce::z_N>(),
        .unit = "N",
        .limits = any_load,
        .absent = "0",
        .doc = "Along z."},
    Key{.name = "moment_x_Nm",
        .access = bind<&ModelForce::moment_x_Nm>(),
        .unit = "N m",
        .limits = any_load,
        .absent = "0",
        .doc = "Moment about x, on bodies alone; its axis keeps its direction."},
    Key{.name = "moment_y_Nm",
        .access = bind<&ModelForce::moment_y_Nm>(),
        .unit = "N m",
        .limits = any_load,
        .absent = "0",
        .doc = "About y."},
    Key{.name = "moment_z_Nm",
        .access = bind<&ModelForce::moment_z_Nm>(),
        .unit = "N m",
        .limits = any_load,
        .absent = "0",
        .doc = "About z."},
};

constexpr std::array pressure_keys = {
    Key{.name = "faces",
        .access = bind<&ModelPressure::faces>(),
        .required = true,
        .doc = "Name of a set of faces of the mesh, which the file holds as surface elements."},
    Key{.name = "pressure_MPa",
        .access = bind<&ModelPressure::pressure_MPa>(),
        .unit = "MPa",
        .limits = {-1e6, 1e6},
        .required = true,
        .doc = "Pressure on the body at the end of the step, positive in compression; it follows the surface."},
};

const ModelHead head;
const ModelMesh mesh;
const ModelMaterial material;
const ModelSupport support;
const ModelStep step;
const ModelForce force;
const ModelPressure pressure;

}  // namespace

std::span<const ModelTable> model_tables() {
    static const std::array<ModelTable, 8> tables = {{
        {.name = "",
         .title = "the top level",
         .doc = "A file with a table [model] is a model of its own, without a person or a spine. Above it stand:",
         .keys = head_keys,
         .inner = head_inner,
         .defaults = &head},
        {.name = "model",
         .title = "[model]",
         .doc = "Where the mesh comes from. A deck (.inp, .feb) brings its own sections, supports and steps; beside it "
                "only "
                "materials may be given, and their laws replace those of the deck's materials of the same names.",
         .keys = mesh_keys,
         .inner = mesh_inner,
         .defaults = &mesh},
        {.name = "model.materials.*",
         .title = "[model.materials.NAME]",
         .doc = "What a set of cells is made of. NAME is chosen freely.",
         .keys = material_keys,
         .inner = {},
         .defaults = &material},
        {.name = "model.support",
         .title = "[[model.support]]",
         .repeated = true,
         .doc = "Supports in all steps. A support names nodes or a body.",
         .keys = support_keys,
         .inner = {},
         .defaults = &support},
        {.name = "model.step",
         .title = "[[model.step]]",
         .repeated = true,
         .doc =
             "Loads and further supports, reached at the end of the step on a straight line from the end of the step "
             "before. Loads and supports of a step that the next one does not name go. The tables of a step "
             "follow it.",
         .keys = step_keys,
         .inner = step_inner,
         .defaults = &step},
        {.name = "model.step.support",
         .title = "[[model.step.support]]",
         .repeated = true,
         .doc = "As [[model.support]], in this step alone.",
         .keys = support_keys,
         .inner = {},
         .defaults = &support},
        {.name = "model.step.force",
         .title = "[[model.step.force]]",
         .repeated = true,
         .doc = "A force on nodes or on a body, a moment on a body.",
         .keys = force_keys,
         .inner = {},
         .defaults = &force},
        {.name = "model.step.pressure",
         .title = "[[model.step.pressure]]",
         .repeated = true,
         .doc = "A pressure on faces.",
         .keys = pressure_keys,
         .inner = {},
         .defaults = &pressure},
    }};
    return tables;
}

const ModelTable& model_table(std::string_view name) {
    const auto tables = model_tables();
    const auto found = std::ranges::find(tables, name, &ModelTable::name);
    SPONDYL_ASSERT(found != tables.end(), "no table {}", name);
    return *found;
}

}  // namespace spondyl
