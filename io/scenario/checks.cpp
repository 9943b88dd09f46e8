// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "io/scenario/loader.hpp"
#include "io/scenario/schema.hpp"
#include "io/scenario/work_keys.hpp"
#include "models/analysis/measure_catalogue.hpp"
#include "models/analysis/rest_result.hpp"
#include "models/anatomy/own_set.hpp"
#include "models/body/body_loads.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/indices/task_indices.hpp"
#include "models/muscles/muscle_set.hpp"
#include "models/muscles/muscle_set_folder.hpp"
#include "models/tissue/ligament_set.hpp"
#include "models/tissue/tissue_set.hpp"

namespace spondyl {

namespace {

class Checker {
  public:
    Checker(const Anatomy& anatomy, const LocatedScenario& located, Diagnostics& diagnostics)
        : anatomy_(anatomy), located_(located), scenario_(located.scenario), diagnostics_(diagnostics) {}

    void check() {
        check_required();
        check_stretch();
        check_increments();
        check_what_is_asked();
        check_outputs();
        check_names(scenario_.steps, "step");
        check_names(scenario_.tasks, "task");
        check_sets();
        check_postures();
        for (std::size_t i = 0; i < scenario_.tasks.size(); ++i) check_task(i);
        check_meaning();
        check_bones();
        for (std::size_t i = 0; i < scenario_.injuries.size(); ++i) check_injury(i);
        for (std::size_t i = 0; i < scenario_.expect.size(); ++i) check_expectation(i);
    }

  private:
    bool broken(const std::string& path) const { return located_.broken.contains(path); }
    SourcePosition where(const std::string& path) const {
        const auto found = located_.where.find(path);
        return found == located_.where.end() ? located_.top : found->second;
    }

    void check_required() {
        for (const schema::Table& table : schema::tables()) {
            if (table.repeated) continue;
            for (const schema::Key& key : table.keys) {
                const std::string path =
                    (table.name.empty() ? "" : std::string(table.name) + ".") + std::string(key.name);
                if (!key.required || broken(path) || located_.where.contains(path)) continue;
                diagnostics_.error(located_.top, fmt::format("\"{}\" is missing in {}", key.name, table.title()),
                                   std::string(key.doc));
            }
        }
    }

    // The lordosis of own bones is given by them; unreadable files are reported when the spine is built.
    void check_bones() {
        const OwnBones& bones = scenario_.person.bones;
        if (bones.any() && scenario_.spine.lordosis_scale != 1.0 && !broken("spine.lordosis_scale")) {
            diagnostics_.error(where("spine.lordosis_scale"),
                               "lordosis_scale changes the discs of the anatomy tables, but this person has own bones",
                               "leave it out: the wedge angles of discs between own bones follow from the bones");
        }
        for (const std::string_view key : {"unit", "landmarks"}) {
            const std::string path = "person.bones." + std::string(key);
            if (!bones.any() && located_.where.contains(path) && !broken(path)) {
                diagnostics_.error(where(path),
                                   fmt::format("\"{}\" in [person.bones] has no effect without a surface", key),
                                   "name the files of the bones: L4 = \"L4.stl\"");
            }
        }
    }

    // Keys that do not apply, given the other keys of their table.
    void check_meaning() {
        Scenario copy = scenario_;  // schema access takes a mutable scenario
        for (const schema::Table& table : schema::tables()) {
            for (std::size_t i = 0; table.repeated && i < table.size(copy); ++i) {
                for (const schema::Key& key : table.keys) {
                    const std::string row = fmt::format("{}.{}", table.name, i);
                    const std::string path = fmt::format("{}.{}", row, key.name);
                    if (!key.applies || !located_.where.contains(path) || broken(row + ".kind")) continue;
                    if (key.applies(table.at(copy, i))) continue;
                    diagnostics_.error(where(path),
                                       fmt::format("\"{}\" in {} does not apply to this kind", key.name, table.title()),
                                       fmt::format("it belongs to {}", key.only));
                }
            }
        }
    }

