#include "io/scenario/schema.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "io/scenario/task_keys.hpp"
#include "models/analysis/result.hpp"

namespace spondyl::schema {

namespace {

using namespace std::string_view_literals;

constexpr std::array sexes = {"female"sv, "male"sv, "average"sv};
constexpr std::array densities = {"coarse"sv, "medium"sv, "fine"sv};
constexpr std::array bone_models = {"rigid"sv, "deformable"sv};
constexpr std::array nucleus_models = {"solid"sv, "cavity"sv};
constexpr std::array top_rotations = {"free"sv, "fixed"sv};
constexpr std::array presences = {"removed"sv, "present"sv};
constexpr std::array injury_kinds = {"ligament_slack"sv, "ligament_rupture"sv, "annulus_weakness"sv, "nucleus_loss"sv};

std::span<const std::string_view> measures() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> list;
        for (const MeasureColumn& column : disc_measure_columns()) list.push_back(column.name);
        for (const Column<TaskMeasures>& column : task_measure_columns()) list.push_back(column.name);
        for (const IndexColumn& column : index_measure_columns()) list.push_back(column.name);
        return list;
    }();
    return names;
}

constexpr Limits positive = {.least = 0.0, .least_excluded = true};

constexpr std::array top_level = {
    Key{.name = "title",
        .access = bind<&Scenario::title>(),
        .required = true,
        .doc = "One line that names the case; shown in tables, pictures and reports."},
    Key{.name = "description",
        .access = bind<&Scenario::description>(),
        .doc = "What the case is for and what to look at in its results."},
    Key{.name = "extends",
        .access = {.kind = Kind::text, .get = [](const void*) -> Value { return std::string(); }},
        .doc =
            "Another scenario file to start from, relative to this file. Keys given here replace its keys one by one; "
            "a [[step]], [[task]], [[injury]] or [[muscle_change]] list given here replaces its whole list, and an "
            "empty one (`step = []`) removes it. Its [[expect]] rows are not taken over: they hold for that file "
            "alone."},
};

constexpr std::array person = {
    Key{.name = "sex",
        .access = bind<&Person::sex>(),
        .choices = sexes,
        .doc = "Which proportions the anatomy tables give; average is the mean of both."},
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
        .limits = {0.0, 200.0},
        .doc = "Waist circumference, at least 50 cm: where excess mass sits. 0: what is usual for sex, height and "
               "mass. For tasks."},
    Key{.name = "bone_density_mg_ml",
        .access = bind<&Person::bone_density_mg_ml>(),
        .unit = "mg/ml",
        .limits = {10.0, 400.0},
        .absent = "strength by sex and age",
        .doc = "Trabecular density of lumbar vertebrae by quantitative computed tomography, for the compressive "
               "strength among the indices alone.",
        .source = "Brinckmann et al. 1989, Spine 14:606"},
    Key{.name = "disc_height_scale",
        .access = bind<&Person::disc_height_scale>(),
        .unit = "1",
        .limits = {0.5, 1.6},
        .doc = "Height of every disc over what stature, age and grade make it."},
    Key{.name = "endplate_scale",
        .access = bind<&Person::endplate_scale>(),
        .unit = "1",
        .limits = {0.7, 1.4},
        .doc = "Width and depth of vertebrae and discs over what stature makes them; the area of a disc goes with the "
               "square. For a person whose disc was measured: root of its area over the model's, which `spondyl mesh` "
               "prints.",
        .source = "Clouthier et al. 2023, J Biomech 146:111421, doi:10.1016/j.jbiomech.2022.111421: 965 to 2305 mm2 "
                  "in 87 patients"},
    Key{.name = "trunk_mass_scale",
        .access = bind<&Person::trunk_mass_scale>(),
        .unit = "1",
        .limits = {0.7, 1.3},
        .doc = "Mass of the trunk, T1 to L5, over its usual share of body mass. For tasks."},
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

