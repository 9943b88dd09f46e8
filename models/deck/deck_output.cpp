// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.hpp"
#include "core/math/invariants.hpp"
#include "core/math/units.hpp"
#include "core/system/check_state.hpp"
#include "core/system/rotation.hpp"
#include "core/version.hpp"
#include "models/deck/locking_cells.hpp"

namespace spondyl {

namespace {

void put_tensor(std::vector<double>& values, std::size_t row, const SymTensor<double>& tensor) {
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) values[9 * row + 3 * i + j] = tensor[sym_index[i][j]];
    }
}

// Fields of the cells in one state.
class CellFields {
  public:
    explicit CellFields(std::size_t cells) : volumes(cells, 0.0), cells_(cells) {
        stress_ = field("stress_MPa", 9, "MPa", "Cauchy stress, mean of the cell");
        strain_ = field("strain", 9, "1", "Green-Lagrange strain, mean of the cell");
        mises_ = field("von_mises_MPa", 1, "MPa", "Von Mises stress of the mean stress");
        pressure_ = field("pressure_MPa", 1, "MPa", "Minus a third of the trace of the mean stress");
        material_ = field("material", 1, "1", "Row in the table of materials; -1: carried by a rigid body", -1.0);
        for (int f = 1; f <= fibre_family_count; ++f) {
            fibres_.push_back(field(fmt::format("fibre_{}_stretch", f), 1, "1",
                                    "Stretch of the fibres; 1 where there are none", 1.0));
            fibres_.push_back(field(fmt::format("fibre_{}_stress_MPa", f), 1, "MPa", "Cauchy stress along the fibres"));
        }
    }

    void put(const DeckBlock& block, const std::vector<SolidSample>& samples) {
        const bool has_fibres = !block.of.fibres.empty();
        any_fibres_ = any_fibres_ || has_fibres;
        for (std::size_t c = 0; c < samples.size(); ++c) {
            const auto row = static_cast<std::size_t>(block.cells[c]);
            const SolidSample& sample = samples[c];
            put_tensor(stress_.values, row, sample.cauchy);
            put_tensor(strain_.values, row, sample.green_lagrange);
            mises_.values[row] = von_mises(sample.cauchy);
            pressure_.values[row] = hydrostatic_pressure(sample.cauchy);
            material_.values[row] = block.material;
            volumes[row] = sample.volume;
            for (std::size_t f = 0; has_fibres && f < sample.fibres.size(); ++f) {
                fibres_[2 * f].values[row] = sample.fibres[f].stretch;
                fibres_[2 * f + 1].values[row] = sample.fibres[f].stress;
            }
        }
    }

    [[nodiscard]] std::vector<Field> take() {
        std::vector<Field> fields = {std::move(stress_), std::move(strain_), std::move(mises_), std::move(pressure_),
                                     std::move(material_)};
        if (any_fibres_) std::ranges::move(fibres_, std::back_inserter(fields));
        return fields;
    }

    std::vector<double> volumes;  // current, mm^3; 0 of cells that are carried by a rigid body

  private:
    [[nodiscard]] Field field(const std::string& name, int components, const std::string& unit, const std::string& doc,
                              double fill = 0.0) const {
        return {.name = name,
                .components = components,
                .values = std::vector<double>(cells_ * static_cast<std::size_t>(components), fill),
                .unit = unit,
                .doc = doc};
    }

    std::size_t cells_;
    Field stress_;
    Field strain_;
    Field mises_;
    Field pressure_;
    Field material_;
    std::vector<Field> fibres_;  // stretch and stress of each family
    bool any_fibres_ = false;
};

Field reaction_field(const Reactions& reactions, std::size_t nodes) {
    Field field{.name = "reaction_N",
                .components = 3,
                .values = std::vector<double>(3 * nodes, 0.0),
                .unit = "N",
                .doc = "Force of the supports on the node"};
    for (const auto& [where, force] : reactions) {
        if (where.second < 3)
            field.values[3 * static_cast<std::size_t>(where.first) + static_cast<std::size_t>(where.second)] = force;
    }
    return field;
}

}  // namespace