    void check_injury(std::size_t i) {
        const Injury& injury = scenario_.injuries[i];
        const std::string path = fmt::format("injury.{}", i);
        if (!broken(path + ".disc")) check_disc(injury.disc, path + ".disc");
        if (broken(path + ".kind")) return;
        const double most = injury.kind == InjuryKind::nucleus_loss ? 3.0 : 1.0;
        if (!broken(path + ".amount") && injury.amount > most) {
            diagnostics_.error(where(path + ".amount"),
                               fmt::format("\"amount\" in [[injury]] is out of range: {}", injury.amount),
                               "allowed: 0 to 1 (only nucleus_loss is given in g)");
        }
        const bool of_ligament =
            injury.kind == InjuryKind::ligament_slack || injury.kind == InjuryKind::ligament_rupture;
        if (!of_ligament || broken(path + ".ligament")) return;
        if (!located_.where.contains(path + ".ligament")) {
            diagnostics_.error(where(path), "this [[injury]] of a ligament has no \"ligament\"",
                               fmt::format("allowed: {}", allowed("injury", "ligament")));
            return;
        }
        if (!broken(path + ".side") && injury.side != Side::middle && !is_paired(injury.ligament)) {
            diagnostics_.error(where(path + ".side"),
                               fmt::format("the ligament {} is not paired: it has no {} side", name(injury.ligament),
                                           name(injury.side)),
                               "leave side out, or set it to \"middle\"; paired: ITL, CL, IL");
        }
        if (!broken(path + ".disc") && !exists_at(injury.disc, injury.ligament)) {
            diagnostics_.error(where(path + ".ligament"),
                               fmt::format("there is no ligament {} at {}", name(injury.ligament), name(injury.disc)),
                               "the iliolumbar ligament belongs to L5-S1");
        } else if (!has_ligament(scenario_, injury.disc, injury.ligament)) {
            diagnostics_.error(
                where(path + ".ligament"),
                fmt::format("the ligament {} is injured here but removed by [structures]", name(injury.ligament)),
                "leave one of the two out");
        }
    }

    static std::string allowed(std::string_view table, std::string_view key) {
        return schema::allowed_text(*schema::find_table(table)->find(key));
    }

    void check_stretch() {
        if (broken("spine.top") || broken("spine.bottom") || scenario_.spine.top < scenario_.spine.bottom) return;
        const bool top_given = located_.where.contains("spine.top");
        diagnostics_.error(where(top_given ? "spine.top" : "spine.bottom"),
                           fmt::format("top \"{}\" must lie above bottom \"{}\"", name(scenario_.spine.top),
                                       name(scenario_.spine.bottom)),
                           "from top to bottom: T12, L1, L2, L3, L4, L5, S1");
    }

    void check_increments() {
        const SolverOptions& solver = scenario_.solver;
        if (broken("solver.min_increment") || broken("solver.first_increment")) return;
        if (solver.min_increment <= solver.first_increment) return;
        const bool min_given = located_.where.contains("solver.min_increment");
        diagnostics_.error(where(min_given ? "solver.min_increment" : "solver.first_increment"),
                           fmt::format("min_increment {} is larger than first_increment {}", solver.min_increment,
                                       solver.first_increment),
                           "min_increment is the smallest fraction of a step that is tried");
    }

    void check_what_is_asked() {
        if (broken("step") || broken("task")) return;
        if (scenario_.steps.empty() && scenario_.tasks.empty()) {
            const bool tasks_given = !located_.where.contains("step") && located_.where.contains("task");
            diagnostics_.error(where(tasks_given ? "task" : "step"), "there is no load step and no task",
                               "add at least one [[step]] with a name and a load, or one [[task]] with a name and a "
                               "posture");
        }
        if (!scenario_.steps.empty() && !scenario_.tasks.empty()) {
            diagnostics_.error(where("task"), "a scenario has load steps or tasks, not both",
                               fmt::format("the steps are at {}; a file that extends another drops its list with "
                                           "step = [] or task = []",
                                           diagnostics_.place(where("step"))));
        }
        if (scenario_.tasks.empty()) {
            if (!broken("spine.unloaded_lordosis_loss_deg") && !broken("spine.bone") &&
                scenario_.spine.unloaded_lordosis_loss_deg > 0.0 && scenario_.spine.bone != BoneModel::rigid) {
                diagnostics_.error(
                    where("spine.unloaded_lordosis_loss_deg"),
                    "a stress-free shape other than standing needs rigid vertebrae, but this file has deformable ones",
                    "set bone = \"rigid\" or leave unloaded_lordosis_loss_deg out");
            }
            return;
        }
        check_end("spine.top", scenario_.spine.top, Vertebra::T12, "T12 carries the thorax");
        check_end("spine.bottom", scenario_.spine.bottom, Vertebra::S1, "S1 represents the pelvis");
        if (!broken("spine.bone") && scenario_.spine.bone != BoneModel::rigid) {
            diagnostics_.error(where("spine.bone"), "tasks need rigid vertebrae, but this file has deformable ones",
                               "muscles act on rigid bodies; set bone = \"rigid\" or leave it out");
        }
    }

