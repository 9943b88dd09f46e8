// SPDX-License-Identifier: Apache-2.0
// What a run of a deck keeps: fields and tables of its states, and where its reference nodes are after every increment.
#pragma once

#include <string>
#include <vector>

#include "core/result/field_result.hpp"
#include "models/deck/deck_restart.hpp"
#include "models/deck/deck_step_system.hpp"
#include "models/deck/deck_tables.hpp"

namespace spondyl {

class DeckOutput {
  public:
    // Keeps references to both. Mesh, warnings, origin and materials of the result are there at once, its tables
    // without rows.
    DeckOutput(const DeckModel& model, FieldResult& result);

    // States, history and rows of tables up to where a run is resumed. UserError if they do not fit the deck.
    void go_on_from(const FieldResult& begun, const DeckRestart& restart);
    // How many there are of them, for a restart from here.
    void count_rows(DeckRestart& restart) const;

    void keep_state(const DeckStepSystem& step, const State& state, const std::string& name, double time,
                    const Reactions& reactions);
    void keep_increment(const DeckStepSystem& step, const State& state, double time, double time_in_step,
                        const Reactions& reactions);
    void keep_history(const HistoryRow& row) { result_.history.push_back(row); }
    [[nodiscard]] bool has_states() const { return !result_.states.empty(); }

  private:
    [[nodiscard]] DataTable& of(DeckTable table) { return result_.tables[static_cast<std::size_t>(table)]; }
    void describe();
    void keep_sets(const Reactions& reactions, const std::string& name, double time);
    // volumes: current, of every cell, mm^3; 0 of those that are carried by a rigid body
    void keep_cell_sets(const FieldState& state, const std::vector<double>& volumes);
    void keep_springs(const std::vector<Springs::Sample>& springs, const std::string& name, double time);

    const DeckModel& model_;
    const Deck& deck_;
    FieldResult& result_;
};

}  // namespace spondyl