DeckOutput::DeckOutput(const DeckModel& model, FieldResult& result)
    : model_(model), deck_(model.deck()), result_(result) {
    describe();
}

void DeckOutput::describe() {
    result_.title = deck_.title.empty() ? deck_.files.front() : deck_.title;
    result_.mesh = deck_.mesh;
    for (const DeckUnsupported& item : deck_.unsupported)
        result_.warnings.push_back(fmt::format("left out: {}: {}", deck_.place(item.where), item.what));
    std::ranges::copy(model_.connections().notes, std::back_inserter(result_.warnings));
    if (std::ranges::any_of(deck_.steps, [](const DeckStep& step) { return !step.nonlinear; }))
        result_.warnings.emplace_back("steps without NLGEOM are solved at finite strain as well");
    for (const LockingCells& cells : locking_cells(model_)) result_.warnings.push_back(locking_text(cells));
    result_.provenance = {{"version", std::string(version())},
                          {"git_hash", std::string(git_hash())},
                          {"compiler", std::string(compiler())},
                          {"build_type", std::string(build_type())}};
    for (std::size_t f = 0; f < deck_.files.size() && f < 1000; ++f)
        result_.provenance.emplace_back(fmt::format("deck_file_{}", f + 1), deck_.files[f]);
    result_.tables = empty_deck_tables();
    for (std::size_t m = 0; m < deck_.materials.size(); ++m) {
        of(DeckTable::materials).texts[0].rows.push_back(deck_.materials[m].name);
        of(DeckTable::materials).texts[1].rows.push_back(model_.materials()[m].text);
    }
}

void DeckOutput::go_on_from(const FieldResult& begun, const DeckRestart& restart) {
    const auto fits = [](int rows, std::size_t size) { return rows >= 0 && static_cast<std::size_t>(rows) <= size; };
    if (restart.states < 1 || !fits(restart.states, begun.states.size()) ||
        !fits(restart.history, begun.history.size()) || begun.tables.size() != result_.tables.size())
        refuse_restart("its states are damaged");
    result_.states.assign(begun.states.begin(), begun.states.begin() + restart.states);
    result_.history.assign(begun.history.begin(), begun.history.begin() + restart.history);
    for (std::size_t t = 0; t < result_.tables.size(); ++t) {
        const DataTable& from = begun.tables[t];
        DataTable& table = result_.tables[t];
        const int rows = restart.table_rows.at(t);
        if (from.texts.size() != table.texts.size() || from.numbers.size() != table.numbers.size())
            refuse_restart("its tables are of another deck");
        const auto copy = [&](auto& to, const auto& columns) {
            for (std::size_t c = 0; c < to.size(); ++c) {
                if (!fits(rows, columns[c].rows.size())) refuse_restart("its tables are damaged");
                to[c].rows.assign(columns[c].rows.begin(), columns[c].rows.begin() + rows);
            }
        };
        copy(table.texts, from.texts);
        copy(table.numbers, from.numbers);
    }
    for (const FieldState& state : result_.states) {
        if (state.displacement.size() != deck_.mesh.nodes.size()) refuse_restart("its mesh is of another deck");
    }
}

void DeckOutput::count_rows(DeckRestart& restart) const {
    restart.states = static_cast<int>(result_.states.size());
    restart.history = static_cast<int>(result_.history.size());
    for (std::size_t t = 0; t < restart.table_rows.size(); ++t)
        restart.table_rows[t] = static_cast<int>(result_.tables[t].texts.front().rows.size());
}

