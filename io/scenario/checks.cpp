#include <fmt/format.h>

#include <algorithm>

#include "io/scenario/loader.hpp"
#include "io/scenario/schema.hpp"

namespace spondyl {

namespace {

class Checker {
  public:
    Checker(const LocatedScenario& located, Diagnostics& diagnostics)
        : located_(located), scenario_(located.scenario), diagnostics_(diagnostics) {}

    void check() {
        check_required();
        check_stretch();
        check_increments();
        check_steps();
        check_meaning();
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

    // Keys that the other keys of their table leave without a meaning.
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
                                       fmt::format("\"{}\" in {} means nothing for this kind", key.name, table.title()),
                                       fmt::format("it belongs to {}", key.only));
                }
            }
        }
    }

    void check_injury(std::size_t i) {
        const Injury& injury = scenario_.injuries[i];
        const std::string path = fmt::format("injury.{}", i);
        check_disc(injury.disc, path + ".disc");
        if (broken(path + ".kind")) return;
        const double most = injury.kind == InjuryKind::nucleus_loss ? 3.0 : 1.0;
        if (!broken(path + ".amount") && injury.amount > most) {
            diagnostics_.error(where(path + ".amount"),
                               fmt::format("\"amount\" in [[injury]] is out of range: {}", injury.amount),
                               "allowed: 0 to 1 (only nucleus_loss counts in g)");
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
                               "leave side out, or set it to \"middle\"; paired: ITL, CL");
        }
        if (!scenario_.structures.has(injury.ligament)) {
            diagnostics_.error(
                where(path + ".ligament"),
                fmt::format("the ligament {} is hurt here and removed by [structures]", name(injury.ligament)),
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
                           "min_increment is the smallest part of a step worth trying");
    }

    void check_steps() {
        if (broken("step")) return;
        if (scenario_.steps.empty()) {
            diagnostics_.error(where("step"), "there is no load step",
                               "add at least one [[step]] with a name and a load");
        }
        for (std::size_t i = 0; i < scenario_.steps.size(); ++i) {
            const std::string path = fmt::format("step.{}.name", i);
            for (std::size_t j = 0; j < i && !broken(path); ++j) {
                if (scenario_.steps[j].name != scenario_.steps[i].name) continue;
                diagnostics_.error(
                    where(path), fmt::format("the step name \"{}\" is used twice", scenario_.steps[i].name),
                    fmt::format("first used at {}", diagnostics_.place(where(fmt::format("step.{}.name", j)))));
                break;
            }
        }
    }

    void check_expectation(std::size_t i) {
        const Expectation& expectation = scenario_.expect[i];
        const std::string path = fmt::format("expect.{}", i);
        if (!broken(path + ".step") && !expectation.step.empty() && !broken("step")) {
            std::vector<std::string_view> names;
            for (const LoadStep& step : scenario_.steps) names.push_back(step.name);
            if (std::find(names.begin(), names.end(), expectation.step) == names.end()) {
                std::string list;
                for (std::string_view step : names) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", step);
                const std::string_view guess = nearest(expectation.step, names);
                diagnostics_.error(where(path + ".step"), fmt::format("there is no step \"{}\"", expectation.step),
                                   (guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)) +
                                       fmt::format("steps: {}", list));
            }
        }
        check_disc(expectation.disc, path + ".disc");
    }

    void check_disc(const std::string& named, const std::string& path) {
        if (broken(path) || broken("spine.top") || broken("spine.bottom")) return;
        const auto found = std::find(disc_names.begin(), disc_names.end(), named);
        const auto disc = static_cast<Disc>(found - disc_names.begin());
        if (above(disc) < scenario_.spine.top || below(disc) > scenario_.spine.bottom) {
            diagnostics_.error(where(path), fmt::format("the disc {} is not part of this model", named),
                               fmt::format("the model reaches from {} to {}", name(scenario_.spine.top),
                                           name(scenario_.spine.bottom)));
        }
    }

    const LocatedScenario& located_;
    const Scenario& scenario_;
    Diagnostics& diagnostics_;
};

}  // namespace

void check_scenario(const LocatedScenario& located, Diagnostics& diagnostics) {
    Checker(located, diagnostics).check();
}

}  // namespace spondyl
