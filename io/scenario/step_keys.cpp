// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/step_keys.hpp"

#include <array>
#include <vector>

#include "models/analysis/measure_catalogue.hpp"

namespace spondyl::schema {

namespace {

constexpr Limits positive = {.least = 0.0, .least_excluded = true};

constexpr std::array solver = {
    Key{.name = "relative_tolerance",
        .access = bind<&SolverOptions::relative_tolerance>(),
        .unit = "1",
        .limits = {0.0, 1e-2, true},
        .doc = "Newton's method stops when the residual force is below this fraction of the forces in balance."},
    Key{.name = "max_iterations",
        .access = bind<&SolverOptions::max_iterations>(),
        .unit = "1",
        .limits = {1.0, 200.0},
        .doc = "Newton iterations allowed per increment before the increment is cut."},
    Key{.name = "first_increment",
        .access = bind<&SolverOptions::first_increment>(),
        .unit = "1",
        .limits = {0.0, 1.0, true},
        .doc = "First increment, as a fraction of a load step; twice as large between tasks."},
    Key{.name = "min_increment",
        .access = bind<&SolverOptions::min_increment>(),
        .unit = "1",
        .limits = {0.0, 1.0, true},
        .doc = "Smallest increment, as a fraction of a load step; the solve fails below it. Must not exceed "
               "first_increment."},
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
               "at rest; negative: tension."},
    Key{.name = "shear_force_N",
        .access = bind<&LoadStep::shear_force_N>(),
        .unit = "N",
        .limits = {-2000.0, 2000.0},
        .doc =
            "Dead load on the top vertebra through the centre of the disc below it, in that disc's mid-plane at rest; "
            "+ forward."},
    Key{.name = "vertical_load_N",
        .access = bind<&LoadStep::vertical_load_N>(),
        .unit = "N",
        .limits = {-2000.0, 20000.0},
        .doc = "Dead weight at the centre of the top vertebra, downwards; negative: upwards."},
    Key{.name = "follower_load_N",
        .access = bind<&LoadStep::follower_load_N>(),
        .unit = "N",
        .limits = {0.0, 5000.0},
        .doc = "Total tension of two cables that run along the vertebral bodies, one on each side, and follow them."},
    Key{.name = "flexion_moment_Nm",
        .access = bind<&LoadStep::flexion_moment_Nm>(),
        .unit = "N*m",
        .limits = {-100.0, 100.0},
        .doc = "Couple on the top vertebra in the sagittal plane, about the global axis -z; + flexion, - extension."},
    Key{.name = "lateral_moment_Nm",
        .access = bind<&LoadStep::lateral_moment_Nm>(),
        .unit = "N*m",
        .limits = {-100.0, 100.0},
        .doc = "Couple on the top vertebra in the frontal plane, about the global axis +x; + bending to the right."},
    Key{.name = "axial_moment_Nm",
        .access = bind<&LoadStep::axial_moment_Nm>(),
        .unit = "N*m",
        .limits = {-100.0, 100.0},
        .doc = "Couple on the top vertebra about the global axis +y; + rotation to the left."},
    Key{.name = "top_rotation",
        .access = bind<&LoadStep::top_rotation>(),
        .doc = "Whether the top vertebra is free to rotate; fixed: it keeps its orientation from the end of the "
               "previous step."},
    Key{.name = "duration_s",
        .access = bind<&LoadStep::duration_s>(),
        .unit = "s",
        .limits = {0.0, 1e6},
        .doc = "Duration of the step, in which the loads change linearly; a step with the same loads as before holds "
               "them. If any step has a duration, nucleus and annulus are viscoelastic; a step of duration 0 is then "
               "so fast that nothing relaxes.",
        .source = "Wang et al. 1997, Theor Appl Fract Mech 28:81, doi:10.1016/S0167-8442(97)00032-3"},
    Key{.name = "outputs",
        .access = bind<&LoadStep::outputs>(),
        .unit = "1",
        .limits = {1.0, 1000.0},
        .doc = "Number of states written during the step, evenly spaced; the last one is the end of the step."},
};

}  // namespace

std::span<const Key> solver_keys() {
    return solver;
}

std::span<const Key> step_keys() {
    return step;
}

std::span<const Key> expect_keys() {
    static const std::array keys = {
        Key{.name = "measure",
            .access = bind<&Expectation::measure>(),
            .texts = measure_names(),
            .required = true,
            .doc = "Name of the measure, which includes its unit."},
        Key{.name = "disc",
            .access = bind<&Expectation::disc>(),
            .absent = "a measure or index of the task, or a load",
            .doc = "Disc of the model, for measures of discs and ligaments."},
        Key{.name = "step",
            .access = bind<&Expectation::step>(),
            .doc = "Name of the load step or task at whose end the measure is read; empty: the last one."},
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
            .doc = "Largest accepted difference from value."},
        Key{.name = "source",
            .access = bind<&Expectation::source>(),
            .longest = limits::text_characters,
            .lines = true,
            .required = true,
            .doc = "Source of value and tolerance: a publication, a closed-form solution or a named calculation."},
    };
    return keys;
}

}  // namespace spondyl::schema
