// SPDX-License-Identifier: Apache-2.0
#include "studies/uncertainty.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"
#include "models/body/hand_posture.hpp"
#include "models/body/pose.hpp"
#include "models/body/posture.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/tissue/tissue_set.hpp"

namespace spondyl {

namespace {

using How = StrategyChange::How;

// A path such as "task.lumbar_flexion_deg" as a change of a scenario.
StrategyChange find_change(const std::string& path, const std::string& how) {
    StrategyChange change;
    const std::size_t dot = path.rfind('.');
    change.table = dot == std::string::npos ? nullptr : schema::find_table(path.substr(0, dot));
    change.key = change.table ? change.table->find(path.substr(dot + 1)) : nullptr;
    if (!change.key || !change.key->access.set) throw UserError(fmt::format("a scenario has no key \"{}\"", path));
    if (how != "scale" && how != "add" && how != "set")
        throw UserError(fmt::format("how \"{}\"; allowed: scale, add, set", how));
    change.how = how == "scale" ? How::scale : how == "add" ? How::add : How::set;
    const bool number = change.key->access.kind == schema::Kind::number;
    if (number != (change.how != How::set)) throw UserError(fmt::format("\"{}\" cannot be changed by {}", path, how));
    change.where_given = number;
    return change;
}

schema::Value value_of_choice(const schema::Key& key, const std::string& choice) {
    if (key.choices().empty()) return choice;
    const auto found = std::ranges::find(key.choices(), choice);
    if (found == key.choices().end())
        throw UserError(fmt::format("\"{}\" is none of {}", choice, fmt::join(key.choices(), ", ")));
    return std::int64_t{found - key.choices().begin()};
}

class UncertaintyReader {
  public:
    std::vector<UncertainQuantity> read() {
        for (const Table::Row& row : table_.rows()) {
            try {
                add(row);
            } catch (const UserError& error) {
                throw UserError(fmt::format("{}:{}: {}", table_.file().string(), row.line, error.what()));
            }
        }
        return std::move(quantities_);
    }

  private:
    void add(const Table::Row& row) {
        const std::string& name = table_.text(row, "quantity");
        auto found = std::ranges::find(quantities_, name, &UncertainQuantity::name);
        if (found == quantities_.end()) {
            quantities_.push_back(spread_of(row));
            found = std::prev(quantities_.end());
        } else if (!table_.text(row, "distribution").empty()) {
            throw UserError(fmt::format("\"{}\" has a distribution already", name));
        }
        const StrategyChange change = find_change(table_.text(row, "key"), table_.text(row, "how"));
        if (found->distribution.has_value() == (change.how == How::set))
            throw UserError("set takes choices, scale and add take a distribution of numbers");
        for (const std::string& choice : found->choices) value_of_choice(*change.key, choice);
        found->effects.push_back({change, table_.number(row, "factor")});
    }

    [[nodiscard]] UncertainQuantity spread_of(const Table::Row& row) const {
        UncertainQuantity quantity;
        quantity.name = table_.text(row, "quantity");
        quantity.title = table_.text(row, "title");
        const std::string& doi = table_.text(row, "doi");
        quantity.source = table_.text(row, "source") + (doi.empty() ? "" : ", doi:" + doi);
        quantity.confidence = table_.text(row, "confidence");
        quantity.note = table_.text(row, "note");
        const std::string& kind = table_.text(row, "distribution");
        if (kind == "choice") {
            std::istringstream words(table_.text(row, "choices"));
            for (std::string word; std::getline(words, word, '|');) quantity.choices.push_back(word);
            if (quantity.choices.size() < 2) throw UserError("a choice needs two or more, with | between them");
        } else {
            std::vector<double> parameters;
            for (const std::string_view parameter : Distribution::parameter_names(kind))
                parameters.push_back(table_.number(row, parameter));
            quantity.distribution.emplace(kind, parameters);
        }
        return quantity;
    }

    Table table_ = Table::read(data_directory() / "uncertainty.csv",
                               {.columns = {"quantity", "title", "key", "how", "factor", "distribution", "mean", "sd",
                                            "low", "mode", "high", "choices", "source", "doi", "confidence", "note"},
                                .key = {"quantity", "key"}});
    std::vector<UncertainQuantity> quantities_;
};

// A posture computed for the hands is fixed with its angles, so that these can vary.
void write_out_angles(const Anatomy& anatomy, Scenario& scenario) {
    std::optional<SpineMesh> mesh;
    for (Task& task : scenario.tasks) {
        const Posture posture = find_posture(anatomy, task.posture);
        if (!style_of(task, posture).empty()) {
            if (!mesh) mesh = build_spine_frames(anatomy.spine, scenario.person, scenario.spine);
            const Pose pose = pose_of(anatomy, scenario.person, task, *mesh);
            write_hands(pose, task);
            write_angles(pose, task);
            continue;
        }
        const TrunkAngles angles = resolve_angles(anatomy.posture.kinematics, task, posture);
        task.trunk_flexion_deg = angles.trunk_deg;
        task.lumbar_flexion_deg = angles.lumbar_deg;
        task.pelvis_flexion_deg.reset();
    }
}

}  // namespace

double UncertainQuantity::value(double probability) const {
    if (distribution) return distribution->quantile(probability);
    return std::floor(probability * static_cast<double>(choices.size()));
}

std::string UncertainQuantity::spread() const {
    return distribution ? distribution->text() : fmt::format("one of {}", fmt::join(choices, ", "));
}

std::vector<UncertainQuantity> person_uncertainty() {
    return UncertaintyReader().read();
}

UncertainQuantity ensemble_uncertainty() {
    UncertainQuantity quantity;
    quantity.name = "tissue_set";
    quantity.title = "tissue set of the ensemble";
    quantity.choices = tissue_ensemble();
    quantity.effects.push_back({find_change("tissue.set", "set")});
    quantity.source = "models/data/tissue_ensemble.csv";
    quantity.confidence = "derived";
    return quantity;
}

Scenario with_values(const Scenario& scenario, const std::vector<UncertainQuantity>& quantities,
                     const std::vector<double>& values, const std::string& what, const Anatomy& anatomy) {
    SPONDYL_ASSERT(values.size() == quantities.size(), "{} values of {} quantities", values.size(), quantities.size());
    Scenario person = scenario;
    std::vector<StrategyChange> changes;
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        for (const UncertainQuantity::Effect& effect : quantities[q].effects) {
            StrategyChange change = effect.change;
            change.number = effect.factor * values[q];
            if (change.how == How::set)
                change.value =
                    value_of_choice(*change.key, quantities[q].choices.at(static_cast<std::size_t>(values[q])));
            if (change.path() == "task.lumbar_flexion_deg") write_out_angles(anatomy, person);
            changes.push_back(change);
        }
    }
    return with_changes(person, changes, what, anatomy);
}

}  // namespace spondyl
