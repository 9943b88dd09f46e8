// SPDX-License-Identifier: Apache-2.0
// What a user can ask for: a person, a stretch of spine, tissues and a sequence of loads.
// Plain numbers; io/ fills it from a file, models/ turns it into a SpineModel.
// Units are in the names. Frame: x anterior, y cranial, z to the subject's right (ISB).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "models/scenario/levels.hpp"
#include "models/scenario/structures.hpp"
#include "models/scenario/task.hpp"

namespace spondyl {

enum class Sex { female, male, average };
inline constexpr std::array<std::string_view, 3> sex_names = {"female", "male", "average"};
constexpr const auto& enum_names(Sex /*of*/) {
    return sex_names;
}
enum class MeshDensity { coarse, medium, fine };
inline constexpr std::array<std::string_view, 3> mesh_density_names = {"coarse", "medium", "fine"};
constexpr const auto& enum_names(MeshDensity /*of*/) {
    return mesh_density_names;
}
enum class BoneModel { rigid, deformable };
inline constexpr std::array<std::string_view, 2> bone_model_names = {"rigid", "deformable"};
constexpr const auto& enum_names(BoneModel /*of*/) {
    return bone_model_names;
}
enum class NucleusModel { solid, cavity };
inline constexpr std::array<std::string_view, 2> nucleus_model_names = {"solid", "cavity"};
constexpr const auto& enum_names(NucleusModel /*of*/) {
    return nucleus_model_names;
}
enum class TopRotation { free, fixed };
inline constexpr std::array<std::string_view, 2> top_rotation_names = {"free", "fixed"};
constexpr const auto& enum_names(TopRotation /*of*/) {
    return top_rotation_names;
}

// Length unit of the coordinates in the surfaces of a person's own bones.
enum class LengthUnit { mm, cm, m };
inline constexpr std::array<std::string_view, 3> length_unit_names = {"mm", "cm", "m"};
constexpr const auto& enum_names(LengthUnit /*of*/) {
    return length_unit_names;
}

// A person's own vertebrae as files of surfaces. Bones of the modelled stretch above the highest and below the lowest
// one that is given are those of stature, sex and age.
struct OwnBones {
    std::array<std::string, vertebra_count> surface{};  // whole paths; empty: none
    std::string landmarks;                              // whole path of a table; empty: all are found
    LengthUnit unit = LengthUnit::mm;

    [[nodiscard]] bool any() const;
    bool operator==(const OwnBones&) const = default;
};

struct Person {
    Sex sex = Sex::average;
    double height_cm = 170.0;
    double age_years = 40.0;
    double mass_kg = 70.0;
    std::optional<double> waist_cm = {};  // circumference; unset: what is usual for sex, height and mass
    // Trabecular, by quantitative computed tomography; unset: what is usual for the age.
    std::optional<double> bone_density_mg_ml = {};
    double disc_height_scale = 1.0;             // of every disc, against what stature, age and grade make it
    double endplate_scale = 1.0;                // width and depth of vertebrae and discs, against stature's
    double trunk_mass_scale = 1.0;              // of the levels T1 to L5, against their share of body mass
    std::array<int, disc_count> disc_grade{};   // 0 healthy .. 3 severe, cranial to caudal
    std::array<int, disc_count> facet_grade{};  // osteoarthritis of both joints of a level: 0 healthy .. 3 severe
    OwnBones bones = {};

    bool operator==(const Person&) const = default;
};

struct SpineOptions {
    Vertebra top = Vertebra::L1;     // most cranial vertebra, always a rigid body
    Vertebra bottom = Vertebra::S1;  // most caudal vertebra, held fixed
    MeshDensity mesh = MeshDensity::medium;
    BoneModel bone = BoneModel::rigid;
    NucleusModel nucleus = NucleusModel::solid;
    // In the nuclei of the unloaded spine; unset: that of living discs in a [[task]], 0 in a test machine.
    std::optional<double> resting_pressure_MPa = {};
    // How much less lordosis than in standing, T12 to S1, the spine has where its tissue is free of stress.
    double unloaded_lordosis_loss_deg = 0.0;
    double lordosis_scale = 1.0;     // multiplies every disc wedge; 1 = standing
    double sacral_slope_deg = 40.0;  // inclination of the S1 endplate to the horizontal

    bool operator==(const SpineOptions&) const = default;
};

// Which structures are there: reduction experiments cut them one after the other. Every level alike.
enum class Presence { removed, present };
inline constexpr std::array<std::string_view, 2> presence_names = {"removed", "present"};
constexpr const auto& enum_names(Presence /*of*/) {
    return presence_names;
}
struct Structures {
    Presence anterior_longitudinal = Presence::present;
    Presence posterior_longitudinal = Presence::present;
    Presence flavum = Presence::present;
    Presence interspinous = Presence::present;
    Presence supraspinous = Presence::present;
    Presence intertransverse = Presence::present;
    Presence capsules = Presence::present;
    Presence facets = Presence::present;
    Presence iliolumbar = Presence::removed;  // a specimen is cut from its pelvis

