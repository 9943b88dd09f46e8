// SPDX-License-Identifier: Apache-2.0
// Cards that bind nodes: ties of surfaces, rigid beams and links.
#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <map>
#include <set>

#include "core/text/limits.hpp"
#include "io/deck/inp_reader.hpp"
#include "io/deck/tie_problems.hpp"

namespace spondyl {

namespace {

constexpr double straight = 1e-9;  // sine of an angle

// Whether a body of these nodes may turn about a line on which all of them lie.
bool lie_on_a_line(const std::vector<Vec3>& nodes) {
    Vec3 along = Vec3::Zero();
    for (const Vec3& x : nodes) {
        const Vec3 arm = x - nodes.front();
        if (arm.norm() > along.norm()) along = arm;
    }
    return std::ranges::all_of(
        nodes, [&](const Vec3& x) { return along.cross(x - nodes.front()).norm() <= straight * along.squaredNorm(); });
}

// Nodes whose rotation is held or loaded: a beam to one of them is a body, however few nodes it has.
std::set<int> turned_nodes(const Deck& deck) {
    std::set<int> turned;
    const auto look = [&](const std::vector<DeckBoundary>& boundaries) {
        for (const DeckBoundary& b : boundaries) {
            if (b.last >= 3) turned.insert(b.nodes.begin(), b.nodes.end());
        }
    };
    look(deck.boundaries);
    for (const DeckStep& step : deck.steps) {
        look(step.boundaries);
        for (const DeckForce& force : step.forces) {
            if (force.component >= 3) turned.insert(force.nodes.begin(), force.nodes.end());
        }
    }
    return turned;
}

std::map<int, int> bodies_of_nodes(const Deck& deck) {
    std::map<int, int> body_of;
    for (std::size_t b = 0; b < deck.bodies.size(); ++b) {
        body_of.emplace(deck.bodies[b].reference, static_cast<int>(b));
        for (const int node : deck.bodies[b].nodes) body_of.emplace(node, static_cast<int>(b));
    }
    return body_of;
}

// In the order of the node that stands for each group.
std::vector<BeamGroup> beam_groups(const std::vector<InpRigidPair>& pairs) {
    std::map<int, int> parent;
    const auto root_of = [&](int node) {
        while (parent.try_emplace(node, node).first->second != node) {
            int& up = parent.at(node);
            up = parent.at(up);
            node = up;
        }
        return node;
    };
    for (const InpRigidPair& pair : pairs) parent[root_of(pair.node)] = root_of(pair.on);
    std::map<int, BeamGroup> groups;
    for (const InpRigidPair& pair : pairs) {
        BeamGroup& group = groups.try_emplace(root_of(pair.on), BeamGroup{pair.where, {}}).first->second;
        group.beams_on.try_emplace(pair.node, 0);
        ++group.beams_on.try_emplace(pair.on, 0).first->second;
    }
    std::vector<BeamGroup> found;
    found.reserve(groups.size());
    for (auto& [root, group] : groups) found.push_back(std::move(group));
    return found;
}

}  // namespace

void InpReader::read_tie(const InpCard& card) {
    expect_parameters(card, {"NAME", "ADJUST", "POSITION TOLERANCE", "TYPE", "NO ROTATION", "NO THICKNESS"});
    const std::string* given_name = card.find("NAME");
    const std::string name = given_name != nullptr && checked_name(*given_name, card.where)
                                 ? *given_name
                                 : fmt::format("tie {}", ties_.size() + 1);
    double tolerance = -1.0;
    if (const std::string* text = card.find("POSITION TOLERANCE")) {
        const InpData field{.raw = *text, .fields = {*text}, .where = card.where};
        const std::optional<double> value = number(field, 0);
        if (value && *value < 0.0) error(card.where, "POSITION TOLERANCE must not be negative");
        tolerance = value.value_or(-1.0);
    }
    bool adjust = true;
    if (const std::string* text = card.find("ADJUST")) {
        adjust = upper(*text) != "NO";
        if (adjust && upper(*text) != "YES")
            error(card.where, fmt::format("ADJUST={} is neither YES nor NO", quote(*text)));
    }
    if (const std::string* type = card.find("TYPE");
        type != nullptr && upper(*type) != "SURFACE TO SURFACE" && upper(*type) != "NODE TO SURFACE")
        error(card.where, fmt::format("TYPE={} is neither SURFACE TO SURFACE nor NODE TO SURFACE", quote(*type)));
    if (&here() != &root_) {
        problems_.unsupported(card.where, "*TIE inside of a part or instance");
        return;
    }
    InpData data;
    while (lines_.next_data(data)) {
        if (data.fields.size() < 2 || data.fields[1].empty()) {
            error(data.where,
                  "*TIE needs two surfaces: the one whose nodes are bound and the one that they are bound to");
            continue;
        }
        const InpSurface* bound = find_surface(data.fields[0], data.where);
        const InpSurface* onto = find_surface(data.fields[1], data.where);
        if (bound == nullptr || onto == nullptr ||
            !spend_set_entries(bound->faces.size() + bound->nodes.size() + onto->faces.size(), data.where))
            continue;
        if (onto->faces.empty()) {
            error(data.where, fmt::format("the second surface of *TIE, {}, has no faces", quote(data.fields[1])));
            continue;
        }
        ties_.push_back({name, data.where, *bound, *onto, tolerance, adjust});
    }
}

void InpReader::read_mpc(const InpCard& card) {
    expect_parameters(card, {});
    if (&here() != &root_) {
        problems_.unsupported(card.where, "*MPC inside of a part or instance");
        return;
    }
    InpData data;
    while (lines_.next_data(data)) {
        const std::string type = upper(data.fields[0]);
        if ((type != "BEAM" && type != "LINK") || data.fields.size() > 3) {
            problems_.unsupported(data.where, "*MPC of type " + quote(data.fields[0]));
            continue;
        }
        if (data.fields.size() < 3) {
            error(data.where, fmt::format("*MPC of type {} needs two nodes or sets of nodes", type));
            continue;
        }
        const auto nodes = find_items(Kind::node, root_, data.fields[1], data.where);
        const auto on = find_items(Kind::node, root_, data.fields[2], data.where);
        if (!nodes || !on) continue;
        if (on->size() != 1 && on->size() != nodes->size()) {
            error(data.where, fmt::format("{} nodes on {}: as many, or one, are needed", nodes->size(), on->size()));
            continue;
        }
        for (std::size_t i = 0; i < nodes->size(); ++i) {
            const int first = (*nodes)[i];
            const int second = (*on)[on->size() == 1 ? 0 : i];
            if (first == second) continue;
            if (type == "BEAM") {
                rigid_pairs_.push_back({data.where, first, second});
            } else if (root_.nodes[static_cast<std::size_t>(first)] == root_.nodes[static_cast<std::size_t>(second)]) {
                error(data.where, "the two nodes of a link lie in one place: it has no direction");
            } else {
                deck_.springs.push_back({.name = fmt::format("link.{}", deck_.springs.size() + 1),
                                         .where = data.where,
                                         .first = first,
                                         .second = second});
            }
        }
    }
}

void InpReader::bind_rigid_pairs() {
    if (rigid_pairs_.empty()) return;
    const std::set<int> turns = turned_nodes(deck_);
    const std::map<int, int> body_of = bodies_of_nodes(deck_);
    for (const BeamGroup& group : beam_groups(rigid_pairs_)) bind_beams(group, turns, body_of);
}

void InpReader::bind_beams(const BeamGroup& group, const std::set<int>& turns, const std::map<int, int>& body_of) {
    std::set<int> bodies;
    std::vector<int> nodes;
    std::vector<Vec3> places;
    int reference = group.beams_on.begin()->first;
    bool turned = false;
    for (const auto& [node, beams] : group.beams_on) {
        nodes.push_back(node);
        places.push_back(root_.nodes[static_cast<std::size_t>(node)]);
        if (const auto body = body_of.find(node); body != body_of.end()) bodies.insert(body->second);
        if (turns.contains(node)) {
            if (turned) problems_.unsupported(group.where, "rotations held or loaded at two nodes of rigid beams");
            turned = true;
            reference = node;
        } else if (!turned && beams > group.beams_on.at(reference)) {
            reference = node;
        }
    }
    if (bodies.size() > 1) {
        problems_.unsupported(group.where, "a rigid beam between two rigid bodies");
    } else if (bodies.size() == 1) {
        std::vector<int>& of_body = deck_.bodies[static_cast<std::size_t>(*bodies.begin())].nodes;
        of_body.insert(of_body.end(), nodes.begin(), nodes.end());
    } else if (nodes.size() == 2 && !turned) {
        // Nodes of solids do not turn: all that a beam between two of them holds is their distance.
        if (places[0] == places[1]) {
            problems_.unsupported(group.where, "a rigid beam between two nodes of solids in one place");
            return;
        }
        deck_.springs.push_back({.name = fmt::format("beam.{}", deck_.springs.size() + 1),
                                 .where = group.where,
                                 .first = nodes[0],
                                 .second = nodes[1]});
    } else if (!turned && lie_on_a_line(places)) {
        error(group.where, "rigid beams whose nodes lie on one line, about which nothing keeps them from turning");
    } else {
        const DeckLabel& label = root_.node_labels[static_cast<std::size_t>(reference)];
        deck_.bodies.push_back({fmt::format("beams of node {}", label.number), group.where, reference, nodes});
    }
}

void InpReader::add_ties() {
    for (const InpTie& tie : ties_) {
        DeckTie added{.name = tie.name,
                      .where = tie.where,
                      .nodes = nodes_of_faces(root_, tie.bound),
                      .faces = blocks_of(tie.bound.faces),
                      .onto = blocks_of(tie.onto.faces),
                      .tolerance = tie.tolerance};
        check_tie(deck_, added, tie.adjust, problems_);
        deck_.ties.push_back(std::move(added));
    }
}

}  // namespace spondyl
