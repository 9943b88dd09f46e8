// SPDX-License-Identifier: Apache-2.0
// All elements: the one place that names an element besides its own file and its tests.
#pragma once

#include <tuple>

#include "core/elements/hex20.hpp"
#include "core/elements/hex8.hpp"
#include "core/elements/quad4.hpp"
#include "core/elements/quad8.hpp"
#include "core/elements/tet10.hpp"
#include "core/elements/tet4.hpp"
#include "core/elements/tri3.hpp"
#include "core/elements/tri6.hpp"
#include "core/elements/wedge6.hpp"

namespace spondyl {

using SolidElements = std::tuple<Hex8, Hex20, Tet4, Tet10, Wedge6>;
using FaceElements = std::tuple<Tri3, Tri6, Quad4, Quad8>;

struct CellKind {
    CellType type{};
    std::string_view name;
    int nodes = 0;
    int dimension = 0;  // 3: solid, 2: face
};

inline constexpr auto cell_kinds = [] {
    const auto list = []<class... E>(std::tuple<E...>*) {
        return std::array{CellKind{E::type, E::name, E::nodes, E::dimension}...};
    };
    constexpr auto all = static_cast<decltype(std::tuple_cat(SolidElements{}, FaceElements{}))*>(nullptr);
    return list(all);
}();

// Null if no element has this VTK number.
constexpr const CellKind* find_cell_kind(CellType type) {
    for (const CellKind& kind : cell_kinds) {
        if (kind.type == type) return &kind;
    }
    return nullptr;
}

// Calls visit.operator()<E>() for the solid element E of this type; false if there is none.
template <class Visitor>
bool with_solid_element(CellType type, Visitor&& visit) {
    const auto among = [&]<class... E>(std::tuple<E...>*) {
        return ((E::type == type && (visit.template operator()<E>(), true)) || ...);
    };
    return among(static_cast<SolidElements*>(nullptr));
}

}  // namespace spondyl
