// SPDX-License-Identifier: Apache-2.0
// Cards of steps: supports, loads, amplitudes.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/text/limits.hpp"
#include "io/deck/inp_reader.hpp"

namespace spondyl {

namespace {

struct NamedSupport {
    std::string_view name;
    std::array<int, 6> components;  // 1: held
};

constexpr std::array<NamedSupport, 8> named_supports = {{{"ENCASTRE", {1, 1, 1, 1, 1, 1}},
                                                         {"PINNED", {1, 1, 1, 0, 0, 0}},
                                                         {"XSYMM", {1, 0, 0, 0, 1, 1}},
                                                         {"YSYMM", {0, 1, 0, 1, 0, 1}},
                                                         {"ZSYMM", {0, 0, 1, 1, 1, 0}},
                                                         {"XASYMM", {0, 1, 1, 1, 0, 0}},
                                                         {"YASYMM", {1, 0, 1, 0, 1, 0}},
                                                         {"ZASYMM", {1, 1, 0, 0, 0, 1}}}};

}  // namespace

bool InpReader::is_new(const InpCard& card) {
    const std::string* op = card.find("OP");
    if (op == nullptr || upper(*op) == "MOD") return false;
    if (upper(*op) == "NEW") return true;
    error(card.where, fmt::format("OP={} is neither NEW nor MOD", quote(*op)));
    return false;
}

void InpReader::read_amplitude(const InpCard& card) {
    expect_parameters(card, {"NAME", "DEFINITION", "TIME", "VALUE", "SMOOTH"});
    const std::optional<std::string> name = required(card, "NAME");
    if (const std::string* definition = card.find("DEFINITION");
        definition != nullptr && upper(*definition) != "TABULAR" && upper(*definition) != "EQUALLY SPACED") {
        problems_.unsupported(card.where, "*AMPLITUDE with DEFINITION=" + quote(*definition));
    } else if (definition != nullptr && upper(*definition) == "EQUALLY SPACED") {
        problems_.unsupported(card.where, "*AMPLITUDE with DEFINITION=EQUALLY SPACED");
    }
    if (const std::string* value = card.find("VALUE"); value != nullptr && upper(*value) != "RELATIVE")
        problems_.unsupported(card.where, "*AMPLITUDE with VALUE=" + quote(*value));
    if (const std::string* smooth = card.find("SMOOTH");
        smooth != nullptr && smooth->find_first_not_of("0.") != std::string::npos)
        problems_.unsupported(card.where, "*AMPLITUDE with SMOOTH=" + quote(*smooth));
    if (!name) return;
    DeckAmplitude amplitude{.name = *name, .points = {}};
    if (const std::string* time = card.find("TIME")) {
        amplitude.total_time = upper(*time) == "TOTAL TIME";
        if (!amplitude.total_time && upper(*time) != "STEP TIME")
            error(card.where, fmt::format("TIME={} is neither STEP TIME nor TOTAL TIME", quote(*time)));
    }
    InpData data;
    while (lines_.next_data(data)) {
        for (std::size_t f = 0; f + 1 < data.fields.size(); f += 2) {
            if (data.fields[f].empty() && data.fields[f + 1].empty()) continue;
            const std::optional<double> time = number(data, f);
            const std::optional<double> factor = number(data, f + 1);
            if (!time || !factor) continue;
            if (!amplitude.points.empty() && *time < amplitude.points.back().first) {
                error(data.where, fmt::format("the time {:g} of the amplitude comes before {:g}", *time,
                                              amplitude.points.back().first));
                continue;
            }
            if (amplitude.points.size() >= limits::deck_amplitude_points) {
                error(data.where, fmt::format("the amplitude has more than {} points", limits::deck_amplitude_points));
                return;
            }
            amplitude.points.emplace_back(*time, *factor);
        }
        if (data.fields.size() % 2 == 1 && !data.fields.back().empty())
            error(data.where, "an amplitude is pairs of time and factor");
    }
    if (amplitude.points.empty()) {
        error(card.where, "the amplitude has no points");
        amplitude.points.emplace_back(0.0, 1.0);
    }
    if (!amplitude_of_name_.emplace(upper(*name), static_cast<int>(deck_.amplitudes.size())).second)
        error(card.where, fmt::format("the amplitude {} is there already", quote(*name)));
    deck_.amplitudes.push_back(std::move(amplitude));
}

void InpReader::read_step(const InpCard& card) {
    expect_parameters(card, {"NAME", "NLGEOM", "INC", "AMPLITUDE", "UNSYMM", "EXTRAPOLATION", "CONVERT SDI", "SOLVER"});
    if (open_.kind != Place::model) error(card.where, "*STEP inside of a part, assembly or step that is not ended");
    open_.kind = Place::step;
    open_.where = card.where;
    open_.scope = &root_;
    static_seen_ = false;
    held_.in_step.clear();
    DeckStep step;
    const std::string* name = card.find("NAME");
    step.name =
        name != nullptr && checked_name(*name, card.where) ? *name : fmt::format("step {}", deck_.steps.size() + 1);
    step.where = card.where;
    const std::string* nlgeom = card.find("NLGEOM");
    step.nonlinear = nlgeom != nullptr && upper(*nlgeom) != "NO";
    if (step.nonlinear && !nlgeom->empty() && upper(*nlgeom) != "YES")
        error(card.where, fmt::format("NLGEOM={} is neither YES nor NO", quote(*nlgeom)));
    deck_.steps.push_back(std::move(step));
    InpData data;
    while (lines_.next_data(data)) {  // its title
    }
}

void InpReader::read_end_step(const InpCard& card) {
    if (open_.kind != Place::step) {
        error(card.where, "*END STEP without *STEP");
        return;
    }
    if (!static_seen_) error(open_.where, "the step has no *STATIC");
    open_.kind = Place::model;
}

bool InpReader::within_step(const InpCard& card) {
    if (open_.kind == Place::step) return true;
    error(card.where, fmt::format("*{} outside of a step", card.keyword));
    return false;
}

void InpReader::read_static(const InpCard& card) {
    expect_parameters(card, {"DIRECT", "SOLVER"});
    if (!within_step(card)) return;
    static_seen_ = true;
    DeckStep& step = deck_.steps.back();
    InpData data;
    if (!lines_.next_data(data)) return;
    step.first_increment = number_or(data, 0, 0.0);
    step.period = number_or(data, 1, 1.0);
    if (step.period == 0.0) step.period = 1.0;
    if (step.first_increment < 0.0 || step.period < 0.0) {
        error(data.where, "the times of *STATIC must not be negative");
        step.period = 1.0;
    }
}

int InpReader::find_amplitude(const InpCard& card) {
    const std::string* name = card.find("AMPLITUDE");
    if (name == nullptr) return -1;
    const auto found = amplitude_of_name_.find(upper(*name));
    if (found != amplitude_of_name_.end()) return found->second;
    error(card.where, fmt::format("there is no amplitude {} above", quote(*name)));
    return -1;
}

void InpReader::add_boundary(DeckPlace where, const std::vector<int>& nodes, int first, int last, double value,
                             int amplitude) {
    const bool in_step = open_.kind == Place::step;
    auto& list = in_step ? deck_.steps.back().boundaries : deck_.boundaries;
    const auto name_of = [&](int node) {
        const DeckLabel& label = root_.node_labels[static_cast<std::size_t>(node)];
        if (label.instance < 0) return std::to_string(label.number);
        return fmt::format("{}.{}", deck_.instances[static_cast<std::size_t>(label.instance)], label.number);
    };
    const auto add = [&](DeckBoundary boundary) {
        (in_step ? held_.in_step : held_.before_steps).add(boundary, name_of, problems_);
        list.push_back(std::move(boundary));
    };
    // A rotation node of CalculiX represents the rotations of its body.
    std::vector<int> plain;
    for (const int node : nodes) {
        const auto found = reference_of_rotation_node_.find(node);
        if (found == reference_of_rotation_node_.end()) {
            plain.push_back(node);
        } else if (first <= 2) {
            add({where, {found->second}, first + 3, std::min(last, 2) + 3, value, amplitude});
        }
    }
    if (!plain.empty()) add({where, std::move(plain), first, last, value, amplitude});
}

void InpReader::read_boundary(const InpCard& card) {
    expect_parameters(card, {"AMPLITUDE", "OP", "TYPE", "REGION TYPE"});
    if (open_.kind != Place::step && open_.kind != Place::model && open_.kind != Place::assembly) {
        problems_.unsupported(card.where, "*BOUNDARY inside of a part or instance");
        return;
    }
    if (const std::string* type = card.find("TYPE"); type != nullptr && upper(*type) != "DISPLACEMENT") {
        problems_.unsupported(card.where, "*BOUNDARY with TYPE=" + quote(*type));
        return;
    }
    if (is_new(card) && open_.kind == Place::step) deck_.steps.back().new_boundaries = true;
    const int amplitude = find_amplitude(card);
    InpData data;
    while (lines_.next_data(data)) {
        const auto nodes = find_items(Kind::node, root_, data.fields[0], data.where);
        if (!nodes) continue;
        const std::string second = data.fields.size() > 1 ? upper(data.fields[1]) : std::string();
        const auto* named = std::ranges::find(named_supports, second, &NamedSupport::name);
        if (named != named_supports.end()) {
            for (int c = 0; c < 6; ++c) {
                if (named->components[static_cast<std::size_t>(c)] == 1)
                    add_boundary(data.where, *nodes, c, c, 0.0, amplitude);
            }
            continue;
        }
        const std::optional<int> first = integer(data, 1);
        const std::optional<int> last = data.fields.size() > 2 && !data.fields[2].empty() ? integer(data, 2) : first;
        if (!first || !last) continue;
        if (*first < 1 || *last > 6 || *last < *first) {
            error(data.where, fmt::format("degrees of freedom {} to {}: they go from 1 to 6", *first, *last));
            continue;
        }
        const double value = number_or(data, 3, 0.0);
        if (std::abs(value) > limits::deck_coordinate) {
            error(data.where, fmt::format("a displacement beyond {:g} mm", limits::deck_coordinate));
            continue;
        }
        add_boundary(data.where, *nodes, *first - 1, *last - 1, value, amplitude);
    }
}

void InpReader::read_cload(const InpCard& card) {
    expect_parameters(card, {"AMPLITUDE", "OP", "REGION TYPE"});
    if (!within_step(card)) return;
    DeckStep& step = deck_.steps.back();
    if (is_new(card)) step.new_forces = true;
    const int amplitude = find_amplitude(card);
    InpData data;
    while (lines_.next_data(data)) {
        const auto nodes = find_items(Kind::node, root_, data.fields[0], data.where);
        const std::optional<int> component = integer(data, 1);
        const std::optional<double> value = number(data, 2);
        if (!nodes || !component || !value) continue;
        if (*component < 1 || *component > 6) {
            error(data.where, fmt::format("degree of freedom {}: they go from 1 to 6", *component));
            continue;
        }
        std::vector<int> plain;
        for (const int node : *nodes) {
            const auto found = reference_of_rotation_node_.find(node);
            if (found == reference_of_rotation_node_.end()) {
                plain.push_back(node);
            } else if (*component <= 3) {
                step.forces.push_back({data.where, {found->second}, *component + 2, *value, amplitude});
            }
        }
        if (!plain.empty()) step.forces.push_back({data.where, std::move(plain), *component - 1, *value, amplitude});
    }
}

std::vector<CellBlock> InpReader::blocks_of(const std::vector<std::pair<int, int>>& faces) const {
    std::vector<CellBlock> blocks;
    for (const auto& [element, number] : faces) {
        const InpElementType& type = *root_.elements[static_cast<std::size_t>(element)].type;
        const std::optional<InpCell> face = face_of_inp_element(type, nodes_of(root_, element), number);
        if (!face) continue;
        auto block = std::ranges::find(blocks, face->type, &CellBlock::type);
        if (block == blocks.end()) {
            blocks.push_back({.type = face->type, .connectivity = {}});
            block = blocks.end() - 1;
        }
        block->add(face->nodes);
    }
    return blocks;
}

void InpReader::add_pressure(DeckPlace where, const std::vector<std::pair<int, int>>& faces, double value,
                             int amplitude) {
    deck_.steps.back().pressures.push_back(
        {.where = where, .faces = blocks_of(faces), .value = value, .amplitude = amplitude});
}

void InpReader::read_dload(const InpCard& card) {
    expect_parameters(card, {"AMPLITUDE", "OP", "REGION TYPE"});
    if (!within_step(card)) return;
    if (is_new(card)) deck_.steps.back().new_pressures = true;
    const int amplitude = find_amplitude(card);
    InpData data;
    while (lines_.next_data(data)) {
        const std::string kind = data.fields.size() > 1 ? upper(data.fields[1]) : std::string();
        if (kind.size() != 2 || kind[0] != 'P' || kind[1] < '1' || kind[1] > '6') {
            problems_.unsupported(data.where, "a distributed load of kind " + quote(kind));
            continue;
        }
        const auto elements = find_items(Kind::element, root_, data.fields[0], data.where);
        const std::optional<double> value = number(data, 2);
        if (!elements || !value) continue;
        std::vector<std::pair<int, int>> faces;
        const int number_of_face = kind[1] - '0';
        for (const int e : *elements) {
            const InpElementType& type = *root_.elements[static_cast<std::size_t>(e)].type;
            if (number_of_face > static_cast<int>(type.faces.size())) {
                error(data.where, fmt::format("elements of type {} have no face {}", type.name, number_of_face));
                break;
            }
            faces.emplace_back(e, number_of_face);
        }
        add_pressure(data.where, faces, *value, amplitude);
    }
}

void InpReader::read_dsload(const InpCard& card) {
    expect_parameters(card, {"AMPLITUDE", "OP"});
    if (!within_step(card)) return;
    if (is_new(card)) deck_.steps.back().new_pressures = true;
    const int amplitude = find_amplitude(card);
    InpData data;
    while (lines_.next_data(data)) {
        const std::string kind = data.fields.size() > 1 ? upper(data.fields[1]) : std::string();
        if (kind != "P") {
            problems_.unsupported(data.where, "a distributed load of kind " + quote(kind));
            continue;
        }
        const InpSurface* surface = find_surface(data.fields[0], data.where);
        const std::optional<double> value = number(data, 2);
        if (surface == nullptr || !value || !spend_set_entries(surface->faces.size(), data.where)) continue;
        add_pressure(data.where, surface->faces, *value, amplitude);
    }
}

}  // namespace spondyl
