// SPDX-License-Identifier: Apache-2.0
#include "io/deck/write_inp.hpp"

#include <algorithm>

#include "core/mesh/cells.hpp"
#include "core/text/words.hpp"
#include "io/deck/element_names.hpp"
#include "io/deck/inp_writer.hpp"

namespace spondyl {

std::string inp_lines_of(const std::vector<int>& items) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool ends = i % inp_numbers_per_line == inp_numbers_per_line - 1 || i + 1 == items.size();
        text += fmt::format("{}{}", items[i] + 1, ends ? "\n" : ", ");
    }
    return text;
}

std::string inp_vector(const Vec3& v) {
    return fmt::format("{}, {}, {}", deck_number(v.x()), deck_number(v.y()), deck_number(v.z()));
}

InpWriter::InpWriter(const Deck& deck, InpDialect dialect, std::vector<std::string> left_out)
    : deck_(deck),
      for_calculix_(dialect == InpDialect::calculix),
      regions_(deck_regions(deck)),
      left_out_(std::move(left_out)) {}

DeckText InpWriter::write() {
    for (const DeckUnsupported& u : deck_.unsupported) leave_out(fmt::format("{}: {}", deck_.place(u.where), u.what));
    write_nodes();
    write_elements();
    write_sets();
    write_amplitudes();
    write_materials();
    write_sections();
    write_bodies();
    write_springs();
    write_links();
    write_surfaces();
    write_ties();
    write_boundaries(deck_.boundaries);
    for (const DeckStep& step : deck_.steps) write_step(step);
    return {"*HEADING\n" + heading() + deck_header(deck_, left_out_, "**") + text_, left_out_};
}

void InpWriter::leave_out(const std::string& what) {
    if (std::ranges::find(left_out_, what) == left_out_.end()) left_out_.push_back(what);
}

std::string InpWriter::heading() const {
    const std::string title = deck_.title.empty() || deck_.title.front() == '*' ? "deck" : deck_.title;
    return first_line(title) + "\n";
}

std::string_view InpWriter::element_name(CellType type) const {
    const ElementNames& names = names_of_element(type);
    return for_calculix_ ? names.calculix : names.abaqus;
}

void InpWriter::write_nodes() {
    put("*NODE\n");
    for (std::size_t n = 0; n < deck_.mesh.nodes.size(); ++n) put("{}, {}\n", n + 1, inp_vector(deck_.mesh.nodes[n]));
    for (std::size_t b = 0; for_calculix_ && b < deck_.bodies.size(); ++b) {
        const Vec3& x = deck_.mesh.nodes[static_cast<std::size_t>(deck_.bodies[b].reference)];
        put("{}, {}\n", rotation_node(b), inp_vector(x));
    }
}

void InpWriter::write_elements() {
    std::size_t element = 0;
    for (const CellBlock& block : deck_.mesh.blocks) {
        put("*ELEMENT, TYPE={}\n", element_name(block.type));
        for (std::size_t c = 0; c < block.size(); ++c) {
            const auto nodes = block[c];
            put("{}, ", ++element);
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                // A line holds sixteen numbers, the first of which is that of the element.
                const bool wraps = i == inp_numbers_per_line - 2 && i + 1 < nodes.size();
                put("{}{}", nodes[i] + 1, i + 1 == nodes.size() ? "\n" : wraps ? ",\n" : ", ");
            }
        }
    }
}

void InpWriter::write_sets() {
    const auto write = [&](const auto& sets, std::string_view keyword) {
        std::vector<std::string> names;
        names.reserve(sets.size());
        for (const auto& [name, items] : sets) names.push_back(name);
        names = plain_names(names);
        std::size_t next = 0;
        for (const auto& [name, items] : sets) {
            const std::string& plain = names[next++];
            if (items.empty()) continue;
            put("*{0}, {0}={1}\n{2}", keyword, plain, inp_lines_of(items));
        }
    };
    write(deck_.mesh.node_sets, "NSET");
    write(deck_.mesh.cell_sets, "ELSET");
}

DeckText write_inp(const Deck& deck, InpDialect dialect, std::vector<std::string> left_out) {
    return InpWriter(deck, dialect, std::move(left_out)).write();
}

}  // namespace spondyl
