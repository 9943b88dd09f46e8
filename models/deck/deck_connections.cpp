// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_connections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/mesh/cells.hpp"
#include "models/deck/deck_ties.hpp"

namespace spondyl {

namespace {

constexpr double plain_modulus = 1000.0;  // MPa, between rigid bodies, where there is no solid to compare with

// The stiffest and largest cell at a node.
struct Surroundings {
    double modulus = 0.0;  // MPa; 0: no solid there
    double size = 0.0;     // mm
};

std::vector<Surroundings> surroundings_of_nodes(const Deck& deck, const std::vector<double>& moduli,
                                                const std::vector<char>& carried) {
    std::vector<Surroundings> of_node(deck.mesh.nodes.size());
    for_each_cell(deck.mesh, [&](std::size_t cell, const CellKind&, std::span<const int> nodes) {
        const int material = deck.sections[cell].material;
        if (material < 0 || carried[cell] != 0) return;
        const Vec3& first = deck.mesh.nodes[static_cast<std::size_t>(nodes.front())];
        double size = 0.0;
        for (const int node : nodes)
            size = std::max(size, (deck.mesh.nodes[static_cast<std::size_t>(node)] - first).norm());
        for (const int node : nodes) {
            Surroundings& at = of_node[static_cast<std::size_t>(node)];
            at.modulus = std::max(at.modulus, moduli[static_cast<std::size_t>(material)]);
            at.size = std::max(at.size, size);
        }
    });
    return of_node;
}

SpringLaw law_of(const DeckSpringLaw& law, double length) {
    std::vector<SpringLaw::Point> points;
    points.reserve(law.points.size());
    for (const auto& [elongation, force] : law.points)
        points.push_back({law.of_strain ? elongation * length : elongation, force});
    return {std::move(points), law.straight_on ? SpringLaw::Beyond::straight_on : SpringLaw::Beyond::constant};
}

class Connector {
  public:
    Connector(const Deck& deck, const std::vector<double>& moduli, const std::vector<char>& carried)
        : deck_(deck), of_node_(surroundings_of_nodes(deck, moduli, carried)) {
        for (const Surroundings& at : of_node_) stiffest_ = std::max(stiffest_, at.modulus);
        if (stiffest_ == 0.0) stiffest_ = plain_modulus;
    }

    DeckConnections connect() {
        for (const DeckSpringLaw& law : deck_.spring_laws) {
            // Those of strain are made for each spring.
            if (!law.of_strain)
                law_numbers_.push_back(add(law_of(law, 1.0)));
            else
                law_numbers_.push_back(-1);
        }
        for (const DeckSpring& spring : deck_.springs) add_spring(spring);
        for (const DeckTie& tie : deck_.ties) add_tie(tie);
        return std::move(result_);
    }

  private:
    int add(SpringLaw law) {
        result_.laws.push_back(std::move(law));
        return static_cast<int>(result_.laws.size()) - 1;
    }
    [[nodiscard]] const Vec3& at(int node) const { return deck_.mesh.nodes[static_cast<std::size_t>(node)]; }
    [[nodiscard]] double modulus_at(std::span<const int> nodes) const {
        double modulus = 0.0;
        for (const int node : nodes) modulus = std::max(modulus, of_node_[static_cast<std::size_t>(node)].modulus);
        return modulus > 0.0 ? modulus : stiffest_;
    }

    void add_spring(const DeckSpring& spring) {
        Spring made{.first = spring.first, .second = spring.second, .along_line = spring.first_component < 0};
        double length = 1.0;
        if (made.along_line) {
            length = (at(spring.second) - at(spring.first)).norm();
            if (length == 0.0) {
                throw UserError(fmt::format("{}: the two nodes of {} lie in one place: it has no direction",
                                            deck_.place(spring.where), spring.name));
            }
            made.free_length = spring.free_length >= 0.0 ? spring.free_length : length;
        } else {
            made.directions[0] = Vec3::Unit(spring.first_component);
            if (spring.second >= 0) made.directions[1] = Vec3::Unit(spring.second_component);
        }
        if (spring.law < 0) {
            const std::array ends = {spring.first, spring.second};
            double size = 0.0;
            for (const int node : ends) size = std::max(size, of_node_[static_cast<std::size_t>(node)].size);
            const double stiffness = penalty_ratio * modulus_at(ends) * (size > 0.0 ? size : length);
            made.law = add(SpringLaw({{0.0, 0.0}, {1.0, stiffness}}, SpringLaw::Beyond::straight_on));
        } else {
            const DeckSpringLaw& law = deck_.spring_laws[static_cast<std::size_t>(spring.law)];
            made.law =
                law.of_strain ? add(law_of(law, made.free_length)) : law_numbers_[static_cast<std::size_t>(spring.law)];
        }
        result_.springs.push_back(made);
    }

    void add_tie(const DeckTie& tie) {
        std::optional<TieProjection> projection = project_tie(deck_, tie);
        if (!projection)
            throw UserError(
                fmt::format("{}: the surfaces of the tie {} overlap too often: more than {} pairs of a "
                            "node and a face near it",
                            deck_.place(tie.where), tie.name, most_tie_pairs));
        if (projection->bound.empty() && !projection->beyond.empty())
            throw UserError(fmt::format("{}: no node of the tie {} is nearer than {:g} mm to the other surface",
                                        deck_.place(tie.where), tie.name, projection->tolerance));
        if (!projection->beyond.empty())
            result_.notes.push_back(fmt::format(
                "{} of {} nodes of the tie {} ({}) are farther than {:g} mm from the other surface and stay free; "
                "the first is {}",
                projection->beyond.size(), tie.nodes.size(), tie.name, deck_.place(tie.where), projection->tolerance,
                deck_.node_name(projection->beyond.front())));
        keep_gaps(deck_, tie, *projection);
        for (BoundNode& bound : projection->bound) {
            std::vector<int> all = bound.onto;
            all.push_back(bound.node);
            result_.ties.push_back({.node = bound.node,
                                    .to = {std::move(bound.onto), std::move(bound.weights)},
                                    .stiffness = penalty_ratio * modulus_at(all) * projection->face_size});
        }
    }

    const Deck& deck_;
    std::vector<Surroundings> of_node_;
    double stiffest_ = 0.0;  // MPa
    std::vector<int> law_numbers_;
    DeckConnections result_;
};

}  // namespace

DeckConnections connect(const Deck& deck, const std::vector<double>& moduli, const std::vector<char>& carried) {
    if (deck.springs.empty() && deck.ties.empty()) return {};
    return Connector(deck, moduli, carried).connect();
}

}  // namespace spondyl