constexpr std::array spine = {
    Key{.name = "top",
        .access = bind<&SpineOptions::top>(),
        .choices = vertebra_names,
        .doc = "Most cranial vertebra; always a rigid body, and the one that carries the loads. A file with [[task]] "
               "takes T12, which carries the thorax, and no other."},
    Key{.name = "bottom",
        .access = bind<&SpineOptions::bottom>(),
        .choices = vertebra_names,
        .doc = "Most caudal vertebra; held fixed. Must lie below top. A file with [[task]] takes S1, and no other."},
    Key{.name = "mesh",
        .access = bind<&SpineOptions::mesh>(),
        .choices = densities,
        .doc = "Mesh density. medium is meant for results, coarse for trying out, fine for checking convergence."},
    Key{.name = "bone",
        .access = bind<&SpineOptions::bone>(),
        .choices = bone_models,
        .doc =
            "Vertebral bodies as rigid bodies, or deformable with cortical shell, trabecular core and bony endplates. "
            "Tasks need rigid ones."},
    Key{.name = "nucleus",
        .access = bind<&SpineOptions::nucleus>(),
        .choices = nucleus_models,
        .doc = "Nucleus as a nearly incompressible solid, or as a fluid-filled cavity."},
    Key{.name = "resting_pressure_MPa",
        .access = bind<&SpineOptions::resting_pressure_MPa>(),
        .unit = "MPa",
        .limits = {0.0, 0.3},
        .absent = "0 with load steps; with tasks that of living discs, 0.1 MPa in healthy ones",
        .doc = "Pressure in every nucleus of the unloaded spine: discs swell until their walls hold it.",
        .source = "Wilke et al. 1999, Spine 24:755-762, doi:10.1097/00007632-199904150-00011: 0.10 MPa lying prone, "
                  "0.24 after a night"},
    Key{.name = "lordosis_scale",
        .access = bind<&SpineOptions::lordosis_scale>(),
        .unit = "1",
        .limits = {0.0, 1.5},
        .doc = "Multiplies the wedge angle of every disc: 1 standing, 0 parallel endplates."},
    Key{.name = "sacral_slope_deg",
        .access = bind<&SpineOptions::sacral_slope_deg>(),
        .unit = "deg",
        .limits = {0.0, 80.0},
        .doc = "Inclination of the S1 endplate to the horizontal; turns the whole column."},
};

constexpr std::array tissue = {
    Key{.name = "set",
        .access = bind<&TissueOptions::set>(),
        .required = false,
        .doc = "Name of a tissue set in models/data/tissue_sets: the constants of every tissue with their sources."},
    Key{.name = "ligaments",
        .access = bind<&TissueOptions::ligaments>(),
        .doc = "Name of a ligament set in models/data/ligament_sets; empty = the one that the tissue set names."},
};

constexpr std::array structures = {
    Key{.name = "ALL",
        .access = bind<&Structures::anterior_longitudinal>(),
        .choices = presences,
        .doc = "Anterior longitudinal ligament: in front of the vertebral bodies and discs."},
    Key{.name = "PLL",
        .access = bind<&Structures::posterior_longitudinal>(),
        .choices = presences,
        .doc = "Posterior longitudinal ligament: behind the vertebral bodies and discs, in the spinal canal."},
    Key{.name = "LF",
        .access = bind<&Structures::flavum>(),
        .choices = presences,
        .doc = "Ligamentum flavum: from lamina to lamina, the back wall of the spinal canal."},
    Key{.name = "ISL",
        .access = bind<&Structures::interspinous>(),
        .choices = presences,
        .doc = "Interspinous ligament: between neighbouring spinous processes."},
    Key{.name = "SSL",
        .access = bind<&Structures::supraspinous>(),
        .choices = presences,
        .doc = "Supraspinous ligament: along the tips of the spinous processes."},
    Key{.name = "ITL",
        .access = bind<&Structures::intertransverse>(),
        .choices = presences,
        .doc = "Intertransverse ligaments: between the transverse processes, left and right."},
    Key{.name = "CL",
        .access = bind<&Structures::capsules>(),
        .choices = presences,
        .doc = "Capsular ligaments: the capsules around the facet joints, left and right."},
    Key{.name = "facets",
        .access = bind<&Structures::facets>(),
        .choices = presences,
        .doc = "Facet joints: contact of the articular surfaces, left and right."},
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
        .choices = injury_kinds,
        .required = true,
        .doc = "What is hurt: a ligament grown slack (sprain, laxity), a ligament torn, a weak sector of the annulus "
               "(tear, path of a herniation), nucleus that has left the disc (herniation, discectomy)."},
    Key{.name = "disc",
        .access = bind<&Injury::disc>(),
        .choices = disc_names,
        .required = true,
        .doc = "Level of the injury, named by its disc; must be part of the modelled stretch."},
    Key{.name = "amount",
        .access = bind<&Injury::amount>(),
        .unit = "1 or g",
        .limits = {0.0, 3.0},
        .required = true,
        .doc = "How much. ligament_slack: strain added to the rest length, 0 to 1. ligament_rupture: fraction of the "
               "fascicles' stiffness lost, 0 to 1. annulus_weakness: fraction of the stiffness of matrix and fibres "
               "lost, 0 to 1. nucleus_loss: mass lost, 0 to 3 g."},
    Key{.name = "ligament",
        .access = bind<&Injury::ligament>(),
        .choices = ligament_names,
        .applies = of_a_ligament,
        .only = ligament_kinds,
        .doc = "Which ligament, as in [structures]; to be named for ligament_slack and ligament_rupture."},
    Key{.name = "side",
        .access = bind<&Injury::side>(),
        .choices = side_names,
        .applies = of_a_ligament,
        .only = ligament_kinds,
        .doc = "Side of a paired ligament (ITL, CL); middle: both sides, or the one ligament there is."},
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
        .doc = "Full width of the weak sector; 360: the whole ring."},
    Key{.name = "depth",
        .access = bind<&Injury::depth>(),
        .unit = "1",
        .limits = {0.0, 1.0, true},
        .applies = of_the_annulus,
        .only = annulus_kinds,
        .doc = "Fraction of the wall that is weak, from the nucleus outwards; 1: through to the rim."},
};

