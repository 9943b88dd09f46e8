// SPDX-License-Identifier: Apache-2.0
#include "tests/io/sample_result.hpp"

#include <cmath>
#include <string>

#include "io/results/body_groups.hpp"
#include "io/results/structure_groups.hpp"

namespace spondyl::test {

namespace {

// No two calls give the same number, and all use every bit of the mantissa.
class Numbers {
  public:
    double next() { return std::sin(++count_) * 1e3; }
    Vec3 next_vector() { return {next(), next(), next()}; }

  private:
    double count_ = 0.0;
};

BoneSurface tetrahedron(std::string_view vertebra, Numbers& numbers) {
    BoneSurface bone;
    bone.vertebra = vertebra;
    for (int i = 0; i < 4; ++i) bone.surface.points.push_back(numbers.next_vector());
    bone.surface.triangles = {{0, 2, 1}, {0, 1, 3}, {1, 2, 3}, {2, 0, 3}};
    bone.centre = numbers.next_vector();
    return bone;
}

ResultMesh row_of_blocks(int blocks, Numbers& numbers) {
    ResultMesh mesh;
    for (int i = 0; i <= 4 * blocks + 3; ++i) mesh.nodes.push_back(numbers.next_vector());
    mesh.blocks.push_back({.type = Hex8::type, .connectivity = {}});
    for (int i = 0; i < blocks; ++i) {
        Cell<Hex8> hex{};
        for (int k = 0; k < 8; ++k) hex[static_cast<std::size_t>(k)] = 4 * i + k;
        mesh.blocks.front().add(hex);
        mesh.part.push_back(i % 3);
        mesh.level.push_back(static_cast<int>(Disc::L4_L5) + i % 2);
    }
    return mesh;
}

Field field(const std::string& name, int components, std::size_t cells, Numbers& numbers) {
    Field result{name, components, {}};
    for (std::size_t i = 0; i < cells * static_cast<std::size_t>(components); ++i)
        result.values.push_back(numbers.next());
    return result;
}

std::vector<MuscleInfo> some_muscles(Numbers& numbers) {
    std::vector<MuscleInfo> muscles;
    for (const char* group : {"multifidus", "rectus_abdominis"}) {
        for (const Side side : {Side::left, Side::right}) {
            muscles.push_back({std::string(group) + " 1 " + std::string(name(side)), group, side, numbers.next()});
        }
    }
    return muscles;
}

// Paths of different lengths, as via points give them.
void add_task(ResultState& state, const std::vector<MuscleInfo>& muscles, Numbers& numbers) {
    TaskMeasures measures;
    for (const auto& column : task_measure_columns()) column.set(measures, numbers.next());
    state.task = measures;
    IndexMeasures indices;
    for (const IndexColumn& column : index_measure_columns()) column.set(indices, numbers.next());
    indices.niosh_lifting_index.reset();
    state.indices = indices;
    for (const LiftPlace place : {LiftPlace::origin, LiftPlace::destination}) {
        LiftingRow row{.place = place};
        for (const auto& column : lifting_columns()) column.set(row, numbers.next());
        row.lifting_index.reset();
        state.lifting.push_back(row);
    }
    for (std::size_t i = 0; i < muscles.size(); ++i) {
        MuscleState muscle;
        for (const auto& column : muscle_columns) column.set(muscle, numbers.next());
        for (Vec3& arm : muscle.arm_mm) arm = numbers.next_vector();
        for (std::size_t k = 0; k < 2 + i; ++k) muscle.path.push_back(numbers.next_vector());
        state.muscles.push_back(muscle);
    }
    for (const char* segment : {"thorax", "pelvis", "head"})
        state.body.push_back({segment, numbers.next_vector(), numbers.next_vector(), std::abs(numbers.next())});
    for (const char* force : {"load", "backrest"})
        state.external.push_back({force, numbers.next_vector(), numbers.next_vector(), numbers.next_vector()});
    state.beyond.push_back({RangeKind::extension, "L4-L5", numbers.next(), numbers.next()});
}

// State number i of the bodies and joints of a result.
ResultState sample_state(const Result& result, int i, Numbers& numbers) {
    ResultState state;
    state.step = i == 0 ? "rest" : "bend, then hold";
    state.time = i / 2.0;
    for (std::size_t k = 0; k < result.mesh.nodes.size(); ++k) state.displacement.push_back(numbers.next_vector());
    state.cell_fields.push_back(field("von_mises_MPa", 1, result.mesh.part.size(), numbers));
    state.cell_fields.push_back(field("cauchy_stress_MPa", 6, result.mesh.part.size(), numbers));
    for (const Disc disc : {Disc::L4_L5, Disc::L5_S1}) {
        DiscMeasures measures;
        measures.disc = disc;
        for (const MeasureColumn& column : disc_measure_columns()) column.set(measures, numbers.next());
        state.discs.push_back(measures);
    }
    for (const FascicleInfo& info : result.fascicles) {
        LigamentMeasures measures{.disc = info.disc, .ligament = info.ligament, .side = info.side};
        for (const auto& column : ligament_measure_columns()) column.set(measures, numbers.next());
        state.ligaments.push_back(measures);
        state.fascicles.push_back({numbers.next_vector(), numbers.next_vector(), numbers.next(), numbers.next()});
    }
    for (const FacetJoint& joint : result.facets) {
        FacetMeasures measures{.disc = joint.disc, .side = joint.side};
        for (const auto& column : facet_measure_columns()) column.set(measures, numbers.next());
        state.facets.push_back(measures);
        std::vector<double> pressure;
        for (std::size_t k = 0; k < joint.upper.points.size(); ++k) pressure.push_back(numbers.next());
        state.facet_pressure.push_back(pressure);
    }
    for (std::size_t k = 0; k < result.bones.size(); ++k) {
        RigidMotion motion;
        motion.translation = numbers.next_vector();
        for (int j = 0; j < 9; ++j) motion.rotation(j / 3, j % 3) = numbers.next() / 1e3;
        state.bones.push_back(motion);
    }
    if (i > 0) add_task(state, result.muscles, numbers);
    return state;
}

std::vector<TaskVerdict> sample_verdicts() {
    return {{.task = "bend, then hold",
             .kind = VerdictKind::too_weak,
             .needed_scale = 1.34,
             .needed_stress_MPa = 1.0,
             .short_of = ShortCondition::extension,
             .vertebra = Vertebra::L5,
             .limiting = {{MuscleGroup::multifidus, Side::left}, {MuscleGroup::psoas, Side::right}}},
            {.task = "lift",
             .kind = VerdictKind::no_equilibrium,
             .progress = 0.4,
             .solver_report = "an element inverts\nTry: less"}};
}

}  // namespace

Result sample_result(int blocks, int states) {
    Numbers numbers;
    Result result;
    result.title = "Sample, with \"quotes\" and \xC3\xA9";
    result.canonical_scenario = "title = \"Sample\"\n\n[[step]]\nname = \"bend, then hold\"\n";
    result.scenario_sha256 = std::string(64, 'a');
    result.run_id = std::string(32, 'b');
    result.complete = true;
    result.mesh = row_of_blocks(blocks, numbers);
    result.bones = {tetrahedron("L4", numbers), tetrahedron("L5", numbers)};
    for (const Ligament ligament : {Ligament::ALL, Ligament::CL, Ligament::CL}) {
        const bool first = result.fascicles.empty() || !is_paired(result.fascicles.back().ligament);
        result.fascicles.push_back({Disc::L4_L5, ligament,
                                    !is_paired(ligament) ? Side::middle
                                    : first              ? Side::left
                                                         : Side::right});
    }
    for (const Side side : {Side::left, Side::right}) {
        result.facets.push_back({.disc = Disc::L4_L5,
                                 .side = side,
                                 .upper_bone = 0,
                                 .lower_bone = 1,
                                 .upper = tetrahedron("", numbers).surface,
                                 .lower = tetrahedron("", numbers).surface});
    }
    result.muscles = some_muscles(numbers);
    for (const Disc disc : {Disc::L4_L5, Disc::L5_S1}) {
        SettleShift shift{.disc = disc};
        for (const Column<SettleShift>& column : settle_columns) column.set(shift, numbers.next());
        result.settle.push_back(shift);
    }
    for (int i = 0; i < states; ++i) {
        const ResultState& state = result.states.emplace_back(sample_state(result, i, numbers));
        result.history.push_back(
            {state.time, 3 + i, 2 + i, numbers.next(), numbers.next(), numbers.next(), i % 2 == 0});
    }
    if (states > 1) result.verdicts = sample_verdicts();
    result.warnings = {
        {.kind = InputWarningKind::load_inside_body, .task = "lift", .value = 0.35, .least = 11.0, .most = {}}};
    result.threads = 2;
    result.wall_seconds = 1.25;
    result.provenance = {{"version", "0.1.0"}, {"git_hash", "0123456789ab"}, {"empty", ""}};
    return result;
}

}  // namespace spondyl::test