void DeckOutput::keep_state(const DeckStepSystem& step, const State& state, const std::string& name, double time,
                            const Reactions& reactions) {
    const std::size_t nodes = deck_.mesh.nodes.size();
    FieldState kept{.step = name, .time = time, .displacement = {}, .cell_fields = {}, .node_fields = {}};
    kept.displacement.resize(nodes);
    for (std::size_t n = 0; n < nodes; ++n) kept.displacement[n] = state.positions[n] - deck_.mesh.nodes[n];
    CellFields cells(deck_.cell_labels.size());
    for (std::size_t b = 0; b < model_.blocks().size(); ++b)
        cells.put(model_.blocks()[b], step.blocks()[b]->sample(state));
    kept.cell_fields = cells.take();
    kept.node_fields = {reaction_field(reactions, nodes)};
    result_.states.push_back(std::move(kept));
    keep_sets(reactions, name, time);
    keep_cell_sets(result_.states.back(), cells.volumes);
    keep_springs(step.springs(state), name, time);
}

void DeckOutput::keep_increment(const DeckStepSystem& step, const State& state, double time, double time_in_step,
                                const Reactions& reactions) {
    TableRows rows(of(DeckTable::bodies));
    for (std::size_t b = 0; b < deck_.bodies.size(); ++b) {
        const DeckBody& body = deck_.bodies[b];
        double load[6];
        for (int c = 0; c < 6; ++c) {
            const NodeComponent where{body.reference, c};
            const auto found = reactions.find(where);
            load[c] = step.applied(where, time_in_step) + (found == reactions.end() ? 0.0 : found->second);
        }
        rows.text(0, body.name);
        rows.text(1, deck_.steps[std::min(static_cast<std::size_t>(std::ceil(time)), deck_.steps.size()) - 1].name);
        rows.number(time);
        rows.vector(state.body_translation[b]);
        rows.vector(deg_per_rad * rotation_log(state.body_rotation[b]));
        rows.vector(Vec3(load[0], load[1], load[2]));
        rows.vector(Vec3(load[3], load[4], load[5]));
    }
}

void DeckOutput::keep_sets(const Reactions& reactions, const std::string& name, double time) {
    std::map<int, Vec3> of_node;
    for (const auto& [where, force] : reactions) {
        if (where.second < 3) of_node.try_emplace(where.first, Vec3::Zero()).first->second[where.second] = force;
    }
    TableRows rows(of(DeckTable::reactions));
    for (const auto& [set, nodes] : deck_.mesh.node_sets) {
        Vec3 sum = Vec3::Zero();
        bool any = false;
        for (const int node : nodes) {
            const auto found = of_node.find(node);
            if (found == of_node.end()) continue;
            sum += found->second;
            any = true;
        }
        if (!any) continue;
        rows.text(0, set);
        rows.text(1, name);
        rows.number(time);
        rows.vector(sum);
    }
}

void DeckOutput::keep_cell_sets(const FieldState& state, const std::vector<double>& volumes) {
    const auto values = [&](std::string_view name) -> const std::vector<double>& {
        return std::ranges::find(state.cell_fields, name, &Field::name)->values;
    };
    const std::vector<double>& pressure = values("pressure_MPa");
    const std::vector<double>& mises = values("von_mises_MPa");
    TableRows rows(of(DeckTable::cell_sets));
    for (const auto& [set, cells] : deck_.mesh.cell_sets) {
        double volume = 0.0;
        double of_pressure = 0.0;
        double of_mises = 0.0;
        double largest = 0.0;
        for (const int cell : cells) {
            const auto c = static_cast<std::size_t>(cell);
            volume += volumes[c];
            of_pressure += volumes[c] * pressure[c];
            of_mises += volumes[c] * mises[c];
            largest = std::max(largest, mises[c]);
        }
        if (volume == 0.0) continue;
        rows.text(0, set);
        rows.text(1, state.step);
        rows.number(state.time);
        rows.number(of_pressure / volume);
        rows.number(of_mises / volume);
        rows.number(largest);
        rows.number(volume);
    }
}

void DeckOutput::keep_springs(const std::vector<Springs::Sample>& springs, const std::string& name, double time) {
    TableRows rows(of(DeckTable::springs));
    for (std::size_t s = 0; s < springs.size(); ++s) {
        rows.text(0, deck_.springs[s].name);
        rows.text(1, name);
        rows.number(time);
        rows.number(springs[s].elongation);
        rows.number(springs[s].force);
    }
}

}  // namespace spondyl