constexpr std::array solver = {
    Key{.name = "relative_tolerance",
        .access = bind<&SolverOptions::relative_tolerance>(),
        .unit = "1",
        .limits = {0.0, 1e-2, true},
        .doc = "Newton stops when the out-of-balance force falls below this fraction of the forces that balance."},
    Key{.name = "max_iterations",
        .access = bind<&SolverOptions::max_iterations>(),
        .unit = "1",
        .limits = {1.0, 200.0},
        .doc = "Newton iterations allowed per increment before the increment is cut."},
    Key{.name = "first_increment",
        .access = bind<&SolverOptions::first_increment>(),
        .unit = "1",
        .limits = {0.0, 1.0, true},
        .doc = "Fraction of a load step tried first; twice that on the way from one task to the next."},
    Key{.name = "min_increment",
        .access = bind<&SolverOptions::min_increment>(),
        .unit = "1",
        .limits = {0.0, 1.0, true},
        .doc = "Fraction of a load step below which the solve gives up. Must not exceed first_increment."},
};

constexpr std::array step = {
    Key{.name = "name",
        .access = bind<&LoadStep::name>(),
        .required = true,
        .doc = "Name of the step, unique in the file; used in tables and by [[expect]]."},
    Key{.name = "compression_N",
        .access = bind<&LoadStep::compression_N>(),
        .unit = "N",
        .limits = {-2000.0, 20000.0},
        .doc = "Dead load on the top vertebra through the centre of the disc below it, normal to that disc's mid-plane "
               "at rest; negative pulls."},
    Key{.name = "vertical_load_N",
        .access = bind<&LoadStep::vertical_load_N>(),
        .unit = "N",
        .limits = {-2000.0, 20000.0},
        .doc = "Dead weight at the centre of the top vertebra, straight down; negative lifts."},
    Key{.name = "follower_load_N",
        .access = bind<&LoadStep::follower_load_N>(),
        .unit = "N",
        .limits = {0.0, 5000.0},
        .doc = "Total tension of two cables that run along the vertebral bodies, one on each side, and follow them."},
    Key{.name = "flexion_moment_Nm",
        .access = bind<&LoadStep::flexion_moment_Nm>(),
        .unit = "N*m",
        .limits = {-50.0, 50.0},
        .doc = "Couple on the top vertebra in the sagittal plane, about the global axis -z; + flexion, - extension."},
    Key{.name = "lateral_moment_Nm",
        .access = bind<&LoadStep::lateral_moment_Nm>(),
        .unit = "N*m",
        .limits = {-50.0, 50.0},
        .doc = "Couple on the top vertebra in the frontal plane, about the global axis +x; + bending to the right."},
    Key{.name = "axial_moment_Nm",
        .access = bind<&LoadStep::axial_moment_Nm>(),
        .unit = "N*m",
        .limits = {-50.0, 50.0},
        .doc = "Couple on the top vertebra about the global axis +y; + rotation to the left."},
    Key{.name = "top_rotation",
        .access = bind<&LoadStep::top_rotation>(),
        .choices = top_rotations,
        .doc = "Whether the top vertebra may turn; fixed holds its orientation of the end of the step before."},
    Key{.name = "outputs",
        .access = bind<&LoadStep::outputs>(),
        .unit = "1",
        .limits = {1.0, 1000.0},
        .doc = "States written during the step, evenly spaced; the last one is the end of the step."},
};

