// SPDX-License-Identifier: Apache-2.0
#include "io/deck/model_keys.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "io/deck/deck_laws.hpp"

namespace spondyl {

namespace {

using schema::bind;
using schema::Key;

constexpr double farthest = limits::deck_coordinate;
constexpr double half_turn = 180.0;

constexpr std::array model_head_keys = {
    Key{.name = "title",
        .access = bind<&ModelHead::title>(),
        .required = true,
        .doc = "Title of the case in one line; shown in tables and pictures."},
    Key{.name = "description",
        .access = bind<&ModelHead::description>(),
        .longest = limits::text_characters,
        .lines = true,
        .doc = "Purpose of the case."},
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

// Laws that have a constant.
struct Laws {
    bool (*applies)(const void* object);
    std::string_view only;  // the same in words

    [[nodiscard]] constexpr Key constant(std::string_view name, schema::Access access, std::string_view unit,
                                         schema::Limits limits, std::string_view doc,
                                         std::string_view absent = {}) const {
        return {.name = name,
                .access = access,
                .unit = unit,
                .limits = limits,
                .applies = applies,
                .only = only,
                .absent = absent,
                .doc = doc};
    }
};
constexpr Laws elastic = {of<ModelLaw::elastic>, "law is elastic"};
constexpr Laws mooney_rivlin = {of<ModelLaw::mooney_rivlin>, "law is mooney_rivlin"};
constexpr Laws yeoh = {of<ModelLaw::yeoh>, "law is yeoh"};
constexpr Laws holzapfel = {of<ModelLaw::holzapfel>, "law is holzapfel"};
constexpr Laws hyperelastic = {of<ModelLaw::neo_hookean, ModelLaw::mooney_rivlin, ModelLaw::yeoh, ModelLaw::holzapfel>,
                               "law is neo_hookean, mooney_rivlin, yeoh or holzapfel"};

constexpr schema::Limits positive = {0.0, largest_modulus, true};
constexpr schema::Limits not_negative = {0.0, largest_modulus};
constexpr schema::Limits any_modulus = {-largest_modulus, largest_modulus};

constexpr std::array material_keys = {
    Key{.name = "law",
        .access = bind<&ModelMaterial::law>(),
        .required = true,
        .doc = "Material law, which determines the constants. `rigid`: the cells form one rigid body, to which "
               "supports and forces refer by its name."},
    Key{.name = "cells",
        .access = bind<&ModelMaterial::cells>(),
        .absent = "the name of the material",
        .doc = "Name of the set of cells with this material; `all`: every cell."},
    elastic.constant("youngs_modulus_MPa", bind<&ModelMaterial::youngs_modulus_MPa>(), "MPa", positive,
                     "Young's modulus at small strain."),
    elastic.constant("poisson_ratio", bind<&ModelMaterial::poisson_ratio>(), "1", {0.0, 0.5},
                     "Poisson's ratio; 0.5: incompressible."),
    hyperelastic.constant("c10_MPa", bind<&ModelMaterial::c10_MPa>(), "MPa", positive,
                          "Constant of I1 - 3: half of the shear modulus of a neo-Hookean solid."),
    mooney_rivlin.constant("c01_MPa", bind<&ModelMaterial::c01_MPa>(), "MPa", not_negative, "Constant of I2 - 3."),
    yeoh.constant("c20_MPa", bind<&ModelMaterial::c20_MPa>(), "MPa", any_modulus, "Constant of (I1 - 3)^2."),
    yeoh.constant("c30_MPa", bind<&ModelMaterial::c30_MPa>(), "MPa", any_modulus, "Constant of (I1 - 3)^3."),
    holzapfel.constant("k1_MPa", bind<&ModelMaterial::k1_MPa>(), "MPa", not_negative,
                       "Stiffness of each of two families of fibres."),
    holzapfel.constant("k2", bind<&ModelMaterial::k2>(), "1", positive,
                       "Coefficient in the exponent, which determines how fast the fibres stiffen."),
    holzapfel.constant("kappa", bind<&ModelMaterial::kappa>(), "1", {0.0, 1.0 / 3.0},
                       "Dispersion of the fibres: 0 aligned, 1/3 isotropic.", "0"),
    hyperelastic.constant("bulk_modulus_MPa", bind<&ModelMaterial::bulk_modulus_MPa>(), "MPa", positive,
                          "Bulk modulus of K/2 (J - 1)^2.", "1000 times the initial shear modulus"),
    holzapfel.constant("fibre_angle_deg", bind<&ModelMaterial::fibre_angle_deg>(), "deg", {0.0, 90.0},
                       "Angle of both families, one up and one down, to the plane across fibre_axis."),
    Key{.name = "fibre_frame",
        .access = bind<&ModelMaterial::fibre_frame>(),
        .applies = holzapfel.applies,
        .only = holzapfel.only,
        .doc =
            "straight: fibres in the plane of fibre_axis and the axis that follows it (x, y, z, x). around: they run "
            "around fibre_axis through the centre of the mesh, as in an annulus."},
    Key{.name = "fibre_axis",
        .access = bind<&ModelMaterial::fibre_axis>(),
        .applies = holzapfel.applies,
        .only = holzapfel.only,
        .doc = "Axis of the fibres."},
};

constexpr std::string_view nodes_doc =
    "Name of a set of nodes or of faces of the mesh; xmin, xmax, ymin, ymax, zmin, zmax are the nodes at the ends of "
    "the mesh.";
constexpr std::string_view body_doc = "Name of a rigid material, instead of nodes; its reference node is its centre.";

// A component that is free unless the file holds it.
constexpr Key held(std::string_view name, schema::Access access, std::string_view unit, double most,
                   std::string_view doc) {
    return {.name = name, .access = access, .unit = unit, .limits = {-most, most}, .absent = "free", .doc = doc};
}

constexpr std::array support_keys = {
    Key{.name = "nodes", .access = bind<&ModelSupport::nodes>(), .absent = "none", .doc = nodes_doc},
    Key{.name = "body", .access = bind<&ModelSupport::body>(), .absent = "none", .doc = body_doc},
    held("x_mm", bind<&ModelSupport::x_mm>(), "mm", farthest, "Displacement along x at the end of the step; 0: fixed."),
    held("y_mm", bind<&ModelSupport::y_mm>(), "mm", farthest, "Along y."),
    held("z_mm", bind<&ModelSupport::z_mm>(), "mm", farthest, "Along z."),
    held("rotation_x_deg", bind<&ModelSupport::rotation_x_deg>(), "deg", half_turn,
         "First component of the rotation vector of a body; all three or none."),
    held("rotation_y_deg", bind<&ModelSupport::rotation_y_deg>(), "deg", half_turn, "Second component."),
    held("rotation_z_deg", bind<&ModelSupport::rotation_z_deg>(), "deg", half_turn, "Third component."),
};

constexpr std::array model_step_keys = {
    Key{.name = "name", .access = bind<&ModelStep::name>(), .required = true, .doc = "Name of the step in tables."},
};
constexpr std::array<std::string_view, 3> step_inner = {"support", "force", "pressure"};

// A component that is none unless the file gives it.
constexpr Key load(std::string_view name, schema::Access access, std::string_view unit, std::string_view doc) {
    constexpr double most = 1e9;
    return {.name = name, .access = access, .unit = unit, .limits = {-most, most}, .absent = "0", .doc = doc};
}

constexpr std::array force_keys = {
    Key{.name = "nodes", .access = bind<&ModelForce::nodes>(), .absent = "none", .doc = nodes_doc},
    Key{.name = "body", .access = bind<&ModelForce::body>(), .absent = "none", .doc = body_doc},
    load("x_N", bind<&ModelForce::x_N>(), "N", "Force along x; a force on nodes is distributed evenly among them."),
    load("y_N", bind<&ModelForce::y_N>(), "N", "Along y."),
    load("z_N", bind<&ModelForce::z_N>(), "N", "Along z."),
    load("moment_x_Nm", bind<&ModelForce::moment_x_Nm>(), "N m",
         "Moment about x, only on bodies; its axis keeps its direction."),
    load("moment_y_Nm", bind<&ModelForce::moment_y_Nm>(), "N m", "About y."),
    load("moment_z_Nm", bind<&ModelForce::moment_z_Nm>(), "N m", "About z."),
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

// In the order of files and documents.
constexpr std::array<ModelTable, 8> all_model_tables = {{
    {.name = "",
     .title = "the top level",
     .doc = "A file with a table [model] describes a model without a person or a spine. The keys above that table are:",
     .keys = model_head_keys,
     .inner = head_inner,
     .defaults = &head},
    {.name = "model",
     .title = "[model]",
     .doc = "The mesh. A deck (.inp, .feb) has its own sections, supports and steps; with a deck only materials may be "
            "given, and their laws replace those of the deck's materials of the same names.",
     .keys = mesh_keys,
     .inner = mesh_inner,
     .defaults = &mesh},
    {.name = "model.materials.*",
     .title = "[model.materials.NAME]",
     .doc = "The material of a set of cells. NAME is chosen freely.",
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
     .doc = "Loads and further supports, reached at the end of the step; they change linearly from the end of the "
            "previous step. Loads and supports that the next step does not name are removed. The tables of a step "
            "follow it.",
     .keys = model_step_keys,
     .inner = step_inner,
     .defaults = &step},
    {.name = "model.step.support",
     .title = "[[model.step.support]]",
     .repeated = true,
     .doc = "As [[model.support]], only in this step.",
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

}  // namespace

std::span<const ModelTable> model_tables() {
    return all_model_tables;
}

const ModelTable& model_table(std::string_view name) {
    const auto tables = model_tables();
    const auto found = std::ranges::find(tables, name, &ModelTable::name);
    SPONDYL_ASSERT(found != tables.end(), "no table {}", name);
    return *found;
}

}  // namespace spondyl
