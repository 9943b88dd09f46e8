// SPDX-License-Identifier: Apache-2.0
#include "io/results/result_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <thread>

#include "core/error.hpp"
#include "io/results/body_groups.hpp"
#include "io/results/structure_groups.hpp"
#include "tests/io/expect_fields.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using test::ScratchFolder;
using ::testing::HasSubstr;

template <class Row>
void expect_rows_equal(const std::vector<Row>& a, const std::vector<Row>& b, std::span<const Column<Row>> columns) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        if constexpr (requires { a[i].disc; }) {
            EXPECT_EQ(a[i].disc, b[i].disc);
        }
        if constexpr (requires { a[i].ligament; }) {
            EXPECT_EQ(a[i].ligament, b[i].ligament);
        }
        if constexpr (requires { a[i].side; }) {
            EXPECT_EQ(a[i].side, b[i].side);
        }
        for (const Column<Row>& column : columns) EXPECT_EQ(column.value(a[i]), column.value(b[i])) << column.name;
    }
}

void expect_bodies_equal(const ResultState& a, const ResultState& b) {
    ASSERT_EQ(a.task.has_value(), b.task.has_value());
    if (a.task) expect_rows_equal<TaskMeasures>({*a.task}, {*b.task}, task_measure_columns());
    ASSERT_EQ(a.indices.has_value(), b.indices.has_value());
    if (a.indices) {
        for (const IndexColumn& column : index_measure_columns())
            EXPECT_EQ(column.value(*a.indices), column.value(*b.indices)) << column.name;
    }
    expect_rows_equal<MuscleState>(a.muscles, b.muscles, muscle_columns);
    for (std::size_t i = 0; i < a.muscles.size(); ++i) {
        EXPECT_EQ(a.muscles[i].arm_mm, b.muscles[i].arm_mm);
        EXPECT_EQ(a.muscles[i].path, b.muscles[i].path);
    }
    ASSERT_EQ(a.body.size(), b.body.size());
    for (std::size_t i = 0; i < a.body.size(); ++i) {
        EXPECT_EQ(a.body[i].name, b.body[i].name);
        EXPECT_EQ(a.body[i].from, b.body[i].from);
        EXPECT_EQ(a.body[i].to, b.body[i].to);
        EXPECT_EQ(a.body[i].radius_mm, b.body[i].radius_mm);
    }
    ASSERT_EQ(a.external.size(), b.external.size());
    for (std::size_t i = 0; i < a.external.size(); ++i) {
        EXPECT_EQ(a.external[i].name, b.external[i].name);
        EXPECT_EQ(a.external[i].point, b.external[i].point);
        EXPECT_EQ(a.external[i].force_N, b.external[i].force_N);
        EXPECT_EQ(a.external[i].couple_Nmm, b.external[i].couple_Nmm);
    }
    ASSERT_EQ(a.lifting.size(), b.lifting.size());
    for (std::size_t i = 0; i < a.lifting.size(); ++i) {
        EXPECT_EQ(a.lifting[i].place, b.lifting[i].place);
        for (const auto& column : lifting_columns()) {
            EXPECT_EQ(column.value(a.lifting[i]), column.value(b.lifting[i])) << column.name;
        }
    }
    ASSERT_EQ(a.beyond.size(), b.beyond.size());
    for (std::size_t i = 0; i < a.beyond.size(); ++i) {
        EXPECT_EQ(a.beyond[i].kind, b.beyond[i].kind);
        EXPECT_EQ(a.beyond[i].where, b.beyond[i].where);
        EXPECT_EQ(a.beyond[i].value, b.beyond[i].value);
        EXPECT_EQ(a.beyond[i].limit, b.beyond[i].limit);
    }
}

