// SPDX-License-Identifier: Apache-2.0
// The language of model files as data: a mesh from elsewhere with materials, supports and loads. One row per key, as
// io/scenario/schema.hpp has them for scenarios.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/scenario/schema.hpp"

namespace spondyl {

struct ModelHead {
    std::string title;
    std::string description;
};

struct ModelMesh {
    std::string mesh;
    double scale = 1.0;
};

enum class ModelLaw { elastic, neo_hookean, mooney_rivlin, yeoh, holzapfel, rigid };
inline constexpr std::array<std::string_view, 6> model_law_names = {"elastic", "neo_hookean", "mooney_rivlin",
                                                                    "yeoh",    "holzapfel",   "rigid"};
constexpr const auto& enum_names(ModelLaw /*of*/) {
    return model_law_names;
}

enum class FibreFrame { straight, around };
inline constexpr std::array<std::string_view, 2> fibre_frame_names = {"straight", "around"};
constexpr const auto& enum_names(FibreFrame /*of*/) {
    return fibre_frame_names;
}

enum class ModelAxis { x, y, z };
inline constexpr std::array<std::string_view, 3> model_axis_names = {"x", "y", "z"};
constexpr const auto& enum_names(ModelAxis /*of*/) {
    return model_axis_names;
}

struct ModelMaterial {
    ModelLaw law = ModelLaw::elastic;
    std::string cells;
    std::optional<double> youngs_modulus_MPa;
    std::optional<double> poisson_ratio;
    std::optional<double> c10_MPa;
    std::optional<double> c01_MPa;
    std::optional<double> c20_MPa;
    std::optional<double> c30_MPa;
    std::optional<double> k1_MPa;
    std::optional<double> k2;
    std::optional<double> kappa;
    std::optional<double> bulk_modulus_MPa;
    std::optional<double> fibre_angle_deg;
    FibreFrame fibre_frame = FibreFrame::straight;
    ModelAxis fibre_axis = ModelAxis::z;
};

struct ModelSupport {
    std::string nodes;
    std::string body;
    std::optional<double> x_mm;
    std::optional<double> y_mm;
    std::optional<double> z_mm;
    std::optional<double> rotation_x_deg;
    std::optional<double> rotation_y_deg;
    std::optional<double> rotation_z_deg;
};

struct ModelForce {
    std::string nodes;
    std::string body;
    std::optional<double> x_N;
    std::optional<double> y_N;
    std::optional<double> z_N;
    std::optional<double> moment_x_Nm;
    std::optional<double> moment_y_Nm;
    std::optional<double> moment_z_Nm;
};

struct ModelPressure {
    std::string faces;
    double pressure_MPa = 0.0;
};

struct ModelStep {
    std::string name;
};

struct ModelTable {
    std::string_view name;   // "" = top level; "*" stands for a name that the user chooses
    std::string_view title;  // as a user writes it
    bool repeated = false;
    std::string_view doc;
    std::span<const schema::Key> keys;
    std::span<const std::string_view> inner;  // tables within it
    const void* defaults = nullptr;           // an object of the struct behind it
};

// In the order of files and documents.
std::span<const ModelTable> model_tables();
const ModelTable& model_table(std::string_view name);

}  // namespace spondyl