    void check_outputs() {
        if (broken("step")) return;
        int outputs = 0;  // no overflow: both the rows and the outputs of each are limited
        for (const LoadStep& step : scenario_.steps) outputs += step.outputs;
        if (outputs <= limits::outputs) return;
        diagnostics_.error(where("step"), fmt::format("the steps together write {} states", outputs),
                           fmt::format("at most {}: fewer \"outputs\", or several scenarios", limits::outputs));
    }

    void check_end(const std::string& path, Vertebra given, Vertebra needed, std::string_view why) {
        if (broken(path) || given == needed) return;
        diagnostics_.error(where(path),
                           fmt::format("tasks need the whole lumbar spine, {} = \"{}\"", path, name(needed)),
                           fmt::format("{}; leave the key out", why));
    }

    template <class Item>
    void check_names(const std::vector<Item>& items, std::string_view table) {
        if (broken(std::string(table))) return;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string path = fmt::format("{}.{}.name", table, i);
            if (!broken(path) && items[i].name == rest_state_name)
                diagnostics_.error(where(path), fmt::format("the {} name \"{}\" is reserved", table, rest_state_name),
                                   "it is the name of the unloaded state in all tables; choose another name");
            for (std::size_t j = 0; j < i && !broken(path); ++j) {
                if (items[j].name != items[i].name) continue;
                diagnostics_.error(
                    where(path), fmt::format("the {} name \"{}\" is used twice", table, items[i].name),
                    fmt::format("first used at {}", diagnostics_.place(where(fmt::format("{}.{}.name", table, j)))));
                break;
            }
        }
    }

    void check_task(std::size_t i) {
        check_rates(i);
        const Task& task = scenario_.tasks[i];
        const std::string path = fmt::format("task.{}", i);
        if (task.trunk_flexion_deg && task.pelvis_flexion_deg && task.lumbar_flexion_deg) {
            diagnostics_.error(where(path + ".lumbar_flexion_deg"),
                               "the angles of trunk, pelvis and lumbar spine are all given",
                               "two of them determine the third: trunk = pelvis + lumbar; leave one out");
        }
        check_destination(i);
        check_style(task, path);
        if (task.posture == "lift_one_handed" && task.hands == Hands::both && !broken(path + ".hands")) {
            diagnostics_.error(where(path + ".posture"), "the posture lift_one_handed does not say which hand",
                               "add hands = \"left\" or hands = \"right\"");
        }
    }

    void check_destination(std::size_t i) {
        const Task& task = scenario_.tasks[i];
        const std::string path = fmt::format("task.{}.destination_of", i);
        if (task.destination_of.empty() || broken(path)) return;
        const auto origin = std::ranges::find(scenario_.tasks, task.destination_of, &Task::name);
        if (origin != scenario_.tasks.end() && &*origin == &task) {
            diagnostics_.error(where(path), "a task cannot be its own destination",
                               "name the task in which the load is picked up");
            return;
        }
        if (origin == scenario_.tasks.end()) {
            std::vector<std::string_view> names;
            for (const Task& other : scenario_.tasks)
                if (&other != &task) names.push_back(other.name);
            diagnostics_.error(where(path), fmt::format("no other task is called \"{}\"", task.destination_of),
                               fmt::format("tasks: {}", fmt::join(names, ", ")));
            return;
        }
        if (!origin->destination_of.empty()) {
            diagnostics_.error(where(path), fmt::format("the task \"{}\" is a destination itself", origin->name),
                               "name the task in which the load is picked up");
        }
        for (std::size_t j = 0; j < i; ++j) {
            if (scenario_.tasks[j].destination_of != task.destination_of) continue;
            diagnostics_.error(where(path), fmt::format("the task \"{}\" has two destinations", origin->name),
                               fmt::format("the first is \"{}\"; write a task for each lift", scenario_.tasks[j].name));
            break;
        }
        if (task.load_kg != origin->load_kg) {
            diagnostics_.error(where(fmt::format("task.{}.load_kg", i)),
                               fmt::format("{} kg are set down, {} kg were picked up", task.load_kg, origin->load_kg),
                               "leave load_kg out: it is taken from the task that destination_of names");
        }
    }