void expect_equal(const ResultState& a, const ResultState& b) {
    expect_bodies_equal(a, b);
    expect_rows_equal(a.discs, b.discs, disc_measure_columns());
    expect_rows_equal(a.ligaments, b.ligaments, ligament_measure_columns());
    expect_rows_equal(a.facets, b.facets, facet_measure_columns());
    ASSERT_EQ(a.fascicles.size(), b.fascicles.size());
    for (std::size_t i = 0; i < a.fascicles.size(); ++i) {
        EXPECT_EQ(a.fascicles[i].upper, b.fascicles[i].upper);
        EXPECT_EQ(a.fascicles[i].lower, b.fascicles[i].lower);
        EXPECT_EQ(a.fascicles[i].tension_N, b.fascicles[i].tension_N);
        EXPECT_EQ(a.fascicles[i].strain, b.fascicles[i].strain);
    }
    EXPECT_EQ(a.facet_pressure, b.facet_pressure);
    test::expect_equal(static_cast<const FieldState&>(a), static_cast<const FieldState&>(b));
    ASSERT_EQ(a.bones.size(), b.bones.size());
    for (std::size_t i = 0; i < a.bones.size(); ++i) {
        EXPECT_EQ(a.bones[i].translation, b.bones[i].translation);
        EXPECT_EQ(a.bones[i].rotation, b.bones[i].rotation);
    }
}

void expect_equal(const State& a, const State& b) {
    EXPECT_EQ(a.positions, b.positions);
    EXPECT_EQ(a.body_translation, b.body_translation);
    EXPECT_EQ(a.body_rotation, b.body_rotation);
    EXPECT_EQ(a.scalars, b.scalars);
    EXPECT_EQ(a.iterates, b.iterates);
    EXPECT_EQ(a.history, b.history);
    EXPECT_EQ(a.loads, b.loads);
    EXPECT_EQ(a.step.time, b.step.time);
    EXPECT_EQ(a.step.dt, b.step.dt);
}

void expect_equal(const Restart& a, const Restart& b) {
    EXPECT_EQ(a.finished, b.finished);
    EXPECT_EQ(a.states, b.states);
    EXPECT_EQ(a.history, b.history);
    EXPECT_EQ(a.external_work, b.external_work);
    expect_equal(a.settled, b.settled);
    expect_equal(a.rest, b.rest);
    expect_equal(a.state, b.state);
    ASSERT_EQ(a.path.has_value(), b.path.has_value());
    if (a.path) {
        EXPECT_EQ(a.path->start, b.path->start);
        EXPECT_EQ(a.path->target, b.path->target);
        EXPECT_EQ(a.path->increment, b.path->increment);
        EXPECT_EQ(a.path->start_time, b.path->start_time);
        ASSERT_EQ(a.path->points.size(), b.path->points.size());
        for (std::size_t i = 0; i < a.path->points.size(); ++i) {
            EXPECT_EQ(a.path->points[i].fraction, b.path->points[i].fraction);
            expect_equal(a.path->points[i].state, b.path->points[i].state);
        }
    }
    ASSERT_EQ(a.factored_at.has_value(), b.factored_at.has_value());
    if (a.factored_at) expect_equal(*a.factored_at, *b.factored_at);
    ASSERT_EQ(a.released_at.has_value(), b.released_at.has_value());
}

