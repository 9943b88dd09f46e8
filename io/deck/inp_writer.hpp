// SPDX-License-Identifier: Apache-2.0
// Inside the writer of .inp: what is written of a deck, part by part.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/deck/write_inp.hpp"

namespace spondyl {

inline constexpr std::size_t inp_numbers_per_line = 16;

// Numbers from 1, sixteen a line.
std::string inp_lines_of(const std::vector<int>& items);
std::string inp_vector(const Vec3& v);

class InpWriter {
  public:
    InpWriter(const Deck& deck, InpDialect dialect, std::vector<std::string> left_out);
    DeckText write();

  private:
    template <class... T>
    void put(fmt::format_string<T...> text, T&&... values) {
        fmt::format_to(std::back_inserter(text_), text, std::forward<T>(values)...);
    }
    void leave_out(const std::string& what);
    [[nodiscard]] std::string heading() const;
    [[nodiscard]] std::string_view element_name(CellType type) const;
    // Number in the file of the node that stands for the rotation of a body.
    [[nodiscard]] std::size_t rotation_node(std::size_t body) const { return deck_.mesh.nodes.size() + body + 1; }

    // write_inp.cpp
    void write_nodes();
    void write_elements();
    void write_sets();

    // write_inp_materials.cpp
    // 2/K of what is solved here, where the deck leaves the bulk modulus to the program.
    double compressibility(const DeckMaterial& material, double d);
    void write_law(const DeckMaterial& /*material*/, std::monostate /*law*/) {}
    void write_law(const DeckMaterial& material, const DeckElastic& law);
    void write_law(const DeckMaterial& material, const DeckMooneyRivlin& law);
    void write_law(const DeckMaterial& material, const DeckReducedPolynomial& law);
    void write_law(const DeckMaterial& material, const DeckHolzapfel& law);
    void write_materials();
    // The material of CalculiX holds the directions of the fibres as well: one for each region.
    std::string write_fibres(const DeckRegion& region, std::size_t number, const std::vector<Vec3>& directions);
    void write_sections();
    // Axes of each cell, turned by `turn`, and fibre directions in them.
    void write_axes(const DeckRegion& region, const std::string& name, const Mat3& turn,
                    const std::vector<Vec3>& directions);

    // write_inp_connections.cpp
    void write_bodies();
    // Springs of one law and one kind are a set.
    void write_springs();
    void write_links();
    // Element and number of each face, found by its nodes.
    void find_faces();
    void write_surface(const std::string& name, const std::vector<CellBlock>& faces, DeckPlace where);
    void write_surfaces();
    void write_ties();

    // write_inp_steps.cpp
    void write_amplitudes();
    [[nodiscard]] std::string amplitude(int number) const;
    [[nodiscard]] int body_with_reference(int node) const;
    // Calls line(node, component from 1) as the program counts, where the node has that component.
    template <class Line>
    void for_component(int node, int component, Line line);
    void write_boundaries(const std::vector<DeckBoundary>& boundaries);
    void write_forces(const DeckStep& step);
    void write_step(const DeckStep& step);

    const Deck& deck_;
    bool for_calculix_;
    std::vector<DeckRegion> regions_;
    std::vector<std::string> amplitude_names_;
    std::vector<std::string> material_names_;
    std::map<std::vector<int>, std::pair<int, int>> face_of_nodes_;
    std::size_t pressures_ = 0;
    std::vector<std::string> left_out_;
    std::string text_;
};

}  // namespace spondyl
