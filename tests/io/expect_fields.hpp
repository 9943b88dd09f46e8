// SPDX-License-Identifier: Apache-2.0
// Compares the parts that all results have in common, exactly.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "core/result/field_result.hpp"

namespace spondyl::test {

inline void expect_equal(const RunInfo& a, const RunInfo& b) {
    EXPECT_EQ(a.title, b.title);
    EXPECT_EQ(a.canonical_scenario, b.canonical_scenario);
    EXPECT_EQ(a.scenario_sha256, b.scenario_sha256);
    EXPECT_EQ(a.run_id, b.run_id);
    EXPECT_EQ(a.complete, b.complete);
    EXPECT_EQ(a.failure, b.failure);
    EXPECT_EQ(a.threads, b.threads);
    EXPECT_EQ(a.wall_seconds, b.wall_seconds);
    EXPECT_EQ(a.provenance, b.provenance);
}

inline void expect_equal(const std::vector<Field>& a, const std::vector<Field>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].name, b[i].name);
        EXPECT_EQ(a[i].components, b[i].components);
        EXPECT_EQ(a[i].values, b[i].values);
        EXPECT_EQ(a[i].unit, b[i].unit);
        EXPECT_EQ(a[i].doc, b[i].doc);
    }
}

inline void expect_equal(const FieldState& a, const FieldState& b) {
    EXPECT_EQ(a.step, b.step);
    EXPECT_EQ(a.time, b.time);
    EXPECT_EQ(a.displacement, b.displacement);
    expect_equal(a.cell_fields, b.cell_fields);
    expect_equal(a.node_fields, b.node_fields);
}

inline void expect_equal(const std::vector<HistoryRow>& a, const std::vector<HistoryRow>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].time, b[i].time);
        EXPECT_EQ(a[i].iterations, b[i].iterations);
        EXPECT_EQ(a[i].factorisations, b[i].factorisations);
        EXPECT_EQ(a[i].residual_N, b[i].residual_N);
        EXPECT_EQ(a[i].energy_Nmm, b[i].energy_Nmm);
        EXPECT_EQ(a[i].external_work_Nmm, b[i].external_work_Nmm);
        EXPECT_EQ(a[i].converged, b[i].converged);
    }
}

}  // namespace spondyl::test