void expect_equal(const Result& a, const Result& b) {
    test::expect_equal(static_cast<const RunInfo&>(a), static_cast<const RunInfo&>(b));
    ASSERT_EQ(a.restart.has_value(), b.restart.has_value());
    if (a.restart) expect_equal(*a.restart, *b.restart);
    EXPECT_EQ(a.verdicts, b.verdicts);
    EXPECT_EQ(a.warnings, b.warnings);
    EXPECT_EQ(a.mesh.nodes, b.mesh.nodes);
    EXPECT_EQ(a.mesh.blocks, b.mesh.blocks);
    EXPECT_EQ(a.mesh.part, b.mesh.part);
    EXPECT_EQ(a.mesh.level, b.mesh.level);
    ASSERT_EQ(a.bones.size(), b.bones.size());
    for (std::size_t i = 0; i < a.bones.size(); ++i) {
        EXPECT_EQ(a.bones[i].vertebra, b.bones[i].vertebra);
        EXPECT_EQ(a.bones[i].surface.points, b.bones[i].surface.points);
        EXPECT_EQ(a.bones[i].surface.triangles, b.bones[i].surface.triangles);
        EXPECT_EQ(a.bones[i].centre, b.bones[i].centre);
    }
    ASSERT_EQ(a.fascicles.size(), b.fascicles.size());
    for (std::size_t i = 0; i < a.fascicles.size(); ++i) {
        EXPECT_EQ(a.fascicles[i].disc, b.fascicles[i].disc);
        EXPECT_EQ(a.fascicles[i].ligament, b.fascicles[i].ligament);
        EXPECT_EQ(a.fascicles[i].side, b.fascicles[i].side);
    }
    ASSERT_EQ(a.facets.size(), b.facets.size());
    for (std::size_t i = 0; i < a.facets.size(); ++i) {
        EXPECT_EQ(a.facets[i].disc, b.facets[i].disc);
        EXPECT_EQ(a.facets[i].side, b.facets[i].side);
        EXPECT_EQ(a.facets[i].upper_bone, b.facets[i].upper_bone);
        EXPECT_EQ(a.facets[i].lower_bone, b.facets[i].lower_bone);
        EXPECT_EQ(a.facets[i].upper.points, b.facets[i].upper.points);
        EXPECT_EQ(a.facets[i].upper.triangles, b.facets[i].upper.triangles);
        EXPECT_EQ(a.facets[i].lower.points, b.facets[i].lower.points);
        EXPECT_EQ(a.facets[i].lower.triangles, b.facets[i].lower.triangles);
    }
    ASSERT_EQ(a.muscles.size(), b.muscles.size());
    for (std::size_t i = 0; i < a.muscles.size(); ++i) {
        EXPECT_EQ(a.muscles[i].name, b.muscles[i].name);
        EXPECT_EQ(a.muscles[i].group, b.muscles[i].group);
        EXPECT_EQ(a.muscles[i].side, b.muscles[i].side);
        EXPECT_EQ(a.muscles[i].area_mm2, b.muscles[i].area_mm2);
    }
    expect_rows_equal<SettleShift>(a.settle, b.settle, settle_columns);
    ASSERT_EQ(a.states.size(), b.states.size());
    for (std::size_t i = 0; i < a.states.size(); ++i) expect_equal(a.states[i], b.states[i]);
    test::expect_equal(a.history, b.history);
}

std::vector<std::string> files_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    return names;
}

State some_state(double seed) {
    State state;
    state.positions = {Vec3(seed, 0.1, 1e-300), Vec3(-seed, 0.0, 1.0 / 3.0)};
    state.body_translation = {Vec3(0.1, seed, 0.3)};
    state.body_rotation = {Mat3::Random()};
    state.scalars = {seed / 7.0};
    state.history = {seed, 0.25};
    state.loads = {1.0, seed, -0.0};
    state.step = {.time = seed, .dt = 0.5};
    return state;
}

TEST(ResultFile, keeps_where_an_unfinished_run_stands) {
    const test::ScratchFolder folder;
    Result result = test::sample_result(2, 3);
    result.complete = false;
    result.restart = {.finished = 1,
                      .states = 2,
                      .history = 3,
                      .settled = some_state(1.0),
                      .rest = some_state(2.0),
                      .state = some_state(3.0),
                      .external_work = 0.1,
                      .path = PathPosition{.start = {0.0, 1.0, 2.0},
                                           .target = {3.0, 4.0, 5.0},
                                           .increment = 0.3,
                                           .start_time = 7.5,
                                           .points = {{0.0, some_state(4.0)}, {0.1, some_state(5.0)}}},
                      .factored_at = some_state(6.0),
                      .released_at = std::nullopt};
    write_results(result, folder.path() / "a.vtkhdf");
    expect_equal(read_results(folder.path() / "a.vtkhdf"), result);
    EXPECT_FALSE(holds_complete_result(folder.path() / "a.vtkhdf"));
    write_results(test::sample_result(1, 1), folder.path() / "b.vtkhdf");
    EXPECT_TRUE(holds_complete_result(folder.path() / "b.vtkhdf"));
    EXPECT_FALSE(holds_complete_result(folder.path() / "c.vtkhdf"));
    EXPECT_FALSE(holds_complete_result(folder.write("d.vtkhdf", "hello")));
}

TEST(ResultFile, round_trip_is_exact) {
    const ScratchFolder folder;
    const Result result = test::sample_result();
    write_results(result, folder.path() / "a.vtkhdf");
    expect_equal(read_results(folder.path() / "a.vtkhdf"), result);
    EXPECT_THAT(files_in(folder.path()), ::testing::ElementsAre("a.vtkhdf")) << "no temporary file stays behind";
}

