// SPDX-License-Identifier: Apache-2.0
#include "models/result/verdict.hpp"

namespace spondyl {

namespace {

using V = TaskVerdict;

constexpr std::array columns = {
    Column<V>{"needed_scale", "1", "Factor on the strength of all muscles that would just do", &V::needed_scale},
    Column<V>{"needed_stress_MPa", "MPa", "Maximum muscle stress that would just do", &V::needed_stress_MPa},
    Column<V>{"co_contraction", "1", "Least activation asked of every fascicle", &V::co_contraction},
    Column<V>{"stability_margin_Nm_rad", "N*m/rad", "Stability margin that was reached", &V::stability_margin_Nm_rad},
    Column<V>{"wanted_margin_Nm_rad", "N*m/rad", "Stability margin that the scenario asks for",
              &V::wanted_margin_Nm_rad},
    Column<V>{"moment_residual_Nm", "N*m", "Largest moment that is left to hold", &V::moment_residual_Nm},
    Column<V>{"rounds", "1", "Finite-element solves of the muscle iteration", &V::rounds},
    Column<V>{"progress", "1", "Share of the way to the task that was gone", &V::progress},
};

}  // namespace

std::span<const Column<TaskVerdict>> verdict_columns() {
    return columns;
}

}  // namespace spondyl
