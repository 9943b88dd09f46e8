// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/person_keys.hpp"

#include <array>

namespace spondyl::schema {

namespace {

constexpr std::array person = {
    Key{.name = "sex",
        .access = bind<&Person::sex>(),
        .doc = "Selects the proportions from the anatomy tables; average is the mean of both sexes."},
    Key{.name = "height_cm",
        .access = bind<&Person::height_cm>(),
        .unit = "cm",
        .limits = {140.0, 210.0},
        .doc = "Standing height; scales vertebrae and discs."},
    Key{.name = "age_years",
        .access = bind<&Person::age_years>(),
        .unit = "years",
        .limits = {18.0, 100.0},
        .doc = "Age of the adult; changes disc height."},
    Key{.name = "mass_kg",
        .access = bind<&Person::mass_kg>(),
        .unit = "kg",
        .limits = {35.0, 200.0},
        .doc = "Body mass without clothes; scales the weight of every part of the body. For tasks."},
    Key{.name = "waist_cm",
        .access = bind<&Person::waist_cm>(),
        .unit = "cm",
        .limits = {50.0, 200.0},
        .absent = "the usual value for sex, height and mass",
        .doc = "Waist circumference, which determines the distribution of excess mass. For tasks."},
    Key{.name = "bone_density_mg_ml",
        .access = bind<&Person::bone_density_mg_ml>(),
        .unit = "mg/ml",
        .limits = {10.0, 400.0},
        .absent = "strength by sex and age",
        .doc = "Trabecular bone density of the lumbar vertebrae from quantitative computed tomography; it is used only "
               "for the compressive strength among the indices.",
        .source = "Brinckmann et al. 1989, Spine 14:606"},
    Key{.name = "disc_height_scale",
        .access = bind<&Person::disc_height_scale>(),
        .unit = "1",
        .limits = {0.5, 1.6},
        .doc = "Factor on the height of every disc that follows from stature, age and grade."},
    Key{.name = "endplate_scale",
        .access = bind<&Person::endplate_scale>(),
        .unit = "1",
        .limits = {0.7, 1.4},
        .doc = "Factor on the width and depth of vertebrae and discs that follow from stature; the area of a disc "
               "scales with its square. If a disc of the person was measured: the square root of its area divided by "
               "that of the model, which `spondyl mesh` prints.",
        .source = "Clouthier et al. 2023, J Biomech 146:111421, doi:10.1016/j.jbiomech.2022.111421: 965 to 2305 mm2 "
                  "in 87 patients"},
    Key{.name = "trunk_mass_scale",
        .access = bind<&Person::trunk_mass_scale>(),
        .unit = "1",
        .limits = {0.7, 1.3},
        .doc = "Factor on the usual share of the trunk (T1 to L5) in body mass. For tasks."},
};

constexpr std::string_view grade_doc =
    "Degeneration: 0 healthy, 1 mild, 2 moderate, 3 severe; changes disc height, nucleus and tissue.";
constexpr std::string_view grade_source =
    "scale of Wilke et al. 2006, Eur Spine J 15:720, doi:10.1007/s00586-005-1029-9";

template <int disc>
constexpr Key grade() {
    return {.name = disc_names[disc],
            .access = bind<&Person::disc_grade, disc>(),
            .unit = "1",
            .limits = {0.0, 3.0},
            .doc = grade_doc,
            .source = grade_source};
}

constexpr std::array disc_grade = {grade<0>(), grade<1>(), grade<2>(), grade<3>(), grade<4>(), grade<5>()};

template <int disc>
constexpr Key facet_grade_of() {
    return {.name = disc_names[disc],
            .access = bind<&Person::facet_grade, disc>(),
            .unit = "1",
            .limits = {0.0, 3.0},
            .doc =
                "Osteoarthritis of both facet joints of the level: 0 healthy, 1 mild, 2 moderate, 3 severe; changes "
                "joint space, cartilage and capsule.",
            .source = "scale of Weishaupt et al. 1999, Skeletal Radiol 28:215"};
}

constexpr std::array facet_grade = {facet_grade_of<0>(), facet_grade_of<1>(), facet_grade_of<2>(),
                                    facet_grade_of<3>(), facet_grade_of<4>(), facet_grade_of<5>()};

template <int vertebra>
constexpr Key surface_of() {
    return {
        .name = vertebra_names[vertebra],
        .access = bind<&OwnBones::surface, vertebra>(),
        .longest = limits::path_characters,
        .path = true,
        .absent = "the vertebra that follows from stature, sex and age",
        .doc =
            "File with the surface of this vertebra: .stl (binary or text), .ply or .obj, relative to this file. The "
            "axes and the order of the points are arbitrary, but all bones of a person must have the same axes."};
}

bool has_bones(const void* bones) {
    return static_cast<const OwnBones*>(bones)->any();
}

constexpr std::array bones = {
    surface_of<0>(),
    surface_of<1>(),
    surface_of<2>(),
    surface_of<3>(),
    surface_of<4>(),
    surface_of<5>(),
    surface_of<6>(),
    Key{.name = "unit",
        .access = bind<&OwnBones::unit>(),
        .applies = has_bones,
        .only = "a surface is given",
        .doc = "Length unit of the coordinates in the surfaces and the landmarks."},
    Key{.name = "landmarks",
        .access = bind<&OwnBones::landmarks>(),
        .longest = limits::path_characters,
        .path = true,
        .applies = has_bones,
        .only = "a surface is given",
        .absent = "all landmarks are found by the fit",
        .doc =
            "Table (.csv) of landmarks that were marked by hand, relative to this file: columns vertebra, landmark, x, "
            "y, z in the unit and axes of the surfaces; names as in docs/anatomy.md."}};

}  // namespace

std::span<const Key> bone_keys() {
    return bones;
}

std::span<const Key> person_keys() {
    return person;
}

std::span<const Key> disc_grade_keys() {
    return disc_grade;
}

std::span<const Key> facet_grade_keys() {
    return facet_grade;
}

}  // namespace spondyl::schema