    // A style determines the angles from the position of the hands.
    void check_style(const Task& task, const std::string& path) {
        if (task.style.empty() || broken(path + ".style")) return;
        for (const char* angle : {"trunk_flexion_deg", "pelvis_flexion_deg", "lumbar_flexion_deg", "knee_flexion_deg",
                                  "thoracic_flexion_deg"}) {
            const std::string key = fmt::format("{}.{}", path, angle);
            if (!located_.where.contains(key)) continue;
            diagnostics_.error(
                where(key), fmt::format("\"{}\" and \"style\" are both given", angle),
                "a style determines the angles that bring the hands to load_height_cm; leave one of the two out");
        }
        if (!task.load_height_cm && !broken(path + ".load_height_cm")) {
            diagnostics_.error(where(path + ".style"), "\"style\" needs \"load_height_cm\"",
                               "the height of the hands above the floor");
        }
        if (task.style == "one_handed" && task.hands == Hands::both && !broken(path + ".hands")) {
            diagnostics_.error(where(path + ".style"), "the style one_handed does not say which hand",
                               "add hands = \"left\" or hands = \"right\"");
        }
    }

    // A name that models/data knows, or the nearest one.
    void check_known(const std::string& path, const std::string& given, std::string_view what,
                     const std::vector<std::string>& known) {
        if (broken(path) || std::ranges::find(known, given) != known.end()) return;
        const std::vector<std::string_view> names(known.begin(), known.end());
        const std::string_view guess = nearest(given, names);
        diagnostics_.error(where(path), fmt::format("there is no {} \"{}\"", what, given),
                           (guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)) +
                               fmt::format("allowed: {}", fmt::join(known, ", ")));
    }

    // A name that models/data knows, or tables of the user's own that can be read.
    template <class Load>
    void check_set(const std::string& path, const std::string& given, std::string_view what,
                   const std::vector<std::string>& known, const Load& load) {
        if (!is_own_set(given)) {
            check_known(path, given, what, known);
            return;
        }
        if (broken(path)) return;
        try {
            load(given);
        } catch (const UserError& error) {
            diagnostics_.error(where(path), fmt::format("the {} cannot be read: {}", what, error.what()),
                               "the path is relative to this file; the columns are those of models/data");
        }
    }

    void check_sets() {
        const std::string& own_ligaments = scenario_.tissue.ligaments;
        const auto load_ligaments = [&](const std::string& set) {
            require_ligaments(load_ligament_set(set), scenario_);
        };
        check_set("tissue.set", scenario_.tissue.set, "tissue set", tissue_set_names(), [&](const std::string& set) {
            const TissueSet tissue = load_tissue_set(set);
            if (own_ligaments.empty()) load_ligaments(tissue.ligament_set);
        });
        if (!own_ligaments.empty()) {
            check_set("tissue.ligaments", own_ligaments, "ligament set", ligament_set_names(), load_ligaments);
        }
        check_set("muscles.set", scenario_.muscles.set, "muscle set", muscle_set_names(), muscle_set_folder);
    }

    void check_postures() {
        if (scenario_.tasks.empty()) return;
        std::vector<std::string> known;
        for (const Posture& posture : anatomy_.posture.postures) known.push_back(posture.name);
        for (std::size_t i = 0; i < scenario_.tasks.size(); ++i)
            check_known(fmt::format("task.{}.posture", i), scenario_.tasks[i].posture, "posture", known);
    }

