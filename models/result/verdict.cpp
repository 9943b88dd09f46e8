// SPDX-License-Identifier: Apache-2.0
#include "models/result/verdict.hpp"

namespace spondyl {

namespace {

using V = TaskVerdict;

constexpr std::array all_verdict_columns = {
    Column<V>{"needed_scale", "1", "Factor on the strength of all muscles that would just suffice", &V::needed_scale},
    Column<V>{"needed_stress_MPa", "MPa", "Maximum muscle stress that would just suffice", &V::needed_stress_MPa},
    Column<V>{"co_contraction", "1", "Minimum activation prescribed for every fascicle", &V::co_contraction},
    Column<V>{"stability_margin_Nm_rad", "N*m/rad", "Stability margin that was reached", &V::stability_margin_Nm_rad},
    Column<V>{"wanted_margin_Nm_rad", "N*m/rad", "Stability margin that the scenario requires",
              &V::wanted_margin_Nm_rad},
    Column<V>{"moment_residual_Nm", "N*m", "Largest remaining reaction moment", &V::moment_residual_Nm},
    Column<V>{"rounds", "1", "Finite-element solves of the muscle iteration", &V::rounds},
    Column<V>{"progress", "1", "Fraction of the path to the task that was completed", &V::progress},
};

}  // namespace

std::span<const Column<TaskVerdict>> verdict_columns() {
    return all_verdict_columns;
}

}  // namespace spondyl
