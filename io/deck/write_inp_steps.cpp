// SPDX-License-Identifier: Apache-2.0
// Amplitudes, supports, loads and steps in .inp.
#include <algorithm>
#include <set>

#include "io/deck/inp_writer.hpp"

namespace spondyl {

namespace {

constexpr double longest_fibre_increment = 0.05;  // of a step

bool has_fibres(const Deck& deck) {
    return std::ranges::any_of(deck.materials,
                               [](const DeckMaterial& m) { return std::holds_alternative<DeckHolzapfel>(m.law); });
}

}  // namespace

void InpWriter::write_amplitudes() {
    std::vector<std::string> names;
    for (const DeckAmplitude& a : deck_.amplitudes) names.push_back(a.name);
    amplitude_names_ = plain_names(names);
    for (std::size_t a = 0; a < deck_.amplitudes.size(); ++a) {
        const DeckAmplitude& amplitude = deck_.amplitudes[a];
        put("*AMPLITUDE, NAME={}{}\n", amplitude_names_[a], amplitude.total_time ? ", TIME=TOTAL TIME" : "");
        for (const auto& [time, factor] : amplitude.points) put("{}, {}\n", deck_number(time), deck_number(factor));
    }
}

std::string InpWriter::amplitude(int number) const {
    return number < 0 ? std::string() : ", AMPLITUDE=" + amplitude_names_[static_cast<std::size_t>(number)];
}

int InpWriter::body_with_reference(int node) const {
    const auto found = std::ranges::find(deck_.bodies, node, &DeckBody::reference);
    return found == deck_.bodies.end() ? -1 : static_cast<int>(found - deck_.bodies.begin());
}

template <class Line>
void InpWriter::for_component(int node, int component, Line line) {
    if (component < 3) {
        line(static_cast<std::size_t>(node) + 1, component + 1);
    } else if (const int body = body_with_reference(node); body >= 0) {
        if (for_calculix_) {
            line(rotation_node(static_cast<std::size_t>(body)), component - 2);
        } else {
            line(static_cast<std::size_t>(node) + 1, component + 1);
        }
    }
}

void InpWriter::write_boundaries(const std::vector<DeckBoundary>& boundaries) {
    for (const DeckBoundary& b : boundaries) {
        std::string lines;
        for (const int node : b.nodes) {
            for (int c = b.first; c <= b.last; ++c) {
                for_component(node, c, [&](std::size_t number, int component) {
                    lines += fmt::format("{}, {}, {}, {}\n", number, component, component, deck_number(b.value));
                });
            }
        }
        if (!lines.empty()) put("*BOUNDARY{}\n{}", amplitude(b.amplitude), lines);
    }
}

void InpWriter::write_forces(const DeckStep& step) {
    if (step.new_forces) put("*CLOAD, OP=NEW\n");
    std::set<int> turned_axes;
    for (const DeckForce& force : step.forces) {
        put("*CLOAD{}\n", amplitude(force.amplitude));
        for (const int node : force.nodes) {
            for_component(node, force.component, [&](std::size_t number, int component) {
                put("{}, {}, {}\n", number, component, deck_number(force.value));
            });
        }
        if (force.component >= 3 && force.value != 0.0) turned_axes.insert(force.component);
    }
    if (for_calculix_ && turned_axes.size() > 1) {
        leave_out(
            "moments about several axes at once: CalculiX applies them to the components of the rotation vector, "
            "which differ from axes in space at large rotations");
    }
}

void InpWriter::write_step(const DeckStep& step) {
    const std::string name = plain_names({step.name}).front();
    put("*STEP, NLGEOM, INC=10000{}\n", for_calculix_ ? std::string() : ", NAME=" + name);
    const double first = step.first_increment > 0.0 ? step.first_increment : step.period;
    put("*STATIC\n{}, {}", deck_number(first), deck_number(step.period));
    // A longer trial step may stretch a fibre so far that CalculiX ends.
    if (for_calculix_ && has_fibres(deck_))
        put(", , {}", deck_number(std::max(first, longest_fibre_increment * step.period)));
    put("\n");
    if (step.new_boundaries) put("*BOUNDARY, OP=NEW\n");
    write_boundaries(step.boundaries);
    write_forces(step);
    if (step.new_pressures) put("*DLOAD, OP=NEW\n");
    for (const DeckPressure& pressure : step.pressures) {
        put("*DSLOAD{}\npressed{}, P, {}\n", amplitude(pressure.amplitude), ++pressures_, deck_number(pressure.value));
    }
    if (for_calculix_) {
        if (!deck_.bodies.empty()) put("*NODE PRINT, NSET=_references\nU, RF\n");
        put("*NODE FILE\nU, RF\n*EL FILE\nS, E\n");
    } else {
        put("*OUTPUT, FIELD, VARIABLE=PRESELECT\n");
    }
    put("*END STEP\n");
}

}  // namespace spondyl