std::span<const Key> expect() {
    static const std::array keys = {
        Key{.name = "measure",
            .access = bind<&Expectation::measure>(),
            .choices = measures(),
            .required = true,
            .doc = "Column of the disc table, of the task table or of the table of indices, with its unit."},
        Key{.name = "disc",
            .access = bind<&Expectation::disc>(),
            .choices = disc_names,
            .absent = "a measure or index of the task",
            .doc = "Disc of the modelled stretch, for measures of the disc table."},
        Key{.name = "step",
            .access = bind<&Expectation::step>(),
            .doc = "Name of the load step or task at whose end the measure is read; empty = the last one."},
        Key{.name = "value",
            .access = bind<&Expectation::value>(),
            .unit = "of the measure",
            .required = true,
            .doc = "Expected value."},
        Key{.name = "tolerance",
            .access = bind<&Expectation::tolerance>(),
            .unit = "of the measure",
            .limits = positive,
            .required = true,
            .doc = "Largest difference from value that still counts as met."},
        Key{.name = "source",
            .access = bind<&Expectation::source>(),
            .required = true,
            .doc = "Where value and tolerance come from: a publication, a closed form or a named calculation."},
    };
    return keys;
}

std::size_t one(const Scenario&) {
    return 1;
}

const std::array<Table, 15>& all_tables() {
    static const std::array<Table, 15> list = {
        Table{.name = "",
              .doc = "Keys before the first table.",
              .keys = top_level,
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s; }},
        Table{.name = "person",
              .doc = "Who the spine belongs to.",
              .keys = person,
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.person; }},
        Table{.name = "person.disc_grade",
              .doc = "Degeneration of each disc. Discs that are not named stay healthy.",
              .keys = disc_grade,
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.person; }},
        Table{.name = "person.facet_grade",
              .doc = "Osteoarthritis of the facet joints of each level, named by its disc. Joints that are not named "
                     "stay healthy.",
              .keys = facet_grade,
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.person; }},
        Table{.name = "spine",
              .doc = "Which stretch of the spine is modelled, and how.",
              .keys = spine,
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.spine; }},
        Table{.name = "tissue",
              .doc = "What the tissues are made of.",
              .keys = tissue,
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.tissue; }},
        Table{.name = "structures",
              .doc = "Which structures join the vertebrae besides the disc, at every level alike. Removing them one "
                     "after the other repeats a reduction experiment; with all of them removed the discs stand alone.",
              .keys = structures,
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.structures; }},
        Table{.name = "injury",
              .repeated = true,
              .doc = "Local changes of single levels; several may meet in one level. None by default.",
              .keys = injury,
              .size = [](const Scenario& s) { return s.injuries.size(); },
              .resize = [](Scenario& s, std::size_t n) { s.injuries.resize(n); },
              .at = [](Scenario& s, std::size_t i) -> void* { return &s.injuries[i]; }},
        Table{.name = "solver",
              .doc = "How equilibrium is searched.",
              .keys = solver,
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.solver; }},
        Table{
            .name = "step",
            .repeated = true,
            .doc =
                "Loads reached at the end of a step; within it they change linearly from the end of the step before. "
                "A load that a step does not name goes back to 0. They run in the order given. A file has at least one "
                "[[step]] or at least one [[task]], not both.",
            .keys = step,
            .size = [](const Scenario& s) { return s.steps.size(); },
            .resize = [](Scenario& s, std::size_t n) { s.steps.resize(n); },
            .at = [](Scenario& s, std::size_t i) -> void* { return &s.steps[i]; }},
        Table{.name = "muscles",
              .doc = "The muscles of a body that does tasks, and how they share the work.",
              .keys = muscle_keys(),
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.muscles; }},
        Table{.name = "muscle_change",
              .repeated = true,
              .doc = "Strengthening, wasting or denervation of a muscle group; several changes of one group multiply. "
                     "None by default.",
              .keys = muscle_change_keys(),
              .size = [](const Scenario& s) { return s.muscle_changes.size(); },
              .resize = [](Scenario& s, std::size_t n) { s.muscle_changes.resize(n); },
              .at = [](Scenario& s, std::size_t i) -> void* { return &s.muscle_changes[i]; }},
        Table{.name = "work",
              .doc =
                  "How often and how the tasks are done, for the indices alone; a [[task]] may give its own. The loads "
                  "of a task do not depend on it. Two of frequency, duration and lifts give the third.",
              .keys = work_keys(),
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.work; }},
        Table{.name = "task",
              .repeated = true,
              .doc = "What the whole body does: a posture, what the hands hold, what supports it. Weight, load and "
                     "muscle forces are in equilibrium with the spine. Each task stands for itself; they run in the "
                     "order given, each from the state of the one before. Instead of [[step]]; the model then reaches "
                     "from T12 to S1.",
              .keys = task_keys(),
              .size = [](const Scenario& s) { return s.tasks.size(); },
              .resize = [](Scenario& s, std::size_t n) { s.tasks.resize(n); },
              .at = [](Scenario& s, std::size_t i) -> void* { return &s.tasks[i]; }},
        Table{.name = "expect",
              .repeated = true,
              .doc = "What the result should be: a measure of one disc or of one task as a whole lies within value +- "
                     "tolerance at the end of one step or task. `spondyl run` prints each row as pass or FAIL.",
              .keys = expect(),
              .size = [](const Scenario& s) { return s.expect.size(); },
              .resize = [](Scenario& s, std::size_t n) { s.expect.resize(n); },
              .at = [](Scenario& s, std::size_t i) -> void* { return &s.expect[i]; }},
    };
    return list;
}

}  // namespace

