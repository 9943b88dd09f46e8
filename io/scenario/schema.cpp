#include "io/scenario/schema.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "models/analysis/result.hpp"

namespace spondyl::schema {

namespace {

using namespace std::string_view_literals;

constexpr std::array sexes = {"female"sv, "male"sv, "average"sv};
constexpr std::array densities = {"coarse"sv, "medium"sv, "fine"sv};
constexpr std::array bone_models = {"rigid"sv, "deformable"sv};
constexpr std::array nucleus_models = {"solid"sv, "cavity"sv};
constexpr std::array top_rotations = {"free"sv, "fixed"sv};

std::span<const std::string_view> measures() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> list;
        for (const MeasureColumn& column : disc_measure_columns()) list.push_back(column.name);
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
            "a [[step]] list given here replaces its whole list. Its [[expect]] rows are not taken over: they hold "
            "for that file alone."},
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

constexpr std::array spine = {
    Key{.name = "top",
        .access = bind<&SpineOptions::top>(),
        .choices = vertebra_names,
        .doc = "Most cranial vertebra; always a rigid body, and the one that carries the loads."},
    Key{.name = "bottom",
        .access = bind<&SpineOptions::bottom>(),
        .choices = vertebra_names,
        .doc = "Most caudal vertebra; held fixed. Must lie below top."},
    Key{.name = "mesh",
        .access = bind<&SpineOptions::mesh>(),
        .choices = densities,
        .doc = "Mesh density. medium is meant for results, coarse for trying out, fine for checking convergence."},
    Key{.name = "bone",
        .access = bind<&SpineOptions::bone>(),
        .choices = bone_models,
        .doc =
            "Vertebral bodies as rigid bodies, or deformable with cortical shell, trabecular core and bony endplates."},
    Key{.name = "nucleus",
        .access = bind<&SpineOptions::nucleus>(),
        .choices = nucleus_models,
        .doc = "Nucleus as a nearly incompressible solid, or as a fluid-filled cavity."},
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
        .doc = "Fraction of a load step tried first."},
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
            .doc = "Column of the disc table, with its unit."},
        Key{.name = "disc",
            .access = bind<&Expectation::disc>(),
            .choices = disc_names,
            .required = true,
            .doc = "Disc of the modelled stretch."},
        Key{.name = "step",
            .access = bind<&Expectation::step>(),
            .doc = "Name of the load step at whose end the measure is read; empty = the last step."},
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

const std::array<Table, 8>& all_tables() {
    static const std::array<Table, 8> list = {
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
        Table{.name = "solver",
              .doc = "How equilibrium is searched.",
              .keys = solver,
              .size = one,
              .at = [](Scenario& s, std::size_t) -> void* { return &s.solver; }},
        Table{.name = "step",
              .repeated = true,
              .doc =
                  "Loads reached at the end of a step; within it they change linearly from the end of the step before. "
                  "A load that a step does not name goes back to 0. At least one step; they run in the order given.",
              .keys = step,
              .size = [](const Scenario& s) { return s.steps.size(); },
              .resize = [](Scenario& s, std::size_t n) { s.steps.resize(n); },
              .at = [](Scenario& s, std::size_t i) -> void* { return &s.steps[i]; }},
        Table{.name = "expect",
              .repeated = true,
              .doc = "What the result should be: a measure of one disc at the end of one step lies within value +- "
                     "tolerance. `spondyl run` prints each row as pass or FAIL.",
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
    const std::string unit = key.unit == "1" || key.unit == "of the measure" ? "" : fmt::format(" {}", key.unit);
    if (below && above && limits.least_excluded) {
        return fmt::format("greater than {} and at most {}{}", limits.least, limits.most, unit);
    }
    if (below && above) return fmt::format("{} to {}{}", limits.least, limits.most, unit);
    if (below) return fmt::format("{} {}{}", limits.least_excluded ? "greater than" : "at least", limits.least, unit);
    return "any finite number" + unit;
}

}  // namespace spondyl::schema