    // Where the file gives a key of a task: in the task itself, in [work], or nowhere.
    std::string given_at(std::size_t i, const std::string& key) const {
        const std::string own = fmt::format("task.{}.{}", i, key), common = "work." + key;
        return located_.where.contains(own) ? own : located_.where.contains(common) ? common : std::string();
    }

    void check_rates(std::size_t i) {
        for (const char* key : {"frequency_per_min", "duration_h", "lifts_per_day"}) {
            if (broken(fmt::format("task.{}.{}", i, key)) || broken(fmt::format("work.{}", key))) return;
        }
        const Task& task = scenario_.tasks[i];
        const Rates rates = rates_of(scenario_.work, task);
        if (!rates.contradict()) {
            check_derived_rates(i, rates);
            return;
        }
        const std::string lifts = given_at(i, "lifts_per_day");
        // Once for all tasks that contradict each other in the same three places.
        if (!lifts.starts_with("task") && !given_at(i, "duration_h").starts_with("task")) {
            if (rates_told_) return;
            rates_told_ = true;
        }
        diagnostics_.error(where(lifts),
                           fmt::format("task \"{}\": {} lifts a minute for {} h are {:g} lifts, not {}", task.name,
                                       *rates.frequency_per_min, *rates.duration_h,
                                       *rates.frequency_per_min * 60.0 * *rates.duration_h, *rates.lifts_per_day),
                           "two of frequency_per_min, duration_h and lifts_per_day determine the third; leave one out");
    }

    // What follows from two of the three keys must lie in the range of the third.
    void check_derived_rates(std::size_t i, const Rates& given) {
        const Handling handling = handling_of(scenario_.work, scenario_.tasks[i]);
        const auto check = [&](std::string_view name, std::optional<double> in_file, std::optional<double> value,
                               const std::string& place) {
            const auto keys = schema::work_keys();
            const schema::Limits limits = std::ranges::find(keys, name, &schema::Key::name)->limits;
            if (in_file || !value || limits.contains(*value)) return;
            diagnostics_.error(
                where(place),
                fmt::format("task \"{}\": {:g} lifts a minute for {:g} h are {:g} lifts a day", scenario_.tasks[i].name,
                            *handling.frequency_per_min, *handling.duration_h, *handling.lifts_per_day),
                fmt::format("{} may be {:g} to {:g}", name, limits.least, limits.most));
        };
        check("frequency_per_min", given.frequency_per_min, handling.frequency_per_min, given_at(i, "lifts_per_day"));
        check("duration_h", given.duration_h, handling.duration_h, given_at(i, "lifts_per_day"));
        check("lifts_per_day", given.lifts_per_day, handling.lifts_per_day, given_at(i, "frequency_per_min"));
    }

