// SPDX-License-Identifier: Apache-2.0
// Settled spines that outlive their run (docs/adr/0046). The store knows files; this knows what a settled spine is.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/system/state.hpp"
#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"
#include "models/spine/spine_model.hpp"
#include "solvers/newton.hpp"

namespace spondyl {

// All that settle() leaves behind; everything else that a result says of rest follows from it.
struct SettledSpine {
    State undamaged;                   // what motions count from
    std::optional<State> injured;      // after injuries took their share of the nuclei; none where nothing is lost
    std::optional<State> factored_at;  // Newton::factored_at
    std::vector<HistoryRow> history;   // of the increments that led there
};

// What a settled spine is of. Two that differ in anything are two spines.
struct SettleSubject {
    Scenario scenario;      // without what settling does not ask: titles, loads and tasks, how muscles are chosen
    std::string kind;       // what loads or tasks make of the model
    std::string structure;  // bytes of its nodes, supports and equations, as they were numbered
};

SettleSubject settle_subject(const Scenario& scenario, const SpineModel& model, const Newton& newton);

// Whether `spine`, which may come from anybody, is this model in equilibrium at rest: its states fit, carry the loads
// of rest, and Newton's method with these options finds nothing to do at them. Whether nuclei have the pressure of rest
// is left to the caller.
bool holds(const SettledSpine& spine, const Scenario& scenario, const SpineModel& model, NewtonOptions options);

class SettledStore {
  public:
    SettledStore() = default;
    SettledStore(const SettledStore&) = delete;
    SettledStore& operator=(const SettledStore&) = delete;
    virtual ~SettledStore() = default;

    // What is kept of this subject. none: the caller settles, and offers it to keep(). May take as long as somebody
    // else is settling the same; `waiting` is called all the time and may throw.
    virtual std::optional<SettledSpine> find(const SettleSubject& subject, const std::function<void()>& waiting) = 0;
    // Of the subject that was looked for last. A store that has no room stays as it is.
    virtual void keep(const SettledSpine& spine) = 0;
};

}  // namespace spondyl