    [[nodiscard]] bool has(Ligament ligament) const;
    bool operator==(const Structures&) const = default;
};

// A local change of one disc level.
enum class InjuryKind {
    ligament_slack,    // amount: strain added to the rest length (sprain, laxity), 0..1
    ligament_rupture,  // amount: fraction of the fascicles' stiffness lost, 0..1
    annulus_weakness,  // amount: fraction of the stiffness of matrix and fibres lost in a sector, 0..1
    nucleus_loss,      // amount: nucleus mass lost, g (herniation, discectomy)
};
inline constexpr std::array<std::string_view, 4> injury_kind_names = {"ligament_slack", "ligament_rupture",
                                                                      "annulus_weakness", "nucleus_loss"};
constexpr const auto& enum_names(InjuryKind /*of*/) {
    return injury_kind_names;
}
struct Injury {
    InjuryKind kind = InjuryKind::ligament_slack;
    Disc disc{};
    Ligament ligament = Ligament::CL;  // ligament kinds only
    Side side = Side::middle;          // of a paired ligament; middle: both
    double amount = 0.0;
    double angle_deg = 180.0;   // annulus_weakness: middle of the sector, 0 anterior, 90 right, 180 posterior, 270 left
    double extent_deg = 360.0;  // annulus_weakness: full width of the sector
    double depth = 1.0;         // annulus_weakness: fraction of the wall, from the nucleus outwards

    bool operator==(const Injury&) const = default;
};

struct TissueOptions {
    std::string set = "hgo_dispersed";  // a name in models/data/tissue_sets
    std::string ligaments;              // a name in models/data/ligament_sets; empty: the one the tissue set names

    bool operator==(const TissueOptions&) const = default;
};

// Loads reached at the END of a step; within it they change linearly from the end of the step before.
struct LoadStep {
    std::string name;
    double compression_N = 0.0;  // on the top vertebra, through the centre of the disc below it, normal to that disc's
                                 // mid-plane at rest; dead load
    double shear_force_N = 0.0;  // at the same point in the mid-plane of that disc at rest, + forward; dead load
    double vertical_load_N = 0.0;  // dead weight on the top vertebra's centre, along -y
    double follower_load_N = 0.0;  // total tension of the two cables along the vertebrae
    double flexion_moment_Nm =
        0.0;  // + flexion, - extension; spatial couple on the top vertebra about the global axis -z
    double lateral_moment_Nm = 0.0;  // + bending to the right; spatial couple about the global axis +x
    double axial_moment_Nm = 0.0;    // + rotation to the left; spatial couple about the global axis +y
    TopRotation top_rotation = TopRotation::free;
    double duration_s = 0.0;  // from the loads before to these; 0: so fast that no tissue relaxes
    int outputs = 1;          // states written per step, evenly spaced

    bool operator==(const LoadStep&) const = default;
};

struct SolverOptions {
    double relative_tolerance = 1e-6;
    int max_iterations = 25;
    double first_increment = 0.25;  // fraction of a step tried first
    double min_increment = 1e-3;

    bool operator==(const SolverOptions&) const = default;
};

// One line of the [expect] block: a measure at the end of one step or task lies within value +- tolerance.
struct Expectation {
    std::string measure;       // a column name of disc_measure_columns(), or, if disc is empty, of
                               // task_measure_columns() or index_measure_columns()
    std::optional<Disc> disc;  // for a measure of a disc
    std::string step;          // name of a load step or task; empty = last
    double value = 0.0;
    double tolerance = 0.0;
    std::string source;

    bool operator==(const Expectation&) const = default;
};

struct Scenario {
    std::string title;
    std::string description;
    Person person;
    SpineOptions spine;
    TissueOptions tissue;
    Structures structures;
    std::vector<Injury> injuries;
    SolverOptions solver;
    MuscleOptions muscles;
    std::vector<MuscleChange> muscle_changes;
    Work work;
    std::vector<LoadStep> steps;  // a test machine's loads on a stretch of spine, or
    std::vector<Task> tasks;      // what a whole body does; one of the two lists is empty. Each starts from the last
    std::vector<Expectation> expect;

    bool operator==(const Scenario&) const = default;
};

// Whether this level of the scenario's spine has the ligament.
bool has_ligament(const Scenario& scenario, Disc disc, Ligament ligament);

// Whether any load step has a duration: tissues then relax.
bool takes_time(const Scenario& scenario);

}  // namespace spondyl
