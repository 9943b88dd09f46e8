// SPDX-License-Identifier: Apache-2.0
// Nodes and elements by their numbers, as readers meet them, and from them the mesh of a deck.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/deck/deck_problems.hpp"
#include "io/deck/inp_elements.hpp"

namespace spondyl {

class DeckMeshBuilder {
  public:
    explicit DeckMeshBuilder(DeckProblems& problems) : problems_(problems) {}

    // An error for a number that is there already or not positive, a place beyond the limits, too many nodes.
    void add_node(long long number, const Vec3& at, DeckPlace where);
    // Nodes in the order of VTK. Returns the index of the element, or -1 and an error.
    int add_element(long long number, CellType type, std::span<const long long> nodes, DeckPlace where);
    // A node that the deck does not have, numbered after all others: the reference node of a rigid body.
    int add_reference_node(const Vec3& at);

    // Index of a node (element) with that number; -1 if there is none.
    [[nodiscard]] int node(long long number) const;
    [[nodiscard]] int element(long long number) const;
    [[nodiscard]] int node_count() const { return static_cast<int>(nodes_.size()); }
    [[nodiscard]] int element_count() const { return static_cast<int>(elements_.size()); }
    [[nodiscard]] int number_of_node(int node) const { return node_numbers_[static_cast<std::size_t>(node)]; }
    [[nodiscard]] const Vec3& position(int node) const { return nodes_[static_cast<std::size_t>(node)]; }
    [[nodiscard]] std::span<const int> nodes_of(int element) const;
    [[nodiscard]] CellType type_of(int element) const { return elements_[static_cast<std::size_t>(element)].type; }
    [[nodiscard]] DeckPlace place_of(int element) const { return elements_[static_cast<std::size_t>(element)].where; }
    // Centre of volume of these elements; nothing if they have none.
    [[nodiscard]] std::optional<Vec3> centre_of(const std::vector<int>& elements) const;
    // The face of three to eight nodes with these numbers, as it is written; nothing, and an error, if it has a node
    // that is not there or twice.
    std::optional<InpCell> face(CellType type, std::span<const long long> nodes, DeckPlace where);

    // Fills mesh, labels and places of the deck; elements whose nodes repeat become what they are drawn together to
    // (cell_of_nodes). Returns the cell of every element; -1 of those that are left out (named as not supported).
    std::vector<int> build(Deck& deck);

  private:
    struct Element {
        CellType type{};
        int number = 0;
        std::size_t first = 0;
        int count = 0;
        DeckPlace where;
    };
    std::optional<int> checked(long long number, std::string_view what, DeckPlace where);

    DeckProblems& problems_;
    std::vector<Vec3> nodes_;
    std::vector<int> node_numbers_;
    std::vector<Element> elements_;
    std::vector<int> connectivity_;
    std::unordered_map<int, int> node_of_number_;
    std::unordered_map<int, int> element_of_number_;
    int largest_node_ = 0;
};

}  // namespace spondyl
