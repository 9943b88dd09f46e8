// SPDX-License-Identifier: Apache-2.0
// The numeric columns of /history, for the writer and the reader alike.
#pragma once

#include <array>
#include <string_view>

#include "models/result/result.hpp"

namespace spondyl {

struct HistoryNumber {
    std::string_view name;
    std::string_view unit;
    std::string_view doc;
    double HistoryRow::*member;
};
inline constexpr std::array history_numbers = {
    HistoryNumber{"time", "1", "Number of completed load steps plus the fraction of the current one",
                  &HistoryRow::time},
    HistoryNumber{"residual_N", "N", "Out-of-balance force: Euclidean norm, moments divided by 20 mm",
                  &HistoryRow::residual_N},
    HistoryNumber{"energy_Nmm", "N*mm", "Stored energy; for tissue that relaxes, the potential of the increment",
                  &HistoryRow::energy_Nmm},
    HistoryNumber{"external_work_Nmm", "N*mm", "Work done by the loads so far", &HistoryRow::external_work_Nmm},
};

struct HistoryCount {
    std::string_view name;
    std::string_view doc;
    int HistoryRow::*member;
};
inline constexpr std::array history_counts = {
    HistoryCount{"iterations", "Newton iterations of the increment", &HistoryRow::iterations},
    HistoryCount{"factorisations", "Factorisations of the tangent", &HistoryRow::factorisations},
};

}  // namespace spondyl