    void check_expectation(std::size_t i) {
        const Expectation& expectation = scenario_.expect[i];
        const std::string path = fmt::format("expect.{}", i);
        const bool tasks = !scenario_.tasks.empty();
        if (!broken(path + ".step") && !expectation.step.empty() && !broken("step") && !broken("task")) {
            std::vector<std::string_view> names;
            for (const LoadStep& step : scenario_.steps) names.push_back(step.name);
            for (const Task& task : scenario_.tasks) names.push_back(task.name);
            if (std::find(names.begin(), names.end(), expectation.step) == names.end()) {
                std::string list;
                for (std::string_view step : names) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", step);
                const std::string_view guess = nearest(expectation.step, names);
                diagnostics_.error(where(path + ".step"),
                                   fmt::format("there is no {} \"{}\"", tasks ? "task" : "step", expectation.step),
                                   (guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)) +
                                       fmt::format("{}: {}", tasks ? "tasks" : "steps", list));
            }
        }
        check_subject(expectation, path);
    }

    // A measure of a disc needs the disc, one of a task needs tasks.
    void check_subject(const Expectation& expectation, const std::string& path) {
        if (broken(path + ".measure") || broken(path + ".disc")) return;
        const Measure* const measure = find_measure(expectation.measure);
        SPONDYL_ASSERT(measure, "there is no measure {}", expectation.measure);
        const bool of_load = measure->of == MeasureOf::load;
        const bool of_task = !measure->of_disc() && !of_load;
        if (!measure->of_disc() && expectation.disc) {
            diagnostics_.error(where(path + ".disc"),
                               fmt::format("\"{}\" is a measure of a {}, not of a disc", expectation.measure,
                                           of_load ? "load step" : "task"),
                               "leave disc out");
        } else if (of_load && !scenario_.tasks.empty()) {
            diagnostics_.error(where(path + ".measure"),
                               fmt::format("\"{}\" is a load of a step, but this file has tasks", expectation.measure),
                               "tasks have measures of tasks and discs");
        } else if (of_task && scenario_.tasks.empty()) {
            diagnostics_.error(
                where(path + ".measure"),
                fmt::format("\"{}\" is a measure of a task, but this file has none", expectation.measure),
                "load steps have only measures of discs");
        } else if (measure->of_disc() && !expectation.disc) {
            diagnostics_.error(where(path), fmt::format("\"{}\" needs a \"disc\"", expectation.measure),
                               fmt::format("allowed: {}", allowed("expect", "disc")));
        } else if (measure->of_disc()) {
            check_disc(*expectation.disc, path + ".disc");
        }
    }

    void check_disc(Disc disc, const std::string& path) {
        if (broken(path) || broken("spine.top") || broken("spine.bottom")) return;
        if (above(disc) < scenario_.spine.top || below(disc) > scenario_.spine.bottom) {
            diagnostics_.error(where(path), fmt::format("the disc {} is not part of this model", name(disc)),
                               fmt::format("the model reaches from {} to {}", name(scenario_.spine.top),
                                           name(scenario_.spine.bottom)));
        }
    }

    const Anatomy& anatomy_;
    const LocatedScenario& located_;
    const Scenario& scenario_;
    Diagnostics& diagnostics_;
    bool rates_told_ = false;
};

}  // namespace

void complete_spine_for_tasks(LocatedScenario& located) {
    if (located.scenario.tasks.empty()) return;
    if (!located.where.contains("spine.top")) located.scenario.spine.top = Vertebra::T12;
    if (!located.where.contains("spine.bottom")) located.scenario.spine.bottom = Vertebra::S1;
}

void complete_destinations(LocatedScenario& located) {
    std::vector<Task>& tasks = located.scenario.tasks;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const auto origin = std::ranges::find(tasks, tasks[i].destination_of, &Task::name);
        if (tasks[i].destination_of.empty() || origin == tasks.end()) continue;
        const auto take = [&](const char* key, auto Task::*member) {
            if (!located.where.contains(fmt::format("task.{}.{}", i, key))) tasks[i].*member = (*origin).*member;
        };
        take("load_kg", &Task::load_kg);
        take("hands", &Task::hands);
        take("box_width_cm", &Task::box_width_cm);
        take("box_depth_cm", &Task::box_depth_cm);
        take("box_height_cm", &Task::box_height_cm);
    }
}

void check_poses(const Anatomy& anatomy, const LocatedScenario& located, Diagnostics& diagnostics) {
    const Scenario& scenario = located.scenario;
    if (scenario.tasks.empty()) return;
    const auto where = [&](const std::string& path) {
        const auto found = located.where.find(path);
        return found == located.where.end() ? located.top : found->second;
    };
    SpineMesh frames;
    try {
        frames = build_spine_frames(anatomy.spine, scenario.person, scenario.spine);
        segment_masses(anatomy, scenario.person, frames);
    } catch (const UserError& error) {
        diagnostics.error(where("person"), error.what());
        return;
    }
    for (std::size_t i = 0; i < scenario.tasks.size(); ++i) {
        const Task& task = scenario.tasks[i];
        try {
            body_loads(anatomy, scenario.person, task, pose_of(anatomy, scenario.person, task, frames), frames);
        } catch (const UserError& error) {
            diagnostics.error(where(fmt::format("task.{}", i)),
                              fmt::format("task \"{}\": {}", task.name, error.what()));
        }
    }
}

void check_scenario(const Anatomy& anatomy, const LocatedScenario& located, Diagnostics& diagnostics) {
    Checker(anatomy, located, diagnostics).check();
}

}  // namespace spondyl
