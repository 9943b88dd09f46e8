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
        if (broken(path + ".disc") || broken("spine.top") || broken("spine.bottom")) return;
        const auto found = std::find(disc_names.begin(), disc_names.end(), expectation.disc);
        const auto disc = static_cast<Disc>(found - disc_names.begin());
        if (above(disc) < scenario_.spine.top || below(disc) > scenario_.spine.bottom) {
            diagnostics_.error(where(path + ".disc"),
                               fmt::format("the disc {} is not part of this model", expectation.disc),
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