TEST(ResultFile, round_trip_over_many_chunks) {
    const ScratchFolder folder;
    const Result result = test::sample_result(5000, 2);
    write_results(result, folder.path() / "a.vtkhdf");
    expect_equal(read_results(folder.path() / "a.vtkhdf"), result);
}

TEST(ResultFile, round_trip_of_a_failed_run) {
    const ScratchFolder folder;
    Result result = test::sample_result(1, 1);
    result.complete = false;
    result.failure = "No equilibrium beyond 40 % of step \"bend\".\nTry smaller increments.";
    result.verdicts = {{.task = "lift",
                        .kind = VerdictKind::no_equilibrium,
                        .progress = 0.4,
                        .solver_report = "no equilibrium\nbeyond 40 %"},
                       {.task = "push",
                        .kind = VerdictKind::unbalanced,
                        .short_of = ShortCondition::extension,
                        .vertebra = Vertebra::L5,
                        .limiting = {{MuscleGroup::multifidus, Side::left}}}};
    result.history.clear();
    result.bones.clear();
    result.states[0].bones.clear();
    result.fascicles.clear();
    result.facets.clear();
    result.settle.clear();
    result.states[0].ligaments.clear();
    result.states[0].facets.clear();
    result.states[0].fascicles.clear();
    result.states[0].facet_pressure.clear();
    result.states[0].discs.clear();
    result.states[0].cell_fields.clear();
    result.provenance.clear();
    write_results(result, folder.path() / "a.vtkhdf");
    expect_equal(read_results(folder.path() / "a.vtkhdf"), result);
}

TEST(ResultFile, round_trip_of_a_test_machine) {
    const ScratchFolder folder;
    Result result = test::sample_result();
    result.muscles.clear();
    result.verdicts.clear();
    for (ResultState& state : result.states) {
        state.task.reset();
        state.indices.reset();
        state.lifting.clear();
        state.beyond.clear();
        state.muscles.clear();
        state.body.clear();
        state.external.clear();
    }
    write_results(result, folder.path() / "a.vtkhdf");
    expect_equal(read_results(folder.path() / "a.vtkhdf"), result);
}

TEST(ResultFile, equal_results_give_equal_bytes) {
    const ScratchFolder folder;
    const Result result = test::sample_result(50, 4);
    write_results(result, folder.path() / "a.vtkhdf");
    // Object times have a resolution of one second.
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    write_results(result, folder.path() / "b.vtkhdf");
    EXPECT_EQ(test::read_text(folder.path() / "a.vtkhdf"), test::read_text(folder.path() / "b.vtkhdf"));
    write_results(read_results(folder.path() / "a.vtkhdf"), folder.path() / "c.vtkhdf");
    EXPECT_EQ(test::read_text(folder.path() / "a.vtkhdf"), test::read_text(folder.path() / "c.vtkhdf"));
}

TEST(ResultFile, replaces_an_older_file) {
    const ScratchFolder folder;
    const std::filesystem::path file = folder.write("a.vtkhdf", "older");
    write_results(test::sample_result(1, 1), file);
    EXPECT_EQ(read_results(file).states.size(), 1U);
}

struct Spoiled {
    const char* name;
    std::function<void(Result&)> spoil;
    const char* says;
};

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

