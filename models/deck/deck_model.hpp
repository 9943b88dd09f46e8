// SPDX-License-Identifier: Apache-2.0
// From a deck to what all of its steps share: which cells have which material here, and which nodes ride on which rigid
// body.
#pragma once

#include <string>
#include <vector>

#include "models/deck/deck_connections.hpp"
#include "models/deck/make_block.hpp"
#include "models/deck/material_choice.hpp"

namespace spondyl {

// Cells of one kind and one material.
struct DeckBlock {
    int material = 0;        // of the deck
    std::vector<int> cells;  // of the deck, in the order of the term
    BlockCells of;
};

class DeckModel {
  public:
    // Keeps a reference to the deck. UserError, with places in the deck, for cells without material, inside out or of a
    // material without the axes it needs, and for nodes on two bodies.
    explicit DeckModel(const Deck& deck);

    [[nodiscard]] const Deck& deck() const { return deck_; }
    [[nodiscard]] const std::vector<DeckBlock>& blocks() const { return blocks_; }
    [[nodiscard]] const std::vector<MaterialChoice>& materials() const { return materials_; }
    [[nodiscard]] const DeckConnections& connections() const { return connections_; }
    [[nodiscard]] int body_of(int node) const { return body_of_[static_cast<std::size_t>(node)]; }
    // -1: the node is no reference node
    [[nodiscard]] int body_with_reference(int node) const;
    // Belongs to a cell, a body, a spring or a tie.
    [[nodiscard]] bool in_use(int node) const { return in_use_[static_cast<std::size_t>(node)] != 0; }

  private:
    void find_bodies(std::vector<std::string>& mistakes);
    void find_blocks(std::vector<std::string>& mistakes);
    // Of one kind and one material of the deck.
    [[nodiscard]] DeckBlock empty_block(int material, CellType type) const;
    void check_cells(std::vector<std::string>& mistakes) const;
    void connect_parts();

    const Deck& deck_;
    std::vector<MaterialChoice> materials_;
    std::vector<int> body_of_;
    std::vector<char> in_use_;
    std::vector<char> carried_;  // per cell: lies on a rigid body as a whole
    std::vector<DeckBlock> blocks_;
    DeckConnections connections_;
};

}  // namespace spondyl