const Key* Table::find(std::string_view key) const {
    for (const Key& candidate : keys) {
        if (candidate.name == key) return &candidate;
    }
    return nullptr;
}

std::string Table::title() const {
    if (name.empty()) return "the top level";
    return repeated ? fmt::format("[[{}]]", name) : fmt::format("[{}]", name);
}

std::span<const Table> tables() {
    return all_tables();
}

const Table* find_table(std::string_view name) {
    for (const Table& table : tables()) {
        if (table.name == name) return &table;
    }
    return nullptr;
}

Value default_of(const Table& table, const Key& key) {
    Scenario scenario;
    if (table.repeated) table.resize(scenario, 1);
    return key.access.get(table.at(scenario, 0));
}

bool is_absent(const Key& key, const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return true;
    const std::string* text = std::get_if<std::string>(&value);
    return text && text->empty() && !key.choices.empty() && !key.required;
}

std::string allowed_text(const Key& key) {
    if (!key.choices.empty()) {
        std::string list;
        for (std::string_view choice : key.choices) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", choice);
        return "one of " + list;
    }
    if (key.access.kind == Kind::text) return "text";
    const Limits& limits = key.limits;
    const bool below = limits.least > -std::numeric_limits<double>::infinity();
    const bool above = limits.most < std::numeric_limits<double>::infinity();
    const bool plain = key.unit == "1" || key.unit == "1 or g" || key.unit == "of the measure";
    const std::string unit = plain ? "" : fmt::format(" {}", key.unit);
    if (below && above && limits.least_excluded) {
        return fmt::format("greater than {} and at most {}{}", limits.least, limits.most, unit);
    }
    if (below && above) return fmt::format("{} to {}{}", limits.least, limits.most, unit);
    if (below) return fmt::format("{} {}{}", limits.least_excluded ? "greater than" : "at least", limits.least, unit);
    return "any finite number" + unit;
}

}  // namespace spondyl::schema