const std::vector<Spoiled> spoiled_results = {
    {"node", [](Result& r) { r.mesh.nodes[2].y() = nan; }, "mesh, nodes, row 2, component 1 is nan"},
    {"displacement", [](Result& r) { r.states[1].displacement[3].z() = nan; },
     "state 1 (bend, then hold), displacement_mm, row 3, component 2 is nan"},
    {"field", [](Result& r) { r.states[2].cell_fields[1].values[8] = -infinity; },
     "state 2 (bend, then hold), field cauchy_stress_MPa, cell 1, component 2 is -inf"},
    {"measure", [](Result& r) { r.states[1].discs[0].pressure_index = nan; },
     "state 1 (bend, then hold), disc, L4-L5, pressure_index is nan"},
    {"bone", [](Result& r) { r.bones[1].surface.points[0].x() = nan; }, "bone L5, row 0, component 0 is nan"},
    {"bone_centre", [](Result& r) { r.bones[0].centre.x() = nan; }, "centre of L4, row 0, component 0 is nan"},
    {"bone_motion", [](Result& r) { r.states[0].bones[1].rotation(2, 1) = nan; },
     "state 0 (rest), motion of L5 is nan"},
    {"ligament", [](Result& r) { r.states[1].ligaments[2].strain_peak = nan; },
     "state 1 (bend, then hold), ligament, L4-L5, strain_peak is nan"},
    {"facet", [](Result& r) { r.states[1].facets[0].area_mm2 = nan; },
     "state 1 (bend, then hold), facet joint, L4-L5, area_mm2 is nan"},
    {"fascicle", [](Result& r) { r.states[2].fascicles[1].tension_N = infinity; },
     "state 2 (bend, then hold), fascicle 1, tension_N is inf"},
    {"fascicle_end", [](Result& r) { r.states[2].fascicles[0].lower.z() = nan; },
     "fascicle 0, row 1, component 2 is nan"},
    {"missing_fascicle", [](Result& r) { r.states[1].fascicles.pop_back(); }, "has 2 fascicles of 3"},
    {"facet_pressure", [](Result& r) { r.states[1].facet_pressure[1][3] = nan; }, "pressure of facet joint 1 is nan"},
    {"missing_pressure", [](Result& r) { r.states[1].facet_pressure[1].pop_back(); },
     "facet joint 1: 3 pressures for 4 points"},
    {"missing_facet", [](Result& r) { r.states[1].facets.pop_back(); }, "has measures of 1 and pressures of 2"},
    {"wild_bone", [](Result& r) { r.facets[0].lower_bone = 2; }, "facet joint 0 rides on bone 2 of 2"},
    {"wild_vertex", [](Result& r) { r.facets[1].upper.triangles[0][1] = 4; }, "facet joint 1, triangle 0 uses node 4"},
    {"settle", [](Result& r) { r.settle[1].cranial_mm = nan; }, "settled shift, L5-S1, cranial_mm is nan"},
    {"task", [](Result& r) { r.states[1].task->strength_used = nan; },
     "state 1 (bend, then hold), task, strength_used is nan"},
    {"muscle_force", [](Result& r) { r.states[2].muscles[1].force_N = infinity; },
     "state 2 (bend, then hold), muscle multifidus 1 right, force_N is inf"},
    {"muscle_arm", [](Result& r) { r.states[2].muscles[1].arm_mm[5].z() = nan; }, "arm_mm, row 5, component 2 is nan"},
    {"muscle_path", [](Result& r) { r.states[1].muscles[2].path[3].x() = nan; }, "path, row 3, component 0 is nan"},
    {"short_path", [](Result& r) { r.states[1].muscles[0].path.pop_back(); },
     "muscle multifidus 1 left: a path of 1 points"},
    {"missing_muscle", [](Result& r) { r.states[1].muscles.pop_back(); }, "has 3 muscles of 4"},
    {"muscles_without_a_task", [](Result& r) { r.states[1].task.reset(); }, "has 4 muscles of 0"},
    {"muscle_area", [](Result& r) { r.muscles[0].area_mm2 = nan; }, "muscle multifidus 1 left, area_mm2 is nan"},
    {"muscle_named_twice", [](Result& r) { r.muscles[1].name = r.muscles[0].name; }, "two muscles are called"},
    {"body", [](Result& r) { r.states[1].body[2].radius_mm = nan; }, "body segment head, radius_mm is nan"},
    {"body_end", [](Result& r) { r.states[1].body[0].to.y() = nan; }, "body segment thorax, row 1, component 1 is nan"},
    {"external_force", [](Result& r) { r.states[1].external[0].force_N.y() = nan; },
     "force load, force_N, row 0, component 1 is nan"},
    {"history", [](Result& r) { r.history[1].residual_N = nan; }, "history, row 1, residual_N is nan"},
    {"time", [](Result& r) { r.states[1].time = nan; }, "state 1 (bend, then hold), time is nan"},
    {"wall_time", [](Result& r) { r.wall_seconds = infinity; }, "wall_seconds is inf"},
    {"missing_displacement", [](Result& r) { r.states[1].displacement.pop_back(); },
     "has 15 displacements for 16 nodes"},
    {"short_field", [](Result& r) { r.states[1].cell_fields[0].values.pop_back(); },
     "field von_mises_MPa: 2 values for 3 cells"},
    {"other_field", [](Result& r) { r.states[1].cell_fields[0].name = "x"; }, "has the field x with 1 components"},
    {"missing_field", [](Result& r) { r.states[1].cell_fields.pop_back(); }, "has 1 fields, the first state 2"},
    {"field_named_part",
     [](Result& r) {
         for (auto& s : r.states) s.cell_fields[0].name = "part";
     },
     "two fields are called part"},
    {"wild_node", [](Result& r) { r.mesh.blocks[0].connectivity[15] = 16; }, "mesh, cell 1 uses node 16 of 16"},
    {"wild_part", [](Result& r) { r.mesh.part[1] = 5; }, "mesh, cell 1: there is no part 5 among 5"},
    {"wild_level", [](Result& r) { r.mesh.level[2] = 6; }, "mesh, cell 2: there is no level 6 among 6"},
    {"far_node", [](Result& r) { r.mesh.nodes[2].y() = 1e7; }, "mesh, nodes, row 2, component 1 is 10000000"},
    {"huge_force", [](Result& r) { r.states[1].discs[0].compression_N = 1e13; },
     "state 1 (bend, then hold), disc, L4-L5, compression_N is 10000000000000"},
    {"negative_radius", [](Result& r) { r.states[1].body[2].radius_mm = -1; }, "body segment head, radius_mm is -1"},
    {"bone_named_as_a_path", [](Result& r) { r.bones[1].vertebra = "a/b"; }, "a bone cannot be called \"a/b\""},
    {"field_named_by_a_control_character",
     [](Result& r) {
         for (auto& s : r.states) s.cell_fields[0].name = "a\x1b";
     },
     R"(a field cannot be called "a\x1b")"},
    {"facets_swapped", [](Result& r) { std::swap(r.states[1].facets[0], r.states[1].facets[1]); },
     "measures of another joint at the place of facet joint 0"},
    {"missing_part", [](Result& r) { r.mesh.part.pop_back(); }, "2 parts and 3 levels for 3 cells"},
    {"missing_motion", [](Result& r) { r.states[1].bones.pop_back(); }, "moves 1 bones of 2"},
    {"no_state", [](Result& r) { r.states.clear(); }, "a result without even the state at rest"},
};

