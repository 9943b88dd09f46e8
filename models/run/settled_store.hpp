// SPDX-License-Identifier: Apache-2.0
// Settled spines that are kept after their run (docs/adr/0046). The store handles files; this file defines a settled
// spine.
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

// Everything that settle() computes; all other data of a result at rest follow from it.
struct SettledSpine {
    State undamaged;                   // reference of motions
    std::optional<State> injured;      // after the loss of nucleus by injuries; none without a loss
    std::optional<State> factored_at;  // Newton::factored_at
    std::vector<HistoryRow> history;   // of the increments that led there
};

// Identity of a settled spine: two subjects that differ in anything are different spines.
struct SettleSubject {
    Scenario scenario;      // without what settling does not depend on: titles, loads, tasks, muscle recruitment
    std::string kind;       // properties of the model that depend on loads or tasks
    std::string structure;  // bytes of its nodes, supports and equations, as they were numbered
};

SettleSubject settle_subject(const Scenario& scenario, const SpineModel& model, const Newton& newton);

// Whether `spine`, which may come from an untrusted source, is this model in equilibrium at rest: its states fit, have
// the loads of rest, and Newton's method with these options has nothing left to do. The caller checks the resting
// pressures of the nuclei.
bool holds(const SettledSpine& spine, const Scenario& scenario, const SpineModel& model, NewtonOptions options);

class SettledStore {
  public:
    SettledStore() = default;
    SettledStore(const SettledStore&) = delete;
    SettledStore& operator=(const SettledStore&) = delete;
    virtual ~SettledStore() = default;

    // The stored spine of this subject. none: the caller settles, and passes the result to keep(). May take as long as
    // another process is settling the same spine; `waiting` is called repeatedly meanwhile and may throw.
    virtual std::optional<SettledSpine> find(const SettleSubject& subject, const std::function<void()>& waiting) = 0;
    // Stores the spine of the subject that was looked up last. A store without space is left unchanged.
    virtual void keep(const SettledSpine& spine) = 0;
};

}  // namespace spondyl
