// SPDX-License-Identifier: Apache-2.0
#include "io/deck/element_names.hpp"

#include <algorithm>

#include "core/elements/table.hpp"
#include "core/error.hpp"

namespace spondyl {
namespace {

constexpr std::array<int, 20> own_order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19};

constexpr std::array rows = {
    ElementNames{
        Hex8::type, "hex8", 5, own_order, "C3D8I", "C3D8H", {"C3D8", "C3D8H", "C3D8R", "C3D8RH", "C3D8I", "C3D8IH"}},
    ElementNames{Hex20::type,
                 "hex20",
                 17,
                 {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 9, 16, 18, 19, 17, 10, 12, 14, 15},
                 "C3D20R",
                 "C3D20H",
                 {"C3D20", "C3D20H", "C3D20R", "C3D20RH"}},
    ElementNames{Tet4::type, "tet4", 4, own_order, "C3D4", "C3D4H", {"C3D4", "C3D4H"}},
    ElementNames{Tet10::type,
                 "tet10",
                 11,
                 {0, 1, 2, 3, 4, 5, 6, 7, 9, 8},
                 "C3D10",
                 "C3D10H",
                 {"C3D10", "C3D10H", "C3D10M", "C3D10MH", "C3D10HS"}},
    ElementNames{Wedge6::type, "penta6", 6, own_order, "C3D6", "C3D6H", {"C3D6", "C3D6H"}},
    ElementNames{Tri3::type, "tri3", 2, own_order, {}, {}, {}},
    ElementNames{Tri6::type, "tri6", 9, own_order, {}, {}, {}},
    ElementNames{Quad4::type, "quad4", 3, own_order, {}, {}, {}},
    ElementNames{Quad8::type, "quad8", 16, own_order, {}, {}, {}},
};
static_assert(std::ranges::all_of(cell_kinds, [](const CellKind& kind) {
    return std::ranges::find(rows, kind.type, &ElementNames::type) != rows.end();
}));

}  // namespace

std::span<const ElementNames> element_names() {
    return rows;
}

const ElementNames& names_of_element(CellType type) {
    const auto* found = std::ranges::find(rows, type, &ElementNames::type);
    SPONDYL_ASSERT(found != rows.end(), "no names for cells of type {}", static_cast<int>(type));
    return *found;
}

}  // namespace spondyl