class SpoiledResult : public ::testing::TestWithParam<Spoiled> {};

TEST_P(SpoiledResult, is_not_written) {
    const ScratchFolder folder;
    Result result = test::sample_result();
    GetParam().spoil(result);
    try {
        write_results(result, folder.path() / "a.vtkhdf");
        FAIL() << "was written";
    } catch (const InternalError& error) {
        EXPECT_THAT(error.what(), HasSubstr(GetParam().says));
    }
    EXPECT_THAT(files_in(folder.path()), ::testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(all, SpoiledResult, ::testing::ValuesIn(spoiled_results),
                         [](const auto& test) { return test.param.name; });

std::string read_error(const std::filesystem::path& path) {
    try {
        read_results(path);
    } catch (const UserError& error) {
        return error.what();
    }
    return "read";
}

TEST(ResultFile, a_missing_file_is_named) {
    EXPECT_EQ(read_error("/no/such.vtkhdf"), "there is no file /no/such.vtkhdf");
}

TEST(ResultFile, a_file_of_another_kind_is_refused) {
    const ScratchFolder folder;
    EXPECT_THAT(read_error(folder.write("a.vtkhdf", "title = \"not HDF5\"\n")),
                HasSubstr("a.vtkhdf is not a result of spondyl run: cannot open"));
}

TEST(ResultFile, a_truncated_file_is_refused) {
    const ScratchFolder folder;
    write_results(test::sample_result(500, 3), folder.path() / "a.vtkhdf");
    const std::string whole = test::read_text(folder.path() / "a.vtkhdf");
    EXPECT_THAT(read_error(folder.write("b.vtkhdf", whole.substr(0, whole.size() / 2))),
                HasSubstr("b.vtkhdf is not a result of spondyl run: cannot open"));
}

TEST(ResultFile, a_missing_folder_is_named) {
    try {
        write_results(test::sample_result(1, 1), "/no/such/folder/a.vtkhdf");
        FAIL();
    } catch (const UserError& error) {
        EXPECT_THAT(error.what(), HasSubstr("cannot write /no/such/folder/a.vtkhdf: "));
    }
}

}  // namespace

}  // namespace spondyl
