// SPDX-License-Identifier: Apache-2.0
// From a deck to systems of terms: which cells have which material here, which nodes ride on which rigid body, and for
// each step the supports and loads.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/system/system.hpp"
#include "models/deck/deck_connections.hpp"
#include "models/deck/deck_loads.hpp"
#include "models/deck/make_block.hpp"

namespace spondyl {

using BlockMaterial = std::variant<CompressibleNeoHookean, MooneyRivlin, ReducedPolynomial, HolzapfelGasserOgden>;

// What a material of a deck is here. `text` says it in one line, with the constants that were chosen.
struct MaterialChoice {
    BlockMaterial material;
    double k1 = 0.0;
    double k2 = 1.0;
    double longitudinal_modulus = 0.0;  // MPa, at small strain; fibres as if they bore all
    std::string text;
};
MaterialChoice choose_material(const DeckMaterial& material);

// Cells of one kind and one material.
struct DeckBlock {
    int material = 0;        // of the deck
    std::vector<int> cells;  // of the deck, in the order of the term
    BlockCells of;
};

// What all steps share.
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

// The system of one step and the amplitudes of its loads.
class DeckStepSystem {
  public:
    // `before`: where the step begins, null for the first; reactions: of the supports that it releases. UserError for
    // supports and loads that cannot be.
    DeckStepSystem(const DeckModel& model, const StepLoads& loads, const State* before,
                   const std::map<NodeComponent, double>& reactions);

    [[nodiscard]] const System& system() const { return system_; }
    [[nodiscard]] const std::vector<const SolidBlockBase*>& blocks() const { return terms_; }
    // Of the springs of the deck, in its order.
    [[nodiscard]] std::vector<Springs::Sample> springs(const State& state) const;
    // At rest, or where the step before ended.
    [[nodiscard]] const State& start() const { return start_; }
    // Amplitudes of all loads at a time since the step began.
    [[nodiscard]] std::vector<double> amplitudes(double time) const;
    // Forces and moments that hold the supports, from the residual of a state.
    [[nodiscard]] std::map<NodeComponent, double> reactions(const Eigen::VectorXd& residual) const;
    // Forces (0..2) and moments (3..5) that the deck applies to a node at a time.
    [[nodiscard]] double applied(NodeComponent where, double time) const;

  private:
    LoadId add(const LoadCurve& curve);
    void add_supports(const State* before);
    void require_something_free() const;
    void add_forces();
    void add_pressures();
    void release(const std::map<NodeComponent, double>& reactions);

    const DeckModel& model_;
    const StepLoads& loads_;
    System system_;
    std::vector<const SolidBlockBase*> terms_;
    const Springs* springs_ = nullptr;
    std::vector<LoadCurve> curves_;  // by LoadId
    std::map<LoadCurve, LoadId> load_of_curve_;
    State start_;
};

}  // namespace spondyl
