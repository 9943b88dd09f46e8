// SPDX-License-Identifier: Apache-2.0
// Names of the muscles that cross the lumbar spine.
#pragma once

#include <array>
#include <string_view>

#include "core/text/enum_names.hpp"

namespace spondyl {

enum class MuscleGroup {
    multifidus,
    longissimus_lumborum,
    longissimus_thoracis,
    iliocostalis_lumborum,
    iliocostalis_thoracis,
    quadratus_lumborum,
    psoas,
    rectus_abdominis,
    external_oblique,
    internal_oblique,
    latissimus_dorsi,
};
inline constexpr std::array<std::string_view, 11> muscle_group_names = {"multifidus",
                                                                        "longissimus_lumborum",
                                                                        "longissimus_thoracis",
                                                                        "iliocostalis_lumborum",
                                                                        "iliocostalis_thoracis",
                                                                        "quadratus_lumborum",
                                                                        "psoas",
                                                                        "rectus_abdominis",
                                                                        "external_oblique",
                                                                        "internal_oblique",
                                                                        "latissimus_dorsi"};
constexpr const auto& enum_names(MuscleGroup /*of*/) {
    return muscle_group_names;
}

}  // namespace spondyl
