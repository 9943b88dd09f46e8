// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_tables.hpp"

#include <fmt/format.h>

namespace spondyl {

namespace {

std::string name_of(DeckTable table) {
    return std::string(deck_table_names.at(static_cast<std::size_t>(table)));
}

void add_vector_columns(DataTable& table, const std::string& name, const std::string& unit, const std::string& doc) {
    for (const char axis : {'x', 'y', 'z'}) {
        table.numbers.push_back({.name = fmt::format("{}_{}_{}", name, axis, unit == "N mm" ? "Nmm" : unit),
                                 .unit = unit,
                                 .doc = doc,
                                 .rows = {}});
    }
}

DataTable::Texts step_column() {
    return {.name = "step", .doc = "Step of the deck", .rows = {}};
}

DataTable::Numbers time_column() {
    return {.name = "time", .unit = "1", .doc = "Steps done plus the fraction of the current one", .rows = {}};
}

}  // namespace

std::vector<DataTable> empty_deck_tables() {
    DataTable materials{.name = name_of(DeckTable::materials),
                        .doc = "What each material of the deck is here",
                        .texts = {},
                        .numbers = {}};
    materials.texts = {{.name = "material", .doc = "Name in the deck", .rows = {}},
                       {.name = "law", .doc = "Law and constants of the solid that was run", .rows = {}}};
    DataTable nodes{.name = name_of(DeckTable::bodies),
                    .doc = "Reference nodes of rigid bodies and couplings after every increment",
                    .texts = {},
                    .numbers = {}};
    nodes.texts = {{.name = "body", .doc = "Name of the coupling or rigid body", .rows = {}}, step_column()};
    nodes.numbers = {time_column()};
    add_vector_columns(nodes, "displacement", "mm", "Displacement of the reference node");
    add_vector_columns(nodes, "rotation", "deg", "Rotation vector since the start");
    add_vector_columns(nodes, "force", "N", "Force on the body: applied and of supports");
    add_vector_columns(nodes, "moment", "N mm", "Moment on the body about its reference node: applied and of supports");
    DataTable sets{.name = name_of(DeckTable::reactions),
                   .doc = "Sums of the forces of supports over the named sets of nodes that hold some, per state",
                   .texts = {},
                   .numbers = {}};
    sets.texts = {{.name = "set", .doc = "Set of nodes", .rows = {}}, step_column()};
    sets.numbers = {time_column()};
    add_vector_columns(sets, "force", "N", "Force of the supports on the body");
    DataTable cells{.name = name_of(DeckTable::cell_sets),
                    .doc = "Means over the volume of the named sets of cells, per state",
                    .texts = {},
                    .numbers = {}};
    cells.texts = {{.name = "set", .doc = "Set of cells", .rows = {}}, step_column()};
    cells.numbers = {
        time_column(),
        {.name = "pressure_MPa", .unit = "MPa", .doc = "Mean pressure, positive in compression", .rows = {}},
        {.name = "von_mises_MPa", .unit = "MPa", .doc = "Mean von Mises stress", .rows = {}},
        {.name = "largest_von_mises_MPa", .unit = "MPa", .doc = "Largest von Mises stress of a cell", .rows = {}},
        {.name = "volume_mm3", .unit = "mm^3", .doc = "Current volume", .rows = {}}};
    DataTable springs{.name = name_of(DeckTable::springs),
                      .doc = "Springs and rigid links of the deck, per state",
                      .texts = {},
                      .numbers = {}};
    springs.texts = {{.name = "spring", .doc = "Set of the spring, and its number", .rows = {}}, step_column()};
    springs.numbers = {
        time_column(),
        {.name = "elongation_mm",
         .unit = "mm",
         .doc = "How much longer it is than when it bears nothing by its length; of springs along an axis the relative "
                "displacement",
         .rows = {}},
        {.name = "force_N", .unit = "N", .doc = "Positive: tension", .rows = {}}};
    return {std::move(materials), std::move(nodes), std::move(sets), std::move(cells), std::move(springs)};
}

}  // namespace spondyl
