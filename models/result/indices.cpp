// SPDX-License-Identifier: Apache-2.0
#include "models/result/indices.hpp"

#include <array>

namespace spondyl {

namespace {

constexpr std::nullopt_t none = std::nullopt;  // limit
using I = IndexMeasures;

constexpr std::string_view niosh_1981 = "NIOSH 1981, Work Practices Guide for Manual Lifting, Publication 81-122";
constexpr std::string_view niosh_1994 =
    "Waters et al. 1993, Ergonomics 36:749, doi:10.1080/00140139308967940; Applications Manual, NIOSH 94-110, "
    "doi:10.26616/NIOSHPUB94110revised092021";
constexpr std::string_view iso_11228 =
    "ISO 11228-1:2021, Ergonomics, Manual handling, Part 1: Lifting, lowering and carrying";
constexpr std::string_view dortmund =
    "Jaeger and Luttmann 1996/1999, Dortmund Recommendations; in Jaeger 2018, EXCLI J 17:362, "
    "doi:10.17179/excli2018-1206";
constexpr std::string_view autopsy =
    "Jaeger and Luttmann 1991; with spine bone density Brinckmann et al. 1989, Spine 14:606";
constexpr std::string_view shear = "Gallagher and Marras 2012, Clin Biomech 27:973";
constexpr std::string_view lifft =
    "Gallagher et al. 2017, Appl Ergon 63:142, doi:10.1016/j.apergo.2017.04.016; constants in Zelik et al. 2022, "
    "doi:10.1016/j.apergo.2021.103619";
constexpr std::string_view dose = "Mainz-Dortmund dose model: Jaeger et al. 1999, ASU 34:101; BSG 2007";

constexpr std::string_view equation_limits =
    "Two-handed, smooth lifting while standing, up to 8 h, no carrying or pushing, unrestricted posture.";
constexpr std::string_view posture_limits =
    "An observational score, applied to the posture of the model, whose neck and wrists are straight; it is therefore "
    "a lower bound.";
constexpr std::string_view work_limit =
    "A limit for groups of workers, not for an individual; it is for a single load, not for its repetition.";
constexpr std::string_view specimen_limits =
    "A mean of specimens with a large scatter (SD 2.6 kN in men, 1.5 kN in women); an individual may differ much from "
    "it.";

constexpr std::array all_index_columns = {
    IndexColumn{{"action_limit_ratio", "1", "Compression at L5-S1 divided by the action limit of 3400 N",
                 &I::action_limit_ratio},
                niosh_1981,
                work_limit,
                1.0},
    IndexColumn{
        {"maximum_permissible_ratio", "1", "Compression at L5-S1 divided by the maximum permissible limit of 6400 N",
         &I::maximum_permissible_ratio},
        niosh_1981,
        work_limit,
        1.0},
    IndexColumn{
        {"dortmund_limit_N", "N", "Recommended maximum compression at L5-S1 for sex and age", &I::dortmund_limit_N},
        dortmund,
        "Linear between the tabulated decades; for average sex the mean of both sexes.",
        none,
        false},
    IndexColumn{{"dortmund_ratio", "1", "Compression at L5-S1 divided by the Dortmund limit", &I::dortmund_ratio},
                dortmund,
                work_limit,
                1.0},
    IndexColumn{{"compressive_strength_N", "N",
                 "Mean compressive strength of lumbar segments for sex and age, or for person.bone_density_mg_ml",
                 &I::compressive_strength_N},
                autopsy,
                specimen_limits,
                none,
                false},
    IndexColumn{{"strength_ratio", "1", "Compression at L5-S1 divided by the compressive strength", &I::strength_ratio},
                autopsy,
                specimen_limits,
                1.0},
    IndexColumn{
        {"strength_margin_N", "N", "Compressive strength minus the compression at L5-S1", &I::strength_margin_N},
        autopsy,
        specimen_limits,
        0.0,
        false},
    IndexColumn{{"specimen_failure_share", "1",
                 "Share of cadaver specimens that failed in the laboratory under this compression, repeated as often "
                 "as the lifts per day, interpolated between the tested loads and cycles; not the risk of a person",
                 &I::specimen_failure_share},
                "Brinckmann et al. 1988, Clin Biomech 3 Suppl 1, doi:10.1016/S0268-0033(88)80001-9",
                "Specimens do not heal. They were tested from 20 to 70 % of the strength and 10 to 5000 cycles; "
                "outside this range the nearest tested value is used.",
                none},
    IndexColumn{
        {"shear_limit_N", "N", "Recommended maximum shear: 1000 N up to 100 lifts a day, 700 N up to 1000",
         &I::shear_limit_N},
        shear,
        "No limit is published for more than 1000 loadings a day; without lifts_per_day the limit for 100 is used.",
        none,
        false},
    IndexColumn{{"shear_ratio", "1", "Magnitude of the shear at L5-S1 divided by its limit", &I::shear_ratio},
                shear,
                "From few specimens in anterior shear; for the whole level including the facet joints.",
                1.0},
    IndexColumn{{"niosh_recommended_weight_kg", "kg",
                 "Recommended weight limit RWL; 0: the equation allows no such lift", &I::niosh_recommended_weight_kg},
                niosh_1994,
                equation_limits,
                none,
                false},
    IndexColumn{{"niosh_lifting_index", "1", "Lifting index LI: load divided by RWL; no value where RWL is 0",
                 &I::niosh_lifting_index},
                niosh_1994,
                equation_limits,
                1.0},
    IndexColumn{{"niosh_frequency_independent_weight_kg", "kg", "RWL with a frequency multiplier of 1 (FIRWL)",
                 &I::niosh_frequency_independent_weight_kg},
                niosh_1994,
                equation_limits,
                none,
                false},
    IndexColumn{
        {"niosh_frequency_independent_index", "1", "Load divided by FIRWL (FILI): it assesses strength, not endurance",
         &I::niosh_frequency_independent_index},
        niosh_1994,
        equation_limits,
        1.0},
    IndexColumn{{"niosh_composite_index", "1", "Composite lifting index CLI of all lifting tasks of the job",
                 &I::niosh_composite_index},
                niosh_1994,
                "Needs work.tasks = \"job\" and a frequency for every lifting task.",
                1.0},
    IndexColumn{
        {"iso_11228_reference_mass_kg", "kg",
         "Reference mass by sex and age: men of 20 to 45 years 25 kg, women of 20 to 45 years and other men 20 kg, "
         "other women 15 kg",
         &I::iso_11228_reference_mass_kg},
        iso_11228,
        "The masses are those that other programs quote; the standard itself was not read.",
        none,
        false},
    IndexColumn{{"iso_11228_recommended_mass_kg", "kg",
                 "RWL with the reference mass of ISO 11228-1 for sex and age instead of 23 kg",
                 &I::iso_11228_recommended_mass_kg},
                iso_11228,
                "Up to 8 h; the steps for carrying, cumulated mass and 8 to 12 h are not included.",
                none,
                false},
    IndexColumn{{"iso_11228_index", "1",
                 "Load divided by the recommended mass of ISO 11228-1; no value where that is 0", &I::iso_11228_index},
                iso_11228,
                "Up to 8 h; the steps for carrying, cumulated mass and 8 to 12 h are not included.",
                1.0},
    IndexColumn{
        {"reba_score", "1",
         "REBA of the worse side: 1 negligible, 2 to 3 low, 4 to 7 medium, 8 to 10 high, 11 to 15 very high risk",
         &I::reba_score},
        "Hignett and McAtamney 2000, Appl Ergon 31:201, doi:10.1016/S0003-6870(99)00039-3",
        posture_limits,
        none},
    IndexColumn{{"rula_score", "1",
                 "RULA of the worse side: 1 to 2 acceptable, 3 to 4 investigate, 5 to 6 change soon, 7 change now",
                 &I::rula_score},
                "McAtamney and Corlett 1993, Appl Ergon 24:91, doi:10.1016/0003-6870(93)90080-S",
                posture_limits,
                none},
    IndexColumn{
        {"owas_category", "1", "OWAS action category: 1 none, 2 in the near future, 3 as soon as possible, 4 at once",
         &I::owas_category},
        "Karhu et al. 1977, Appl Ergon 8:199, doi:10.1016/0003-6870(77)90164-8",
        posture_limits,
        none},
    IndexColumn{
        {"lifft_damage", "1", "LiFFT: damage by the lifts of the task in one day, failure at 1", &I::lifft_damage},
        lifft,
        "Depends only on the moment of the load about L5-S1; posture and body weight are not considered.",
        none},
    IndexColumn{{"lifft_job_damage", "1", "LiFFT: damage of the job; of the task alone unless work.tasks = \"job\"",
                 &I::lifft_job_damage},
                lifft,
                "Damage is added task by task, regardless of their order; there is no healing.",
                none},
    IndexColumn{{"lifft_risk", "1", "LiFFT: probability that the job is one of high risk for low back disorder",
                 &I::lifft_risk},
                lifft,
                "A regression on jobs (high risk: 12 or more cases per 200 000 h), not the risk of a person.",
                none},
    IndexColumn{{"mainz_dortmund_dose_kNh", "kN*h",
                 "Daily dose of compression at L5-S1; of the task alone unless work.tasks = \"job\"",
                 &I::mainz_dortmund_dose_kNh},
                dose,
                "Developed for compensation claims; its authors calculated the forces by formulas, not by a model.",
                none},
    IndexColumn{
        {"mainz_dortmund_ratio", "1", "Daily dose divided by the day's threshold of 5.5 kN h (men), 3.5 kN h (women)",
         &I::mainz_dortmund_ratio},
        dose,
        "For average sex the mean of both thresholds; the courts abandoned the threshold in 2007.",
        1.0},
    IndexColumn{
        {"fibre_strain_ratio", "1",
         "95th percentile of the fibre strain divided by the failure strain of 0.09, disc with the largest value",
         &I::fibre_strain_ratio},
        "Skaggs et al. 1994, Spine 19:1310",
        "Single lamellae failed at 0.09 to 0.15; the lower end is used, and the model has no failure.",
        1.0},
    IndexColumn{
        {"nucleus_pressure_max_MPa", "MPa", "Largest nucleus pressure of all discs", &I::nucleus_pressure_max_MPa},
        "docs/validation; animal discs burst at 10 to 21 MPa (Veres 2008, Spine 33:2711)",
        "No limit for living people is published.",
        none},
    IndexColumn{{"endplate_stress_max_MPa", "MPa", "Compressive stress averaged over an endplate, largest of all discs",
                 &I::endplate_stress_max_MPa},
                "disc force divided by disc area",
                "This is a mean; the pressure under the nucleus is higher.",
                none},
    IndexColumn{
        {"facet_force_max_N", "N", "Largest contact force of a facet joint of all levels", &I::facet_force_max_N},
        "docs/validation",
        "No limit for living people is published.",
        none},
};

static_assert(sizeof(IndexMeasures) == sizeof(std::optional<double>) * all_index_columns.size(), "one row per index");

}  // namespace

std::span<const IndexColumn> index_measure_columns() {
    return all_index_columns;
}

}  // namespace spondyl
